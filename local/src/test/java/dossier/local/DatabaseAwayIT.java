package dossier.local;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.testkit.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The served stack while its database cannot be reached: from the start, afterwards, and once it is back. */
@Tag("errors")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DatabaseAwayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final HttpClient http = HttpClient.newHttpClient();
    private PostgresServer postgres;
    private Door door;
    private Stack stack;
    private String base;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        postgres = PostgresServer.start();
        door = new Door(postgres.port());
        String url = "postgresql://postgres:postgres@127.0.0.1:" + door.port() + "/postgres";
        stack = Stack.start(
                new Stack.Options(
                        folder.resolve("data"),
                        folder.resolve("state"),
                        Optional.of(url),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        true,
                        Optional.empty(),
                        line -> {},
                        Clock.systemUTC(),
                        Map.of()),
                Progress.SILENT);
        base = "http://127.0.0.1:" + stack.serve(0, false);
    }

    @AfterAll
    void stop() throws Exception {
        stack.close();
        door.close();
        postgres.close();
    }

    @Test
    @Order(1)
    void a_stack_started_without_its_database_is_alive_but_not_ready() throws Exception {
        assertThat(get("/health").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.headers().firstValue("retry-after")).isPresent();
    }

    @Test
    @Order(2)
    void what_needs_the_database_is_unavailable_and_says_when_to_ask_again() throws Exception {
        HttpResponse<String> refused = execute("execute", "(case.create :case-id \"AWAY-1\" :case-type \"GENERAL\")");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
        assertThat(json(refused).text("detail").orElseThrow()).contains("database");
        assertThat(get("/v1/cases").statusCode()).isEqualTo(503);
    }

    @Test
    @Order(3)
    void what_needs_no_database_is_answered_and_marked_as_degraded() throws Exception {
        HttpResponse<String> parsed = execute("parse", "(case.create :case-type \"GENERAL\")");
        assertThat(parsed.statusCode()).as(parsed.body()).isEqualTo(200);
        assertThat(json(parsed).bool("degraded")).contains(true);
        for (String path : new String[] {"/v1/verbs", "/v1/verbs/case.create", "/v1/attributes"}) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(json(answer).bool("degraded")).as(path).contains(true);
        }
        HttpResponse<String> proposed =
                post("/v1/generate", Json.object().put("instruction", "Open an onboarding case for Larkfield Limited"));
        assertThat(proposed.statusCode()).as(proposed.body()).isEqualTo(200);
        assertThat(json(proposed).text("outcome")).contains("proposed");
        assertThat(json(proposed).bool("degraded")).contains(true);
    }

    @Test
    @Order(4)
    void it_recovers_by_itself_when_the_database_answers() throws Exception {
        door.open();
        assertThat(eventually(ready -> ready.statusCode() == 200)).isTrue();

        HttpResponse<String> done = execute("execute", "(case.create :case-id \"AWAY-1\" :case-type \"GENERAL\")");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        HttpResponse<String> parsed = execute("parse", "(case.create :case-type \"GENERAL\")");
        assertThat(json(parsed).bool("degraded")).isEmpty();
    }

    @Test
    @Order(5)
    void a_database_lost_while_running_is_unavailable_and_comes_back() throws Exception {
        door.shut();
        HttpResponse<String> refused = execute("execute", "(case.create :case-id \"AWAY-2\" :case-type \"GENERAL\")");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();

        door.open();
        assertThat(eventually(ready -> ready.statusCode() == 200)).isTrue();
        assertThat(get("/v1/cases/AWAY-1").statusCode()).isEqualTo(200);
        assertThat(get("/v1/cases/AWAY-2").statusCode()).isEqualTo(404);
    }

    private boolean eventually(Predicate<HttpResponse<String>> holds) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (holds.test(get("/health/ready"))) {
                return true;
            }
            Thread.sleep(250);
        }
        return false;
    }

    private HttpResponse<String> execute(String operation, String document) throws Exception {
        return post("/v1/execute", Json.object().put("operation", operation).put("document", document));
    }

    private HttpResponse<String> post(String path, Json.Builder body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.build().compact()))
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static Json.Object json(HttpResponse<String> answer) {
        return Json.parse(answer.body()).orThrow().asObject().orElseThrow();
    }
}
