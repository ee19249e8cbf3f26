package dossier.ownership;

import java.util.Objects;

/**
 * A share that lies between two bounds, as part of one whole: a quarter is {@code 1/4}. Immutable.
 *
 * @param lowOpen whether the share is more than {@code low}, not equal to it
 * @param highOpen whether the share is less than {@code high}, not equal to it
 */
public record Interval(Fraction low, boolean lowOpen, Fraction high, boolean highOpen) {
    public static final Interval NONE = exactly(Fraction.ZERO);
    public static final Interval WHOLE = exactly(Fraction.ONE);

    /** Something, at most everything: what a share of unknown size can be. */
    public static final Interval SOME = new Interval(Fraction.ZERO, true, Fraction.ONE, false);

    public Interval {
        Objects.requireNonNull(low);
        Objects.requireNonNull(high);
    }

    public static Interval exactly(Fraction value) {
        return new Interval(value, false, value, false);
    }

    public static Interval closed(Fraction low, Fraction high) {
        return new Interval(low, false, high, false);
    }

    /** More than {@code low}, at most {@code high}, as registers write a band. */
    public static Interval band(Fraction low, Fraction high) {
        return new Interval(low, true, high, false);
    }

    public boolean isExact() {
        return low.equals(high) && !lowOpen && !highOpen;
    }

    /** Whether no number lies in it. */
    public boolean isEmpty() {
        int order = low.compareTo(high);
        return order > 0 || (order == 0 && (lowOpen || highOpen));
    }

    /** Whether it can be more than zero. */
    public boolean canBePositive() {
        return high.isPositive();
    }

    /** Both bounds added; an open bound stays open. */
    public Interval plus(Interval other) {
        return new Interval(
                low.plus(other.low), lowOpen || other.lowOpen, high.plus(other.high), highOpen || other.highOpen);
    }

    /** Never more than the limit. */
    Interval atMost(Fraction limit, boolean open) {
        int order = high.compareTo(limit);
        if (order > 0) {
            return new Interval(low, lowOpen, limit, open);
        }
        return order == 0 && open && !highOpen ? new Interval(low, lowOpen, high, true) : this;
    }

    /** The same share of what lies outside: one minus this. */
    Interval complement() {
        return new Interval(Fraction.ONE.minus(high), highOpen, Fraction.ONE.minus(low), lowOpen);
    }

    /** {@code 25} or {@code 25..50}, in percent. */
    public String percent() {
        return low.equals(high) ? low.percent() : low.percent() + ".." + high.percent();
    }

    /** For people: {@code 30 %}, {@code more than 25 % and at most 50 %}. */
    String words() {
        if (high.isZero()) {
            return "0 %";
        }
        if (low.equals(high)) {
            return low.percent() + " %";
        }
        return (lowOpen ? "more than " : "at least ") + low.percent() + " % and "
                + (highOpen ? "less than " : "at most ") + high.percent() + " %";
    }
}
