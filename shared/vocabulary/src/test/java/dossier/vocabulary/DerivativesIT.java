package dossier.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.language.Diagnostic;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What may happen to an ISDA agreement and its trades, and what it does to them. */
class DerivativesIT extends OverDatabase {
    private final AtomicInteger cases = new AtomicInteger();

    @Test
    void nothing_is_closed_out_before_an_event_is_declared() throws SQLException {
        int n = traded();

        assertThat(codes(n, closeOut(n))).containsExactly("STA-STEP");
        done(n, event(n) + closeOut(n));
        assertThat(now("isda_trades", "trade_id", "t-" + n))
                .containsEntry("state", "TERMINATED")
                .containsEntry("closeout_id", "out-" + n)
                .containsEntry("terminated_on", "2026-04-10");
        assertThat(now("isda_masters", "agreement_id", "m-" + n)).containsEntry("state", "CLOSED_OUT");
    }

    @Test
    void no_trade_is_made_under_an_agreement_that_was_closed_out() {
        int n = traded();
        done(n, event(n) + closeOut(n));

        assertThat(codes(n, trade(n, "late-" + n))).containsExactly("RUL-CLOSED-OUT");
    }

    @Test
    void the_one_who_enters_takes_the_place_of_the_one_who_leaves() throws SQLException {
        int n = traded();

        done(n, novation(n, "b-" + n));

        assertThat(now("isda_trades", "trade_id", "t-" + n))
                .containsEntry("payer", "a-" + n)
                .containsEntry("receiver", "c-" + n)
                .containsEntry("state", "NOVATED");
    }

    @Test
    void only_a_party_of_a_trade_can_leave_it() {
        int n = traded();

        assertThat(codes(n, novation(n, "d-" + n))).containsExactly("RUL-NOT-A-PARTY");
    }

    @Test
    void a_trade_ends_after_it_begins() {
        int n = traded();

        assertThat(codes(n, trade(n, "odd-" + n).replace("2031-02-04", "2026-02-03")))
                .containsExactly("RUL-DATES");
        done(n, trade(n, "even-" + n).replace("2031-02-04", "2026-02-04"));
    }

    private int traded() {
        int n = cases.incrementAndGet();
        StringBuilder document =
                new StringBuilder("(case.create :case-id \"" + id(n) + "\" :case-type \"ONBOARDING\")");
        for (String party : List.of("a-", "b-", "c-", "d-")) {
            document.append("(entity.register :entity-id \"" + party + n + "\" :entity-type \"LIMITED_COMPANY\")");
        }
        document.append("""
                (isda.establish_master :agreement-id "m-%1$d" :party-a "a-%1$d" :party-b "b-%1$d" :version "2002"
                    :governing-law "ENGLISH" :agreement-date "2026-01-20")""".formatted(n));
        assertThat(Setting.done(setting.run(document + trade(n, "t-" + n)))).isNotNull();
        return n;
    }

    private static String id(int n) {
        return "ISDA-" + n;
    }

    private static String trade(int n, String trade) {
        return """
                (isda.execute_trade :trade-id "%2$s" :master-agreement-id "m-%1$d" :product-type "INTEREST_RATE_SWAP"
                    :trade-date "2026-02-02" :effective-date "2026-02-04" :termination-date "2031-02-04"
                    :notional-amount 1000000 :currency "EUR" :payer "a-%1$d" :receiver "b-%1$d")""".formatted(n, trade);
    }

    private static String event(int n) {
        return """
                (isda.declare_termination_event :event-id "e-%1$d" :master-agreement-id "m-%1$d"
                    :event-type "BANKRUPTCY" :affected-party "b-%1$d" :declaring-party "a-%1$d"
                    :event-date "2026-04-01" :declaration-date "2026-04-01" :event-description "Filed.")""".formatted(n);
    }

    private static String closeOut(int n) {
        return """
                (isda.close_out :closeout-id "out-%1$d" :master-agreement-id "m-%1$d" :termination-date "2026-04-10"
                    :calculation-agent "a-%1$d" :terminated-trades ["t-%1$d"] :valuation-method "LOSS"
                    :loss-calculation 1 :closeout-amount 1 :payment-currency "EUR" :payment-date "2026-04-14")""".formatted(n);
    }

    private static String novation(int n, String transferor) {
        return """
                (isda.novate_trade :novation-id "n-%1$d" :original-trade-id "t-%1$d" :transferor "%2$s"
                    :transferee "c-%1$d" :remaining-party "a-%1$d" :novation-date "2026-03-20"
                    :effective-date "2026-03-24" :consent-required false)""".formatted(n, transferor);
    }

    private void done(int n, String document) {
        assertThat(Setting.done(setting.run(document, id(n)))).isNotNull();
    }

    private List<String> codes(int n, String document) {
        return Setting.problem(setting.run(document, id(n))).diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::code)
                .toList();
    }

    private Map<String, String> now(String table, String column, String id) throws SQLException {
        return setting.rows(
                        "SELECT * FROM dossier." + table + " WHERE superseded_at IS NULL AND " + column + " = ?", id)
                .getFirst();
    }
}
