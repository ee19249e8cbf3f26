package dossier.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.compiler.Compiler;
import dossier.compiler.Tables;
import dossier.json.Json;
import dossier.pipeline.Answer;
import dossier.pipeline.Caller;
import dossier.pipeline.Manager;
import dossier.pipeline.Policy;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A case is what its documents say, whoever else spoke in between and whatever the vocabulary has become. */
class ReplayIT extends OverDatabase {
    private void run(String caseId, String document) {
        Setting.done(setting.run(document, caseId));
    }

    private void open(String caseId) {
        Setting.done(setting.run("(case.create :case-id \"" + caseId + "\" :case-type \"ONBOARDING\")"));
    }

    private void matches(String caseId) {
        assertThat(setting.replay(caseId).bool("match"))
                .as(setting.replay(caseId).compact())
                .contains(true);
    }

    @Test
    void facts_that_two_cases_said_in_turn_are_each_proved_by_the_case_that_said_them() throws SQLException {
        open("RA");
        open("RB");
        run("RA", "(entity.register :entity-id \"ra-fund\" :entity-type \"FUND\" :props {:legal-name \"Orrery\"})");
        run(
                "RB",
                "(entity.register :entity-id \"rb-co\" :entity-type \"LIMITED_COMPANY\" :props {:legal-name \"Lumen\"})");
        run("RB", link("r-1", "rb-co", "ra-fund", "30%"));
        run("RA", "(entity.update :entity-id \"rb-co\" :props {:legal-name \"Lumen Group\"})");
        run("RB", "(entity.update :entity-id \"ra-fund\" :props {:lei \"5493001KJTIIGC8Y1R12\"})");
        run("RA", link("r-2", "rb-co", "ra-fund", "40%"));
        run("RB", link("r-1", "rb-co", "ra-fund", "35%"));
        matches("RA");
        matches("RB");

        alter("UPDATE dossier.entities SET props = '{\"legal-name\": \"Forged\"}'"
                + " WHERE entity_id = 'rb-co' AND case_id = 'RA'");

        Json.Object difference = setting.replay("RA").object("firstDifference").orElseThrow();
        assertThat(difference.text("table")).contains("entities");
        assertThat(difference.text("column")).contains("props");
        assertThat(difference.object("key").flatMap(key -> key.text("entity_id")))
                .contains("rb-co");
        assertThat(difference.compact()).doesNotContain("Forged").doesNotContain("Lumen");
        alter("UPDATE dossier.entities SET props = '{\"legal-name\": \"Lumen Group\"}'"
                + " WHERE entity_id = 'rb-co' AND case_id = 'RA'");
        matches("RA");
    }

    @Test
    void what_was_only_referred_to_and_declared_later_elsewhere_replays() {
        open("RC");
        open("RD");
        Json.Builder lenient = Json.object()
                .put("document", link("r-3", "rc-ghost", "rc-co", "10%"))
                .put("caseId", "RC")
                .put("options", Json.object().put("strict", false));
        Setting.done(setting.handle(Setting.ANN, lenient, Optional.of("key-r3")));
        run(
                "RD",
                "(entity.register :entity-id \"rc-ghost\" :entity-type \"LIMITED_COMPANY\" :props {:legal-name \"Shade\"})");
        matches("RC");
        matches("RD");
        run("RC", "(entity.update :entity-id \"rc-ghost\" :props {:legal-name \"Shade Two\"})");
        matches("RC");
        matches("RD");
    }

    @Test
    void a_document_without_a_case_opens_one_and_replays() {
        Json.Object answer =
                Setting.done(setting.run("(entity.register :entity-id \"caseless\" :entity-type \"LIMITED_COMPANY\""
                        + " :props {:legal-name \"Caseless\"})"));

        matches(answer.text("caseId").orElseThrow());
    }

