package dossier.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.language.Position;
import dossier.pipeline.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpEdgeTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-10T05:16:23Z"), ZoneOffset.UTC);

    private final List<String> lines = new ArrayList<>();
    private final Identity identity = new Identity(token -> new Identity.Tokens.Checked.Invalid("no such token"));

    @Test
    void a_done_request_is_answered_with_its_body() throws IOException {
        Json.Object answer = serve(edge(answering(Json.object().put("success", true))), event("http-v2.json"));

        assertThat(answer.integer("statusCode")).contains(200L);
        assertThat(body(answer).bool("success")).contains(true);
        assertThat(answer.at("headers", "x-request-id").flatMap(Json::asText)).contains("r-1");
    }

    @Test
    void the_caller_is_the_one_the_gateway_proved() throws IOException {
        Json.Object answer = serve(
                edge((asked, caller) -> HttpAnswer.json(
                        200,
                        Json.object()
                                .put("user", caller.user())
                                .put("tenant", caller.tenant())
                                .putTexts(
                                        "roles",
                                        caller.roles().stream().sorted().toList())
                                .build())),
                event("http-v2.json"));

        assertThat(body(answer).compact())
                .isEqualTo("{\"user\":\"ada\",\"tenant\":\"northbank\",\"roles\":[\"analyst\",\"officer\"]}");
    }

    @Test
    void nobody_gets_past_without_a_token() throws IOException {
        Json.Object event = without(event("http-v2.json"), "authorizer");
        Json.Object answer = serve(edge(answering(Json.object())), event);

        assertThat(answer.integer("statusCode")).contains(401L);
        assertThat(answer.at("headers", "www-authenticate").flatMap(Json::asText))
                .contains("Bearer realm=\"dossier\"");
    }

    @Test
    void a_token_that_does_not_hold_is_refused() throws IOException {
        Json.Object event = header(without(event("http-v2.json"), "authorizer"), "authorization", "Bearer forged");
        assertThat(serve(edge(answering(Json.object())), event).integer("statusCode"))
                .contains(401L);
    }

    @Test
    void an_unknown_path_is_not_found_and_a_wrong_method_says_which_are_right() throws IOException {
        HttpEdge edge = edge(answering(Json.object()));
        Json.Object unknown =
                event("http-v2.json").toBuilder().put("rawPath", "/v1/nothing").build();
        assertThat(serve(edge, unknown).integer("statusCode")).contains(404L);

        Json.Object wrong = serve(edge, method("DELETE"));
        assertThat(wrong.integer("statusCode")).contains(405L);
        assertThat(wrong.at("headers", "allow").flatMap(Json::asText)).contains("GET, POST");
    }

    @Test
    void another_media_type_and_a_body_past_the_limit_are_refused() throws IOException {
        HttpEdge edge = edge(answering(Json.object()));
        assertThat(serve(edge, header(event("http-v2.json"), "content-type", "text/plain"))
                        .integer("statusCode"))
                .contains(415L);
        Json.Object large = event("http-v2.json").toBuilder()
                .put("body", "x".repeat(HttpEdge.LARGEST_BODY + 1))
                .build();
        assertThat(serve(edge, large).integer("statusCode")).contains(413L);
    }

    @Test
    void a_rejected_document_is_a_problem_with_its_diagnostics() throws IOException {
        Diagnostic diagnostic = Diagnostic.error("VOC-001", "There is no verb case.creat.")
                .at(Optional.of(new Position(1, 1, 2, 10)), 0)
                .found("case.creat")
                .nearest(List.of("case.create"));
        Answer answer = new Answer.Problem(
                Answer.Fault.REJECTED,
                "1 error",
                List.of(diagnostic),
                Json.object().put("steps", Json.array()).build(),
                Optional.empty());
        Json.Object event =
                serve(edge((asked, caller) -> Problems.render(answer, asked.requestId())), event("http-v2.json"));

        assertThat(event.integer("statusCode")).contains(422L);
        assertThat(event.at("headers", "content-type").flatMap(Json::asText))
                .contains("application/problem+json; charset=utf-8");
        Json.Object problem = body(event);
        assertThat(problem.members().keySet())
                .containsExactly("type", "title", "status", "detail", "success", "requestId", "steps", "diagnostics");
        assertThat(problem.at("diagnostics")
                        .flatMap(Json::asArray)
                        .orElseThrow()
                        .getFirst()
                        .compact())
                .isEqualTo("{\"code\":\"VOC-001\",\"severity\":\"error\",\"message\":\"There is no verb case.creat.\","
                        + "\"position\":{\"offset\":1,\"line\":1,\"column\":2,\"length\":10},\"form\":0,"
                        + "\"found\":\"case.creat\",\"expected\":[],\"nearest\":[\"case.create\"],\"hint\":\"\"}");
    }

    @Test
    void what_is_away_says_when_to_ask_again() throws IOException {
        Answer away = new Answer.Problem(
                Answer.Fault.UNAVAILABLE,
                "later",
                List.of(),
                Json.object().build(),
                Optional.of(Duration.ofMillis(1_500)));
        Json.Object event =
                serve(edge((asked, caller) -> Problems.render(away, asked.requestId())), event("http-v2.json"));

        assertThat(event.integer("statusCode")).contains(503L);
        assertThat(event.at("headers", "retry-after").flatMap(Json::asText)).contains("2");
    }

    @Test
    void a_defect_is_answered_without_its_message_and_logged_without_it() throws IOException {
        Json.Object event = serve(
                edge((asked, caller) -> {
                    throw new IllegalStateException("P1234567");
                }),
                event("http-v2.json"));

        assertThat(event.integer("statusCode")).contains(500L);
        assertThat(event.compact()).doesNotContain("P1234567");
        assertThat(String.join("\n", lines)).contains("IllegalStateException").doesNotContain("P1234567");
    }

    @Test
    void a_read_is_tagged_and_not_sent_again_to_one_who_has_it() throws IOException {
        HttpEdge edge = edge(answering(Json.object().put("version", 3)));
        String tag = serve(edge, method("GET"))
                .at("headers", "etag")
                .flatMap(Json::asText)
                .orElseThrow();

        Json.Object again = serve(edge, header(method("GET"), "if-none-match", "\"other\", W/" + tag));
        assertThat(again.integer("statusCode")).contains(304L);
        assertThat(again.text("body")).contains("");
        assertThat(serve(edge(answering(Json.object().put("version", 4))), header(method("GET"), "if-none-match", tag))
                        .integer("statusCode"))
                .contains(200L);
    }

    @Test
    void every_request_leaves_a_log_line_and_a_measurement() throws IOException {
        serve(edge(answering(Json.object().put("caseId", "C1").put("version", 2))), event("http-v2.json"));

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .startsWith("{\"level\":\"INFO\",\"time\":\"2026-03-10T05:16:23Z\",\"requestId\":\"r-1\","
                        + "\"function\":\"test\",\"step\":\"POST /v1/execute\",\"caseId\":\"C1\",\"version\":2,");
        Json.Object measured = Json.parse(lines.get(1)).orThrow().asObject().orElseThrow();
        assertThat(measured.integer("Requests")).contains(1L);
        assertThat(measured.integer("ColdStarts")).contains(1L);
        assertThat(measured.has("DatabaseTime")).as("not measured, so absent").isFalse();
    }

    private HttpEdge edge(Routes.Action action) {
        Telemetry telemetry = new Telemetry(
                new Log("test", Log.Level.INFO, CLOCK, lines::add),
                new Metrics("test", CLOCK, lines::add),
                System::nanoTime);
        return new HttpEdge(
                new Routes(List.of(
                        Routes.Route.proved("POST", "/v1/execute", action),
                        Routes.Route.proved("GET", "/v1/execute", action))),
                identity,
                telemetry);
    }

    private static Routes.Action answering(Json.Builder body) {
        Json.Object built = body.build();
        return (asked, caller) -> HttpAnswer.json(200, built);
    }

    private static Json.Object event(String name) {
        return Recorded.event(name);
    }

    private static Json.Object method(String method) {
        Json.Object event = event("http-v2.json");
        Json.Object context = event.object("requestContext").orElseThrow();
        Json.Object http = context.object("http").orElseThrow();
        return event.toBuilder()
                .put(
                        "requestContext",
                        context.toBuilder()
                                .put(
                                        "http",
                                        http.toBuilder().put("method", method).build())
                                .build())
                .build();
    }

    private static Json.Object header(Json.Object event, String name, String value) {
        return event.toBuilder()
                .put(
                        "headers",
                        event.object("headers").orElseThrow().toBuilder()
                                .put(name, value)
                                .build())
                .build();
    }

    private static Json.Object without(Json.Object event, String contextMember) {
        return event.toBuilder()
                .put(
                        "requestContext",
                        event.object("requestContext").orElseThrow().toBuilder()
                                .put(contextMember, Json.nil())
                                .build())
                .build();
    }

    private static Json.Object serve(HttpEdge edge, Json.Object event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        edge.serve(event, out, new FakeContext("r-1", 28_000));
        return Json.parse(out.toByteArray()).orThrow().asObject().orElseThrow();
    }

    private static Json.Object body(Json.Object answer) {
        return Json.parse(answer.text("body").orElseThrow())
                .orThrow()
                .asObject()
                .orElseThrow();
    }
}
