package dossier.registry;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Whether two values stand to each other as said.
 *
 * @param left what is compared
 * @param is how it must stand to the other
 * @param right what it is compared with
 */
public record Comparison(Source left, Is is, Source right) {
    public enum Is {
        EQUAL,
        DIFFERENT,
        AT_MOST,
        AT_LEAST,
        SAME_CURRENCY
    }

    /** Whether the values stand so; numbers count by their value, amounts of two currencies never stand so. */
    public boolean holds(Typed one, Typed other) {
        return switch (is) {
            case EQUAL -> equal(one, other);
            case DIFFERENT -> !equal(one, other);
            case AT_MOST -> order(one, other).filter(order -> order <= 0).isPresent();
            case AT_LEAST -> order(one, other).filter(order -> order >= 0).isPresent();
            case SAME_CURRENCY -> currency(one).equals(currency(other));
        };
    }

    private static boolean equal(Typed one, Typed other) {
        return order(one, other)
                .map(order -> order == 0)
                .orElseGet(() -> one.plain().equals(other.plain()));
    }

    private static Optional<Integer> order(Typed one, Typed other) {
        if (one instanceof Typed.Date(LocalDate first) && other instanceof Typed.Date(LocalDate second)) {
            return Optional.of(first.compareTo(second));
        }
        if (one instanceof Typed.Money first
                && other instanceof Typed.Money second
                && !first.currency().equals(second.currency())) {
            return Optional.empty();
        }
        Optional<BigDecimal> second = amount(other);
        return amount(one).flatMap(first -> second.map(first::compareTo));
    }

    private static Optional<String> currency(Typed value) {
        return value instanceof Typed.Money money
                ? Optional.of(money.currency())
                : Optional.of(value.plain()).filter(text -> !text.isEmpty());
    }

    /** The number in a value; of money its amount. */
    public static Optional<BigDecimal> amount(Typed value) {
        return switch (value) {
            case Typed.Number number -> Optional.of(number.value());
            case Typed.Percent percent -> Optional.of(percent.value());
            case Typed.Money money -> Optional.of(money.amount());
            case Typed.Raw raw -> raw.json().asNumber();
            default -> Optional.empty();
        };
    }
}
