package dossier.upkeep;

import dossier.json.Json;
import dossier.pipeline.Chain;
import dossier.store.OutboxRelay;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The ordered queue where the outside world reads what cases tell it: one group a case, and the message's own key to
 * tell repetitions. Groups and keys are digests, since ids may be longer than the queue allows. Thread-safe.
 */
final class EventQueue implements OutboxRelay.Delivery {
    private final SqsClient client;
    private final String queue;

    EventQueue(String queue, String endpoint, String region) {
        this.queue = queue;
        this.client = SqsClient.builder()
                .region(Region.of(region))
                .endpointOverride(URI.create(endpoint))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(2))
                        .socketTimeout(Duration.ofSeconds(5)))
                .build();
    }

    @Override
    public boolean deliver(OutboxRelay.Message message) {
        String body = Json.object()
                .put("tenant", message.tenant())
                .put("caseId", message.caseId())
                .put("version", message.version())
                .put("topic", message.topic())
                .put("key", message.key())
                .put("payload", message.payload())
                .build()
                .compact();
        try {
            client.sendMessage(request -> request.queueUrl(queue)
                    .messageBody(body)
                    .messageGroupId(Chain.digest(message.tenant(), message.caseId()))
                    .messageDeduplicationId(Chain.digest(
                            message.tenant(),
                            message.caseId(),
                            Long.toString(message.version()),
                            Integer.toString(message.position()))));
            return true;
        } catch (SdkException notNow) {
            return false;
        }
    }
}
