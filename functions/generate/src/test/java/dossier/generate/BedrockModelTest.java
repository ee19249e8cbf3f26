package dossier.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dossier.generation.Model;
import dossier.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The service's own client over real HTTP, against a server on this machine. It shows that the protocol is kept; it says
 * nothing of any model.
 */
@Timeout(120)
class BedrockModelTest {
    private static final String FORMS = "{\"forms\":[],\"refusal\":null}";

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Json.Object> requests = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private HttpServer server;

    record Answer(int status, String errorType, String body, long millis) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/model/test-model/converse", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(Json.parse(exchange.getRequestBody().readAllBytes())
                .orThrow()
                .asObject()
                .orElseThrow());
        signatures.add(String.valueOf(exchange.getRequestHeaders().getFirst("authorization")));
        Answer answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
        try {
            Thread.sleep(answer.millis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        exchange.getResponseHeaders().add("content-type", "application/json");
        if (!answer.errorType().isEmpty()) {
            exchange.getResponseHeaders().add("x-amzn-errortype", answer.errorType());
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void will(int status, String errorType, String body) {
        answers.add(new Answer(status, errorType, body, 0));
    }

    private static String converse(String stopReason, String content) {
        return "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[" + content + "]}},\"stopReason\":\""
                + stopReason + "\",\"usage\":{\"inputTokens\":90,\"outputTokens\":10,\"totalTokens\":100},"
                + "\"metrics\":{\"latencyMs\":1}}";
    }

    private static String call(String input) {
        return "{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"propose\",\"input\":" + input + "}}";
    }

    private Model.Reply ask(Duration timeout) {
        try (BedrockModel model = new BedrockModel(new BedrockModel.Settings(
                "test-model",
                "eu-central-1",
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")),
                2,
                timeout,
                timeout.multipliedBy(3)))) {
            return model.ask(new Model.Ask(
                    "Turn requests into forms.",
                    Json.object()
                            .put("type", "object")
                            .put("additionalProperties", false)
                            .build(),
                    List.of(
                            new Model.Turn(false, "{\"instruction\":\"x\"}"),
                            new Model.Turn(true, "{}"),
                            new Model.Turn(false, "{\"diagnostics\":[]}")),
                    500));
        }
    }

    private Model.Reply ask() {
        return ask(Duration.ofSeconds(20));
    }

    @Test
    void the_input_of_the_tool_call_is_the_answer_and_the_request_is_signed() {
        will(200, "", converse("tool_use", call(FORMS)));

        assertThat(ask()).isEqualTo(new Model.Reply.Said(FORMS, 100));
        Json.Object wire = requests.getFirst();
        assertThat(wire.at("toolConfig", "toolChoice", "tool", "name").flatMap(Json::asText))
                .contains("propose");
        assertThat(wire.at("inferenceConfig", "maxTokens").flatMap(Json::asInteger))
                .contains(500L);
        assertThat(wire.array("messages").orElseThrow()).hasSize(3);
        assertThat(signatures.getFirst()).startsWith("AWS4-HMAC-SHA256").doesNotContain("secret");
    }

    @Test
    void prose_is_handed_on_as_what_it_is() {
        will(200, "", converse("end_turn", "{\"text\":\"I would open a case.\"}"));

        assertThat(ask()).isEqualTo(new Model.Reply.Said("I would open a case.", 100));
    }

    @Test
    void a_cut_answer_is_known_by_its_stop_reason_though_its_input_parses() {
        will(200, "", converse("max_tokens", call(FORMS)));

        assertThat(ask()).isEqualTo(new Model.Reply.Cut(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"guardrail_intervened", "content_filtered"})
    void a_guard_that_steps_in_is_a_refusal(String reason) {
        will(200, "", converse(reason, ""));

        assertThat(ask()).isEqualTo(new Model.Reply.Declined());
    }

    @Test
    void no_content_is_no_answer() {
        will(200, "", converse("end_turn", ""));

        assertThat(ask()).isEqualTo(new Model.Reply.Failed(Model.Fault.GARBLED));
    }

    @Test
    void one_throttled_attempt_is_made_again_and_no_more_than_permitted() {
        will(429, "ThrottlingException", "{}");
        will(200, "", converse("tool_use", call(FORMS)));
        assertThat(ask()).isInstanceOf(Model.Reply.Said.class);
        assertThat(requests).hasSize(2);

        answers.clear();
        will(429, "ThrottlingException", "{}");
        assertThat(ask()).isEqualTo(new Model.Reply.Failed(Model.Fault.THROTTLED));
        assertThat(requests).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "400, ValidationException, REFUSED",
        "403, AccessDeniedException, REFUSED",
        "404, ResourceNotFoundException, REFUSED",
        "408, ModelTimeoutException, SLOW",
        "500, InternalServerException, UNREACHABLE"
    })
    void what_the_service_refuses_is_told_apart(int status, String type, Model.Fault fault) {
        will(status, type, "{\"message\":\"no\"}");

        assertThat(ask()).isEqualTo(new Model.Reply.Failed(fault));
    }

    @Test
    void a_slow_service_is_left_in_time() {
        answers.add(new Answer(200, "", converse("tool_use", call(FORMS)), 3_000));

        assertThat(ask(Duration.ofMillis(200))).isEqualTo(new Model.Reply.Failed(Model.Fault.SLOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>down</html>", "{\"output\": {\"mess"})
    void an_answer_that_is_no_json_is_none(String body) {
        will(200, "", body);

        assertThat(ask()).isInstanceOf(Model.Reply.Failed.class);
    }

    @Test
    void a_refused_connection_is_no_answer() {
        stop();

        assertThat(ask()).isEqualTo(new Model.Reply.Failed(Model.Fault.UNREACHABLE));
    }
}
