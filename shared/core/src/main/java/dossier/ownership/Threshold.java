package dossier.ownership;

/**
 * A bound that a share must pass.
 *
 * @param inclusive whether reaching it is enough
 */
public record Threshold(Fraction bound, boolean inclusive) {
    static Threshold over(Fraction bound) {
        return new Threshold(bound, false);
    }

    static Threshold atLeast(Fraction bound) {
        return new Threshold(bound, true);
    }

    /** Passed when every share of the interval passes, failed when none does. */
    public Verdict test(Interval share) {
        int low = share.low().compareTo(bound);
        if (low > 0 || (low == 0 && (inclusive || share.lowOpen()))) {
            return Verdict.OWNER;
        }
        int high = share.high().compareTo(bound);
        if (high < 0 || (high == 0 && (!inclusive || share.highOpen()))) {
            return Verdict.NOT_OWNER;
        }
        return Verdict.UNDETERMINED;
    }

    String words() {
        return (inclusive ? "at least " : "more than ") + bound.percent() + " %";
    }
}
