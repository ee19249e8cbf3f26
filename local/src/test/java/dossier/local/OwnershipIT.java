package dossier.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.ownership.Answers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who owns, asked of the served stack: from forms over rows to the same answer as straight from the document. */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnershipIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Answers answers = Answers.shipped(Clock.systemUTC());
    private Stack stack;
    private String base;
    private String group;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        stack = EmbeddedStack.in(folder);
        base = "http://127.0.0.1:" + stack.serve(0, false);
        try (InputStream file = Objects.requireNonNull(OwnershipIT.class.getResourceAsStream("group.dossier"))) {
            group = new String(file.readAllBytes(), UTF_8);
        }
        execute(group);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @ParameterizedTest
    @CsvSource({
        "own-target, 2026-06-30",
        "own-target, 2026-02-01",
        "own-target, 2025-06-30",
        "own-target, 2024-06-30",
        "own-target, 2028-01-01",
        "own-sub, 2026-06-30",
        "own-a, 2026-06-30",
        "own-trust, 2026-06-30"
    })
    void the_answer_is_the_one_that_the_document_itself_gives(String entity, String validAt) throws Exception {
        Json.Object query = Json.object()
                .put("entity", entity)
                .put("validAt", validAt)
                .put("blocked", "own-p")
                .build();
        Json.Object straight = answers.one(group, query);

        Json.Object served = ownership("OWN-1", "entity=" + entity + "&validAt=" + validAt + "&blocked=own-p");

        assertThat(straight.array("determinations").orElseThrow()).isNotEmpty();
        assertThat(served.text("knownAt")).isPresent();
        for (String member : List.of(
                "entity",
                "validAt",
                "rulePacks",
                "shares",
                "unknown",
                "determinations",
                "sanctions",
                "findings",
                "graphHash")) {
            assertThat(served.get(member)).as(member).isEqualTo(straight.get(member));
        }
    }

    @Test
    void without_an_entity_the_cases_customer_is_meant() throws Exception {
        assertThat(ownership("OWN-1", "").text("entity")).contains("own-target");
    }

    @Test
    void a_case_that_could_be_about_several_entities_is_told_which() throws Exception {
        execute("""
                (case.create :case-id "OWN-2" :case-type "GENERAL")
                (entity.register :entity-id "own-x" :entity-type "LIMITED_COMPANY")
                (entity.register :entity-id "own-y" :entity-type "FUND")""");

        HttpResponse<String> answer = get("/v1/cases/OWN-2/ownership");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("VOC-MISSING", "own-x", "own-y");
    }

    @Test
    void what_another_case_said_counts_and_what_was_not_known_yet_does_not() throws Exception {
        execute("(case.create :case-id \"OWN-3\" :case-type \"GENERAL\")\n"
                + "(entity.register :entity-id \"own-k\" :entity-type \"LIMITED_COMPANY\")\n"
                + "(entity.register :entity-id \"own-k1\" :entity-type \"PROPER_PERSON\")\n"
                + "(entity.link :link-id \"own-kl\" :from-entity \"own-k1\" :to-entity \"own-k\" :relationship-type"
                + " \"OWNERSHIP\" :relationship-props {:ownership-percentage 30%})");
        Json.Object before = ownership("OWN-3", "entity=own-k&regimes=AMLD");
        execute("(case.create :case-id \"OWN-4\" :case-type \"GENERAL\")\n"
                + "(entity.register :entity-id \"own-k2\" :entity-type \"PROPER_PERSON\")\n"
                + "(entity.link :from-entity \"own-k2\" :to-entity \"own-k\" :relationship-type \"OWNERSHIP\""
                + " :relationship-props {:ownership-percentage 50%})\n"
                + "(entity.link :link-id \"own-kl\" :from-entity \"own-k1\" :to-entity \"own-k\" :relationship-type"
                + " \"OWNERSHIP\" :relationship-props {:ownership-percentage 20%})");

        Json.Object after = ownership("OWN-3", "entity=own-k&regimes=AMLD");
        Json.Object then = ownership(
                "OWN-3",
                "entity=own-k&regimes=AMLD&knownAt="
                        + URLEncoder.encode(before.text("knownAt").orElseThrow(), UTF_8));

        assertThat(owners(before)).containsExactly("own-k1");
        assertThat(owners(after)).containsExactly("own-k2");
        assertThat(then).isEqualTo(before);
    }

    @Test
    void an_answer_that_did_not_change_is_not_sent_again() throws Exception {
        String path = "/v1/cases/OWN-1/ownership?entity=own-target&validAt=2026-06-30";
        String tag = get(path).headers().firstValue("etag").orElseThrow();

        HttpResponse<String> again = http.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("if-none-match", tag)
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(again.statusCode()).isEqualTo(304);
    }

    @Test
    void a_picture_is_drawn_for_who_asks_for_one() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(base + "/v1/cases/OWN-1/ownership?validAt=2026-06-30"))
                        .header("accept", "image/svg+xml")
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("image/svg+xml");
        assertThat(answer.body()).startsWith("<svg ").contains("Who owns and controls Target Holdings Ltd");
    }

    @Test
    void what_would_flip_a_verdict_is_said_on_request() throws Exception {
        assertThat(ownership("OWN-1", "entity=own-target&validAt=2026-06-30&regimes=AMLD&sensitivity=true")
                        .at("sensitivity", "flips")
                        .flatMap(Json::asArray)
                        .orElseThrow())
                .isNotEmpty();
        assertThat(ownership("OWN-1", "entity=own-target&regimes=AMLD").has("sensitivity"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOBODY|entity=own-target|404|not-found",
                "OWN-1|entity=own-tarket|422|own-target",
                "OWN-1|entity=own-tarket|422|REF-UNKNOWN-ENTITY",
                "OWN-1|entity=own-target&regimes=AMLX|422|REF-UNKNOWN-REGIME",
                "OWN-1|entity=own-target&evidence=HEARSAY|422|REF-UNKNOWN-EVIDENCE",
                "OWN-1|entity=own-target&validAt=2026-02-30|400|TYP-DATE",
                "OWN-1|entity=own-target&knownAt=yesterday|400|TYP-TIME",
                "OWN-1|entity=own-target&regime=AMLD|400|regimes"
            })
    void a_question_without_an_answer_is_told_why(String caseId, String query, int status, String holds)
            throws Exception {
        HttpResponse<String> answer = get("/v1/cases/" + caseId + "/ownership?" + query);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains(holds);
    }

    private static List<String> owners(Json.Object answer) {
        return answer.array("determinations").orElseThrow().stream()
                .map(one -> one.asObject().orElseThrow())
                .filter(one -> one.text("verdict").equals(Optional.of("OWNER")))
                .map(one -> one.text("person").orElseThrow())
                .toList();
    }

    private Json.Object ownership(String caseId, String query) throws Exception {
        HttpResponse<String> answer = get("/v1/cases/" + caseId + "/ownership?" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.parse(answer.body()).orThrow().asObject().orElseThrow();
    }

    private void execute(String document) throws IOException, InterruptedException {
        String body = Json.object().put("document", document).build().compact();
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(base + "/v1/execute"))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
