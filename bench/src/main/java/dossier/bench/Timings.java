package dossier.bench;

import dossier.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Times of single operations and of all of them together, in nanoseconds; not to be written to.
 *
 * @param sorted times, shortest first
 */
@SuppressWarnings("ArrayRecordComponent") // neither compared nor written to
record Timings(long[] sorted, long wallNanos) {
    static final List<String> HEADS = List.of("n", "min ms", "mean", "p50", "p95", "p99", "max", "ops/s");

    static Timings of(long[] nanos, long wallNanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Timings(sorted, wallNanos);
    }

    double meanMillis() {
        return Arrays.stream(sorted).average().orElse(0) / 1e6;
    }

    double perSecond() {
        return sorted.length / (wallNanos / 1e9);
    }

    double millis(double quantile) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, quantile * sorted.length)] / 1e6;
    }

    List<String> cells() {
        return List.of(
                Integer.toString(sorted.length),
                shown(millis(0)),
                shown(meanMillis()),
                shown(millis(0.5)),
                shown(millis(0.95)),
                shown(millis(0.99)),
                shown(millis(1)),
                shown(perSecond()));
    }

    Json.Object json() {
        return Json.object()
                .put("n", sorted.length)
                .put("minMillis", rounded(millis(0)))
                .put("meanMillis", rounded(meanMillis()))
                .put("p50Millis", rounded(millis(0.5)))
                .put("p95Millis", rounded(millis(0.95)))
                .put("p99Millis", rounded(millis(0.99)))
                .put("maxMillis", rounded(millis(1)))
                .put("perSecond", rounded(perSecond()))
                .build();
    }

    static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    }

    static String shown(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }
}
