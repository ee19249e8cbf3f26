package dossier.registry;

import dossier.language.Span;
import dossier.language.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads numbers, percentages, bands and amounts, exactly. */
final class Quantities {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final String PERCENT_HINT = "Write the share with its sign, for example 33.3333%.";
    private static final String BAND_HINT =
            "Write [25% 50%] for over 25% up to 50%, or {:from 25% :under 50%} to say the ends exactly.";

    private final Scope scope;

    Quantities(Scope scope) {
        this.scope = scope;
    }

    Optional<Reading> whole(Value value, Shape.Int shape, String path) {
        String expected = "a whole number" + bounds(shape.min(), shape.max());
        Optional<BigDecimal> number = plain(value);
        if (number.isEmpty() || number.get().stripTrailingZeros().scale() > 0) {
            scope.wrong("TYP-INT", path, value, expected, "Write digits only, for example 12.");
            return Optional.empty();
        }
        if (outside(number.get(), shape.min(), shape.max())
                || number.get().abs().compareTo(LARGEST) > 0) {
            scope.wrong("TYP-RANGE", path, value, expected, "");
            return Optional.empty();
        }
        return Optional.of(new Reading(new Typed.Number(number.get()), value));
    }

    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    Optional<Reading> decimal(Value value, Shape.Dec shape, String path) {
        String expected = "a decimal number" + bounds(shape.min(), shape.max());
        Optional<BigDecimal> number = plain(value);
        if (number.isEmpty()) {
            scope.wrong("TYP-DEC", path, value, expected, "Write a number without quotes or unit, for example 0.85.");
            return Optional.empty();
        }
        if (outside(number.get(), shape.min(), shape.max())) {
            scope.wrong("TYP-RANGE", path, value, expected, "");
            return Optional.empty();
        }
        return Optional.of(new Reading(new Typed.Number(number.get()), value));
    }

    static Optional<BigDecimal> plain(Value value) {
        return value instanceof Value.Numeric number && number.unit() instanceof Value.Unit.Plain
                ? Optional.of(number.amount())
                : Optional.empty();
    }

    private static boolean outside(BigDecimal number, Optional<BigDecimal> min, Optional<BigDecimal> max) {
        return min.filter(bound -> number.compareTo(bound) < 0).isPresent()
                || max.filter(bound -> number.compareTo(bound) > 0).isPresent();
    }

    private static String bounds(Optional<BigDecimal> min, Optional<BigDecimal> max) {
        if (min.isPresent() && max.isPresent()) {
            return " from " + min.get().toPlainString() + " to " + max.get().toPlainString();
        }
        return min.map(bound -> " of at least " + bound.toPlainString()).orElse("")
                + max.map(bound -> " of at most " + bound.toPlainString()).orElse("");
    }

    Optional<Reading> percent(Value value, Shape.Percent shape, String path) {
        if (shape.band() && value instanceof Value.Many many) {
            return listed(many, path);
        }
        if (shape.band() && value instanceof Value.Fields fields) {
            return named(fields, path);
        }
        return share(value, path, shape.band() ? "a percentage or a band of two" : "a percentage")
                .map(Quantities::exact);
    }

    private static Reading exact(BigDecimal share) {
        return new Reading(new Typed.Percent(share), literal(share));
    }

    private static Value literal(BigDecimal share) {
        return new Value.Numeric(share, Value.Unit.PERCENT, Span.NONE);
    }

    /** One percentage within 0 and 100; a lenient reader takes a plain number for one. */
    private Optional<BigDecimal> share(Value value, String path, String expected) {
        if (!(value instanceof Value.Numeric number) || number.unit() instanceof Value.Unit.Currency) {
            scope.wrong("TYP-PERCENT", path, value, expected, PERCENT_HINT);
            return Optional.empty();
        }
        if (number.unit() instanceof Value.Unit.Plain) {
            String sure = number.amount().toPlainString() + "%";
            if (scope.strict()) {
                scope.wrong("TYP-PERCENT", path, value, expected, "Write " + sure + " if that is meant.");
                return Optional.empty();
            }
            scope.note("TYP-PLAIN-PERCENT", ":" + path + " is read as " + sure, value);
        }
        if (number.amount().signum() < 0 || number.amount().compareTo(HUNDRED) > 0) {
            scope.wrong("TYP-RANGE", path, value, "a percentage from 0% to 100%", "");
            return Optional.empty();
        }
        return Optional.of(number.amount());
    }

