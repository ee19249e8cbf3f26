package dossier.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.local.sam.Sam;
import dossier.local.template.Template;
import dossier.testkit.Images;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.localstack.LocalStackContainer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * What LocalStack's free edition can deploy of the template, deployed by its CloudFormation; what it cannot is listed in
 * a file. Part of a run with containers only.
 */
@Tag("integration")
@EnabledIf("contained")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloudIT {
    private static final String NAME = Template.STACK;

    private LocalStackContainer cloud;
    private SqsClient queues;
    private final Template template = Template.read(Stack.template(), "http://sqs");

    static boolean contained() {
        return Images.given().isPresent();
    }

    @BeforeAll
    void deploy() throws Exception {
        cloud = Services.cloud(
                Images.given().orElseThrow(),
                "cloudformation",
                "sqs",
                "sns",
                "kms",
                "iam",
                "sts",
                "logs",
                "cloudwatch");
        URI endpoint = cloud.getEndpoint();
        StaticCredentialsProvider credentials = StaticCredentialsProvider.create(
                AwsBasicCredentials.create(cloud.getAccessKey(), cloud.getSecretKey()));
        Region region = Region.of(cloud.getRegion());
        queues = SqsClient.builder()
                .endpointOverride(endpoint)
                .credentialsProvider(credentials)
                .region(region)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        call(
                "create_stack",
                Json.object()
                        .put("StackName", NAME)
                        .put("TemplateBody", part().compact())
                        .put("Capabilities", List.of(Json.text("CAPABILITY_IAM")))
                        .put(
                                "Parameters",
                                List.of(Json.object()
                                        .put("ParameterKey", "AlarmEmail")
                                        .put("ParameterValue", "on-call@example.com")
                                        .build())));
        String status = "";
        for (int i = 0; i < 60 && !status.endsWith("_COMPLETE") && !status.endsWith("_FAILED"); i++) {
            Thread.sleep(500);
            status = call("describe_stacks", Json.object().put("StackName", NAME))
                    .array("Stacks")
                    .flatMap(stacks -> stacks.getFirst().at("StackStatus"))
                    .flatMap(Json::asText)
                    .orElse("");
        }
        assertThat(status).isEqualTo("CREATE_COMPLETE");
    }

    private Json.Object call(String operation, Json.Builder parameters) throws IOException, InterruptedException {
        return Sam.call("cloudformation", operation, cloud.getEndpoint().toString(), parameters);
    }

    @AfterAll
    void close() {
        queues.close();
        cloud.stop();
    }

    @Test
    void every_resource_of_the_part_is_created() throws Exception {
        Json.Object described = call("describe_stack_resources", Json.object().put("StackName", NAME));
        List<Json> made = described.array("StackResources").orElseThrow();

        assertThat(made).hasSameSizeAs(deployable().keySet());
        assertThat(made)
                .allSatisfy(resource -> assertThat(resource.at("ResourceStatus"))
                        .as(resource.compact())
                        .contains(Json.text("CREATE_COMPLETE")));
    }

    @Test
    void queues_are_as_the_template_says() {
        for (Template.Queue queue : template.queues()) {
            Map<QueueAttributeName, String> attributes = queues.getQueueAttributes(
                            request -> request.queueUrl(url(queue.name())).attributeNames(QueueAttributeName.ALL))
                    .attributes();

            assertThat(attributes.get(QueueAttributeName.VISIBILITY_TIMEOUT))
                    .as(queue.name())
                    .isEqualTo(Long.toString(queue.visibility().toSeconds()));
            assertThat(attributes.get(QueueAttributeName.MESSAGE_RETENTION_PERIOD))
                    .isEqualTo(Long.toString(queue.retention().toSeconds()));
            assertThat(attributes.getOrDefault(QueueAttributeName.FIFO_QUEUE, "false"))
                    .isEqualTo(Boolean.toString(queue.fifo()));
            queue.deadLetters()
                    .ifPresent(dead -> assertThat(attributes.get(QueueAttributeName.REDRIVE_POLICY))
                            .contains(dead, Integer.toString(queue.maxReceiveCount())));
        }
    }

    @Test
    void a_message_that_is_received_too_often_is_among_the_dead_letters() throws Exception {
        Template.Queue queue = template.queues().stream()
                .filter(one -> one.id().equals("ExecuteQueue"))
                .findFirst()
                .orElseThrow();
        String sent = queues.sendMessage(
                        request -> request.queueUrl(url(queue.name())).messageBody("poison"))
                .messageId();
        for (int i = 0; i <= queue.maxReceiveCount(); i++) {
            queues.receiveMessage(request -> request.queueUrl(url(queue.name()))
                            .visibilityTimeout(0)
                            .waitTimeSeconds(1))
                    .messages();
        }
        List<Message> dead = List.of();
        for (int i = 0; i < 20 && dead.isEmpty(); i++) {
            dead = queues.receiveMessage(
                            request -> request.queueUrl(url(queue.deadLetters().orElseThrow()))
                                    .waitTimeSeconds(1))
                    .messages();
        }
        assertThat(dead).extracting(Message::messageId).containsExactly(sent);
    }

    @Test
    void what_the_free_edition_cannot_deploy_is_listed() throws IOException {
        Set<String> left = new TreeSet<>();
        Map<String, Json.Object> deployable = deployable();
        Template.resources(template.document()).forEach((id, resource) -> {
            if (!deployable.containsKey(id)) {
                left.add(resource.text("Type").orElse("") + " " + id);
            }
        });
        assertThat(left).containsExactlyElementsOf(lines("cloud-not-deployed.txt"));
    }

    private String url(String queue) {
        return cloud.getEndpoint() + "/" + Template.ACCOUNT + "/" + queue;
    }

    /** The template with those resources only that can be deployed here. */
    private Json.Object part() {
        Json.Builder resources = Json.object();
        deployable().forEach((id, resource) -> resources.put(id, resource));
        return Json.object()
                .put("AWSTemplateFormatVersion", "2010-09-09")
                .put("Parameters", parameters())
                .put("Conditions", template.document().object("Conditions").orElseThrow())
                .put("Resources", resources)
                .build();
    }

    /** Without those that name what is of no account here: a network. */
    private Json.Object parameters() {
        Json.Builder kept = Json.object();
        template.document().object("Parameters").orElseThrow().members().forEach((name, parameter) -> {
            if (parameter.at("Default").isPresent()) {
                kept.put(name, parameter);
            }
        });
        return kept.build();
    }

    /** Of the types that are simulated, those that name no resource that is not. */
    private Map<String, Json.Object> deployable() {
        Set<String> types = new HashSet<>();
        try {
            types.addAll(lines("cloud-types.txt"));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
        Map<String, Json.Object> kept = new LinkedHashMap<>(Template.resources(template.document()));
        kept.values().removeIf(resource -> !types.contains(resource.text("Type").orElse("")));
        boolean removed = true;
        while (removed) {
            Set<String> gone =
                    new HashSet<>(Template.resources(template.document()).keySet());
            gone.removeAll(kept.keySet());
            removed = kept.values().removeIf(resource -> names(resource, gone));
        }
        return kept;
    }

    private static boolean names(Json json, Set<String> ids) {
        return switch (json) {
            case Json.Object object ->
                object.text("Ref").filter(ids::contains).isPresent()
                        || object.at("Fn::GetAtt")
                                .flatMap(Json::asArray)
                                .flatMap(path -> path.getFirst().asText())
                                .filter(ids::contains)
                                .isPresent()
                        || object.members().values().stream().anyMatch(member -> names(member, ids));
            case Json.Array array -> array.items().stream().anyMatch(item -> names(item, ids));
            case Json.Text text -> ids.stream().anyMatch(id -> text.value().contains("${" + id));
            default -> false;
        };
    }

    private static List<String> lines(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(CloudIT.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
