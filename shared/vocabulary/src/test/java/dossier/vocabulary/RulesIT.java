package dossier.vocabulary;

import static dossier.vocabulary.Setting.done;
import static dossier.vocabulary.Setting.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.pipeline.Answer;
import dossier.pipeline.Caller;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The business rules of cases, KYC, documents and the older graph, on both sides of their boundaries. */
class RulesIT extends OverDatabase {
    private static final Caller BOB = new Caller("bob", "acme", Set.of("admin"), "person");

    private final AtomicInteger cases = new AtomicInteger();

    @Test
    void an_empty_case_is_not_approved_and_everything_it_lacks_is_named() {
        String id = reviewed("");

        assertThat(codes(approve(id, BOB, "bob"))).contains("RUL-EMPTY-CASE", "RUL-NO-KYC");
    }

    @Test
    void a_person_whose_identity_is_not_verified_stops_the_approval() {
        String id = reviewed(person("p-open"));

        Answer.Problem refused = approve(id, BOB, "bob");

        assertThat(codes(refused)).contains("RUL-NOT-IDENTIFIED").doesNotContain("RUL-EMPTY-CASE");
        assertThat(refused.diagnostics())
                .filteredOn(d -> d.code().equals("RUL-NOT-IDENTIFIED"))
                .extracting(Diagnostic::found)
                .containsExactly("p-open");
    }

    @Test
    void neither_an_author_nor_an_author_named_as_approver_approves() {
        String id = reviewed(person("p-eyes"));

        assertThat(codes(approve(id, Setting.ANN, "ann"))).contains("RUL-SECOND-PERSON");
        assertThat(codes(approve(id, BOB, "ann"))).contains("RUL-SECOND-PERSON");
        assertThat(codes(approve(id, BOB, "bob"))).doesNotContain("RUL-SECOND-PERSON");
    }

    @Test
    void an_entity_of_prohibited_risk_stops_the_approval() {
        String id = reviewed(company("c-bad") + "(kyc.assess :customer-id \"c-bad\" :risk-rating \"PROHIBITED\")");

        assertThat(codes(approve(id, BOB, "bob"))).contains("RUL-PROHIBITED");
    }

    @Test
    void a_risk_score_lies_within_0_and_100() {
        String id = opened(company("c-score"));

        done(run(id, "(kyc.assess :customer-id \"c-score\" :overall-risk-score 100 :risk-factors {:a 0 :b 100})"));
        assertThat(codes(problem(run(id, "(kyc.assess :customer-id \"c-score\" :overall-risk-score 100.01)"))))
                .containsExactly("RUL-RISK-SCORE");
        assertThat(codes(problem(run(id, "(kyc.assess :customer-id \"c-score\" :risk-factors {:a 50 :b -1})"))))
                .containsExactly("RUL-RISK-FACTOR");
        assertThat(codes(problem(run(id, "(kyc.assess :customer-id \"c-score\" :risk-factors {:a \"high\"})"))))
                .containsExactly("RUL-RISK-FACTOR");
    }

    @Test
    void an_assessment_changes_the_risk_of_the_customer() throws SQLException {
        opened(company("c-risk") + "(kyc.assess :customer-id \"c-risk\" :risk-rating \"HIGH\")");

        assertThat(now("entities", "entity_id", "c-risk")).containsEntry("risk_level", "HIGH");
    }

    @Test
    void a_confidence_lies_within_0_and_1() {
        String id = opened(document("d-conf"));
        String verify =
                "(document.verify :document-id \"d-conf\" :verification-method \"OCR\" :status \"VERIFIED\" :confidence ";

        done(run(id, verify + "1)"));
        assertThat(codes(problem(run(id, verify + "1.01)")))).containsExactly("RUL-CONFIDENCE");
    }

    @Test
    void a_document_used_as_evidence_names_its_link() {
        String id = opened(document("d-use"));

        done(run(id, "(document.use :document-id \"d-use\" :usage-type \"REFERENCE\")"));
        assertThat(codes(problem(run(id, "(document.use :document-id \"d-use\" :usage-type \"EVIDENCE\")"))))
                .containsExactly("RUL-EVIDENCE-LINK");
    }

    @Test
    void only_people_have_an_identity() {
        String id = opened(company("c-id") + person("p-id"));

        done(run(id, "(identity.verify :person-id \"p-id\" :verification-result \"PENDING\")"));
        assertThat(codes(problem(run(id, "(identity.verify :person-id \"c-id\" :verification-result \"PENDING\")"))))
                .containsExactly("RUL-NOT-A-PERSON");
    }