    /** {@code [low high]}: over the lower, up to the upper. */
    private Optional<Reading> listed(Value.Many many, String path) {
        if (many.items().size() != 2) {
            scope.wrong("TYP-BAND", path, many, "a band of exactly two percentages", BAND_HINT);
            return Optional.empty();
        }
        Optional<BigDecimal> low = share(many.items().get(0), path, "a percentage");
        Optional<BigDecimal> high = share(many.items().get(1), path, "a percentage");
        return low.isEmpty() || high.isEmpty()
                ? Optional.empty()
                : band(new Typed.Band(low.get(), true, high.get(), false), many, path);
    }

    /** {@code {:over|:from low :to|:under high}}. */
    private Optional<Reading> named(Value.Fields fields, String path) {
        Map<String, BigDecimal> ends = new TreeMap<>();
        for (Value.Field field : fields.fields()) {
            String key = Written.key(field.key());
            if (!List.of("over", "from", "to", "under").contains(key)) {
                scope.wrong("TYP-BAND", path, fields, "a band with a lower and an upper end", BAND_HINT);
                return Optional.empty();
            }
            Optional<BigDecimal> end = share(field.value(), path + "." + key, "a percentage");
            if (end.isEmpty()) {
                return Optional.empty();
            }
            ends.put(key, end.get());
        }
        boolean lowOpen = ends.containsKey("over");
        boolean highOpen = ends.containsKey("under");
        BigDecimal low = ends.get(lowOpen ? "over" : "from");
        BigDecimal high = ends.get(highOpen ? "under" : "to");
        if (ends.size() != 2 || low == null || high == null) {
            scope.wrong("TYP-BAND", path, fields, "a band with one lower and one upper end", BAND_HINT);
            return Optional.empty();
        }
        return band(new Typed.Band(low, lowOpen, high, highOpen), fields, path);
    }

    private Optional<Reading> band(Typed.Band band, Value written, String path) {
        int order = band.low().compareTo(band.high());
        if (order > 0 || (order == 0 && (band.lowOpen() || band.highOpen()))) {
            scope.wrong("TYP-BAND", path, written, "a band whose lower end is below its upper end", BAND_HINT);
            return Optional.empty();
        }
        return Optional.of(order == 0 ? exact(band.low()) : new Reading(band, canonical(band)));
    }

    /** The list where it can say the band, the map where only it can. */
    private static Value canonical(Typed.Band band) {
        if (band.lowOpen() && !band.highOpen()) {
            return new Value.Many(List.of(literal(band.low()), literal(band.high())), Span.NONE);
        }
        List<Value.Field> ends = new ArrayList<>();
        ends.add(end(band.lowOpen() ? "over" : "from", band.low()));
        ends.add(end(band.highOpen() ? "under" : "to", band.high()));
        return new Value.Fields(ends, Span.NONE);
    }

    private static Value.Field end(String name, BigDecimal share) {
        return new Value.Field(new Value.MapKey.Named(name, Span.NONE), literal(share));
    }

    Optional<Reading> money(Value value, String path) {
        if (!(value instanceof Value.Numeric number) || !(number.unit() instanceof Value.Unit.Currency currency)) {
            scope.wrong("TYP-MONEY", path, value, "an amount with its currency", "Write it as 1000000USD.");
            return Optional.empty();
        }
        if (!isCurrency(currency.code())) {
            scope.wrong("TYP-CURRENCY", path, value, "an amount in an ISO 4217 currency", "");
            return Optional.empty();
        }
        return Optional.of(new Reading(new Typed.Money(number.amount(), currency.code()), value));
    }

    static boolean isCurrency(String code) {
        try {
            return Currency.getInstance(code).getCurrencyCode().equals(code);
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }
}
