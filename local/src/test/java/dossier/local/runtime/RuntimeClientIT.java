package dossier.local.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.local.Queues;
import dossier.local.SigningKey;
import dossier.local.runtime.RuntimeApi.Outcome;
import dossier.local.template.Template;
import dossier.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every function's package under the runtime client that Lambda runs it with: starts, snapshots, errors, time, threads. */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuntimeClientIT {
    private static final long PATIENCE = 60;
    private static final Duration AMPLE = Duration.ofSeconds(29);

    private TestDatabase database;
    private SigningKey key;
    private Queues queues;
    private String queueEndpoint = "";

    /** A started function with the service's side of it. */
    private record Instance(RuntimeApi api, FunctionProcess process) implements AutoCloseable {
        Outcome call(String event, Duration within) throws Exception {
            return api.invoke(event, within).get(PATIENCE, TimeUnit.SECONDS);
        }

        Json.Object answer(String event) throws Exception {
            return json(call(event, AMPLE));
        }

        @Override
        public void close() {
            process.close();
            api.close();
        }
    }

    @BeforeAll
    void open(@TempDir Path state) throws Exception {
        database = TestDatabase.fresh();
        key = SigningKey.in(state);
        queueEndpoint = Queues.freeEndpoint();
        queues = Queues.embedded(queueEndpoint);
        queues.client()
                .createQueue(request -> request.queueName("dossier-events.fifo")
                        .attributes(Map.of(
                                software.amazon.awssdk.services.sqs.model.QueueAttributeName.FIFO_QUEUE, "true")));
    }

    @AfterAll
    void close() throws Exception {
        queues.close();
        database.close();
    }

    private Instance start(String function, boolean snapshot, Map<String, String> more) throws IOException {
        Template.LambdaFunction of = Packages.function(function, queueEndpoint);
        Map<String, String> environment = new LinkedHashMap<>(Packages.environment(of, database, key, queueEndpoint));
        environment.putAll(more);
        RuntimeApi api = RuntimeApi.open();
        return new Instance(
                api,
                FunctionProcess.start(
                        api,
                        new FunctionProcess.Start(
                                Packages.folder(of),
                                of.handler() + "::handleRequest",
                                environment,
                                snapshot,
                                FunctionProcess.MANAGED)));
    }

    @ParameterizedTest
    @CsvSource({
        "ExecuteFunction, http-execute.json, 200",
        "GenerateFunction, http-generate.json, 200",
        "QueryFunction, http-verbs.json, 200",
        "HealthFunction, http-health.json, 200",
        "ExecuteFunction, http-v1-execute.json, 200",
        "QueryFunction, http-v1-case.json, 404",
        "ExecuteFunction, http-base64.json, 200",
        "ExecuteFunction, http-binary.json, 400",
        "ExecuteFunction, http-without-headers.json, 401",
        "ExecuteFunction, http-without-token.json, 401",
        "ExecuteFunction, http-without-body.json, 400"
    })
    void an_http_function_answers_events_of_the_gateways_shapes(String function, String event, int status)
            throws Exception {
        try (Instance instance = start(function, false, Map.of())) {
            Json.Object answer = instance.answer(event(event));

            assertThat(answer.integer("statusCode")).as(answer.compact()).contains((long) status);
            assertThat(answer.text("body")).as("a body is text").isPresent();
            assertThat(answer.compact()).doesNotContain("Exception");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ExecuteFunction, dossier_execute, http-execute-2.json",
        "ExecuteQueueFunction, dossier_execute, sqs-one.json",
        "GenerateFunction, dossier_generate, http-generate.json",
        "QueryFunction, dossier_query, http-verbs.json",
        "HealthFunction, dossier_health, schedule-health.json",
        "UpkeepFunction, dossier_upkeep, schedule-relay.json"
    })
    void a_snapshot_holds_no_connection_and_what_is_restored_from_it_works(String function, String role, String event)
            throws Exception {
        try (Instance instance = start(function, true, Map.of())) {
            instance.api().snapshot().get(PATIENCE, TimeUnit.SECONDS);
            assertThat(instance.api().ready())
                    .as("nothing is asked for before the restore")
                    .isNotDone();
            assertThat(connections(role)).isZero();

            instance.api().restore();
            Json.Object answer = instance.answer(event(event));

            assertThat(answer.integer("statusCode").orElse(200L))
                    .as(answer.compact())
                    .isEqualTo(200L);
        }
    }

    @Test
    void what_is_executed_is_committed_and_what_is_logged_is_json_without_any_value() throws Exception {
        try (Instance instance = start("ExecuteFunction", false, Map.of("LOG_LEVEL", "DEBUG"))) {
            Json.Object answer = instance.answer(event("http-register.json"));

            assertThat(answer.integer("statusCode")).as(answer.compact()).contains(200L);
            assertThat(count("SELECT count(*) FROM dossier.case_version WHERE case_id = 'RIC-3'"))
                    .isEqualTo(1);
            List<String> lines = instance.process().output();
            assertThat(lines)
                    .isNotEmpty()
                    .allSatisfy(line ->
                            assertThat(Json.parse(line).value()).as(line).isPresent());
            assertThat(String.join("\n", lines)).doesNotContain("Quillfeather", "Bearer");
        }
    }

    @Test
    void an_invocation_that_fails_is_reported_by_its_type_and_the_next_one_works() throws Exception {
        try (Instance instance = start("UpkeepFunction", false, Map.of())) {
            Outcome failed = instance.call("{\"source\":\"schedule\",\"task\":\"juggle\",\"time\":\"now\"}", AMPLE);

            assertThat(failed).isInstanceOfSatisfying(Outcome.Failed.class, error -> {
                assertThat(error.type()).isEqualTo("Runtime.UserException");
                assertThat(error.body()).contains("java.io.IOException", "There is no task juggle");
            });
            assertThat(instance.answer(event("schedule-relay.json")).integer("undelivered"))
                    .contains(0L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ExecuteFunction", "ExecuteQueueFunction", "QueryFunction", "HealthFunction"})
    void what_is_no_event_at_all_is_an_error_and_the_next_event_works(String function) throws Exception {
        String good = function.equals("ExecuteQueueFunction") ? "sqs-one.json" : "http-verbs.json";
        try (Instance instance = start(function, false, Map.of())) {
            assertThat(instance.call("[1, 2", AMPLE)).isInstanceOf(Outcome.Failed.class);
            assertThat(instance.call("[]", AMPLE)).isInstanceOf(Outcome.Failed.class);
            assertThat(instance.call(event(good), AMPLE)).isInstanceOf(Outcome.Answered.class);
        }
    }

    @Test
    void a_function_that_lacks_a_variable_refuses_to_start_and_names_it() throws Exception {
        try (Instance instance = start("ExecuteFunction", false, Map.of("DATABASE_URL", " "))) {
            Outcome.Failed refused = instance.api().refused().get(PATIENCE, TimeUnit.SECONDS);

            assertThat(refused.body()).contains("DATABASE_URL is not set");
            assertThat(instance.process().ended(PATIENCE * 1_000)).isTrue();
        }
    }

    @Test
    void ten_poison_messages_neither_fail_the_batch_nor_come_back() throws Exception {
        try (Instance instance = start("ExecuteQueueFunction", false, Map.of())) {
            Json.Object answer = instance.answer(event("sqs-ten-poison.json"));

            assertThat(answer.array("batchItemFailures").orElseThrow()).isEmpty();
            assertThat(count("SELECT count(*) FROM dossier.result WHERE request_id LIKE 'poison-%'"))
                    .as("each is recorded with its diagnostics")
                    .isEqualTo(10);
        }
    }

    @Test
    void a_batch_that_runs_out_of_time_is_given_back_and_no_message_is_half_done() throws Exception {
        try (Instance instance = start("ExecuteQueueFunction", false, Map.of())) {
            Outcome late = instance.call(event("sqs-late.json"), Duration.ofSeconds(5));

            assertThat(json(late).compact()).contains("late-1");
            assertThat(count("SELECT count(*) FROM dossier.case_version WHERE case_id = 'LATE-1'"))
                    .isZero();
            assertThat(instance.answer(event("sqs-late.json"))
                            .array("batchItemFailures")
                            .orElseThrow())
                    .isEmpty();
            assertThat(count("SELECT count(*) FROM dossier.case_version WHERE case_id = 'LATE-1'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_request_answers_before_its_deadline_though_a_rival_holds_the_case() throws Exception {
        try (Instance instance = start("ExecuteFunction", false, Map.of())) {
            assertThat(instance.answer(create("HELD-1")).integer("statusCode")).contains(200L);
            try (Connection rival = hold("HELD-1")) {
                long begin = System.nanoTime();
                Outcome outcome = instance.call(update("HELD-1"), Duration.ofSeconds(4));
                long millis = (System.nanoTime() - begin) / 1_000_000;

                assertThat(millis).isLessThan(4_000);
                assertThat(json(outcome).integer("statusCode").orElse(0L)).isIn(409L, 503L, 504L);
                rival.rollback();
            }
            assertThat(instance.answer(update("HELD-1")).integer("statusCode")).contains(200L);
        }
    }

    @Test
    void one_instance_serves_a_second_invocation_while_the_first_one_waits() throws Exception {
        try (Instance instance = start("ExecuteFunction", false, Map.of("AWS_LAMBDA_MAX_CONCURRENCY", "2"))) {
            assertThat(instance.answer(create("BUSY-1")).integer("statusCode")).contains(200L);
            CompletableFuture<Outcome> waits;
            try (Connection rival = hold("BUSY-1")) {
                waits = instance.api().invoke(update("BUSY-1"), AMPLE);
                assertThat(instance.answer(create("BUSY-2")).integer("statusCode"))
                        .contains(200L);
                assertThat(waits).isNotDone();
                rival.rollback();
            }
            assertThat(json(waits.get(PATIENCE, TimeUnit.SECONDS)).integer("statusCode"))
                    .contains(200L);
        }
    }

    @Test
    void migrate_says_what_it_applied() throws Exception {
        try (TestDatabase empty = TestDatabase.empty();
                Instance instance = start(
                        "MigrateFunction",
                        true,
                        Map.of(
                                "DATABASE_URL",
                                "postgresql://dossier_owner:" + empty.password() + "@" + empty.host() + ":"
                                        + empty.port() + "/" + empty.name()))) {
            instance.api().restore();
            Json.Object first = instance.answer("{}");
            assertThat(first.array("applied").orElseThrow()).as(first.compact()).isNotEmpty();
            assertThat(instance.answer("{}").array("applied").orElseThrow()).isEmpty();
        }
    }

    private Connection hold(String caseId) throws SQLException {
        Connection rival = database.as("dossier_execute");
        rival.setAutoCommit(false);
        try (Statement sql = rival.createStatement()) {
            sql.execute("SELECT app.enter('local', 'rival', 20000)");
            sql.execute("SELECT 1 FROM dossier.case_head WHERE tenant_id = 'local' AND case_id = '" + caseId
                    + "' FOR UPDATE");
        }
        return rival;
    }

    private String create(String caseId) throws IOException {
        return document("(case.create :case-id \"" + caseId + "\" :case-type \"GENERAL\")");
    }

    private String update(String caseId) throws IOException {
        return document("(case.update :case-id \"" + caseId + "\" :notes \"again\")");
    }

    private String document(String text) throws IOException {
        return event("http-template.json")
                .replace(
                        "BODY",
                        Json.text(Json.object()
                                        .put("document", text)
                                        .put("options", Json.object().put("wait", true))
                                        .build()
                                        .compact())
                                .compact());
    }

    /** An event of the fixture folder, with a token of an analyst where it says so. */
    private String event(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(RuntimeClientIT.class.getResourceAsStream(name), name)) {
            String token =
                    key.token("ada", "local", List.of("analyst", "officer"), Instant.now(), Duration.ofMinutes(10));
            return new String(file.readAllBytes(), UTF_8).replace("TOKEN", token);
        }
    }

    private long connections(String role) throws SQLException {
        return count("SELECT count(*) FROM pg_stat_activity WHERE usename = '" + role + "' AND datname = '"
                + database.name() + "'");
    }

    private long count(String query) throws SQLException {
        try (Connection all = database.asSuperuser();
                Statement sql = all.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Json.Object json(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(String body) ->
                Json.parse(body).orThrow().asObject().orElseThrow();
            case Outcome.Failed failed -> throw new AssertionError(failed);
        };
    }
}
