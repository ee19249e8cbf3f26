package dossier.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.registry.Comparison;
import dossier.registry.Source;
import dossier.registry.Typed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
    private static final Source CASH = new Source.Said("cash");
    private static final Source PRICE = new Source.Said("price");

    @Test
    void a_quotient_is_rounded_as_it_is_told() {
        assertThat(units("DOWN", money("1000", "EUR"), number("3"))).contains(number("333.3333"));
        assertThat(units("UP", money("1000", "EUR"), number("3"))).contains(number("333.3334"));
    }

    @Test
    void a_quotient_by_zero_has_no_value() {
        assertThat(units("DOWN", money("1000", "EUR"), number("0"))).isEmpty();
    }

    @Test
    void what_lacks_an_operand_has_no_value() {
        assertThat(Arithmetic.of(quotient("DOWN"), values(Map.of(CASH, number("1")))))
                .isEmpty();
    }

    @Test
    void sums_keep_every_digit_and_take_the_currency_they_are_told() {
        Source.Computed sum =
                new Source.Computed(Source.Operation.ADD, List.of(CASH, PRICE), Optional.empty(), Optional.of(CASH));

        assertThat(Arithmetic.of(
                        sum, values(Map.of(CASH, money("0.1", "EUR"), PRICE, number("0.00000000000000000002")))))
                .contains(money("0.10000000000000000002", "EUR"));
    }

    @Test
    void amounts_of_two_currencies_never_compare() {
        Comparison atMost = new Comparison(CASH, Comparison.Is.AT_MOST, PRICE);
        Comparison same = new Comparison(CASH, Comparison.Is.SAME_CURRENCY, PRICE);

        assertThat(atMost.holds(money("1", "EUR"), money("2", "EUR"))).isTrue();
        assertThat(atMost.holds(money("1", "EUR"), money("2", "USD"))).isFalse();
        assertThat(same.holds(money("1", "EUR"), money("2", "USD"))).isFalse();
        assertThat(same.holds(money("1", "EUR"), money("2", "EUR"))).isTrue();
    }

    @Test
    void equal_numbers_are_equal_whatever_zeros_they_end_with() {
        Comparison equal = new Comparison(CASH, Comparison.Is.EQUAL, PRICE);

        assertThat(equal.holds(number("1.50"), number("1.5"))).isTrue();
        assertThat(equal.holds(number("1.50"), number("1.51"))).isFalse();
    }

    private static Optional<Typed> units(String mode, Typed cash, Typed price) {
        return Arithmetic.of(quotient(mode), values(Map.of(CASH, cash, PRICE, price)));
    }

    private static Source.Computed quotient(String mode) {
        Source.Rounding rounding =
                new Source.Rounding(new Source.Constant(Json.number(4)), new Source.Constant(Json.text(mode)));
        return new Source.Computed(
                Source.Operation.DIVIDE, List.of(CASH, PRICE), Optional.of(rounding), Optional.empty());
    }

    private static java.util.function.Function<Source, Optional<Typed>> values(Map<Source, Typed> known) {
        return source -> source instanceof Source.Constant constant
                ? Optional.of(new Typed.Raw(constant.value()))
                : Optional.ofNullable(known.get(source));
    }

    private static Typed number(String text) {
        return new Typed.Number(new BigDecimal(text));
    }

    private static Typed money(String amount, String currency) {
        return new Typed.Money(new BigDecimal(amount), currency);
    }
}
