package dossier.vocabulary;

import static dossier.vocabulary.Setting.ANN;
import static dossier.vocabulary.Setting.column;
import static dossier.vocabulary.Setting.done;
import static dossier.vocabulary.Setting.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.pipeline.Answer;
import dossier.pipeline.Caller;
import dossier.pipeline.Manager;
import dossier.pipeline.Outside;
import dossier.pipeline.Policy;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names are searched through the port, what it answers is kept, and only people decide. */
class ScreeningIT extends OverDatabase {
    private static final String TRADER = """
            (entity.register :entity-id "%1$s" :entity-type "LIMITED_COMPANY"
                             :props {:legal-name "Zolotovka Precision Instruments"})
            """;

    private static String opened(String caseId, String... forms) {
        return "(case.create :case-id \"" + caseId + "\" :case-type \"ONBOARDING\")\n" + String.join("\n", forms);
    }

    @Test
    void a_screening_leaves_its_lists_their_versions_and_each_hit_with_its_score() throws SQLException {
        done(setting.run(opened("S-1", TRADER.formatted("s1"), """
                (compliance.screen :entity-id "s1" :screening-type "SANCTIONS" :databases ["OFAC" "EU" "SECO"])""")));

        assertThat(setting.rows("""
                        SELECT s.outcome, q.provider, q.names::text, q.lists::text, q.missing::text, q.threshold, q.hits
                        FROM dossier.screenings s JOIN dossier.screening_searches q USING (tenant_id, screening_id)
                        WHERE s.entity_id = 's1'"""))
                .containsExactly(Map.of(
                        "outcome", "PENDING",
                        "provider", "embedded-lists",
                        "names", "[\"Zolotovka Precision Instruments\"]",
                        "lists", "{\"EU\": \"example-2026-03-01\", \"OFAC\": \"example-2026-03-01\"}",
                        "missing", "[\"SECO\"]",
                        "threshold", "0.88",
                        "hits", "2"));
        assertThat(hits("s1"))
                .extracting(row -> column(row, "list") + " " + column(row, "entry") + " " + column(row, "match") + " "
                        + column(row, "outcome") + " " + column(row, "matched_name"))
                .containsExactly(
                        "EU EU-X-0003 EXACT PENDING Zolotovka Precision Instruments",
                        "OFAC OFAC-X-0006 EXACT PENDING Zolotovka Precision Instruments JSC");
    }

    @Test
    void each_kind_of_screening_searches_its_lists() throws SQLException {
        done(setting.run(opened("S-2", """
                (entity.register :entity-id "s2" :entity-type "PROPER_PERSON" :props {:full-name "Marisela Ximenez Q."})
                (kyc.screen_sanctions :entity-id "s2")
                (kyc.check_pep :entity-id "s2")
                (investor.start-opportunity :investor-id "s2-inv" :legal-name "Cindergate Capital Partners")
                (kyc.screen :investor "s2-inv" :provider "desk" :result "CLEAR")""")));

        assertThat(setting.rows("SELECT s.screening_type, (SELECT string_agg(k, ' ' ORDER BY k)"
                        + " FROM jsonb_object_keys(q.lists) k) AS lists FROM dossier.screenings s"
                        + " JOIN dossier.screening_searches q USING (tenant_id, screening_id)"
                        + " WHERE s.entity_id = 's2' ORDER BY 1"))
                .extracting(row -> column(row, "screening_type") + ": " + column(row, "lists"))
                .containsExactly("PEP: PEP-EXAMPLE", "SANCTIONS: EU HMT OFAC UN");
        assertThat(setting.rows("SELECT h.list, h.investor_id, s.provider, s.result FROM dossier.screening_hits h"
                        + " JOIN dossier.investor_screenings s ON s.tenant_id = h.tenant_id"
                        + " AND s.screening_id = h.investor_screening_id"))
                .containsExactly(Map.of(
                        "list", "MEDIA-EXAMPLE", "investor_id", "s2-inv", "provider", "desk", "result", "CLEAR"));
    }

    @Test
    void a_hit_is_decided_by_a_person_keeps_its_decision_when_found_again_and_may_be_thought_over()
            throws SQLException {
        done(setting.run(opened("S-3", TRADER.formatted("s3"), """
                (compliance.screen :entity-id "s3" :screening-type "SANCTIONS" :databases ["EU"])""")));
        String hit = column(hits("s3").getFirst(), "hit_id");

        done(setting.run(decide(hit, "CLEAR"), "S-3"));
        done(setting.run(
                "(compliance.screen :entity-id \"s3\" :screening-type \"SANCTIONS\" :databases [\"EU\"])", "S-3"));
        assertThat(hits("s3")).extracting(row -> column(row, "outcome")).containsExactly("CLEAR");

        done(setting.run(decide(hit, "HIT"), "S-3"));
        assertThat(setting.rows(
                        "SELECT decision, decided_by, decided_on = current_date AS today, rationale"
                                + " FROM dossier.screening_decisions WHERE hit_id = ? ORDER BY known_at",
                        hit))
                .containsExactly(
                        Map.of("decision", "CLEAR", "decided_by", "ann", "today", "t", "rationale", "Looked into."),
                        Map.of("decision", "HIT", "decided_by", "ann", "today", "t", "rationale", "Looked into."));
        assertThat(codes(setting.run(decide(hit, "PENDING"), "S-3"))).containsExactly("STA-STEP");
    }

