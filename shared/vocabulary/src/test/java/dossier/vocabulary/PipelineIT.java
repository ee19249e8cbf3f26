package dossier.vocabulary;

import static dossier.vocabulary.Setting.ANN;
import static dossier.vocabulary.Setting.column;
import static dossier.vocabulary.Setting.done;
import static dossier.vocabulary.Setting.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.pipeline.Answer;
import dossier.pipeline.Answer.Fault;
import dossier.pipeline.Caller;
import dossier.pipeline.Chain;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The pipeline over a real database with the shipped vocabulary. Each test has cases of its own. */
class PipelineIT extends OverDatabase {
    private static final String TWO_ENTITIES = """
            (case.create :case-id "%1$s" :case-type "ONBOARDING")
            (entity.register :entity-id "%1$s.fund" :entity-type "FUND" :props {:legal-name "Alder Fund"})
            (entity.register :entity-id "%1$s.ann" :entity-type "PROPER_PERSON" :props {:full-name "Ann Ek"})
            (entity.register :entity-id "%1$s.bo" :entity-type "PROPER_PERSON" :props {:full-name "Bo Ek"})
            """;

    @Test
    void the_original_systems_own_form_executes_strictly_and_its_row_is_read_back() throws SQLException {
        Json.Object answer = done(setting.run("(case.create :case-id \"INTEGRATION-TEST\" :case-type \"TESTING\")"));

        assertThat(answer.bool("success")).contains(true);
        assertThat(answer.integer("version")).contains(1L);
        assertThat(
                        setting.rows(
                                "SELECT case_type, state FROM dossier.cases WHERE superseded_at IS NULL AND id = 'INTEGRATION-TEST'"))
                .containsExactly(Map.of("case_type", "TESTING", "state", "CREATED"));
    }

    @Test
    void every_step_is_reported_with_its_time_and_four_round_trips_are_enough() {
        Json.Object answer = done(setting.run(TWO_ENTITIES.formatted("C-STEPS")));

        assertThat(answer.array("steps").orElseThrow())
                .extracting(step -> step.at("name").flatMap(Json::asText).orElseThrow())
                .containsExactly("parse", "validate", "plan", "execute", "record");
        assertThat(answer.at("metrics", "roundTrips").flatMap(Json::asInteger).orElseThrow())
                .isLessThanOrEqualTo(4);
    }

    @Test
    void the_same_key_gives_the_stored_answer_and_writes_nothing_again() throws SQLException {
        Json.Builder body = Json.object().put("document", "(case.create :case-id \"C-KEY\" :case-type \"GENERAL\")");
        Json.Object first = done(setting.handle(ANN, body, Optional.of("key-1")));
        Json.Object second = done(setting.handle(ANN, body, Optional.of("key-1")));

        assertThat(second.bool("replayed")).contains(true);
        assertThat(second.text("hash")).isEqualTo(first.text("hash"));
        assertThat(versions("C-KEY")).isEqualTo(1);
    }

    @Test
    void the_same_key_with_another_body_is_refused() throws SQLException {
        Json.Builder one = Json.object().put("document", "(case.create :case-id \"C-KEY2\" :case-type \"GENERAL\")");
        Json.Builder other = Json.object().put("document", "(case.create :case-id \"C-KEY3\" :case-type \"GENERAL\")");
        done(setting.handle(ANN, one, Optional.of("key-2")));

        assertThat(problem(setting.handle(ANN, other, Optional.of("key-2"))).fault())
                .isEqualTo(Fault.REJECTED);
        assertThat(versions("C-KEY3")).isZero();
    }

