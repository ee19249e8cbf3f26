package dossier.local;

import dossier.local.template.Template;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** An SQS server in this process, or one that runs elsewhere, with the queues of the template. Thread-safe. */
public final class Queues implements AutoCloseable {
    private final String endpoint;
    private final java.util.Optional<SQSRestServer> server;
    private final SqsClient client;

    private Queues(String endpoint, java.util.Optional<SQSRestServer> server) {
        this.endpoint = endpoint;
        this.server = server;
        this.client = SqsClient.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.of(Template.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(30)))
                .build();
    }

    /** An address that is free now, for the embedded server. */
    public static String freeEndpoint() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }

    /** Starts the embedded server at an address; takes some seconds. */
    public static Queues embedded(String endpoint) {
        int port = URI.create(endpoint).getPort();
        SQSRestServer server = SQSRestServerBuilder.withPort(port)
                .withInterface("127.0.0.1")
                .withServerAddress(new NodeAddress("http", "127.0.0.1", port, ""))
                .withAWSRegion(Template.REGION)
                .withAWSAccountId(Template.ACCOUNT)
                .start();
        server.waitUntilStarted();
        return new Queues(endpoint, java.util.Optional.of(server));
    }

    /** Uses a server that runs elsewhere. */
    public static Queues at(String endpoint) {
        return new Queues(endpoint, java.util.Optional.empty());
    }

    /**
     * Makes the template's queues, dead-letter queues first.
     *
     * @param visibility what takes the place of the template's visibility timeouts; empty keeps them
     */
    void create(Template template, java.util.Optional<Duration> visibility) {
        template.queues().stream()
                .sorted(java.util.Comparator.comparing(
                        queue -> queue.deadLetters().isPresent()))
                .forEach(queue -> create(template, queue, visibility.orElse(queue.visibility())));
    }

    private void create(Template template, Template.Queue queue, Duration visibility) {
        Map<QueueAttributeName, String> attributes = new HashMap<>();
        attributes.put(QueueAttributeName.VISIBILITY_TIMEOUT, Long.toString(visibility.toSeconds()));
        attributes.put(
                QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                Long.toString(queue.retention().toSeconds()));
        if (queue.fifo()) {
            attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
        }
        queue.deadLetters()
                .flatMap(template::queue)
                .ifPresent(dead -> attributes.put(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"" + dead.arn() + "\",\"maxReceiveCount\":\""
                                + queue.maxReceiveCount() + "\"}"));
        client.createQueue(request -> request.queueName(queue.name()).attributes(attributes));
    }

    public SqsClient client() {
        return client;
    }

    public String url(String queue) {
        return endpoint + "/" + Template.ACCOUNT + "/" + queue;
    }

    /** Messages that wait in a queue. */
    public long waiting(String queue) {
        GetQueueAttributesRequest request = GetQueueAttributesRequest.builder()
                .queueUrl(url(queue))
                .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)
                .build();
        return Long.parseLong(client.getQueueAttributes(request)
                .attributes()
                .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0"));
    }

    @Override
    public void close() {
        client.close();
        server.ifPresent(SQSRestServer::stopAndWait);
    }
}
