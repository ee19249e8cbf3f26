package dossier.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dossier.edge.Variable;
import dossier.json.Json;
import dossier.local.template.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a template must say so that the code works as deployed, and no linter looks for. Each finding names the resource
 * it is about.
 */
final class TemplateContract {
    /** Longest that the HTTP API waits for a function. */
    private static final Duration GATEWAY = Duration.ofSeconds(30);

    private static final int VISIBILITY_FACTOR = 6;
    private static final int RECEIVES = 5;
    private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(14);

    private final Template template;
    private final List<String> api;
    private final List<Json.Object> alarms;
    private final List<String> findings = new ArrayList<>();

    private TemplateContract(Template template, List<String> api) {
        this.template = template;
        this.api = api;
        this.alarms = ofType("AWS::CloudWatch::Alarm").map(Map.Entry::getValue).toList();
    }

    /**
     * @param yaml a template
     * @param api routes of the API's description, as {@code GET /health}
     */
    static List<String> findings(String yaml, List<String> api) {
        TemplateContract contract = new TemplateContract(Template.read(yaml, "http://sqs"), api);
        contract.template.functions().forEach(contract::function);
        contract.template.queues().forEach(contract::queue);
        contract.routes();
        contract.connections();
        contract.alarms();
        return contract.findings;
    }

    private void require(boolean holds, String subject, String finding) {
        if (!holds) {
            findings.add(subject + " " + finding);
        }
    }

    private void function(Template.LambdaFunction function) {
        Json.Object properties = Optional.ofNullable(
                        Template.resources(template.document()).get(function.id()))
                .map(Template::properties)
                .orElseThrow();
        handler(function, properties);
        environment(function);
        sources(function);
        watched(function);
        require(
                function.routes().isEmpty() || function.timeout().compareTo(GATEWAY) < 0,
                function.id(),
                "may run longer than the gateway waits");
        boolean snapshots = has(properties, "SnapStart", "ApplyOn", "PublishedVersions");
        require(
                !snapshots || setting(properties, "AutoPublishAlias").isPresent(),
                function.id(),
                "has snapshots but no alias, so that nobody calls the version they are of");
        require(
                setting(properties, "LoggingConfig").isPresent()
                        && properties
                                .object("LoggingConfig")
                                .flatMap(logging -> logging.get("LogGroup"))
                                .isPresent(),
                function.id(),
                "writes to a log group that the template does not keep");
        properties
                .object("Events")
                .ifPresent(events -> events.members().forEach((name, event) -> {
                    if (event.at("Type")
                            .flatMap(Json::asText)
                            .filter("ScheduleV2"::equals)
                            .isPresent()) {
                        schedule(function.id() + "/" + name, event);
                    }
                }));
    }

    private void handler(Template.LambdaFunction function, Json.Object properties) {
        String text = properties.text("Handler").orElse("");
        require(text.endsWith("::handleRequest"), function.id(), "names no method handleRequest");
        try {
            require(
                    RequestStreamHandler.class.isAssignableFrom(Class.forName(function.handler())),
                    function.id(),
                    "names a class that handles no stream");
        } catch (ClassNotFoundException missing) {
            findings.add(function.id() + " names a class that does not exist");
        }
    }

    private void environment(Template.LambdaFunction function) {
        Set<String> reads = Makers.reads(function.handler()).orElse(Set.of()).stream()
                .map(Variable::name)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> unset = new TreeSet<>(reads);
        unset.removeAll(function.environment().keySet());
        unset.forEach(name -> findings.add(function.id() + " reads " + name + ", which is not set"));
        Set<String> unread = new TreeSet<>(function.environment().keySet());
        unread.removeAll(reads);
        unread.forEach(name -> findings.add(function.id() + " is given " + name + ", which it does not read"));
    }