    @Test
    void an_analyst_cannot_decide() {
        done(setting.run(opened("S-4", TRADER.formatted("s4"), """
                (kyc.screen_sanctions :entity-id "s4")""")));
        Caller analyst = new Caller("lea", "acme", Set.of("analyst"), "person");

        Answer.Problem refused = problem(setting.handle(
                analyst,
                Json.object().put("document", decide("hit-x", "CLEAR")).put("caseId", "S-4"),
                Optional.empty()));

        assertThat(refused.fault()).isEqualTo(Answer.Fault.FORBIDDEN);
        assertThat(refused.diagnostics()).extracting(Diagnostic::code).contains("AUT-ROLE");
    }

    @Test
    void one_thing_is_decided_at_a_time() {
        done(setting.run(opened("S-5", TRADER.formatted("s5"))));

        assertThat(codes(setting.run("(compliance.decide :decision \"CLEAR\" :rationale \"x\")", "S-5")))
                .containsExactly("RUL-ONE-DECISION");
    }

    @Test
    void a_case_with_an_undecided_hit_is_not_approved_and_one_with_a_decided_hit_is() throws SQLException {
        done(setting.run(opened("S-6", TRADER.formatted("s6"), """
                (kyc.start :customer-id "s6" :kyc-type "STANDARD")
                (kyc.assess :customer-id "s6" :risk-rating "LOW")
                (compliance.screen :entity-id "s6" :screening-type "SANCTIONS" :databases ["OFAC"])
                (workflow.transition :to-state "DISCOVERY") (workflow.transition :to-state "COLLECTING_DOCUMENTS")
                (workflow.transition :to-state "UBO_ANALYSIS") (workflow.transition :to-state "COMPLIANCE_REVIEW")""")));
        String approve = "(case.approve :case-id \"S-6\" :approved-by \"bob\")";
        Caller bob = new Caller("bob", "acme", Set.of("admin"), "person");

        assertThat(codes(setting.handle(bob, Json.object().put("document", approve), Optional.empty())))
                .containsExactly("RUL-HIT-UNDECIDED");

        done(setting.run(decide(column(hits("s6").getFirst(), "hit_id"), "CLEAR"), "S-6"));
        String hash = done(setting.handle(
                        bob, Json.object().put("document", approve).put("operation", "compile"), Optional.empty()))
                .text("planHash")
                .orElseThrow();
        done(setting.handle(bob, Json.object().put("document", approve).put("planHash", hash), Optional.empty()));
    }

    @Test
    void the_question_and_the_answer_stand_in_the_version_and_a_replay_without_the_service_matches()
            throws SQLException {
        done(setting.run(opened("S-7", TRADER.formatted("s7"), """
                (kyc.screen_sanctions :entity-id "s7")""")));

        String metadata = column(
                setting.rows("SELECT metadata FROM dossier.case_version WHERE case_id = 'S-7'")
                        .getFirst(),
                "metadata");
        Json.Object asked = Json.parse(metadata)
                .orThrow()
                .asObject()
                .flatMap(all -> all.array("outside"))
                .orElseThrow()
                .getFirst()
                .asObject()
                .orElseThrow();
        assertThat(asked.text("service")).contains("screening");
        assertThat(asked.object("question").orElseThrow().compact())
                .isEqualTo("{\"names\":[\"Zolotovka Precision Instruments\"],\"type\":\"SANCTIONS\"}");
        assertThat(asked.object("answer").orElseThrow().integer("count")).contains(2L);
        assertThat(setting.replay("S-7").bool("match")).contains(true);
    }

    @Test
    void without_an_answer_nothing_is_written_and_a_plan_is_made_all_the_same() throws SQLException {
        Manager silent = setting.managerOf(
                setting.manager.registry(),
                Policy.DEFAULT,
                (inquiry, within) -> new Outside.Outcome.Unavailable("The screening service does not answer."));
        Json.Builder body = Json.object().put("document", opened("S-8", TRADER.formatted("s8"), """
                (kyc.screen_sanctions :entity-id "s8")"""));

        String planned = done(setting.handle(
                        silent, ANN, body.build().toBuilder().put("operation", "compile"), Optional.empty()))
                .text("planHash")
                .orElseThrow();
        Answer.Problem away = problem(setting.handle(silent, ANN, body, Optional.empty()));

        assertThat(away.fault()).isEqualTo(Answer.Fault.UNAVAILABLE);
        assertThat(away.retryAfter()).isPresent();
        assertThat(setting.rows("SELECT FROM dossier.case_head WHERE case_id = 'S-8' AND version > 0"))
                .isEmpty();
        assertThat(done(setting.handle(ANN, body.put("planHash", planned), Optional.empty()))
                        .text("planHash"))
                .contains(planned);
    }

    private List<Map<String, String>> hits(String entity) throws SQLException {
        return setting.rows(
                "SELECT * FROM dossier.screening_hits WHERE entity_id = ? AND superseded_at IS NULL ORDER BY list",
                entity);
    }

    private static String decide(String hit, String decision) {
        return "(compliance.decide :hit-id \"" + hit + "\" :decision \"" + decision + "\" :rationale \"Looked into.\")";
    }

    private static List<String> codes(Answer answer) {
        return problem(answer).diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::code)
                .toList();
    }
}
