package dossier.local;

import dossier.json.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up the measurements that functions write as embedded metric lines, and shows them as OpenMetrics text. What was
 * not measured is absent. Thread-safe.
 */
final class OpenMetrics {
    private static final long[] BOUNDS_MICROS = {
        1_000,
        2_500,
        5_000,
        10_000,
        25_000,
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        30_000_000
    };

    private record Series(String name, String labels) implements Comparable<Series> {
        @Override
        public int compareTo(Series other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : labels.compareTo(other.labels);
        }
    }

    private static final class Histogram {
        private final long[] buckets = new long[BOUNDS_MICROS.length + 1];
        private long sum;

        void add(long micros) {
            int at = 0;
            while (at < BOUNDS_MICROS.length && micros > BOUNDS_MICROS[at]) {
                at++;
            }
            buckets[at]++;
            sum += micros;
        }
    }

    private final Map<Series, Long> counters = new TreeMap<>();
    private final Map<Series, Long> gauges = new TreeMap<>();
    private final Map<Series, Histogram> histograms = new TreeMap<>();

    /** Takes in a line when it is a measurement. */
    void line(String line) {
        if (line.startsWith("{\"_aws\":")) {
            Json.parse(line).value().flatMap(Json::asObject).ifPresent(this::add);
        }
    }

    private synchronized void add(Json.Object measured) {
        StringBuilder labels =
                new StringBuilder("function=\"" + measured.text("Function").orElse("") + '"');
        boolean gauge = measured.text("Operation").isEmpty();
        measured.text("Operation").ifPresent(operation -> labels.append(",operation=\"" + operation + '"'));
        for (Json directive :
                measured.at("_aws", "CloudWatchMetrics").flatMap(Json::asArray).orElseThrow()) {
            for (Json metric : directive.at("Metrics").flatMap(Json::asArray).orElseThrow()) {
                String name = metric.at("Name").flatMap(Json::asText).orElseThrow();
                long value = measured.integer(name).orElse(0L);
                boolean time = metric.at("Unit")
                        .flatMap(Json::asText)
                        .filter("Microseconds"::equals)
                        .isPresent();
                Series series = new Series("dossier_" + snake(name), labels.toString());
                if (gauge) {
                    gauges.put(series, value);
                } else if (time) {
                    histograms.computeIfAbsent(series, none -> new Histogram()).add(value);
                } else {
                    counters.merge(series, value, Long::sum);
                }
            }
        }
    }

    synchronized String text() {
        StringBuilder out = new StringBuilder();
        String last = "";
        for (Map.Entry<Series, Long> counter : counters.entrySet()) {
            Series series = counter.getKey();
            last = head(out, last, series.name(), "counter");
            out.append(series.name())
                    .append("_total{")
                    .append(series.labels())
                    .append("} ")
                    .append(counter.getValue())
                    .append('\n');
        }
        for (Map.Entry<Series, Long> gauge : gauges.entrySet()) {
            Series series = gauge.getKey();
            last = head(out, last, series.name(), "gauge");
            out.append(series.name())
                    .append('{')
                    .append(series.labels())
                    .append("} ")
                    .append(gauge.getValue())
                    .append('\n');
        }
        for (Map.Entry<Series, Histogram> one : histograms.entrySet()) {
            last = head(out, last, one.getKey().name() + "_seconds", "histogram");
            buckets(out, one.getKey(), one.getValue());
        }
        return out.append("# EOF\n").toString();
    }

    private static String head(StringBuilder out, String last, String name, String type) {
        if (!name.equals(last)) {
            out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        }
        return name;
    }

    private static void buckets(StringBuilder out, Series series, Histogram histogram) {
        String name = series.name() + "_seconds";
        long count = 0;
        for (int i = 0; i <= BOUNDS_MICROS.length; i++) {
            count += histogram.buckets[i];
            String bound = i == BOUNDS_MICROS.length ? "+Inf" : Double.toString(BOUNDS_MICROS[i] / 1e6);
            out.append(name)
                    .append("_bucket{")
                    .append(series.labels())
                    .append(",le=\"")
                    .append(bound)
                    .append("\"} ")
                    .append(count)
                    .append('\n');
        }
        out.append(name)
                .append("_count{")
                .append(series.labels())
                .append("} ")
                .append(count)
                .append('\n');
        out.append(name)
                .append("_sum{")
                .append(series.labels())
                .append("} ")
                .append(histogram.sum / 1e6)
                .append('\n');
    }

    /** {@code PoolWait} becomes {@code pool_wait}. */
    private static String snake(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
    }
}