    @Test
    void a_task_is_completed_once() throws SQLException {
        String id = opened("(tasks.create :task-id \"t-once\" :type \"MANUAL\")"
                + "(tasks.assign :task-id \"t-once\" :assignee-id \"ann\")");

        done(run(id, "(tasks.complete :task-id \"t-once\" :outcome \"SUCCESS\")"));
        assertThat(codes(problem(run(id, "(tasks.complete :task-id \"t-once\" :outcome \"FAILURE\")"))))
                .containsExactly("STA-STEP");
        assertThat(now("tasks", "task_id", "t-once"))
                .containsEntry("status", "COMPLETED")
                .containsEntry("outcome", "SUCCESS")
                .containsEntry("assignee_id", "ann");
    }

    @Test
    void an_amended_document_keeps_the_type_of_its_parent_and_may_supersede_it() throws SQLException {
        String id = opened(document("d-old"));

        done(run(
                id,
                "(document.amend :parent-doc \"d-old\" :new-document-id \"d-side\" :amendment-type \"SUPPLEMENT\""
                        + " :supersedes-parent false)"));
        assertThat(now("documents", "document_id", "d-side")).containsEntry("document_type", "PASSPORT");
        assertThat(now("documents", "document_id", "d-old")).containsEntry("superseded_by", "(null)");

        done(run(
                id,
                "(document.amend :parent-doc \"d-old\" :new-document-id \"d-new\" :amendment-type \"REVISION\""
                        + " :supersedes-parent true)"));
        assertThat(now("documents", "document_id", "d-old")).containsEntry("superseded_by", "d-new");
    }

    @Test
    void an_older_edge_becomes_a_link_by_its_type_and_direction() throws SQLException {
        String id = opened(company("c-owned") + person("p-owner") + company("c-seat"));

        done(run(
                id,
                "(edge :from \"c-owned\" :to \"p-owner\" :type \"HAS_SHAREHOLDER\" :props {:percent 40%})"
                        + "(edge :from \"c-owned\" :to \"c-seat\" :type \"HAS_REGISTERED_OFFICE\")"));

        List<Map<String, String>> links =
                setting.rows("SELECT * FROM dossier.links WHERE 'c-owned' IN (from_entity, to_entity)");
        assertThat(links)
                .singleElement()
                .satisfies(link -> assertThat(link)
                        .containsEntry("from_entity", "p-owner")
                        .containsEntry("to_entity", "c-owned")
                        .containsEntry("relationship_type", "OWNERSHIP")
                        .containsEntry("ownership_percentage", "[40,40]"));
        assertThat(codes(problem(run(
                        id,
                        "(edge :from \"c-seat\" :to \"c-owned\" :type \"HAS_OWNERSHIP\" :props {:percent 60.01%})"))))
                .containsExactly("RUL-OVER-100");
    }

    @Test
    void an_early_transition_leaves_the_product_track_where_it_is() throws SQLException {
        String id = opened("(products.add :products [\"CUSTODY\"])(workflow.transition :to-state \"DISCOVERY\")");

        assertThat(now("cases", "id", id))
                .containsEntry("state", "DISCOVERY")
                .containsEntry("product_state", "PRODUCTS_ADDED");
    }

    private String opened(String forms) {
        String id = "CASE-RULES-" + cases.incrementAndGet();
        done(setting.run("(case.create :case-id \"" + id + "\" :case-type \"ONBOARDING\")" + forms));
        return id;
    }

    private String reviewed(String forms) {
        return opened(forms + "(workflow.transition :to-state \"DISCOVERY\")"
                + "(workflow.transition :to-state \"COLLECTING_DOCUMENTS\")"
                + "(workflow.transition :to-state \"UBO_ANALYSIS\")"
                + "(workflow.transition :to-state \"COMPLIANCE_REVIEW\")");
    }

    private Answer.Problem approve(String caseId, Caller caller, String approver) {
        return problem(setting.handle(
                caller,
                Json.object()
                        .put("document", "(case.approve :case-id \"" + caseId + "\" :approved-by \"" + approver + "\")")
                        .put("operation", "compile"),
                Optional.empty()));
    }

    private Answer run(String caseId, String document) {
        return setting.run(document, caseId);
    }

    private Map<String, String> now(String table, String id, String value) throws SQLException {
        return setting.rows("SELECT * FROM dossier." + table + " WHERE superseded_at IS NULL AND " + id + " = ?", value)
                .getFirst();
    }

    private static List<String> codes(Answer.Problem problem) {
        return problem.diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::code)
                .toList();
    }

    private static String person(String id) {
        return "(entity.register :entity-id \"" + id + "\" :entity-type \"PROPER_PERSON\")";
    }

    private static String company(String id) {
        return "(entity.register :entity-id \"" + id + "\" :entity-type \"LIMITED_COMPANY\")";
    }

    private static String document(String id) {
        return "(document.catalog :document-id \"" + id + "\" :document-type \"PASSPORT\")";
    }
}
