package dossier.vocabulary;

import static dossier.vocabulary.Setting.column;
import static org.assertj.core.api.Assertions.assertThat;

import dossier.language.Diagnostic;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which domains take part and in which stages, what the catalogue says, and values bound in a case. */
class OrchestrationIT extends OverDatabase {
    private final AtomicInteger cases = new AtomicInteger();

    @Test
    void a_company_goes_through_kyc_and_then_ownership() throws SQLException {
        assertThat(stages("""
                (orchestration.initialize :entity-type "LIMITED_COMPANY")
                (orchestration.domains.determine)""")).isEqualTo(Map.of("kyc", "1", "ubo", "2"));
    }

    @Test
    void a_trust_with_custody_in_the_union_takes_part_in_all_that_this_brings() throws SQLException {
        assertThat(stages("""
                (orchestration.initialize :entity-type "TRUST" :products ["CUSTODY"] :jurisdiction "LU")
                (orchestration.domains.determine)"""))
                .isEqualTo(Map.of("kyc", "1", "trust-kyc", "2", "ubo", "3", "custody", "4", "compliance-eu", "4"));
    }

    @Test
    void a_state_of_a_country_is_in_that_country() throws SQLException {
        assertThat(stages("""
                (orchestration.initialize :entity-type "PROPER_PERSON" :jurisdiction "US-DE")
                (orchestration.domains.determine)""")).isEqualTo(Map.of("kyc", "1", "compliance-us", "2"));
    }

    @Test
    void domains_that_wait_for_each_other_are_refused_by_name() {
        String id = opened("(orchestration.initialize)");

        List<Diagnostic> found = refused(id, """
                (orchestration.execution.plan :domains ["alpha" "beta"]
                                              :dependencies {:alpha "beta" :beta ["alpha"]})""");

        assertThat(found).extracting(Diagnostic::code).containsExactly("RUL-CYCLE");
        assertThat(found.getFirst().message()).contains("alpha, beta");
    }

    @Test
    void products_need_what_the_catalogue_says() throws SQLException {
        String id = opened("""
                (products.validate.compatibility :products ["SECURITIES_LENDING"])
                (products.validate.compatibility :products ["SECURITIES_LENDING" "CUSTODY"])""");

        assertThat(setting.rows(
                        "SELECT result, missing FROM dossier.product_checks WHERE case_id = ? ORDER BY form", id))
                .containsExactly(
                        Map.of("result", "INCOMPLETE", "missing", "[\"CUSTODY\"]"),
                        Map.of("result", "COMPATIBLE", "missing", "[]"));
    }

    @Test
    void services_and_resources_follow_from_the_catalogue() throws SQLException {
        String id = opened("""
                (products.add :products ["CUSTODY"])
                (services.discover :for-product ["CUSTODY"])
                (resources.plan :resource {:name "CustodyAccount"})
                (resources.deploy :resource-id "CustodyAccount" :environment "PRODUCTION")
                (products.configure :product "CUSTODY" :settings {:segregated true})""");

        assertThat(now("services", id))
                .extracting(row -> column(row, "service"))
                .containsExactlyInAnyOrder("CustodyService", "SettlementService");
        assertThat(now("resources", id))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("owner", "CustodyTech")
                        .containsEntry("environment", "PRODUCTION")
                        .containsEntry("state", "DEPLOYED"));
        assertThat(now("products", id))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("product", "CUSTODY")
                        .containsEntry("settings", "{\"segregated\": true}"));
    }

    @Test
    void a_product_of_a_unit_is_configured_as_the_one_that_it_is() throws SQLException {
        String id = opened("(cbu.create :cbu-id \"cbu-configured\" :name \"One\")"
                + "(products.add :products [\"CUSTODY\"] :cbu-id \"cbu-configured\")");

        run(id, "(products.configure :product \"CUSTODY\" :settings {:a 1})");

        assertThat(now("products", id))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("cbu_id", "cbu-configured")
                        .containsEntry("settings", "{\"a\": 1}"));
    }

    @Test
    void a_reference_to_an_attribute_takes_the_value_that_the_case_bound() throws SQLException {
        String id = opened("(values.bind :bind {:fund.base-currency \"EUR\"})");

        run(
                id,
                "(entity.register :entity-id \"fund-bound\" :entity-type \"FUND\""
                        + " :props {:fund.base-currency @attr{fund.base-currency}})");

        assertThat(now("entities", id))
                .singleElement()
                .satisfies(row -> assertThat(column(row, "props")).contains("\"EUR\""));
    }

    @Test
    void a_reference_to_an_attribute_without_a_value_is_refused() {
        String id = opened("");

        assertThat(refused(
                        id,
                        "(entity.register :entity-id \"fund-unbound\" :entity-type \"FUND\""
                                + " :props {:fund.base-currency @attr{fund.base-currency}})"))
                .extracting(Diagnostic::code)
                .containsExactly("REF-UNBOUND");
        assertThat(refused(id, "(values.validate :attr-id \"fund.base-currency\" :rule-id \"r\")"))
                .extracting(Diagnostic::code)
                .containsExactly("RUL-UNBOUND");
    }

    private Map<String, String> stages(String forms) throws SQLException {
        Map<String, String> stages = new TreeMap<>();
        now("domain_runs", opened(forms)).forEach(row -> stages.put(column(row, "domain_name"), column(row, "stage")));
        return stages;
    }

    private String opened(String forms) {
        String id = "ORC-" + cases.incrementAndGet();
        assertThat(Setting.done(setting.run("(case.create :case-id \"" + id + "\" :case-type \"ONBOARDING\")" + forms)))
                .isNotNull();
        return id;
    }

    private void run(String id, String document) {
        assertThat(Setting.done(setting.run(document, id))).isNotNull();
    }

    private List<Diagnostic> refused(String id, String document) {
        return Setting.problem(setting.run(document, id)).diagnostics();
    }

    private List<Map<String, String>> now(String table, String id) throws SQLException {
        return setting.rows("SELECT * FROM dossier." + table + " WHERE case_id = ? AND superseded_at IS NULL", id);
    }
}
