package dossier.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.proof.Export;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * The stack as it is served, over HTTP and through its queue: gateway, real handlers, PostgreSQL, SQS. In a run with
 * containers, over PostgreSQL behind PgBouncer and the SQS of LocalStack.
 */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StackIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Longer than a writer waits for a lock, so that a message is not delivered again while it is worked on. */
    private static final Duration VISIBILITY = Duration.ofSeconds(7);

    /** How long a writer waits for a lock before it gives way. */
    private static final Duration LOCK_WAIT = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private Services services;
    private Stack stack;
    private String base;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        services = Services.start();
        stack = Stack.start(
                new Stack.Options(
                        folder.resolve("data"),
                        folder.resolve("state"),
                        services.database(),
                        services.proxy(),
                        services.sqs(),
                        true,
                        false,
                        Optional.of(VISIBILITY),
                        log::add,
                        Clock.systemUTC(),
                        Map.of()),
                Progress.SILENT);
        base = "http://127.0.0.1:" + stack.serve(0, false);
    }

    @AfterAll
    void stop() {
        stack.close();
        services.close();
    }

    @Test
    void the_original_systems_form_runs_and_its_case_is_read_back() throws Exception {
        assertThat(execute("(case.create :case-id \"INTEGRATION-TEST\" :case-type \"TESTING\")")
                        .statusCode())
                .isEqualTo(200);

        Json.Object state = json(get("/v1/cases/INTEGRATION-TEST"));
        assertThat(state.text("caseType")).contains("TESTING");
        assertThat(state.text("state")).contains("CREATED");
        assertThat(state.integer("version")).contains(1L);
        assertThat(json(get("/v1/cases/INTEGRATION-TEST/verify")).bool("ok")).contains(true);
    }

    @Test
    void english_becomes_a_proposal_that_runs_only_under_its_hash() throws Exception {
        Json.Object proposal = json(post(
                "/v1/generate",
                "application/json",
                Json.object()
                        .put("instruction", "Register Larkfield Timber Limited, a company in Ireland.")
                        .build()
                        .compact()));
        assertThat(proposal.text("outcome")).contains("proposed");
        String document = proposal.text("document").orElseThrow();

        assertThat(execute(document).statusCode()).isEqualTo(409);
        HttpResponse<String> done = post(
                "/v1/execute",
                "application/json",
                Json.object()
                        .put("document", document)
                        .put("planHash", proposal.text("planHash").orElseThrow())
                        .build()
                        .compact());
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        String caseId = json(done).text("caseId").orElseThrow();
        assertThat(get("/v1/cases/" + caseId).body()).contains("Larkfield Timber Limited");
    }

    @Test
    void a_case_is_rebuilt_on_request_and_its_export_can_be_checked_alone() throws Exception {
        execute("(case.create :case-id \"PROVED-1\" :case-type \"TESTING\")");

        Json.Object certificate = json(post("/v1/cases/PROVED-1/replay", "application/json", ""));
        assertThat(certificate.bool("match")).as(certificate.compact()).contains(true);
        assertThat(certificate.integer("rows").orElse(0L)).isGreaterThan(4);
        HttpResponse<String> export = get("/v1/cases/PROVED-1/export");
        assertThat(export.headers().firstValue("content-type").orElse("")).startsWith("application/jsonl");
        assertThat(Export.check(export.body().lines().toList()).bool("ok")).contains(true);
        assertThat(get("/v1/cases/PROVED-1/export?format=csv").body()).startsWith("\"caseId\"");
        assertThat(get("/v1/cases/PROVED-1/export?format=pdf").statusCode()).isEqualTo(400);
        assertThat(get("/v1/cases/NO-SUCH-CASE/export").statusCode()).isEqualTo(404);
        assertThat(post("/v1/cases/NO-SUCH-CASE/replay", "application/json", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void upkeep_signs_the_heads_of_all_cases_and_a_verification_holds_a_case_against_them() throws Exception {
        execute("(case.create :case-id \"ANCHORED-1\" :case-type \"TESTING\")");

        byte[] done = stack.functions()
                .call(
                        "UpkeepFunction",
                        Json.object()
                                .put("source", "schedule")
                                .put("task", "anchor")
                                .put("time", "2026-11-25T12:00:00Z")
                                .build()
                                .bytes());

        assertThat(new String(done, UTF_8)).contains("anchored");
        execute("(case.update :case-id \"ANCHORED-1\" :notes \"later\")");
        Json.Object verdict = json(get("/v1/cases/ANCHORED-1/verify"));
        assertThat(verdict.bool("ok")).as(verdict.compact()).contains(true);
        assertThat(verdict.object("anchored").flatMap(anchor -> anchor.integer("version")))
                .contains(1L);
    }

    @Test
    void a_version_is_undone_by_appending_or_refused_with_its_reasons() throws Exception {
        execute("(case.create :case-id \"UNDO-1\" :case-type \"TESTING\")");
        for (String note : List.of("one", "two")) {
            execute("(case.update :case-id \"UNDO-1\" :notes \"" + note + "\")");
        }

        Json.Object done = json(post("/v1/cases/UNDO-1/revert", "application/json", "{\"version\": 3}"));
        assertThat(done.bool("success")).as(done.compact()).contains(true);
        assertThat(done.integer("version")).contains(4L);
        assertThat(done.integer("reverts")).contains(3L);
        assertThat(get("/v1/cases/UNDO-1").body()).contains("\"notes\":\"one\"");
        HttpResponse<String> refused = post("/v1/cases/UNDO-1/revert", "application/json", "{\"version\": 1}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("STA-IRREVERSIBLE", "introduced");
        assertThat(post("/v1/cases/UNDO-1/revert", "application/json", "{\"version\": 99}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(post("/v1/cases/UNDO-1/revert", "application/json", "[]").statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void bad_input_gets_its_status_and_says_why_and_the_next_request_works(Wrong wrong) throws Exception {
        HttpResponse<String> answer = call(wrong.method(), wrong.path(), wrong.mediaType(), wrong.body());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(wrong.status());
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains(wrong.holds()).doesNotContain("Exception", "SELECT ", "\tat ");
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    /** A line of the fixture file. */
    record Wrong(String method, String path, String mediaType, String body, int status, String holds) {
        static Wrong of(String line) {
            String[] parts = line.split(" \\| ", -1);
            return new Wrong(parts[0], parts[1], parts[2], body(parts[3]), Integer.parseInt(parts[4]), parts[5]);
        }

        private static String body(String written) {
            if (written.startsWith("TEXT:")) {
                String text = written.substring(5).replace("\"", "\\\"");
                return "{\"document\":\"" + text + "\"}";
            }
            if (written.startsWith("REPEAT:")) {
                String[] parts = written.split(":", 3);
                return "{\"document\":\"" + parts[2].repeat(Integer.parseInt(parts[1])) + "\"}";
            }
            return written;
        }

        @Override
        public String toString() {
            return method + " " + path + " " + (body.length() > 60 ? body.substring(0, 60) + "..." : body);
        }
    }

    static Stream<Wrong> errors() throws IOException {
        try (InputStream file = Objects.requireNonNull(StackIT.class.getResourceAsStream("http-errors.txt"))) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Wrong::of);
        }
    }

    @Test
    void a_body_past_the_limit_is_too_large() throws Exception {
        assertThat(post("/v1/execute", "application/json", "{\"document\":\"" + "x".repeat(7 << 20) + "\"}")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void sql_in_every_string_stays_text() throws Exception {
        String hostile = "'); DROP TABLE dossier.cases; --";
        String document = "(case.create :case-id \"SQL-1\" :case-type \"GENERAL\" :title \"" + hostile
                + "\" :customer-name \"" + hostile + "\" :nature-purpose \"" + hostile + "\")";

        assertThat(execute(document).statusCode()).isEqualTo(200);
        assertThat(json(get("/v1/cases/SQL-1")).text("title")).contains(hostile);
    }

    @Test
    void every_good_message_of_a_batch_runs_once_though_delivered_twice_and_the_bad_one_is_recorded() throws Exception {
        Queues queues = stack.queues().orElseThrow();
        String queue = executeQueue();
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String document = i == 4
                    ? "(case.creat :case-id \"Q-4\")"
                    : "(case.create :case-id \"Q-" + i + "\" :case-type \"GENERAL\")";
            String body = Json.object()
                    .put("document", document)
                    .put("idempotencyKey", "queue-test-" + i)
                    .build()
                    .compact();
            entries.add(SendMessageBatchRequestEntry.builder()
                    .id("m" + i)
                    .messageBody(body)
                    .build());
        }
        String bad = "";
        for (int twice = 0; twice < 2; twice++) {
            bad =
                    queues
                            .client()
                            .sendMessageBatch(
                                    send -> send.queueUrl(queues.url(queue)).entries(entries))
                            .successful()
                            .stream()
                            .filter(sent -> sent.id().equals("m4"))
                            .findFirst()
                            .orElseThrow()
                            .messageId();
        }

        Set<String> found = new HashSet<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while ((found.size() < 9 || queues.waiting(queue) > 0) && System.nanoTime() < end) {
            for (int i = 0; i < 10; i++) {
                if (ofQueue("Q-" + i)) {
                    found.add("Q-" + i);
                }
            }
            Thread.sleep(200);
        }
        assertThat(found).hasSize(9).doesNotContain("Q-4");
        for (String caseId : found) {
            assertThat(json(get("/v1/cases/" + caseId)).integer("version")).contains(1L);
        }
        assertThat(queues.waiting(queue)).isZero();
        Json.Object recorded = json(get("/v1/results/" + bad));
        assertThat(recorded.text("outcome")).contains("rejected");
        assertThat(recorded.compact()).contains("Did you mean case.create?");
    }

    @Test
    void a_message_that_fails_once_for_a_rivals_lock_is_delivered_again_and_runs_once() throws Exception {
        assertThat(execute("(case.create :case-id \"Q-HELD\" :case-type \"GENERAL\")")
                        .statusCode())
                .isEqualTo(200);
        Queues queues = stack.queues().orElseThrow();
        String queue = executeQueue();
        String body = Json.object()
                .put("document", "(case.update :case-id \"Q-HELD\" :notes \"after the rival\")")
                .put("options", Json.object().put("wait", true))
                .build()
                .compact();

        try (Connection rival = DriverManager.getConnection(
                        stack.database().jdbcUrl(),
                        "dossier_execute",
                        stack.database().password("dossier_execute"));
                Statement sql = rival.createStatement()) {
            rival.setAutoCommit(false);
            sql.execute("SELECT app.enter('local', 'rival', 20000)");
            sql.execute("SELECT 1 FROM dossier.case_head WHERE tenant_id = 'local' AND case_id = 'Q-HELD' FOR UPDATE");
            queues.client().sendMessage(send -> send.queueUrl(queues.url(queue)).messageBody(body));
            Thread.sleep(LOCK_WAIT.toMillis() + 1_000);
            assertThat(json(get("/v1/cases/Q-HELD")).integer("version")).contains(1L);
            rival.rollback();
        }

        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!json(get("/v1/cases/Q-HELD")).integer("version").equals(Optional.of(2L)) && System.nanoTime() < end) {
            Thread.sleep(200);
        }
        assertThat(json(get("/v1/cases/Q-HELD")).integer("version")).contains(2L);
        assertThat(json(get("/v1/cases/Q-HELD")).text("notes")).contains("after the rival");
        assertThat(log).anyMatch(line -> line.contains("UNAVAILABLE") && line.contains(queue));
    }

    @Test
    void no_log_line_and_no_measure_holds_a_personal_value_that_was_used() throws Exception {
        List<String> values = List.of(
                "Quillon Abernathy",
                "1961-02-17",
                "X7345519",
                "quillon@voss.example",
                "+352621987654",
                "12 Rue Obscure");
        String document =
                ("(entity.register :entity-id \"qa-1\" :entity-type \"PROPER_PERSON\" :props {:full-name \"%s\""
                                + " :date-of-birth \"%s\" :tax-id \"%s\" :email \"%s\" :phone \"%s\" :registered-address \"%s\"})")
                        .formatted(values.toArray());
        execute("(case.create :case-id \"PERSONAL-1\" :case-type \"TESTING\")");
        for (String said : List.of(
                document,
                document.replace("qa-1", "qa-2").replace(":props", ":no-such-key"),
                document.replace("PROPER_PERSON", "Quillon Abernathy"),
                document + ")",
                "(entity.register :entity-id \"Quillon Abernathy\" :entity-type \"PROPER_PERSON\")",
                "(document.catalog :document-id \"d\" :document-type \"Quillon Abernathy\")")) {
            for (String caseId : List.of("PERSONAL-1", "Quillon Abernathy")) {
                post(
                        "/v1/execute",
                        "application/json",
                        Json.object()
                                .put("document", said)
                                .put("caseId", caseId)
                                .build()
                                .compact());
            }
        }
        post(
                "/v1/generate",
                "application/json",
                Json.object()
                        .put("instruction", "Register Quillon Abernathy, born 1961-02-17, passport X7345519.")
                        .build()
                        .compact());
        get("/v1/cases/PERSONAL-1");
        get("/v1/entities?q=Quillon%20Abernathy");
        get("/v1/cases/Quillon%20Abernathy");
        Queues queues = stack.queues().orElseThrow();
        String queue = executeQueue();
        queues.client()
                .sendMessage(send -> send.queueUrl(queues.url(queue))
                        .messageBody(Json.object()
                                .put("document", document)
                                .put("caseId", "Quillon Abernathy")
                                .build()
                                .compact()));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (queues.waiting(queue) > 0 && System.nanoTime() < end) {
            Thread.sleep(200);
        }

        assertThat(get("/v1/cases/PERSONAL-1").body()).contains("Quillon Abernathy");
        String metrics = get("/metrics").body();
        for (String value : values) {
            assertThat(log).as(value).noneMatch(line -> line.contains(value));
            assertThat(metrics).as(value).doesNotContain(value);
        }
        assertThat(log).hasSizeGreaterThan(10);
    }

    private String executeQueue() {
        return stack.deployed().queues().stream()
                .filter(one -> !one.fifo() && one.deadLetters().isPresent())
                .findFirst()
                .orElseThrow()
                .name();
    }

    private boolean ofQueue(String caseId) throws IOException, InterruptedException {
        return get("/v1/cases/" + caseId).statusCode() == 200;
    }

    private HttpResponse<String> execute(String document) throws IOException, InterruptedException {
        return post(
                "/v1/execute",
                "application/json",
                Json.object().put("document", document).build().compact());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return call("GET", path, "application/json", "");
    }

    private HttpResponse<String> post(String path, String mediaType, String body)
            throws IOException, InterruptedException {
        return call("POST", path, mediaType, body);
    }

    private HttpResponse<String> call(String method, String path, String mediaType, String body)
            throws IOException, InterruptedException {
        HttpRequest.BodyPublisher publisher =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        return http.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("content-type", mediaType)
                        .method(method, publisher)
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static Json.Object json(HttpResponse<String> answer) {
        return Json.parse(answer.body()).orThrow().asObject().orElseThrow();
    }
}
