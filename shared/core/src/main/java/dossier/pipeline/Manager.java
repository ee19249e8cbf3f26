package dossier.pipeline;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.registry.Registry;
import dossier.registry.Typing;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The gateway, and the only way in: for HTTP, queue, command line and tests alike. Knows who asks and what they may do,
 * calls the processor, applies the confirm rule, has the ledger carry the plan out, and reports every step with its
 * time. Thread-safe; keeps nothing of a request.
 */
public final class Manager {
    /** Definitions rarely change, and hardly twice while one request runs. */
    private static final int MOST_TRIES = 3;

    private final Registry registry;
    private final Ledger ledger;
    private final Vocabularies vocabularies;
    private final Clock clock;
    private final LongSupplier nanos;

    /** Without services of the outside world. */
    public Manager(Registry registry, Ledger ledger, Policy policy, Clock clock, LongSupplier nanos) {
        this(registry, ledger, Outside.NONE, policy, clock, nanos);
    }

    /** @param nanos a steady ticker in nanoseconds, from any origin */
    public Manager(Registry registry, Ledger ledger, Outside outside, Policy policy, Clock clock, LongSupplier nanos) {
        this.registry = registry;
        this.ledger = ledger;
        this.vocabularies = new Vocabularies(registry, (all, overlay) -> {
            Typing typing = new Typing(all);
            return new Vocabularies.Vocabulary(
                    new Execution(all, overlay, ledger, new Processor(all, typing, nanos), outside, policy, nanos),
                    new Transforms(all, typing));
        });
        this.clock = clock;
        this.nanos = nanos;
    }

    /** Does what a request asks. Never throws for what a request or the database may do. */
    public Answer handle(Request request) {
        return request.operation() == Operation.BATCH
                ? batch(request)
                : one(request, request.documents().getFirst());
    }

    /** The registry this manager checks against. */
    public Registry registry() {
        return registry;
    }

    private Answer one(Request request, Request.Unit unit) {
        Vocabularies.Vocabulary vocabulary = vocabularies.of(request.caller().tenant());
        for (int tries = 1; ; tries++) {
            Report report = new Report(nanos);
            Optional<Answer> answer = one(request, unit, report, vocabulary, tries == MOST_TRIES);
            if (answer.isPresent()) {
                if (answer.get() instanceof Answer.Problem problem && writes(request.operation())) {
                    record(request, unit, problem, report);
                }
                return answer.get();
            }
            vocabulary = ledger.overlay(request.caller())
                    .map(overlay -> vocabularies.learn(request.caller().tenant(), overlay))
                    .orElse(vocabulary);
        }
    }

    /** Empty where the tenant's definitions are others by now; at the last try it is said as it is. */
    private static Optional<Answer> one(
            Request request, Request.Unit unit, Report report, Vocabularies.Vocabulary vocabulary, boolean last) {
        Execution execution = vocabulary.execution();
        Transforms transforms = vocabulary.transforms();
        return switch (request.operation()) {
            case PARSE -> Optional.of(transforms.answer(request, unit, report));
            case TRANSFORM ->
                Transforms.needsPlan(request)
                        ? execution.look(request, unit, report, last)
                        : Optional.of(transforms.answer(request, unit, report));
            case VALIDATE, COMPILE -> execution.look(request, unit, report, last);
            case EXECUTE, PROCESS_COMPLETE, BATCH ->
                unit.options().dryRun()
                        ? execution.look(request, unit, report, last)
                        : execution.execute(request, unit, report, last);
        };
    }

    /** Each document for itself, the urgent ones first; the results stand in the order of the request. */
    private Answer batch(Request request) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < request.documents().size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingInt(
                i -> -request.documents().get(i).options().priority()));
        Map<Integer, Json> results = new TreeMap<>();
        boolean failed = false;
        for (int i : order) {
            if (failed && request.options().failFast()) {
                results.put(
                        i,
                        Json.object()
                                .put("success", false)
                                .put("skipped", true)
                                .put("detail", "An earlier document of the batch failed.")
                                .build());
                continue;
            }
            Answer answer = one(request.of(i), request.documents().get(i));
            failed |= answer instanceof Answer.Problem;
            results.put(i, body(answer));
        }
        return new Answer.Done(Json.object()
                .put("success", !failed)
                .put("operation", request.operation().wire())
                .put("requestId", request.requestId())
                .put("results", results.values())
                .build());
    }

    /** An answer as one JSON object: how batches, queues and files of results show it. */
    public static Json.Object body(Answer answer) {
        return switch (answer) {
            case Answer.Done done -> done.body();
            case Answer.Problem problem ->
                Json.object()
                        .put("success", false)
                        .put("fault", problem.fault().name().toLowerCase(Locale.ROOT))
                        .put("title", problem.fault().title())
                        .put("detail", problem.detail())
                        .put("diagnostics", Json.array(problem.diagnostics(), Report::json))
                        .build()
                        .with(problem.body());
        };
    }

    /** A diagnostic as every edge shows it. */
    public static Json json(Diagnostic diagnostic) {
        return Report.json(diagnostic);
    }

    private static boolean writes(Operation operation) {
        return operation == Operation.EXECUTE
                || operation == Operation.PROCESS_COMPLETE
                || operation == Operation.BATCH;
    }

    /** Where the database is away nothing is kept; the edge's log line of the request is all there is then. */
    private void record(Request request, Request.Unit unit, Answer.Problem problem, Report report) {
        ledger.attempt(
                request.caller(),
                new Ledger.Attempt(
                        request.requestId(),
                        request.operation().wire(),
                        unit.caseId(),
                        Chain.sha256(unit.document()),
                        problem.fault().name().toLowerCase(Locale.ROOT),
                        report.errorCodes(),
                        clock.instant(),
                        report.micros()));
    }
}
