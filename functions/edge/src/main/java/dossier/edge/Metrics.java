package dossier.edge;

import dossier.json.Json;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Writes measurements as lines of CloudWatch's embedded metric format. A number that was not measured is left out.
 * Thread-safe.
 */
public final class Metrics {
    private final String function;
    private final Clock clock;
    private final Consumer<String> out;
    private final AtomicBoolean cold = new AtomicBoolean(true);

    public Metrics(String function, Clock clock, Consumer<String> out) {
        this.function = function;
        this.clock = clock;
        this.out = out;
    }

    /**
     * One request or message.
     *
     * @param outcome {@code ok}, or the fault's name
     * @param body of the answer: its {@code metrics}, {@code steps} and the families of its {@code diagnostics} are
     *     measured too
     */
    public void request(String operation, String outcome, long micros, Json.Object body) {
        Map<String, Measure> measures = new LinkedHashMap<>();
        measures.put("Requests", Measure.count(1));
        measures.put("Errors", Measure.count(outcome.equals("ok") ? 0 : 1));
        measures.put("Latency", Measure.micros(micros));
        if (cold.compareAndSet(true, false)) {
            measures.put("ColdStarts", Measure.count(1));
        }
        body.object("metrics").ifPresent(metrics -> {
            copy(metrics, "databaseMicros", "DatabaseTime", measures);
            copy(metrics, "poolWaitMicros", "PoolWait", measures);
            metrics.integer("roundTrips").ifPresent(n -> measures.put("RoundTrips", Measure.count(n)));
            metrics.integer("retries").ifPresent(n -> measures.put("Retries", Measure.count(n)));
        });
        for (Json step : body.array("steps").orElse(java.util.List.of())) {
            step.asObject()
                    .ifPresent(
                            one -> one.text("name").ifPresent(name -> copy(one, "micros", "Step_" + name, measures)));
        }
        for (Json diagnostic : body.array("diagnostics").orElse(java.util.List.of())) {
            diagnostic
                    .asObject()
                    .filter(one -> one.text("severity").filter("error"::equals).isPresent())
                    .flatMap(one -> one.text("code"))
                    .filter(code -> code.length() > 3)
                    .ifPresent(code ->
                            measures.merge("Rejected_" + code.substring(0, 3), Measure.count(1), Measure::plus));
        }
        write(Map.of("Operation", operation, "Outcome", outcome), measures);
    }

    /** Single figures, such as the depth of a queue. */
    public void gauge(String name, long value) {
        write(Map.of(), Map.of(name, Measure.count(value)));
    }

    private static void copy(Json.Object from, String member, String name, Map<String, Measure> measures) {
        from.integer(member).ifPresent(micros -> measures.put(name, Measure.micros(micros)));
    }

    private record Measure(String unit, long value) {
        static Measure count(long value) {
            return new Measure("Count", value);
        }

        static Measure micros(long value) {
            return new Measure("Microseconds", value);
        }

        Measure plus(Measure other) {
            return new Measure(unit, value + other.value);
        }
    }

    private void write(Map<String, String> properties, Map<String, Measure> measures) {
        Json.Array directives = Json.array(Json.object()
                .put("Namespace", "Dossier")
                .put(
                        "Dimensions",
                        Json.array(
                                properties.containsKey("Operation")
                                        ? Json.texts(java.util.List.of("Function", "Operation"))
                                        : Json.texts(java.util.List.of("Function"))))
                .put(
                        "Metrics",
                        Json.array(
                                measures.entrySet(),
                                measure -> Json.object()
                                        .put("Name", measure.getKey())
                                        .put("Unit", measure.getValue().unit())
                                        .build()))
                .build());
        Json.Builder line = Json.object()
                .put("_aws", Json.object().put("Timestamp", clock.millis()).put("CloudWatchMetrics", directives))
                .put("Function", function);
        properties.forEach(line::put);
        measures.forEach((name, measure) -> line.put(name, measure.value()));
        out.accept(line.build().compact());
    }
}
