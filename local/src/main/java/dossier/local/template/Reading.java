package dossier.local.template;

import dossier.json.Json;
import dossier.local.template.Template.LambdaFunction;
import dossier.local.template.Template.Queue;
import dossier.local.template.Template.QueueSource;
import dossier.local.template.Template.Route;
import dossier.local.template.Template.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one resource's properties. */
record Reading(Resolver resolver, Json.Object globals, Json.Object properties) {
    private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (second|minute|hour|day)s?\\)");

    LambdaFunction function(String id) {
        Map<String, String> environment = new LinkedHashMap<>(variables(globals));
        environment.putAll(variables(properties));
        List<Route> routes = new ArrayList<>();
        List<QueueSource> sources = new ArrayList<>();
        List<Schedule> schedules = new ArrayList<>();
        Map<String, Json> events =
                properties.object("Events").map(Json.Object::members).orElse(Map.of());
        events.forEach((name, event) -> {
            Json.Object of = event.at("Properties")
                    .flatMap(Json::asObject)
                    .orElseGet(() -> Json.object().build());
            switch (event.at("Type").flatMap(Json::asText).orElse("")) {
                case "HttpApi" -> routes.add(route(of));
                case "SQS" -> sources.add(source(of));
                case "ScheduleV2" -> schedules.add(schedule(id + "/" + name, of));
                default -> throw new IllegalArgumentException("Event " + name + " of " + id + " has an unknown type");
            }
        });
        return new LambdaFunction(
                id,
                text(resolver, properties, "FunctionName").orElse(id),
                text(resolver, properties, "Handler").orElse("").replaceFirst("::.*", ""),
                Duration.ofSeconds(number(properties, "Timeout", 3)),
                (int) number(properties, "MemorySize", number(globals, "MemorySize", 128)),
                (int) number(properties, "ReservedConcurrentExecutions", 0),
                environment,
                routes,
                sources,
                schedules);
    }

    private Map<String, String> variables(Json.Object of) {
        Map<String, String> variables = new LinkedHashMap<>();
        of.at("Environment", "Variables")
                .map(resolver::resolve)
                .flatMap(Json::asObject)
                .ifPresent(object -> object.members()
                        .forEach((name, value) ->
                                variables.put(name, value.asText().orElseGet(value::compact))));
        return variables;
    }

    private Route route(Json.Object event) {
        return new Route(
                text(resolver, event, "Method").orElse("").toUpperCase(Locale.ROOT),
                text(resolver, event, "Path").orElse(""),
                event.at("Auth", "Authorizer")
                        .flatMap(Json::asText)
                        .filter("NONE"::equals)
                        .isPresent());
    }

    private QueueSource source(Json.Object event) {
        String arn = text(resolver, event, "Queue").orElse("");
        boolean reports = event.array("FunctionResponseTypes").orElse(List.of()).stream()
                .flatMap(type -> type.asText().stream())
                .anyMatch("ReportBatchItemFailures"::equals);
        long concurrency = event.at("ScalingConfig", "MaximumConcurrency")
                .flatMap(Json::asInteger)
                .orElse(0L);
        return new QueueSource(
                arn.substring(arn.lastIndexOf(':') + 1), (int) number(event, "BatchSize", 10), reports, (int)
                        concurrency);
    }

    private Schedule schedule(String id, Json.Object event) {
        String expression = text(resolver, event, "ScheduleExpression").orElse("");
        Matcher rate = RATE.matcher(expression);
        if (!rate.matches()) {
            throw new IllegalArgumentException(id + ": only rate(...) schedules run here, not " + expression);
        }
        long count = Long.parseLong(rate.group(1));
        Duration every = switch (rate.group(2)) {
            case "second" -> Duration.ofSeconds(count);
            case "minute" -> Duration.ofMinutes(count);
            case "hour" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
        return new Schedule(id, every, text(resolver, event, "Input").orElse("{}"));
    }

    static Queue queue(Resolver resolver, String id, Json.Object properties) {
        Optional<Json> redrive = properties.get("RedrivePolicy").map(resolver::resolve);
        return new Queue(
                id,
                text(resolver, properties, "QueueName").orElse(id),
                properties.bool("FifoQueue").orElse(false),
                Duration.ofSeconds(number(properties, "VisibilityTimeout", 30)),
                Duration.ofSeconds(number(properties, "MessageRetentionPeriod", 345_600)),
                redrive.flatMap(policy -> policy.at("deadLetterTargetArn"))
                        .flatMap(Json::asText)
                        .map(arn -> arn.substring(arn.lastIndexOf(':') + 1)),
                redrive.flatMap(policy -> policy.at("maxReceiveCount"))
                        .flatMap(Json::asInteger)
                        .orElse(0L)
                        .intValue());
    }

    static Optional<String> text(Resolver resolver, Json.Object from, String name) {
        return from.get(name).map(resolver::resolve).flatMap(Json::asText);
    }

    private static long number(Json.Object from, String name, long otherwise) {
        return from.integer(name).orElse(otherwise);
    }
}