    private void sources(Template.LambdaFunction function) {
        for (Template.QueueSource source : function.sources()) {
            String subject = function.id() + " from " + source.queue();
            require(source.reportsItemFailures(), subject, "repeats a whole batch for one failure");
            require(source.maximumConcurrency() >= 2, subject, "has no maximum concurrency");
            Optional<Template.Queue> queue = template.queue(source.queue());
            require(queue.isPresent(), subject, "reads a queue that is not there");
            queue.ifPresent(there -> {
                require(
                        there.visibility().compareTo(function.timeout().multipliedBy(VISIBILITY_FACTOR)) >= 0,
                        subject,
                        "may see a message again while it works on it");
                require(there.maxReceiveCount() >= RECEIVES, subject, "gives up a message too early");
            });
        }
        int sum = function.sources().stream()
                .mapToInt(Template.QueueSource::maximumConcurrency)
                .sum();
        require(
                function.reservedConcurrency() >= Math.max(1, sum),
                function.id(),
                "reserves less concurrency than its sources may ask for");
    }

    private void watched(Template.LambdaFunction function) {
        List<String> metrics = function.routes().isEmpty()
                        && function.sources().isEmpty()
                        && function.schedules().isEmpty()
                ? List.of("Errors")
                : List.of("Errors", "Throttles", "Duration");
        for (String metric : metrics) {
            require(
                    alarm("AWS/Lambda", metric, "FunctionName", value -> names(value, function)),
                    function.id(),
                    "has no alarm on " + metric);
        }
    }

    /** A function's name may stand as a reference or, since its alias must not be waited for, be spelt out. */
    private boolean names(Json value, Template.LambdaFunction function) {
        return value.at("Ref")
                        .flatMap(Json::asText)
                        .filter(function.id()::equals)
                        .isPresent()
                || value.at("Fn::Sub")
                        .flatMap(Json::asText)
                        .filter(text -> text.replace("${AWS::StackName}", Template.STACK)
                                .equals(function.name()))
                        .isPresent();
    }

    private void schedule(String subject, Json event) {
        require(
                event.at("Properties", "DeadLetterConfig", "Arn", "Fn::GetAtt").isPresent(),
                subject,
                "has no dead-letter queue");
        boolean own = event.at("Properties", "Input")
                .flatMap(Json::asText)
                .flatMap(input -> Json.parse(input).value())
                .flatMap(Json::asObject)
                .filter(input -> input.text("source").filter("schedule"::equals).isPresent()
                        && input.has("task")
                        && input.text("time")
                                .filter("<aws.scheduler.scheduled-time>"::equals)
                                .isPresent())
                .isPresent();
        require(own, subject, "sends what the function cannot read");
    }

    private void queue(Template.Queue queue) {
        if (deadLetterQueues().contains(queue.id())) {
            require(
                    queue.retention().compareTo(DEAD_LETTER_RETENTION) >= 0,
                    queue.id(),
                    "forgets dead letters before anybody can look");
            require(
                    alarm("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", value -> of(value, queue)),
                    queue.id(),
                    "fills without an alarm");
            return;
        }
        Optional<Template.Queue> dead = queue.deadLetters().flatMap(template::queue);
        require(dead.isPresent(), queue.id(), "has no dead-letter queue");
        require(queue.maxReceiveCount() >= RECEIVES, queue.id(), "gives up a message too early");
        require(dead.map(Template.Queue::fifo).orElse(queue.fifo()) == queue.fifo(), queue.id(), "loses its order");
        require(
                alarm("AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", value -> of(value, queue)),
                queue.id(),
                "grows old without an alarm");
    }

    private static boolean of(Json value, Template.Queue queue) {
        return value.at("Fn::GetAtt")
                .flatMap(Json::asArray)
                .filter(path -> path.getFirst().equals(Json.text(queue.id()))
                        && path.getLast().equals(Json.text("QueueName")))
                .isPresent();
    }

    /** Those that a redrive policy or a schedule names. */
    private Set<String> deadLetterQueues() {
        Set<String> dead = new HashSet<>();
        template.queues().stream()
                .flatMap(queue -> queue.deadLetters().stream())
                .flatMap(name -> template.queue(name).stream())
                .forEach(queue -> dead.add(queue.id()));
        ofType("AWS::Serverless::Function")
                .forEach(function -> Template.properties(function.getValue())
                        .object("Events")
                        .ifPresent(events -> events.members()
                                .values()
                                .forEach(event -> event.at("Properties", "DeadLetterConfig", "Arn", "Fn::GetAtt")
                                        .flatMap(Json::asArray)
                                        .flatMap(path -> path.getFirst().asText())
                                        .ifPresent(dead::add))));
        return dead;
    }

