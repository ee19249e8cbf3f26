package dossier.local.template;

import dossier.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the deployment's template says of functions, routes, queues and schedules. Immutable.
 *
 * @param document the whole template, short function tags written out
 */
public record Template(Json.Object document, List<LambdaFunction> functions, List<Queue> queues) {
    /** Name of the stack here. */
    public static final String STACK = "dossier";

    /** Region and account that addresses are made of here. */
    public static final String REGION = "us-east-1";

    public static final String ACCOUNT = "000000000000";

    public Template {
        functions = List.copyOf(functions);
        queues = List.copyOf(queues);
    }

    /**
     * @param id in the template
     * @param handler class name
     * @param environment variables by name
     */
    public record LambdaFunction(
            String id,
            String name,
            String handler,
            Duration timeout,
            int memory,
            int reservedConcurrency,
            Map<String, String> environment,
            List<Route> routes,
            List<QueueSource> sources,
            List<Schedule> schedules) {}

    /**
     * @param method empty together with the path for the default route
     * @param open whether the gateway asks for no token
     */
    public record Route(String method, String path, boolean open) {
        public boolean isDefault() {
            return path.isEmpty();
        }
    }

    /** A queue that calls a function. */
    public record QueueSource(String queue, int batchSize, boolean reportsItemFailures, int maximumConcurrency) {}

    /** @param input what the function gets; {@code <aws.scheduler.scheduled-time>} stands for the due time */
    public record Schedule(String id, Duration every, String input) {}

    /**
     * @param name without address
     * @param deadLetters name of the queue that takes what failed too often
     */
    public record Queue(
            String id,
            String name,
            boolean fifo,
            Duration visibility,
            Duration retention,
            Optional<String> deadLetters,
            int maxReceiveCount) {
        public String arn() {
            return "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":" + name;
        }
    }

    /**
     * Reads a template.
     *
     * @param queueEndpoint where queues are, to make their addresses
     */
    public static Template read(String yaml, String queueEndpoint) {
        Json.Object document = TemplateFile.parse(yaml);
        Map<String, String> values = new HashMap<>(Map.of(
                "AWS::StackName", STACK,
                "AWS::Region", REGION,
                "AWS::AccountId", ACCOUNT,
                "AWS::Partition", "aws",
                "AWS::URLSuffix", "amazonaws.com"));
        List<Queue> queues = queues(document, values, queueEndpoint);
        Resolver resolver = new Resolver(document, values);
        Json.Object globals = document.at("Globals", "Function")
                .flatMap(Json::asObject)
                .orElseGet(() -> Json.object().build());
        List<LambdaFunction> functions = new ArrayList<>();
        resources(document).forEach((id, resource) -> {
            if (isType(resource, "AWS::Serverless::Function")) {
                functions.add(new Reading(resolver, globals, properties(resource)).function(id));
            }
        });
        return new Template(document, functions, queues);
    }

    private static List<Queue> queues(Json.Object document, Map<String, String> values, String endpoint) {
        List<Map.Entry<String, Json.Object>> found = resources(document).entrySet().stream()
                .filter(entry -> isType(entry.getValue(), "AWS::SQS::Queue"))
                .toList();
        Resolver names = new Resolver(document, values);
        found.forEach(entry -> {
            String name = Reading.text(names, properties(entry.getValue()), "QueueName")
                    .orElse(entry.getKey());
            values.put(entry.getKey(), endpoint + "/" + ACCOUNT + "/" + name);
            values.put(entry.getKey() + ".QueueName", name);
            values.put(entry.getKey() + ".Arn", "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":" + name);
        });
        Resolver resolver = new Resolver(document, values);
        List<Queue> queues = new ArrayList<>();
        found.forEach(entry -> queues.add(Reading.queue(resolver, entry.getKey(), properties(entry.getValue()))));
        return queues;
    }

    /** All resources by id, in the template's order. */
    public static Map<String, Json.Object> resources(Json.Object document) {
        Map<String, Json.Object> all = new java.util.LinkedHashMap<>();
        document.object("Resources")
                .ifPresent(resources -> resources
                        .members()
                        .forEach((id, resource) -> resource.asObject().ifPresent(object -> all.put(id, object))));
        return all;
    }

    public static boolean isType(Json.Object resource, String type) {
        return resource.text("Type").filter(type::equals).isPresent();
    }

    public static Json.Object properties(Json.Object resource) {
        return resource.object("Properties").orElseGet(() -> Json.object().build());
    }

    /** The queue with this name. */
    public Optional<Queue> queue(String name) {
        return queues.stream().filter(queue -> queue.name().equals(name)).findFirst();
    }
}