    @Test
    void nothing_stays_of_a_replay_and_another_tenant_has_no_such_case() throws SQLException {
        open("RE");
        matches("RE");

        for (String table : List.of("case_head", "case_version", "thing", "audit", "cases")) {
            assertThat(Setting.column(
                            setting.rows("SELECT count(*) AS n FROM shadow." + table)
                                    .getFirst(),
                            "n"))
                    .isEqualTo("0");
        }
        Caller stranger = new Caller("eve", "other", java.util.Set.of("admin"), "person");
        assertThat(setting.certificate(stranger, "RE")).isInstanceOf(dossier.store.Reading.Outcome.Missing.class);
    }

    @Test
    void a_replay_matches_while_others_write() throws Exception {
        open("RF");
        open("RG");
        run(
                "RF",
                "(entity.register :entity-id \"rf-co\" :entity-type \"LIMITED_COMPANY\" :props {:legal-name \"Busy\"})");
        try (ExecutorService writers = Executors.newFixedThreadPool(3)) {
            List<Callable<Answer>> all = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String document = "(entity.update :entity-id \"rf-co\" :props {:legal-name \"Busy " + i + "\"})";
                String caseId = i % 3 == 0 ? "RG" : "RF";
                all.add(() -> setting.handle(
                        Setting.ANN,
                        Json.object()
                                .put("document", document)
                                .put("caseId", caseId)
                                .put("options", Json.object().put("wait", true)),
                        Optional.empty()));
            }
            List<Future<Answer>> running = all.stream().map(writers::submit).toList();
            for (int i = 0; i < 8; i++) {
                matches(i % 2 == 0 ? "RF" : "RG");
            }
            for (Future<Answer> one : running) {
                Setting.done(one.get());
            }
        }
        matches("RF");
        matches("RG");
    }

    @Test
    void a_case_executed_under_one_registry_replays_after_the_registry_has_changed(@TempDir Path folder)
            throws Exception {
        open("RH");
        run("RH", "(tasks.create :task-id \"rh-1\" :type \"MANUAL\" :title \"Before\")");
        Registry changed = changed(folder);
        try (Connection owner = setting.database.asOwner();
                Statement sql = owner.createStatement()) {
            sql.execute(Tables.sql(List.of(changed.kind("visit").orElseThrow())));
            sql.execute("CALL app.shadow()");
        }
        Manager release = setting.managerOf(changed, Policy.DEFAULT);
        Setting.done(setting.handle(
                release,
                Setting.ANN,
                Json.object()
                        .put("document", "(tasks.create :task-id \"rh-2\" :type \"MANUAL\" :title \"After\")")
                        .put("caseId", "RH"),
                Optional.empty()));
        run("RH", "(tasks.create :task-id \"rh-3\" :type \"MANUAL\" :title \"Again\")");

        assertThat(setting.rows("SELECT title FROM dossier.tasks WHERE case_id = 'RH' ORDER BY task_id").stream()
                        .map(row -> Setting.column(row, "title")))
                .containsExactly("Before", "(null)", "Again");
        Json.Object certificate = setting.replay("RH");
        assertThat(certificate.bool("match")).as(certificate.compact()).contains(true);
        assertThat(certificate.array("registryVersions").orElseThrow())
                .containsExactlyInAnyOrder(Json.text(RegistryLoader.shipped().version()), Json.text(changed.version()));
    }

    /** The shipped vocabulary with one effect changed, and with a verb and a kind more. */
    private static Registry changed(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/main/registry"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                Files.writeString(
                        folder.resolve(file.getFileName().toString()),
                        text.replace(
                                "- declare: task\n        id: task-id\n        set: [type, title, due]",
                                "- declare: task\n        id: task-id\n        set: [type, due]"));
            }
        }
        return RegistryLoader.load(
                Compiler.compile(List.of(folder, Path.of("../generation/src/test/resources/registry")))
                        .structureJson());
    }

    private static String link(String id, String from, String to, String percent) {
        return "(entity.link :link-id \"" + id + "\" :from-entity \"" + from + "\" :to-entity \"" + to
                + "\" :relationship-type \"OWNERSHIP\" :relationship-props {:ownership-percentage " + percent + "})";
    }

    private void alter(String sql) throws SQLException {
        try (Connection superuser = setting.database.asSuperuser();
                Statement statement = superuser.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }
}