    @Test
    void a_transform_to_sql_shows_each_row_with_its_parameters_and_writes_nothing() throws SQLException {
        done(setting.run("(case.create :case-id \"C-SQL\" :case-type \"GENERAL\" :title \"Old\")"));
        Json.Object answer = done(setting.handle(
                ANN,
                Json.object()
                        .put("operation", "transform")
                        .put("format", "to-sql")
                        .put("document", "(case.update :case-id \"C-SQL\" :notes \"it's '); --\")"),
                Optional.empty()));

        String sql = answer.text("text").orElseThrow();
        assertThat(sql)
                .contains("-- case C-SQL, version 2", "-- 1. case.update")
                .contains("UPDATE cases SET superseded_at = $1 WHERE id = $2 AND revision = $3;")
                .contains(
                        "INSERT INTO cases (case_id, case_type, id, notes, product_state, revision, state, title, version)")
                .contains("$4 = \"it's '); --\"");
        assertThat(sql.lines().filter(line -> !line.startsWith("--") && line.contains("it's")))
                .isEmpty();
        assertThat(versions("C-SQL")).isEqualTo(1);
    }

    @Test
    void a_failure_in_the_middle_of_a_document_leaves_nothing_but_the_attempt() throws SQLException {
        long attempts = setting.count("attempt");
        Answer.Problem refused = problem(setting.run(TWO_ENTITIES.formatted("C-MID")
                + "(entity.link :from-entity \"C-MID.ann\" :to-entity \"C-MID.fnd\" :relationship-type \"DIRECTOR\")"));

        assertThat(refused.fault()).isEqualTo(Fault.REJECTED);
        assertThat(refused.diagnostics()).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo("REF-UNKNOWN");
            assertThat(diagnostic.position().orElseThrow().line()).isEqualTo(5);
            assertThat(diagnostic.nearest()).contains("C-MID.fund");
        });
        assertThat(versions("C-MID")).isZero();
        assertThat(setting.rows("SELECT * FROM dossier.thing WHERE id LIKE 'C-MID%'"))
                .isEmpty();
        assertThat(setting.count("attempt")).isEqualTo(attempts + 1);
    }

    @Test
    void an_unknown_case_is_not_found_and_near_ones_are_named() {
        done(setting.run("(case.create :case-id \"C-NEAR-1\" :case-type \"GENERAL\")"));

        Answer.Problem refused = problem(setting.run("(case.update :case-id \"C-NEAR-2\" :notes \"x\")"));
        assertThat(refused.fault()).isEqualTo(Fault.NOT_FOUND);
        assertThat(refused.diagnostics())
                .singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.nearest()).contains("C-NEAR-1"));
    }

    @Test
    void shares_of_one_hundred_percent_pass_and_a_ten_thousandth_more_does_not() {
        done(setting.run(TWO_ENTITIES.formatted("C-SUM")));
        done(setting.run(owns("C-SUM", "ann", "66.6667%"), "C-SUM"));
        assertThat(problem(setting.run(owns("C-SUM", "bo", "33.3334%"), "C-SUM"))
                        .diagnostics())
                .singleElement()
                .satisfies(diagnostic -> {
                    assertThat(diagnostic.code()).isEqualTo("RUL-OVER-100");
                    assertThat(diagnostic.found()).isEqualTo("100.0001%");
                });
        done(setting.run(owns("C-SUM", "bo", "33.3333%"), "C-SUM"));
    }

    @Test
    void saying_a_link_again_restates_it_and_keeps_the_older_statement() throws SQLException {
        done(setting.run(TWO_ENTITIES.formatted("C-RE")));
        done(setting.run(owns("C-RE", "ann", "60%"), "C-RE"));
        done(setting.run(owns("C-RE", "ann", "45%"), "C-RE"));

        assertThat(setting.rows("SELECT ownership_percentage, superseded_at IS NULL AS now FROM dossier.links"
                        + " WHERE to_entity = 'C-RE.fund' ORDER BY revision"))
                .extracting(row -> row.get("ownership_percentage") + " " + row.get("now"))
                .containsExactly("[60,60] f", "[45,45] t");
    }

    @Test
    void a_plan_runs_under_its_hash_and_under_no_other() {
        done(setting.run("(case.create :case-id \"C-PLAN\" :case-type \"GENERAL\")"));
        String document = "(case.update :case-id \"C-PLAN\" :notes \"first\")";
        Json.Object compiled =
                done(setting.handle(ANN, Json.object().put("document", document).put("operation", "compile"), none()));
        String hash = compiled.text("planHash").orElseThrow();
        assertThat(compiled.integer("baseVersion")).contains(1L);

        Json.Object ran =
                done(setting.handle(ANN, Json.object().put("document", document).put("planHash", hash), none()));
        assertThat(ran.integer("version")).contains(2L);
        Answer.Problem again = problem(
                setting.handle(ANN, Json.object().put("document", document).put("planHash", hash), none()));
        assertThat(again.fault()).isEqualTo(Fault.CONFLICT);
        assertThat(again.body().integer("currentVersion")).contains(2L);
        assertThat(again.body().array("changes").orElseThrow()).isNotEmpty();
    }

    @Test
    void a_compiled_document_that_lets_its_case_id_be_made_up_runs_under_its_hash() {
        String document = "(case.create :case-type \"GENERAL\" :title \"made up\")";
        String hash = done(setting.handle(
                        ANN, Json.object().put("document", document).put("operation", "compile"), none()))
                .text("planHash")
                .orElseThrow();

        Json.Object ran =
                done(setting.handle(ANN, Json.object().put("document", document).put("planHash", hash), none()));
        assertThat(ran.text("caseId").orElseThrow()).startsWith("CASE-");
        assertThat(ran.object("generated").orElseThrow().members()).containsKey("forms[0].case-id");
    }

    @Test
    void a_stale_version_is_a_conflict() {
        done(setting.run("(case.create :case-id \"C-STALE\" :case-type \"GENERAL\")"));
        Answer.Problem stale = problem(setting.handle(
                ANN,
                Json.object()
                        .put("document", "(case.update :case-id \"C-STALE\" :notes \"x\")")
                        .put("expectedVersion", 7),
                none()));
        assertThat(stale.fault()).isEqualTo(Fault.CONFLICT);
        assertThat(stale.body().integer("currentVersion")).contains(1L);
    }

    @Test
    void a_dry_run_and_a_validation_write_nothing() throws SQLException {
        long versions = setting.count("case_version");
        for (String operation : List.of("execute", "validate", "compile")) {
            Json.Object answer = done(setting.handle(
                    ANN,
                    Json.object()
                            .put("document", TWO_ENTITIES.formatted("C-DRY"))
                            .put("operation", operation)
                            .put("dryRun", true),
                    none()));
            assertThat(answer.text("planHash")).isPresent();
        }
        assertThat(setting.count("case_version")).isEqualTo(versions);
    }

    @Test
    void a_document_without_a_case_gets_a_general_one_and_the_answer_says_so() throws SQLException {
        Json.Object answer = done(setting.run("(tasks.create :task-id \"t-free\" :type \"MANUAL\")"));

        String caseId = answer.text("caseId").orElseThrow();
        assertThat(answer.object("generated").orElseThrow().members()).containsValue(Json.text(caseId));
        assertThat(setting.rows("SELECT case_type FROM dossier.cases WHERE superseded_at IS NULL AND id = ?", caseId))
                .containsExactly(Map.of("case_type", "GENERAL"));
    }

    @Test
    void a_document_of_two_cases_is_refused() {
        assertThat(problem(setting.run("(case.create :case-id \"C-A\" :case-type \"GENERAL\")"
                                + " (case.create :case-id \"C-B\" :case-type \"GENERAL\")"))
                        .diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("RUL-ONE-CASE");
    }

    @Test
    void a_closed_case_takes_nothing_more_and_says_how_to_go_on() {
        done(setting.run("(case.create :case-id \"C-END\" :case-type \"GENERAL\")"
                + " (case.close :case-id \"C-END\" :closure-reason \"done\")"));

        assertThat(problem(setting.run("(tasks.create :task-id \"late\" :type \"MANUAL\")", "C-END"))
                        .diagnostics())
                .singleElement()
                .satisfies(diagnostic -> {
                    assertThat(diagnostic.code()).isEqualTo("STA-CASE-NOT-OPEN");
                    assertThat(diagnostic.hint()).contains("REOPENED");
                });
    }

    @Test
    void an_illegal_step_names_the_legal_ones_and_hold_leads_back_to_where_it_was() {
        done(setting.run("(case.create :case-id \"C-STEP\" :case-type \"GENERAL\")"
                + " (case.update :case-id \"C-STEP\" :status \"DISCOVERY\")"));
        assertThat(problem(setting.run("(case.update :case-id \"C-STEP\" :status \"APPROVED\")"))
                        .diagnostics())
                .singleElement()
                .satisfies(diagnostic -> {
                    assertThat(diagnostic.code()).isEqualTo("STA-STEP");
                    assertThat(diagnostic.expected()).contains("COLLECTING_DOCUMENTS", "ON_HOLD");
                });

        done(setting.run("(case.update :case-id \"C-STEP\" :status \"ON_HOLD\")"));
        problem(setting.run("(case.update :case-id \"C-STEP\" :status \"COLLECTING_DOCUMENTS\" :notes \"x\")"));
        done(setting.run("(case.update :case-id \"C-STEP\" :status \"DISCOVERY\")"));
    }

    @Test
    void who_lacks_the_role_is_refused_and_nothing_is_written() throws SQLException {
        Caller guest = new Caller("gil", "acme", Set.of("auditor"), "person");
        Answer.Problem refused = problem(setting.handle(
                guest,
                Json.object().put("document", "(case.create :case-id \"C-ROLE\" :case-type \"GENERAL\")"),
                none()));

        assertThat(refused.fault()).isEqualTo(Fault.FORBIDDEN);
        assertThat(refused.diagnostics()).extracting(Diagnostic::code).containsExactly("AUT-ROLE");
        assertThat(versions("C-ROLE")).isZero();
    }

    @Test
    void one_tenant_never_sees_anothers_case() {
        done(setting.run("(case.create :case-id \"C-MINE\" :case-type \"GENERAL\")"));
        Caller other = new Caller("zoe", "other", Set.of("admin"), "person");
        Answer.Problem refused = problem(setting.handle(
                other, Json.object().put("document", "(case.update :case-id \"C-MINE\" :notes \"x\")"), none()));

        assertThat(refused.fault()).isEqualTo(Fault.NOT_FOUND);
        assertThat(refused.diagnostics())
                .allSatisfy(d -> assertThat(d.nearest()).isEmpty());
    }

    @Test
    void writers_of_one_case_lose_and_double_nothing() throws Exception {
        done(setting.run("(case.create :case-id \"C-RACE\" :case-type \"GENERAL\")"));
        List<Callable<Answer>> writers = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String task = "(tasks.create :task-id \"race-" + i + "\" :type \"MANUAL\")";
            writers.add(() -> setting.run(task, "C-RACE"));
        }
        long won = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Answer> answer : threads.invokeAll(writers)) {
                switch (answer.get()) {
                    case Answer.Done done -> won++;
                    case Answer.Problem lost -> assertThat(lost.fault()).isEqualTo(Fault.RACED);
                }
            }
        }
        assertThat(won).isPositive();
        assertThat(versions("C-RACE")).isEqualTo(1 + won);
        assertThat(setting.rows("SELECT 1 FROM dossier.tasks WHERE case_id = 'C-RACE'"))
                .hasSize((int) won);
        assertThat(setting.rows("SELECT max(number) AS n FROM dossier.case_version WHERE case_id = 'C-RACE'")
                        .getFirst())
                .containsEntry("n", Long.toString(1 + won));
    }

    @Test
    void each_version_chains_to_the_one_before() throws SQLException {
        done(setting.run("(case.create :case-id \"C-CHAIN\" :case-type \"GENERAL\")"));
        for (int i = 0; i < 5; i++) {
            done(setting.run("(case.update :case-id \"C-CHAIN\" :notes \"n" + i + "\")"));
        }
        String previous = Chain.START;
        for (Map<String, String> version : setting.rows(
                "SELECT canonical, metadata::text AS metadata, previous_hash, hash FROM dossier.case_version"
                        + " WHERE case_id = 'C-CHAIN' ORDER BY number")) {
            Json.Object metadata =
                    Json.parse(column(version, "metadata")).orThrow().asObject().orElseThrow();
            assertThat(version.get("previous_hash")).isEqualTo(previous);
            previous = Chain.version(previous, column(version, "canonical"), metadata);
            assertThat(version.get("hash")).isEqualTo(previous);
        }
    }

    @Test
    void a_batch_runs_each_document_for_itself_and_answers_in_order() throws SQLException {
        Json.Object answer = done(setting.handle(
                ANN,
                Json.object()
                        .put("operation", "batch")
                        .put(
                                "documents",
                                List.of(
                                        document("(case.create :case-id \"C-B1\" :case-type \"GENERAL\")"),
                                        document("(case.create :case-id \"C-B2\" :case-typ \"GENERAL\")"),
                                        document("(case.create :case-id \"C-B3\" :case-type \"GENERAL\")"))),
                none()));

        assertThat(answer.bool("success")).contains(false);
        assertThat(answer.array("results").orElseThrow())
                .extracting(result -> result.at("success").flatMap(Json::asBool).orElseThrow())
                .containsExactly(true, false, true);
        assertThat(versions("C-B1") + versions("C-B2") + versions("C-B3")).isEqualTo(2);
    }

    @Test
    void a_lenient_document_keeps_an_undeclared_reference_as_unresolved() throws SQLException {
        done(setting.run("(case.create :case-id \"C-LEN\" :case-type \"GENERAL\")"));
        Json.Object answer = done(setting.handle(
                ANN,
                Json.object()
                        .put("document", "(kyc.start :customer-id \"ghost-1\" :colour \"red\")")
                        .put("caseId", "C-LEN")
                        .put("options", Json.object().put("strict", false)),
                none()));

        assertThat(answer.array("diagnostics").orElseThrow())
                .extracting(d -> d.at("severity").flatMap(Json::asText).orElseThrow())
                .contains("warning");
        assertThat(setting.rows("SELECT resolved FROM dossier.thing WHERE id = 'ghost-1'"))
                .containsExactly(Map.of("resolved", "f"));
        done(setting.run("(entity.register :entity-id \"ghost-1\" :entity-type \"FUND\")", "C-LEN"));
        assertThat(setting.rows("SELECT resolved FROM dossier.thing WHERE id = 'ghost-1'"))
                .containsExactly(Map.of("resolved", "t"));
    }

    @Test
    void a_lenient_change_of_an_undeclared_thing_is_kept_and_the_thing_stays_unresolved() throws SQLException {
        done(setting.run("(case.create :case-id \"C-LEN2\" :case-type \"GENERAL\")"));
        done(setting.handle(
                ANN,
                Json.object()
                        .put("document", "(entity.update :entity-id \"ghost-2\" :props {:legal-name \"Ghost Ltd\"})")
                        .put("caseId", "C-LEN2")
                        .put("options", Json.object().put("strict", false)),
                none()));
        assertThat(setting.rows("SELECT resolved FROM dossier.thing WHERE id = 'ghost-2'"))
                .containsExactly(Map.of("resolved", "f"));
        assertThat(setting.rows(
                        "SELECT props->>'legal-name' AS name FROM dossier.entities WHERE entity_id = 'ghost-2'"))
                .containsExactly(Map.of("name", "Ghost Ltd"));

        done(setting.run("(entity.register :entity-id \"ghost-2\" :entity-type \"FUND\")", "C-LEN2"));
        assertThat(setting.rows("SELECT resolved FROM dossier.thing WHERE id = 'ghost-2'"))
                .containsExactly(Map.of("resolved", "t"));
    }

    private long versions(String caseId) throws SQLException {
        return setting.rows("SELECT 1 FROM dossier.case_version WHERE case_id = ?", caseId)
                .size();
    }

    private static String owns(String caseId, String owner, String share) {
        return "(entity.link :from-entity \"%1$s.%2$s\" :to-entity \"%1$s.fund\" :relationship-type \"OWNERSHIP\" :relationship-props {:ownership-percentage %3$s})"
                .formatted(caseId, owner, share);
    }

    private static Json document(String text) {
        return Json.object().put("document", text).build();
    }

    private static Optional<String> none() {
        return Optional.empty();
    }
}
