package dossier.ownership.exchange;

import dossier.json.Json;
import dossier.ownership.Fraction;
import dossier.ownership.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** The {@code share} of an interest: an exact percentage, or two bounds of which each may be excluded. */
final class BodsShare {
    /** What JSON numbers of other programs keep apart. */
    private static final int PLACES = 10;

    private static final int LONGEST = 38;

    private BodsShare() {}

    /**
     * @param share empty when nothing is said of its size
     * @param rounded whether a bound is no decimal, so that the range is a little wider than what is known
     */
    record Written(Optional<Json.Object> share, boolean rounded) {}

    static Written write(Interval share) {
        if (share.equals(Interval.SOME)) {
            return new Written(Optional.empty(), false);
        }
        Optional<BigDecimal> low = decimal(share.low());
        Optional<BigDecimal> high = decimal(share.high());
        if (share.isExact() && low.isPresent()) {
            return new Written(Optional.of(Json.object().put("exact", low.get()).build()), false);
        }
        Json.Builder bounds = Json.object();
        bounds.put(
                share.lowOpen() || low.isEmpty() ? "exclusiveMinimum" : "minimum",
                low.orElseGet(() -> rounded(share.low(), RoundingMode.FLOOR)));
        bounds.put(
                share.highOpen() || high.isEmpty() ? "exclusiveMaximum" : "maximum",
                high.orElseGet(() -> rounded(share.high(), RoundingMode.CEILING)));
        return new Written(Optional.of(bounds.build()), low.isEmpty() || high.isEmpty());
    }

    private static Optional<BigDecimal> decimal(Fraction share) {
        BigDecimal rounded = rounded(share, RoundingMode.FLOOR);
        return Fraction.ofPercent(rounded).equals(share) ? Optional.of(rounded) : Optional.empty();
    }

    private static BigDecimal rounded(Fraction share, RoundingMode mode) {
        BigDecimal percent = new BigDecimal(share.numerator())
                .movePointRight(2)
                .divide(new BigDecimal(share.denominator()), PLACES, mode)
                .stripTrailingZeros();
        return percent.scale() < 0 ? percent.setScale(0) : percent;
    }

    /** Empty when it says nothing that can be: bounds that are no percentages, or between which nothing lies. */
    static Optional<Interval> read(Json.Object share) {
        for (Json bound : share.members().values()) {
            if (bound.asNumber().filter(BodsShare::isPercentage).isEmpty()) {
                return Optional.empty();
            }
        }
        Optional<Fraction> exact = share.number("exact").map(Fraction::ofPercent);
        if (exact.isPresent()) {
            return exact.map(Interval::exactly);
        }
        Fraction over =
                share.number("exclusiveMinimum").map(Fraction::ofPercent).orElse(Fraction.ZERO);
        Fraction from = share.number("minimum").map(Fraction::ofPercent).orElse(Fraction.ZERO);
        Fraction under =
                share.number("exclusiveMaximum").map(Fraction::ofPercent).orElse(Fraction.ONE);
        Fraction to = share.number("maximum").map(Fraction::ofPercent).orElse(Fraction.ONE);
        boolean lowOpen = share.has("exclusiveMinimum") ? over.compareTo(from) >= 0 : !share.has("minimum");
        boolean highOpen = share.has("exclusiveMaximum") && under.compareTo(to) <= 0;
        Interval read = new Interval(
                over.compareTo(from) > 0 ? over : from, lowOpen, under.compareTo(to) < 0 ? under : to, highOpen);
        return read.isEmpty() ? Optional.empty() : Optional.of(read);
    }

    private static boolean isPercentage(BigDecimal number) {
        return number.signum() >= 0
                && number.compareTo(BigDecimal.valueOf(100)) <= 0
                && number.precision() <= LONGEST
                && Math.abs(number.scale()) <= LONGEST;
    }
}
