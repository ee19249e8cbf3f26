package dossier.vocabulary;

import static dossier.vocabulary.Setting.column;
import static dossier.vocabulary.Setting.done;
import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.registry.RegistryLoader;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Questions about owners are answered from what all cases of the tenant said, and kept with what pins them. */
class DeterminationIT extends OverDatabase {
    private static final String GROUP = """
            (case.create :case-id "%1$s" :case-type "UBO_ANALYSIS")
            (entity.register :entity-id "%1$s-t" :entity-type "LIMITED_COMPANY")
            (entity.register :entity-id "%1$s-a" :entity-type "LIMITED_COMPANY")
            (entity.register :entity-id "%1$s-p" :entity-type "PROPER_PERSON")
            (entity.register :entity-id "%1$s-d" :entity-type "PROPER_PERSON")
            (entity.link :link-id "%1$s-1" :from-entity "%1$s-p" :to-entity "%1$s-a" :relationship-type "OWNERSHIP"
                :relationship-props {:ownership-percentage 60%%})
            (entity.link :link-id "%1$s-2" :from-entity "%1$s-a" :to-entity "%1$s-t" :relationship-type "OWNERSHIP"
                :relationship-props {:ownership-percentage 30%%})
            (entity.link :link-id "%1$s-3" :from-entity "%1$s-d" :to-entity "%1$s-t" :relationship-type "DIRECTOR")
            """;

    @Test
    void a_calculation_is_kept_pinned_and_its_owners_have_rows() throws SQLException {
        done(setting.run(GROUP.formatted("DET-1")));

        Json.Object answer = done(setting.run(
                "(ubo.calc :entity \"DET-1-t\" :regime [\"AMLD\" \"US_CDD\"] :as-of \"2026-06-30\")", "DET-1"));

        Map<String, String> row = setting.rows("SELECT * FROM dossier.ubo_determinations WHERE entity_id = 'DET-1-t'")
                .getFirst();
        assertThat(column(row, "graph_hash")).matches("sha256:[0-9a-f]{64}");
        assertThat(column(row, "dictionary_version"))
                .isEqualTo(RegistryLoader.shipped().version());
        assertThat(column(row, "rule_packs")).contains("AMLD").contains("US_CDD");
        assertThat(column(row, "valid_at")).isEqualTo("2026-06-30");
        assertThat(column(row, "answer")).contains("indication");
        assertThat(setting.rows("SELECT regime, person_id, verdict, prong, share_low, share_percent"
                        + " FROM dossier.ubo_owners WHERE entity_id = 'DET-1-t' ORDER BY regime"))
                .containsExactly(
                        Map.of(
                                "regime", "AMLD",
                                "person_id", "DET-1-p",
                                "verdict", "OWNER",
                                "prong", "OWNERSHIP",
                                "share_low", "9/50",
                                "share_percent", "18"),
                        Map.of(
                                "regime", "US_CDD",
                                "person_id", "DET-1-d",
                                "verdict", "OWNER",
                                "prong", "CONTROL_PERSON",
                                "share_low", "0",
                                "share_percent", "0"));
        assertThat(result(answer).at("determination", "graphHash").flatMap(Json::asText))
                .contains(column(row, "graph_hash"));
    }

    @Test
    void links_of_the_same_document_and_of_other_cases_count() throws SQLException {
        done(setting.run(GROUP.formatted("DET-2")));

        Json.Object answer = done(setting.run("""
                (case.create :case-id "DET-3" :case-type "GENERAL")
                (entity.register :entity-id "DET-3-x" :entity-type "FUND")
                (entity.link :link-id "DET-3-1" :from-entity "DET-2-a" :to-entity "DET-3-x" :relationship-type "OWNERSHIP"
                    :relationship-props {:ownership-percentage 100%})
                (ubo.calculate-indirect-ownership :entity "DET-3-x" :threshold 25% :as-of "2026-06-30")"""));

        assertThat(result(answer).array("shares").orElseThrow())
                .extracting(share -> share.at("holder").flatMap(Json::asText).orElse("") + " "
                        + share.at("low").flatMap(Json::asText).orElse(""))
                .contains("DET-2-p 3/5");
    }

    @Test
    void what_somebody_states_otherwise_is_a_finding_and_is_kept() throws SQLException {
        done(setting.run(GROUP.formatted("DET-4")));

        Json.Object agreeing = done(setting.run(
                "(ubo.outcome :target \"DET-4-t\" :at \"2026-06-30T12:00:00Z\" :threshold 15%"
                        + " :ubos [{:entity \"DET-4-p\" :effective-percent 18%}])",
                "DET-4"));
        Json.Object differing = done(setting.run(
                "(ubo.outcome :target \"DET-4-t\" :at \"2026-06-30T12:00:00Z\" :threshold 15%"
                        + " :ubos [{:entity \"DET-4-d\" :effective-percent 18%}])",
                "DET-4"));

        assertThat(codes(agreeing)).doesNotContain("RUL-OUTCOME-DIFFERS");
        assertThat(codes(differing)).contains("RUL-OUTCOME-DIFFERS");
        assertThat(setting.rows("SELECT differences FROM dossier.ubo_determinations WHERE entity_id = 'DET-4-t'"
                        + " ORDER BY known_at"))
                .extracting(row -> column(row, "differences"))
                .satisfiesExactly(
                        none -> assertThat(none).isEqualTo("[]"),
                        both -> assertThat(both).contains("DET-4-d", "DET-4-p"));
    }

    @Test
    void a_structure_is_answered_by_levels_and_roles_by_their_links() {
        done(setting.run(GROUP.formatted("DET-5")));

        Json.Object near = done(setting.run("(ubo.get-ownership-structure :entity \"DET-5-t\" :depth 1)", "DET-5"));
        Json.Object roles = done(setting.run("(ubo.identify-fincen-control-roles :entity \"DET-5-t\")", "DET-5"));

        assertThat(links(near)).containsExactly("DET-5-2", "DET-5-3");
        assertThat(links(roles)).containsExactly("DET-5-3");
    }

    @Test
    void what_people_have_to_do_becomes_a_task() throws SQLException {
        done(setting.run(GROUP.formatted("DET-6")));

        done(setting.run("(ubo.verify-identity :entity \"DET-6-p\" :level \"ENHANCED\")", "DET-6"));

        assertThat(setting.rows("SELECT title FROM dossier.tasks WHERE case_id = 'DET-6'"))
                .containsExactly(Map.of("title", "Verify the identity"));
    }

    private static List<String> links(Json.Object answer) {
        return result(answer).array("structure").orElseThrow().stream()
                .map(link -> link.at("link").flatMap(Json::asText).orElse(""))
                .toList();
    }

    private static Json.Object result(Json.Object answer) {
        return answer.array("results").orElseThrow().getFirst().asObject().orElseThrow();
    }

    private static List<String> codes(Json.Object answer) {
        return answer.array("diagnostics").orElse(List.of()).stream()
                .map(one -> one.at("code").flatMap(Json::asText).orElse(""))
                .toList();
    }
}
