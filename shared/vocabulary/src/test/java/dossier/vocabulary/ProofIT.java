package dossier.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.proof.Export;
import dossier.proof.ExportTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever keeps the rows, even their owner, cannot change one byte of what was said without its being named. */
@SuppressWarnings("NullAway.Init")
class ProofIT extends OverDatabase {
    private static final String CASE = "PROOF-1";

    private Connection owner;

    @AfterAll
    void leave() throws SQLException {
        owner.close();
    }

    @BeforeAll
    void write() throws SQLException {
        owner = setting.database.asOwner();
        owner.setAutoCommit(false);
        for (String document : List.of(
                "(case.create :case-id \"PROOF-1\" :case-type \"ONBOARDING\")",
                "(entity.register :entity-id \"proof-co\" :entity-type \"LIMITED_COMPANY\""
                        + " :props {:legal-name \"=HYPERLINK(1)\"})",
                "(tasks.create :task-id \"proof-task\" :type \"MANUAL\" :title \"Call, or write\") ; first",
                "(entity.update :entity-id \"proof-co\" :props {:legal-name \"Lumen\"})")) {
            Setting.done(setting.run(document, CASE));
        }
        Setting.done(setting.run("(case.update :case-id \"PROOF-1\" :progress 12.50%)", CASE));
    }

    private Json.Object verify() {
        return Setting.found(setting.reading().verify(Setting.ANN, CASE));
    }

    private List<String> export() {
        return Setting.found(setting.reading().export(Setting.ANN, CASE)).array("lines").orElseThrow().stream()
                .map(line -> line.asText().orElseThrow())
                .toList();
    }

    /** As the owner of the tables, who is bound by row-level security and by nothing else. */
    private <T> T asOwner(Work<T> work) throws SQLException {
        try (Statement sql = owner.createStatement()) {
            sql.execute("SELECT app.enter('acme', 'owner', 5000)");
            T done = work.with(sql);
            owner.commit();
            return done;
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(Statement sql) throws SQLException;
    }

    @Test
    void one_byte_changed_by_the_owner_in_any_column_of_a_version_is_named_with_its_field() throws SQLException {
        assertThat(verify().bool("ok")).as(verify().compact()).contains(true);
        Map<String, String> changes = new LinkedHashMap<>();
        for (String text : List.of(
                "verbatim",
                "canonical",
                "registry_version",
                "actor",
                "source",
                "request_id",
                "plan_hash",
                "previous_hash",
                "hash")) {
            changes.put(text, "overlay(" + text + " placing '~' from 1)");
        }
        changes.put("forms", "overlay(forms::text placing '[ ' from 1 for 1)::json");
        changes.put("reads", "overlay(reads::text placing '[ ' from 1 for 1)::json");
        changes.put("metadata", "replace(metadata::text, '\"actor\":\"ann\"', '\"actor\":\"bob\"')::json");
        changes.put("recorded_at", "recorded_at + interval '1 microsecond'");
        for (Map.Entry<String, String> change : changes.entrySet()) {
            String column = change.getKey();
            asOwner(sql -> sql.executeUpdate("CREATE TEMP TABLE before_change AS SELECT * FROM dossier.case_version"
                    + " WHERE case_id = 'PROOF-1' AND number = 2"));
            int changed = asOwner(sql -> sql.executeUpdate("UPDATE dossier.case_version SET " + column + " = "
                    + change.getValue() + " WHERE case_id = 'PROOF-1' AND number = 2"));
            Json.Object verdict = verify();
            asOwner(sql -> sql.executeUpdate("UPDATE dossier.case_version v SET " + column + " = b." + column
                    + " FROM before_change b WHERE v.case_id = 'PROOF-1' AND v.number = 2"));
            asOwner(sql -> sql.execute("DROP TABLE before_change"));

            assertThat(changed).as(column).isEqualTo(1);
            assertThat(verdict.bool("ok")).as(column).contains(false);
            assertThat(verdict.object("firstBroken").flatMap(broken -> broken.integer("version")))
                    .as(column)
                    .contains(2L);
            assertThat(verdict.object("firstBroken").flatMap(broken -> broken.text("field")))
                    .as(verdict.compact())
                    .contains(column);
        }
        assertThat(verify().bool("ok")).contains(true);
    }

    @Test
    void an_audit_entry_that_was_changed_or_taken_away_is_named() throws SQLException {
        for (String change : List.of(
                "UPDATE dossier.audit SET after = jsonb_set(after, '{props,legal-name}', '\"Forged\"')"
                        + " WHERE case_id = 'PROOF-1' AND version = 2",
                "DELETE FROM dossier.audit WHERE case_id = 'PROOF-1' AND version = 2")) {
            asOwner(sql -> sql.executeUpdate("CREATE TEMP TABLE kept_audit AS SELECT * FROM dossier.audit"
                    + " WHERE case_id = 'PROOF-1' AND version = 2"));
            asOwner(sql -> sql.executeUpdate(change));
            Json.Object verdict = verify();
            asOwner(sql -> sql.executeUpdate("DELETE FROM dossier.audit WHERE case_id = 'PROOF-1' AND version = 2"));
            asOwner(sql -> sql.executeUpdate("INSERT INTO dossier.audit SELECT * FROM kept_audit"));
            asOwner(sql -> sql.execute("DROP TABLE kept_audit"));

            assertThat(verdict.object("firstBroken").flatMap(broken -> broken.text("field")))
                    .as(verdict.compact())
                    .contains("audit");
        }
        assertThat(verify().bool("ok")).contains(true);
    }

    @Test
    void an_export_is_checked_without_a_database_and_each_changed_line_is_found() {
        List<String> lines = export();
        Json.Object whole = Export.check(lines);
        assertThat(whole.bool("ok")).as(whole.compact()).contains(true);
        assertThat(whole.text("head")).isEqualTo(verify().text("head"));
        assertThat(lines.getFirst()).contains("dictionaryVersion").contains("registryVersion");

        for (int i = 0; i < lines.size(); i++) {
            List<String> fewer = new ArrayList<>(lines);
            fewer.remove(i);
            assertThat(Export.check(fewer).bool("ok"))
                    .as("without line " + (i + 1))
                    .contains(false);
            for (int at : List.of(
                    lines.get(i).length() / 3,
                    lines.get(i).length() / 2,
                    lines.get(i).length() - 4)) {
                List<String> changed = new ArrayList<>(lines);
                char was = lines.get(i).charAt(at);
                changed.set(
                        i,
                        lines.get(i).substring(0, at)
                                + (was == '7' ? '8' : '7')
                                + lines.get(i).substring(at + 1));
                assertThat(Export.check(changed).bool("ok"))
                        .as("line %d changed at %d", i + 1, at)
                        .contains(false);
            }
        }
    }

    @Test
    void the_table_of_an_export_tells_each_field_before_and_after_and_starts_no_formula() {
        String csv = ExportTable.csv(export());

        assertThat(csv.lines().findFirst().orElseThrow())
                .startsWith("\"caseId\",\"version\"")
                .endsWith("\"field\",\"before\",\"after\"");
        assertThat(csv).contains("\"progress\",\"\",\"12.5").contains("\"entity.update\"");
        assertThat(csv.lines()).noneMatch(line -> line.contains(",\"=") || line.contains(",\"@"));
    }
}
