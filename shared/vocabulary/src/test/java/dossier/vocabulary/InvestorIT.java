package dossier.vocabulary;

import static dossier.vocabulary.Setting.column;
import static org.assertj.core.api.Assertions.assertThat;

import dossier.language.Diagnostic;
import dossier.pipeline.Answer;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The life of an investor: its strict steps, and the arithmetic of units, cash and price. */
class InvestorIT extends OverDatabase {
    private static final String UP_TO_CASH = """
            (investor.record-indication :amount 5000000EUR)
            (kyc.begin :tier "STANDARD")
            (kyc.approve :risk-rating "LOW")
            (subscribe.request :amount 1000000EUR)
            (cash.confirm :amount 1000000EUR)
            """;

    private final AtomicInteger cases = new AtomicInteger();

    @Test
    void units_are_cash_over_price_rounded_down_to_four_places() throws SQLException {
        String name = opened();

        done(name, UP_TO_CASH + """
                (deal.nav :nav-date "2026-03-31" :nav-per-unit 333.3)
                (subscribe.issue :nav-date "2026-03-31")""");

        assertThat(column(investor(name), "units")).isEqualTo("3000.3000");
        assertThat(column(investor(name), "state")).isEqualTo("ISSUED");
    }

    @Test
    void the_latest_price_is_taken_where_no_date_is_said() throws SQLException {
        String name = opened();
        done(name, UP_TO_CASH);
        done(name, "(deal.nav :nav-date \"2026-03-31\" :nav-per-unit 100)");
        done(name, "(deal.nav :nav-date \"2026-04-30\" :nav-per-unit 125)");

        done(name, "(subscribe.issue)");

        assertThat(column(investor(name), "units")).isEqualTo("8000.0000");
    }

    @Test
    void units_without_a_price_are_refused() {
        String name = opened();
        done(name, UP_TO_CASH);

        assertThat(codes(name, "(subscribe.issue :nav-date \"2026-03-31\")")).containsExactly("RUL-NO-NAV");
    }

    @Test
    void a_step_out_of_order_is_refused_with_the_legal_ones() {
        String name = opened();

        List<Diagnostic> found = refused(name, "(subscribe.issue :nav-date \"2026-03-31\")");

        assertThat(found).extracting(Diagnostic::code).containsExactly("STA-STEP");
        assertThat(found.getFirst().expected()).containsExactly("PRECHECKS");
    }

    @Test
    void cash_in_another_currency_is_refused() {
        String name = opened();
        done(name, UP_TO_CASH.substring(0, UP_TO_CASH.indexOf("(cash")));

        assertThat(codes(name, "(cash.confirm :amount 1000000USD)")).containsExactly("RUL-CURRENCY");
        done(name, "(cash.confirm :amount 1000000EUR)");
    }

    @Test
    void no_more_is_redeemed_than_is_held() throws SQLException {
        String name = active();

        assertThat(codes(name, "(redeem.request :units 10000.0001)")).containsExactly("RUL-OVERDRAWN");
        done(name, "(redeem.request :units 10000)");
        done(name, "(redeem.settle)");
        assertThat(column(investor(name), "state")).isEqualTo("REDEEMED");
        assertThat(column(investor(name), "units")).isEqualTo("0.0000");
    }

    @Test
    void an_investor_who_redeems_a_part_stays() throws SQLException {
        String name = active();

        done(name, "(redeem.request :amount 250000EUR)");
        done(name, "(redeem.settle)");

        assertThat(column(investor(name), "units")).isEqualTo("7500.0000");
        assertThat(column(investor(name), "state")).isEqualTo("ACTIVE");
        Map<String, String> redemption = setting.rows(
                        "SELECT * FROM dossier.redemptions WHERE case_id = ? AND superseded_at IS NULL", name)
                .getFirst();
        assertThat(column(redemption, "paid_amount")).isEqualTo("250000");
        assertThat(column(redemption, "paid_currency")).isEqualTo("EUR");
    }

    @Test
    void a_request_says_one_way_how_much_is_redeemed() {
        String name = active();

        assertThat(codes(name, "(redeem.request :units 1 :full true)")).containsExactly("RUL-REDEEM");
        assertThat(codes(name, "(redeem.request :full false)")).containsExactly("RUL-REDEEM");
    }

    @Test
    void the_investor_must_be_named_where_a_case_has_several() {
        String name = opened();
        done(name, "(investor.start-opportunity :investor-id \"second-" + name + "\" :legal-name \"Elm Insurance\")");

        assertThat(codes(name, "(investor.record-indication :amount 1EUR)")).containsExactly("RUL-NO-INVESTOR");
        done(name, "(investor.record-indication :investor \"second-" + name + "\" :amount 1EUR)");
    }

    /** A case with one investor of a fund of its own. */
    private String opened() {
        String name = "INV-" + cases.incrementAndGet();
        done(name, """
                (case.create :case-id "%1$s" :case-type "ONBOARDING")
                (entity.register :entity-id "fund-%1$s" :entity-type "FUND")
                (investor.start-opportunity :investor-id "investor-%1$s" :legal-name "Oakfield" :fund "fund-%1$s")""".formatted(name));
        return name;
    }

    /** One with 10,000 units at 100 EUR. */
    private String active() {
        String name = opened();
        done(name, UP_TO_CASH + """
                (deal.nav :nav-date "2026-03-31" :nav-per-unit 100)
                (subscribe.issue)
                (screen.continuous :frequency "DAILY")""");
        return name;
    }

    private void done(String name, String document) {
        Answer answer = document.contains("case.create") ? setting.run(document) : setting.run(document, name);
        assertThat(Setting.done(answer)).isNotNull();
    }

    private List<Diagnostic> refused(String name, String document) {
        return Setting.problem(setting.run(document, name)).diagnostics();
    }

    private List<String> codes(String name, String document) {
        return refused(name, document).stream().map(Diagnostic::code).toList();
    }

    private Map<String, String> investor(String name) throws SQLException {
        return setting.rows(
                        "SELECT * FROM dossier.investors WHERE investor_id = ? AND superseded_at IS NULL",
                        "investor-" + name)
                .getFirst();
    }
}
