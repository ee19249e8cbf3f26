package dossier.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dossier.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventsTest {
    @Test
    void an_http_api_event_becomes_a_call_with_the_claims_the_gateway_checked() throws IOException {
        HttpCall call = HttpEvents.read(Recorded.event("http-v2.json"));

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/v1/execute");
        assertThat(call.header("Idempotency-Key")).contains("key-1");
        assertThat(call.claims())
                .hasValueSatisfying(claims -> assertThat(claims)
                        .containsEntry("sub", "ada")
                        .containsEntry("dossier:roles", "[analyst officer]"));
        assertThat(new String(call.body(), StandardCharsets.UTF_8)).startsWith("{\"document\":\"(case.create");
    }

    @Test
    void a_rest_api_event_becomes_the_same_kind_of_call() throws IOException {
        HttpCall call = HttpEvents.read(Recorded.event("http-v1.json"));

        assertThat(call.format()).isEqualTo(HttpCall.Format.V1);
        assertThat(call.path()).isEqualTo("/v1/cases/C1");
        assertThat(call.parameter("version")).contains("3");
        assertThat(call.header("if-none-match")).contains("W/\"x\",\"y\"");
        assertThat(call.claims()).isPresent();
        assertThat(call.body()).isEmpty();
    }

    @Test
    void a_base64_body_keeps_every_byte() throws IOException {
        Json.Object event = Recorded.event("http-v2.json").toBuilder()
                .put("body", "/wD+")
                .put("isBase64Encoded", true)
                .build();

        assertThat(HttpEvents.read(event).body()).containsExactly(0xFF, 0x00, 0xFE);
    }

    @Test
    void a_named_stage_is_not_part_of_the_path() throws IOException {
        Json.Object event = Recorded.event("http-v2.json");
        Json.Object context = event.object("requestContext").orElseThrow();
        Json.Object staged = event.toBuilder()
                .put("rawPath", "/prod/v1/execute")
                .put("requestContext", context.toBuilder().put("stage", "prod").build())
                .build();

        assertThat(HttpEvents.read(staged).path()).isEqualTo("/v1/execute");
    }

    @Test
    void what_no_trigger_sends_is_refused() {
        assertThatThrownBy(() -> HttpEvents.read(Json.object().put("hello", 1).build()))
                .isInstanceOf(Events.Unexpected.class);
        assertThatThrownBy(() -> Events.object(new ByteArrayInputStream("[]".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(Events.Unexpected.class);
    }

    @Test
    void a_queue_event_is_known_and_keeps_what_batch_rules_need() {
        Json.Object event = Recorded.event("sqs.json");

        SQSEvent.SQSMessage message = QueueEvents.read(event).getRecords().getFirst();
        assertThat(message.getMessageId()).isEqualTo("059f36b4-87a3-44ab-83d2-661975830a7d");
        assertThat(message.getEventSourceArn()).isEqualTo("arn:aws:sqs:eu-west-1:123456789012:dossier-execute");
        assertThat(message.getAttributes()).containsEntry("MessageGroupId", "C1");
    }

    @Test
    void failed_messages_are_named_exactly_as_the_service_reads_them() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        QueueEvents.write(
                SQSBatchResponse.builder()
                        .withBatchItemFailures(List.of(SQSBatchResponse.BatchItemFailure.builder()
                                .withItemIdentifier("m-1")
                                .build()))
                        .build(),
                out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"}]}");
    }

    @Test
    void templates_match_paths_segment_by_segment() {
        assertThat(Routes.parameters("/v1/cases/{id}", "/v1/cases/C%3A1")).contains(Map.of("id", "C:1"));
        assertThat(Routes.parameters("/v1/cases/{id}", "/v1/cases/")).isEmpty();
        assertThat(Routes.parameters("/v1/cases/{id}", "/v1/cases/a/b")).isEmpty();
        assertThat(Routes.parameters("/v1/cases/{id}", "/v1/cases/%zz")).contains(Map.of("id", "%zz"));
    }
}
