package dossier.pipeline;

import dossier.registry.Comparison;
import dossier.registry.Source;
import dossier.registry.Typed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Exact arithmetic over the values of a form. Stateless. */
final class Arithmetic {
    /** No column asks for more, and no hostile rule can. */
    private static final int MOST_PLACES = 40;

    private Arithmetic() {}

    /** @return nothing where an operand has no value or a divisor is zero */
    static Optional<Typed> of(Source.Computed computed, Function<Source, Optional<Typed>> values) {
        List<BigDecimal> operands = new ArrayList<>();
        for (Source operand : computed.operands()) {
            Optional<BigDecimal> number = values.apply(operand).flatMap(Comparison::amount);
            if (number.isEmpty()) {
                return Optional.empty();
            }
            operands.add(number.get());
        }
        return result(computed, operands, values).flatMap(number -> amount(number, computed, values));
    }

    private static Optional<BigDecimal> result(
            Source.Computed computed, List<BigDecimal> operands, Function<Source, Optional<Typed>> values) {
        BigDecimal result = operands.getFirst();
        for (BigDecimal operand : operands.subList(1, operands.size())) {
            switch (computed.operation()) {
                case ADD -> result = result.add(operand);
                case SUBTRACT -> result = result.subtract(operand);
                case MULTIPLY -> result = result.multiply(operand);
                case DIVIDE -> {
                    if (operand.signum() == 0) {
                        return Optional.empty();
                    }
                    result = result.divide(operand, places(computed, values), mode(computed, values));
                }
            }
        }
        return Optional.of(
                computed.rounding().isPresent()
                        ? result.setScale(places(computed, values), mode(computed, values))
                        : result);
    }

    private static Optional<Typed> amount(
            BigDecimal number, Source.Computed computed, Function<Source, Optional<Typed>> values) {
        if (computed.currency().isEmpty()) {
            return Optional.of(new Typed.Number(number));
        }
        return values.apply(computed.currency().get())
                .map(value -> value instanceof Typed.Money money ? money.currency() : value.plain())
                .map(currency -> new Typed.Money(number, currency));
    }

    private static int places(Source.Computed computed, Function<Source, Optional<Typed>> values) {
        return computed.rounding()
                .flatMap(rounding -> values.apply(rounding.places()))
                .map(value -> Comparison.amount(value).orElseGet(() -> new BigDecimal(value.plain())))
                .map(BigDecimal::intValueExact)
                .filter(places -> places >= 0 && places <= MOST_PLACES)
                .orElse(MOST_PLACES);
    }

    private static RoundingMode mode(Source.Computed computed, Function<Source, Optional<Typed>> values) {
        return computed.rounding()
                .flatMap(rounding -> values.apply(rounding.mode()))
                .map(value -> RoundingMode.valueOf(value.plain()))
                .orElse(RoundingMode.HALF_EVEN);
    }
}
