package dossier.pipeline;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.language.json.DocumentJson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Collects what happened to one document, for its answer, the metrics and the attempt record. One thread only. */
final class Report {
    /**
     * One step of the pipeline.
     *
     * @param detail counts in words, for people
     */
    private record Step(String name, boolean ok, long micros, String detail) {}

    private final LongSupplier nanos;
    private final long start;
    private final List<Step> steps = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private Ledger.Cost cost = Ledger.Cost.NONE;

    Report(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    void step(String name, boolean ok, long micros, String detail) {
        steps.add(new Step(name, ok, micros, detail));
    }

    void diagnose(List<Diagnostic> found) {
        diagnostics.addAll(found);
    }

    void cost(Ledger.Cost spent) {
        cost = spent;
    }

    List<Diagnostic> diagnostics() {
        return List.copyOf(diagnostics);
    }

    List<String> errorCodes() {
        return diagnostics.stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::code)
                .distinct()
                .toList();
    }

    long micros() {
        return (nanos.getAsLong() - start) / 1_000;
    }

    /** Adds steps and metrics to an answer. */
    Json.Object complete(Json.Object answer) {
        return answer.toBuilder()
                .put("steps", Json.array(steps, Report::json))
                .put("metrics", metrics())
                .build();
    }

    private static Json json(Step step) {
        return Json.object()
                .put("name", step.name())
                .put("ok", step.ok())
                .put("micros", step.micros())
                .put("detail", step.detail())
                .build();
    }

    private Json.Object metrics() {
        return Json.object()
                .put("totalMicros", micros())
                .put("databaseMicros", cost.databaseMicros())
                .put("poolWaitMicros", cost.poolWaitMicros())
                .put("roundTrips", cost.roundTrips())
                .put("retries", cost.retries())
                .build();
    }

    /** Diagnostics as every edge shows them. */
    static Json json(Diagnostic diagnostic) {
        return Json.object()
                .put("code", diagnostic.code())
                .put("severity", diagnostic.severity().name().toLowerCase(java.util.Locale.ROOT))
                .put("message", diagnostic.message())
                .putIf("position", diagnostic.position().map(DocumentJson::position))
                .putIf("form", diagnostic.form().map(form -> Json.number(form)))
                .put("found", diagnostic.found())
                .putTexts("expected", diagnostic.expected())
                .putTexts("nearest", diagnostic.nearest())
                .put("hint", diagnostic.hint())
                .build();
    }
}