    private void routes() {
        Set<String> events = new TreeSet<>();
        template.functions()
                .forEach(function -> function.routes().forEach(route -> {
                    String text = route.method() + " " + route.path();
                    if (!route.isDefault()) {
                        require(events.add(text), text, "is the route of two events");
                    }
                    require(
                            !route.open() || text.equals("GET /health"),
                            route.isDefault() ? "The default route" : text,
                            "lets anybody in");
                }));
        Set<String> described = new TreeSet<>(api);
        described.removeAll(events);
        described.forEach(route -> findings.add(route + " is described but has no event"));
        events.removeAll(new HashSet<>(api));
        events.forEach(route -> findings.add(route + " has an event but is not described"));
        require(
                ofType("AWS::Serverless::HttpApi")
                        .allMatch(one -> one.getValue()
                                .at("Properties", "Auth", "DefaultAuthorizer")
                                .isPresent()),
                "The API",
                "asks for no token");
    }

    /** Every instance of a function may hold one connection of the proxy, and the proxy one of the database. */
    private void connections() {
        int instances = template.functions().stream()
                .mapToInt(Template.LambdaFunction::reservedConcurrency)
                .sum();
        long stated = number("Metadata", "Connections", "OfFunctions");
        long database = number("Metadata", "Connections", "OfSmallestDatabase");
        long proxy = ofType("AWS::RDS::DBProxyTargetGroup")
                .flatMap(one -> one
                        .getValue()
                        .at("Properties", "ConnectionPoolConfigurationInfo", "MaxConnectionsPercent")
                        .flatMap(Json::asInteger)
                        .stream())
                .findFirst()
                .orElse(0L);
        require(stated == instances, "Metadata", "states " + stated + " connections; the functions take " + instances);
        require(
                instances <= database * proxy / 100,
                "The proxy",
                "has fewer connections than the functions' reserved concurrency takes");
    }

    private long number(String... path) {
        return template.document().at(path).flatMap(Json::asInteger).orElse(-1L);
    }

    private void alarms() {
        ofType("AWS::CloudWatch::Alarm")
                .forEach(alarm -> require(
                        alarm.getValue()
                                .at("Properties", "AlarmActions")
                                .flatMap(Json::asArray)
                                .filter(actions -> !actions.isEmpty())
                                .isPresent(),
                        alarm.getKey(),
                        "tells nobody"));
        require(
                alarm("AWS/RDS", "DatabaseConnectionsCurrentlySessionPinned", "ProxyName", _ -> true),
                "The proxy",
                "pins sessions without an alarm");
        require(alarm("Dossier", "Healthy", "Function", _ -> true), "The deep check", "turns red without an alarm");
    }

    private boolean alarm(String namespace, String metric, String dimension, Predicate<Json> value) {
        return alarms.stream()
                .map(Template::properties)
                .anyMatch(alarm -> alarm.text("Namespace")
                                .filter(namespace::equals)
                                .isPresent()
                        && alarm.text("MetricName").filter(metric::equals).isPresent()
                        && alarm.array("Dimensions").orElse(List.of()).stream()
                                .anyMatch(one -> one.at("Name")
                                                .flatMap(Json::asText)
                                                .filter(dimension::equals)
                                                .isPresent()
                                        && one.at("Value").filter(value).isPresent()));
    }

    private Stream<Map.Entry<String, Json.Object>> ofType(String type) {
        return Template.resources(template.document()).entrySet().stream()
                .filter(entry -> Template.isType(entry.getValue(), type));
    }

    /** A property of the function itself or of all functions. */
    private Optional<Json> setting(Json.Object properties, String name) {
        return properties.get(name).or(() -> template.document().at("Globals", "Function", name));
    }

    private boolean has(Json.Object properties, String name, String member, String value) {
        return setting(properties, name)
                .flatMap(setting -> setting.at(member))
                .filter(Json.text(value)::equals)
                .isPresent();
    }
}
