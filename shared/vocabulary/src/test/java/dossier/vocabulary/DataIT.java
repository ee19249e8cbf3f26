package dossier.vocabulary;

import static dossier.vocabulary.Setting.ANN;
import static dossier.vocabulary.Setting.done;
import static dossier.vocabulary.Setting.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.pipeline.Answer;
import dossier.pipeline.Caller;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Things created, read, changed and ended by their columns. Each test has things of its own. */
class DataIT extends OverDatabase {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            case      | case-id     | {:case-id "D-RT" :case-type "ONBOARDING" :title "Rain"}              | title        | Rain  | {:title "Snow"}        | Snow
            cbu       | cbu-id      | {:cbu-id "D-RT" :name "Rain" :jurisdiction "LU"}                     | name         | Rain  | {:name "Snow"}         | Snow
            entity    | entity-id   | {:entity-id "D-RT" :entity-type "FUND" :legal-name "Rain"}           | legal-name   | Rain  | {:legal-name "Snow"}   | Snow
            document  | document-id | {:document-id "D-RT" :document-type "PASSPORT" :title "Rain"}        | title        | Rain  | {:title "Snow"}        | Snow
            attribute | attr-id     | {:attr-id "weather.D-RT" :type "STRING" :label "Rain"}               | label        | Rain  | {:label "Snow"}        | Snow
            """)
    void an_asset_is_created_read_changed_and_ended_and_its_history_stays(
            String asset, String key, String values, String column, String first, String change, String second)
            throws SQLException {
        String id = asset.equals("attribute") ? "weather.D-RT" : "D-RT";
        String where = "{:" + key + " \"" + id + "\"}";
        String read = "(data.read :asset \"" + asset + "\" :where " + where + " :select [\"" + column + "\"])";

        done(setting.run("(data.create :asset \"" + asset + "\" :values " + values + ")"));
        assertThat(rows(read)).containsExactly("{\"" + column + "\":\"" + first + "\"}");

        done(setting.run("(data.update :asset \"" + asset + "\" :where " + where + " :values " + change + ")"));
        assertThat(rows(read)).containsExactly("{\"" + column + "\":\"" + second + "\"}");

        done(setting.run("(data.delete :asset \"" + asset + "\" :where " + where
                + " :end-date \"2020-01-01\" :reason \"test\")"));
        assertThat(rows(read)).isEmpty();
        assertThat(rows(read.replace(")", " :include-ended true)"))).hasSize(1);

        String kind = asset.equals("attribute") ? "attribute-definition" : asset;
        assertThat(setting.rows(
                        "SELECT t.revision FROM dossier.thing t WHERE t.kind = ? AND t.revision >= 3 AND t.tenant_id = 'acme'"
                                + " AND (t.id = 'D-RT' OR t.kind = 'attribute-definition')",
                        kind))
                .isNotEmpty();
    }

    @Test
    void a_condition_changes_all_that_are_so_and_no_others() {
        done(setting.run("""
                (data.create :asset "cbu" :values {:cbu-id "D-C1" :name "Cond one" :jurisdiction "LU"})
                (data.create :asset "cbu" :values {:cbu-id "D-C2" :name "Cond two" :jurisdiction "IE"})
                (data.create :asset "cbu" :values {:cbu-id "D-C3" :name "Cond three" :jurisdiction "LU"})
                (data.update :asset "cbu" :where {:jurisdiction "Luxembourg" :name {:contains "cond"}}
                             :values {:status "DORMANT"})
                """));

        assertThat(
                        rows(
                                "(data.read :asset cbu :where {:status DORMANT :name {:contains \"Cond\"}} :select [\"cbu-id\"])"))
                .containsExactly("{\"cbu-id\":\"D-C1\"}", "{\"cbu-id\":\"D-C3\"}");
    }

    @Test
    void rows_are_counted_summed_grouped_joined_and_ordered() {
        done(setting.run("""
                (data.create :asset "cbu" :values {:cbu-id "D-J1" :name "Join unit"})
                (data.create :asset "case" :values {:case-id "D-J-1" :case-type "GENERAL" :title "J" :cbu-id "D-J1"})
                """));
        done(setting.run("(data.create :asset case :values {:case-id \"D-J-2\" :case-type \"TESTING\" :title \"J\"})"));
        done(setting.run("(data.update :asset case :where {:case-id \"D-J-1\"} :values {:progress 40%})"));
        done(setting.run("(data.update :asset case :where {:case-id \"D-J-2\"} :values {:progress 20.5%})"));

        assertThat(
                        rows(
                                "(data.read :asset case :where {:title \"J\"} :select [\"COUNT(*)\" \"SUM(progress)\" \"MIN(progress)\" \"MAX(progress)\"])"))
                .containsExactly("{\"COUNT(*)\":2,\"SUM(progress)\":60.5,\"MIN(progress)\":20.5,\"MAX(progress)\":40}");
        assertThat(
                        rows(
                                "(data.read :asset case :where {:title \"J\"} :select [\"case-type\" \"AVG(progress)\"] :order \"case-type desc\")"))
                .hasSize(2)
                .first()
                .asString()
                .contains("TESTING");
        assertThat(
                        rows(
                                "(data.read :asset case :where {:cbu-id.name \"Join unit\"} :select [\"case-id\" \"cbu-id.name\"])"))
                .containsExactly("{\"case-id\":\"D-J-1\",\"cbu-id.name\":\"Join unit\"}");
        assertThat(rows(
                        "(data.read :asset cbu :where {:cbu-id \"D-J1\"} :join {:c {:asset \"case\" :on {:cbu-id \"cbu-id\"}}}"
                                + " :select [\"name\" \"c.title\"])"))
                .containsExactly("{\"name\":\"Join unit\",\"c.title\":\"J\"}");
    }

    @Test
    void facts_of_the_dictionary_are_compared_in_their_own_type() {
        done(setting.run("""
                (data.create :asset entity :values {:entity-id "D-F1" :entity-type "FUND" :legal-name "Facts" :incorporation-date "2019-05-01"})
                (data.create :asset entity :values {:entity-id "D-F2" :entity-type "FUND" :legal-name "Facts" :incorporation-date "2021-05-01"})
                """));

        assertThat(
                        rows(
                                "(data.read :asset entity :where {:legal-name \"Facts\" :incorporation-date {:from \"2020-01-01\"}} :select [\"entity-id\"])"))
                .containsExactly("{\"entity-id\":\"D-F2\"}");
        assertThat(
                        rows(
                                "(data.read :asset entity :where {:entity-id [\"D-F1\" \"D-F2\"]} :select [\"entity-id\"] :order \"-incorporation-date\" :limit 1)"))
                .containsExactly("{\"entity-id\":\"D-F2\"}");
    }

    @Test
    void sql_in_every_place_stays_a_value_or_is_refused() throws SQLException {
        String sql = "x'; DROP TABLE dossier.cases; --";
        assertThat(rows("(data.read :asset cbu :where {:name \"" + sql + "\"})"))
                .isEmpty();
        for (String place : List.of(
                ":select [\"" + sql + "\"]",
                ":order \"" + sql + "\"",
                ":group-by [\"" + sql + "\"]",
                ":select [\"SUM(" + sql + ")\"]",
                ":join {:x {:asset \"" + sql + "\" :on {:name \"name\"}}}")) {
            assertThat(codes(setting.run("(data.read :asset cbu " + place + ")")))
                    .contains("VOC-COLUMN");
        }
        assertThat(setting.count("cases")).isNotNegative();
    }

    @Test
    void another_tenants_rows_are_neither_read_nor_changed() {
        done(setting.run("(data.create :asset cbu :values {:cbu-id \"D-T1\" :name \"Tenant secret\"})"));
        Caller other = new Caller("eve", "other", Set.of("admin"), "person");

        Json.Object read = done(setting.handle(
                other,
                Json.object().put("document", "(data.read :asset cbu :where {:name \"Tenant secret\"})"),
                Optional.empty()));
        assertThat(rows(read)).isEmpty();
        assertThat(codes(setting.handle(
                        other,
                        Json.object().put("document", "(data.delete :asset cbu :where {:cbu-id \"D-T1\"})"),
                        Optional.empty())))
                .contains("REF-UNKNOWN");
    }

    @Test
    void creating_keeps_the_rules_and_roles_of_the_verb_it_stands_for() {
        assertThat(codes(setting.run("(data.create :asset entity :values {:entity-id \"D-R1\"})")))
                .contains("VOC-MISSING");
        assertThat(codes(setting.run(
                        "(data.create :asset document :values {:document-id \"D-R2\" :document-type \"PASSPORT\""
                                + " :issue-date \"2024-02-01\" :expiry-date \"2024-01-01\"})")))
                .contains("RUL-DATES");
        Caller analyst = new Caller("al", "acme", Set.of("analyst"), "person");
        assertThat(codes(setting.handle(
                        analyst,
                        Json.object()
                                .put(
                                        "document",
                                        "(data.create :asset attribute :values {:attr-id \"a.b\" :type \"STRING\"})"),
                        Optional.empty())))
                .contains("AUT-ROLE");
    }

    @Test
    void a_state_is_changed_only_by_a_legal_step() {
        done(setting.run("(data.create :asset case :values {:case-id \"D-S1\" :case-type \"GENERAL\"})"));
        assertThat(codes(
                        setting.run("(data.update :asset case :where {:case-id \"D-S1\"} :values {:status APPROVED})")))
                .contains("STA-STEP");
        done(setting.run("(data.update :asset case :where {:case-id \"D-S1\"} :values {:status DISCOVERY})"));
    }

    @Test
    void a_search_for_documents_answers_with_what_it_finds() {
        done(setting.run("""
                (case.create :case-id "D-Q" :case-type "GENERAL")
                (document.catalog :document-id "D-Q1" :document-type "PASSPORT" :issuer "Port office")
                (document.catalog :document-id "D-Q2" :document-type "PASSPORT" :issuer "Hill office")
                """));
        assertThat(rows("(document.query :search-criteria {:issuer \"Hill office\"} :result-limit 5)"))
                .singleElement()
                .asString()
                .contains("D-Q2");
    }

    private List<String> rows(String document) {
        return rows(done(setting.handle(ANN, Json.object().put("document", document), Optional.empty())));
    }

    private static List<String> rows(Json.Object answer) {
        return answer.array("results").orElseThrow().getFirst().at("rows").flatMap(Json::asArray).orElseThrow().stream()
                .map(Json::compact)
                .toList();
    }

    private static List<String> codes(Answer answer) {
        return problem(answer).diagnostics().stream().map(Diagnostic::code).toList();
    }
}
