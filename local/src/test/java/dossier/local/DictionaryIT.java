package dossier.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The dictionary and the tenant's entities, asked of the served stack: defined, searched, redefined, retired, used. */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DictionaryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final HttpClient http = HttpClient.newHttpClient();
    private Stack stack;
    private String base;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        stack = EmbeddedStack.in(folder);
        base = "http://127.0.0.1:" + stack.serve(0, false);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void a_defined_attribute_is_found_read_checks_values_and_types_forms() throws Exception {
        String before = get("/v1/attributes?limit=1").text("registryVersion").orElseThrow();
        String shipped = done("(case.create :case-id \"DI-0\" :case-type \"TESTING\")")
                .text("registryVersion")
                .orElseThrow();

        done("""
                (attributes.define :attr-id "custody.settlement-cycle" :type "ENUM" :label "settlement cycle"
                                   :privacy "internal" :allowed-values ["T+1" "T+2"])""");

        assertThat(get("/v1/attributes?q=settlement%20cycle").array("items").orElseThrow())
                .extracting(item -> item.at("name").flatMap(Json::asText).orElseThrow())
                .contains("custody.settlement-cycle");
        assertThat(get("/v1/attributes?limit=1").text("registryVersion")).isNotEqualTo(Optional.of(before));
        Json.Object read = get("/v1/attributes/custody.settlement-cycle");
        assertThat(read.text("label")).contains("settlement cycle");
        assertThat(read.array("history").orElseThrow()).hasSize(1);
        assertThat(get("/v1/attributes/" + read.text("id").orElseThrow()).text("name"))
                .contains("custody.settlement-cycle");
        assertThat(valid("custody.settlement-cycle", Json.text("T+2"))).isTrue();
        assertThat(valid("custody.settlement-cycle", Json.text("T+9"))).isFalse();

        Json.Object used = done("""
                (case.create :case-id "DI-1" :case-type "TESTING")
                (values.bind :bind {:custody.settlement-cycle "T+1"})
                (entity.register :entity-id "di-1" :entity-type "FUND" :props {:settlement-cycle "T+2"})""");
        assertThat(used.text("registryVersion")).isPresent().isNotEqualTo(Optional.of(shipped));
        assertThat(codes(execute("""
                (case.create :case-id "DI-2" :case-type "TESTING")
                (entity.register :entity-id "di-2" :entity-type "FUND" :props {:custody.settlement-cycle "T+9"})"""))).containsExactly("TYP-CODE");
        assertThat(replay("DI-1").bool("match")).as(replay("DI-1").compact()).contains(true);
    }

    @Test
    void redefining_tightens_what_forms_may_say_and_every_earlier_definition_stays_readable() throws Exception {
        done(
                "(attributes.define :attr-id \"desk.score\" :type \"INTEGER\" :label \"first\" :min-value 0 :max-value 10)");
        assertThat(valid("desk.score", Json.number(10))).isTrue();

        done(
                "(attributes.define :attr-id \"desk.score\" :type \"INTEGER\" :label \"second\" :min-value 0 :max-value 5)");

        assertThat(valid("desk.score", Json.number(10))).isFalse();
        assertThat(get("/v1/attributes/desk.score").array("history").orElseThrow())
                .extracting(item -> item.at("label").flatMap(Json::asText).orElseThrow())
                .containsExactly("first", "second");
    }

    @Test
    void an_attribute_that_ships_is_redefined_under_its_own_uuid_and_its_first_definition_stays_readable()
            throws Exception {
        String uuid = get("/v1/attributes/person.occupation").text("id").orElseThrow();

        done(
                "(attributes.define :attr-id \"occupation\" :type \"ENUM\" :label \"trade\" :allowed-values [\"BAKER\" \"MASON\"])");

        Json.Object now = get("/v1/attributes/" + uuid);
        assertThat(now.text("label")).contains("trade");
        assertThat(now.array("history").orElseThrow()).hasSize(2);
        assertThat(valid("occupation", Json.text("BAKER"))).isTrue();
        assertThat(valid("occupation", Json.text("PILOT"))).isFalse();
        done("(attributes.define :attr-id \"occupation\" :type \"STRING\" :retired true)");
        assertThat(valid("occupation", Json.text("PILOT"))).isTrue();
    }

    @Test
    void a_definition_holds_from_its_day_on() throws Exception {
        LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        done("(attributes.define :attr-id \"desk.limit\" :type \"DECIMAL\" :label \"now\" :max-value 10)");
        done(
                "(attributes.define :attr-id \"desk.limit\" :type \"DECIMAL\" :label \"later\" :max-value 5 :effective-date \""
                        + tomorrow + "\")");

        assertThat(get("/v1/attributes/desk.limit").text("label")).contains("now");
        assertThat(valid("desk.limit", Json.number(9))).isTrue();
        assertThat(get("/v1/attributes/desk.limit").array("history").orElseThrow())
                .hasSize(2);
    }

    @Test
    void what_is_in_use_is_not_retired_and_what_is_not_leaves_its_history() throws Exception {
        done("(attributes.define :attr-id \"desk.used\" :type \"STRING\")");
        done("(attributes.define :attr-id \"desk.idle\" :type \"STRING\")");
        done("""
                (case.create :case-id "DI-3" :case-type "TESTING")
                (entity.register :entity-id "di-3" :entity-type "FUND" :props {:desk.used "x"})""");

        assertThat(codes(execute("(attributes.define :attr-id \"desk.used\" :type \"STRING\" :retired true)")))
                .containsExactly("RUL-IN-USE");
        assertThat(codes(execute("(data.delete :asset \"attribute\" :where {:attr-id \"desk.used\"})")))
                .containsExactly("RUL-IN-USE");

        done("(attributes.define :attr-id \"desk.idle\" :type \"STRING\" :retired true)");
        Json.Object idle = get("/v1/attributes/desk.idle");
        assertThat(idle.bool("retired")).contains(true);
        assertThat(idle.array("history").orElseThrow()).hasSize(2);
        assertThat(codes(execute("""
                (case.create :case-id "DI-4" :case-type "TESTING")
                (entity.register :entity-id "di-4" :entity-type "FUND" :props {:desk.idle "x"})"""))).isNotEmpty();
    }

    @Test
    void a_definition_that_cannot_be_used_is_refused() throws Exception {
        assertThat(codes(execute("(attributes.define :attr-id \"desk.e\" :type \"ENUM\")")))
                .containsExactly("RUL-NO-VALUES");
        assertThat(codes(
                        execute("(attributes.define :attr-id \"desk.b\" :type \"INTEGER\" :min-value 9 :max-value 1)")))
                .containsExactly("RUL-BOUNDS");
        assertThat(codes(execute("(attributes.define :attr-id \"no name\" :type \"STRING\")")))
                .containsExactly("TYP-DOTTED");
    }

    @Test
    void entities_are_listed_by_name_and_type_and_one_is_read_on_both_axes_from_every_case() throws Exception {
        done("""
                (case.create :case-id "DI-5" :case-type "TESTING")
                (entity.register :entity-id "di-tern" :entity-type "FUND" :jurisdiction "LU"
                                 :props {:legal-name "Ternhaven Fund"})
                (entity.register :entity-id "di-jo" :entity-type "PROPER_PERSON" :props {:full-name "Jo Ternhaven"})""");
        String knownAt = get("/v1/entities/di-tern").text("knownAt").orElseThrow();
        done("""
                (case.create :case-id "DI-7" :case-type "TESTING")
                (entity.update :entity-id "di-tern" :props {:legal-name "Ternhaven Fund II"} :effective-date "2030-01-01")""");

        assertThat(ids("/v1/entities?q=ternhaven")).containsExactly("di-jo", "di-tern");
        assertThat(ids("/v1/entities?q=ternhaven&type=FUND")).containsExactly("di-tern");
        assertThat(send("GET", "/v1/entities?colour=red", Optional.empty()).statusCode())
                .isEqualTo(400);
        Json.Object now = get("/v1/entities/di-tern");
        assertThat(now.get("cases").orElseThrow().compact()).isEqualTo("[\"DI-5\",\"DI-7\"]");
        assertThat(now.array("statements").orElseThrow()).hasSize(2);
        assertThat(get("/v1/entities/di-tern?knownAt=" + URLEncoder.encode(knownAt, UTF_8))
                        .at("props", "legal-name")
                        .flatMap(Json::asText))
                .contains("Ternhaven Fund");
        assertThat(get("/v1/entities/di-tern?validAt=2029-12-31")
                        .at("props", "legal-name")
                        .flatMap(Json::asText))
                .contains("Ternhaven Fund");
        assertThat(get("/v1/entities/di-tern?validAt=2030-01-01")
                        .at("props", "legal-name")
                        .flatMap(Json::asText))
                .contains("Ternhaven Fund II");
    }

    private List<String> ids(String path) throws Exception {
        return get(path).array("items").orElseThrow().stream()
                .map(item -> item.at("entityId").flatMap(Json::asText).orElseThrow())
                .toList();
    }

    private boolean valid(String attribute, Json value) throws Exception {
        HttpResponse<String> answer = send(
                "POST",
                "/v1/attributes/" + attribute + "/validate",
                Optional.of(Json.object().put("value", value).build()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).bool("valid").orElseThrow();
    }

    private static List<String> codes(HttpResponse<String> refused) {
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        return json(refused).array("diagnostics").orElseThrow().stream()
                .filter(one ->
                        one.at("severity").flatMap(Json::asText).orElseThrow().equals("error"))
                .map(one -> one.at("code").flatMap(Json::asText).orElseThrow())
                .toList();
    }

    private Json.Object replay(String caseId) throws Exception {
        return json(send(
                "POST",
                "/v1/cases/" + caseId + "/replay",
                Optional.of(Json.object().build())));
    }

    private Json.Object done(String document) throws Exception {
        HttpResponse<String> answer = execute(document);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private HttpResponse<String> execute(String document) throws Exception {
        return send(
                "POST",
                "/v1/execute",
                Optional.of(Json.object().put("document", document).build()));
    }

    private Json.Object get(String path) throws Exception {
        HttpResponse<String> answer = send("GET", path, Optional.empty());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private HttpResponse<String> send(String method, String path, Optional<Json.Object> body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(PATIENCE)
                        .header("content-type", "application/json")
                        .method(
                                method,
                                body.map(json -> HttpRequest.BodyPublishers.ofString(json.compact()))
                                        .orElseGet(HttpRequest.BodyPublishers::noBody))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static Json.Object json(HttpResponse<String> answer) {
        return Json.parse(answer.body()).orThrow().asObject().orElseThrow();
    }
}
