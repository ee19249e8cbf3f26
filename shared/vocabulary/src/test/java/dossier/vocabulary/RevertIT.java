package dossier.vocabulary;

import static dossier.vocabulary.Setting.column;
import static org.assertj.core.api.Assertions.assertThat;

import dossier.pipeline.Answer;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Undoing appends what was there before; what cannot be given back is refused with its reason. */
class RevertIT extends OverDatabase {
    private void run(String caseId, String... documents) {
        Setting.done(setting.run("(case.create :case-id \"" + caseId + "\" :case-type \"ONBOARDING\")"));
        for (String document : documents) {
            Setting.done(setting.run(document, caseId));
        }
    }

    private String now(String table, String where, String cell) throws SQLException {
        return column(
                setting.rows("SELECT " + cell + " AS cell FROM dossier." + table + " WHERE superseded_at IS NULL AND "
                                + where)
                        .getFirst(),
                "cell");
    }

    private String refusal(String caseId, long version) {
        return Setting.problem(setting.revert(caseId, version)).detail();
    }

    @Test
    void a_changed_column_gets_its_value_back_by_a_version_of_its_own() throws SQLException {
        run(
                "U1",
                "(case.update :case-id \"U1\" :notes \"the \\\"first\\\" note\" :progress 10%)",
                "(case.update :case-id \"U1\" :notes \"the second\" :progress 12.5%)");

        assertThat(Setting.done(setting.revert("U1", 3)).integer("version")).contains(4L);

        assertThat(now("cases", "id = 'U1'", "notes")).isEqualTo("the \"first\" note");
        assertThat(now("cases", "id = 'U1'", "progress")).startsWith("10");
        assertThat(setting.replay("U1").bool("match")).contains(true);
    }

    @Test
    void the_entries_of_a_map_come_back_and_one_that_was_not_there_goes() throws SQLException {
        run(
                "U2",
                "(entity.register :entity-id \"u2-co\" :entity-type \"LIMITED_COMPANY\" :props {:legal-name \"Before\" :website \"https://a.example\"})",
                "(entity.update :entity-id \"u2-co\" :props {:legal-name \"After\" :phone \"+352621123456\"})");

        Setting.done(setting.revert("U2", 3));

        assertThat(now("entities", "entity_id = 'u2-co'", "props->>'legal-name'"))
                .isEqualTo("Before");
        assertThat(now("entities", "entity_id = 'u2-co'", "props->>'website'")).isEqualTo("https://a.example");
        assertThat(now("entities", "entity_id = 'u2-co'", "props->>'phone' IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void a_link_restated_gets_its_share_back() throws SQLException {
        String link = "(entity.link :link-id \"u3-l\" :from-entity \"u3-a\" :to-entity \"u3-b\""
                + " :relationship-type \"OWNERSHIP\" :relationship-props {:ownership-percentage %s})";
        run(
                "U3",
                "(entity.register :entity-id \"u3-a\" :entity-type \"LIMITED_COMPANY\" :props {:legal-name \"A\"})"
                        + " (entity.register :entity-id \"u3-b\" :entity-type \"LIMITED_COMPANY\" :props {:legal-name \"B\"})",
                link.formatted("33.3333%"),
                link.formatted("[25% 50%]"),
                link.formatted("60%"));

        Setting.done(setting.revert("U3", 5));
        assertThat(now("links", "link_id = 'u3-l'", "ownership_percentage")).isEqualTo("(25,50]");
        Setting.done(setting.revert("U3", 6));
        assertThat(now("links", "link_id = 'u3-l'", "ownership_percentage")).isEqualTo("[60,60]");
    }

    @Test
    void what_was_introduced_or_overtaken_or_sent_away_is_refused_with_its_reason() {
        run(
                "U4",
                "(entity.register :entity-id \"u4-co\" :entity-type \"LIMITED_COMPANY\" :props {:legal-name \"One\"})",
                "(entity.update :entity-id \"u4-co\" :props {:legal-name \"Two\"})",
                "(entity.update :entity-id \"u4-co\" :props {:legal-name \"Three\"})");

        assertThat(refusal("U4", 2)).contains("introduced the entity \"u4-co\"");
        assertThat(refusal("U4", 3)).contains("has been changed again since");
        assertThat(refusal("U4", 1)).contains("introduced");
    }

    @Test
    void a_step_back_that_the_track_does_not_know_is_refused_with_the_legal_ones() {
        run("U5", "(case.update :case-id \"U5\" :status \"DISCOVERY\")");

        Answer.Problem problem = Setting.problem(setting.revert("U5", 2));

        assertThat(problem.diagnostics()).anySatisfy(d -> assertThat(d.code()).startsWith("STA-"));
    }
}
