package dossier.pipeline;

import dossier.json.Json;
import dossier.language.Canonical;
import dossier.language.Diagnostic;
import dossier.pipeline.Answer.Fault;
import dossier.registry.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the answers to one document, in the members outsiders rely on. */
final class Answers {
    /** The member with the hash of the version. */
    static final String HASH = "hash";

    /** The member with what the forms asked, in order. */
    static final String RESULTS = "results";

    private final Registry registry;
    private final Request request;
    private final Prepared prepared;
    private final Report report;

    Answers(Registry registry, Request request, Prepared prepared, Report report) {
        this.registry = registry;
        this.request = request;
        this.prepared = prepared;
        this.report = report;
    }

    /** What commits a plan: the plan with its answer sealed in, and the answer that is stored with the request. */
    Ledger.Planned.Commit commit(Processor.Outcome.Planned planned) {
        Json.Object answer = answer(planned);
        Plan plan = planned.plan().sealed(seal(answer));
        return new Ledger.Planned.Commit(
                plan, answer.toBuilder().put(HASH, plan.version().hash()).build());
    }

    /**
     * The hash of an answer, over all but the hash of the version, which it is part of, and what its forms asked, which
     * is read after the version is made.
     */
    static String seal(Json.Object answer) {
        Json.Builder rest = Json.object();
        answer.members().forEach((name, value) -> {
            if (!name.equals(HASH) && !name.equals(RESULTS)) {
                rest.put(name, value);
            }
        });
        return Chain.sha256(rest.build().compact());
    }

    private Json.Object answer(Processor.Outcome.Planned planned) {
        Plan.Version version = planned.plan().version();
        return head(true)
                .put("caseId", version.caseId())
                .put("version", version.number())
                .put("documentHash", Canonical.hash(version.canonical()))
                .put("planHash", planned.plan().hash())
                .put("registryVersion", registry.version())
                .put("diagnostics", diagnostics(planned.diagnostics()))
                .put("operations", operations(planned.plan()))
                .put("generated", generated(planned))
                .putIf("results", results(planned))
                .put("replayed", false)
                .build();
    }

    /** The answer to validate, compile, a dry run and the transform to SQL: nothing is written. */
    Answer planned(Processor.Outcome.Planned planned) {
        Plan plan = planned.plan();
        if (request.operation() == Operation.TRANSFORM) {
            return new Answer.Done(report.complete(head(true)
                    .put("diagnostics", diagnostics(planned.diagnostics()))
                    .put("format", Transforms.SQL)
                    .put("text", SqlText.of(plan))
                    .build()));
        }
        boolean compile = request.operation() == Operation.COMPILE;
        Json.Builder body = head(true)
                .put("caseId", plan.version().caseId())
                .put("baseVersion", plan.version().number() - 1)
                .put("documentHash", Canonical.hash(plan.version().canonical()))
                .put("planHash", plan.hash())
                .put("registryVersion", registry.version())
                .put("diagnostics", diagnostics(planned.diagnostics()))
                .put("generated", generated(planned))
                .putIf("results", results(planned));
        if (request.operation() != Operation.VALIDATE) {
            body.put("plan", Json.array(plan.writes(), Answers::write));
        }
        if (!compile && request.operation() != Operation.VALIDATE) {
            body.put("dryRun", true);
        }
        return new Answer.Done(report.complete(body.build()));
    }

    Answer.Problem problem(Fault fault, String detail) {
        return problem(fault, detail, Json.object().build(), Optional.empty());
    }

    Answer.Problem later(Fault fault, String detail, Duration retryAfter) {
        return problem(fault, detail, Json.object().build(), Optional.of(retryAfter));
    }

    Answer.Problem conflict(String detail, Optional<Long> currentVersion, List<String> changes) {
        Json.Builder body = Json.object().putIf("currentVersion", currentVersion.map(Json::number));
        if (!changes.isEmpty()) {
            body.putTexts("changes", changes);
        }
        return problem(Fault.CONFLICT, detail, body.build(), Optional.empty());
    }

    /** Another writer of the case was first; the same request may well be accepted on the version after. */
    Answer.Problem raced(String detail, Optional<Long> currentVersion) {
        return problem(
                Fault.RACED,
                detail,
                Json.object()
                        .putIf("currentVersion", currentVersion.map(Json::number))
                        .build(),
                Optional.empty());
    }

    private Answer.Problem problem(Fault fault, String detail, Json.Object more, Optional<Duration> retryAfter) {
        Json.Object body = head(false)
                .putIf(
                        "caseId",
                        prepared.caseId()
                                .filter(id -> !prepared.caseGenerated())
                                .map(Json::text))
                .build()
                .with(more);
        return new Answer.Problem(fault, detail, report.diagnostics(), report.complete(body), retryAfter);
    }

    private Json.Builder head(boolean success) {
        return Json.object()
                .put("success", success)
                .put("operation", request.operation().wire())
                .put("requestId", request.requestId());
    }

    private Json diagnostics(List<Diagnostic> ofPlanning) {
        List<Diagnostic> all = new ArrayList<>(prepared.diagnostics());
        all.addAll(ofPlanning);
        return Json.array(all, Report::json);
    }

    /** What the forms that only ask were told; left out where none did. */
    private static Optional<Json> results(Processor.Outcome.Planned planned) {
        return planned.results().isEmpty() ? Optional.empty() : Optional.of(Json.array(planned.results()));
    }

    private static Json.Object generated(Processor.Outcome.Planned planned) {
        Json.Builder values = Json.object();
        planned.generated().forEach(values::put);
        return values.build();
    }

    private static Json operations(Plan plan) {
        List<Json> all = new ArrayList<>();
        all.add(operation(
                "append",
                "case_version",
                plan.version().caseId() + "/" + plan.version().number()));
        for (Plan.Write write : plan.writes()) {
            all.add(
                    switch (write) {
                        case Plan.Write.Statement statement ->
                            operation(statement.operation(), statement.kind().table(), statement.id());
                        case Plan.Write.Unresolved unresolved ->
                            operation("refer", "thing", unresolved.key().id());
                        case Plan.Write.Message message -> operation("send", "outbox", message.topic());
                    });
        }
        return Json.array(all);
    }

    private static Json operation(String operation, String target, String key) {
        return Json.object()
                .put("operation", operation)
                .put("target", target)
                .put("key", key)
                .put("affected", 1)
                .build();
    }

    private static Json write(Plan.Write write) {
        Json.Builder out = Json.object().put("form", write.form()).put("verb", write.verb());
        return switch (write) {
            case Plan.Write.Statement statement ->
                out.put("operation", statement.operation())
                        .put("target", statement.kind().table())
                        .put("key", statement.id())
                        .put("revision", statement.revision())
                        .put("set", changed(statement))
                        .putText("validFrom", statement.validFrom().map(Object::toString))
                        .putText("validTo", statement.validTo().map(Object::toString))
                        .build();
            case Plan.Write.Unresolved unresolved ->
                out.put("operation", "refer")
                        .put("target", unresolved.key().kind())
                        .put("key", unresolved.key().id())
                        .build();
            case Plan.Write.Message message ->
                out.put("operation", "send")
                        .put("target", message.topic())
                        .put("key", message.key())
                        .put("set", message.payload())
                        .build();
        };
    }

    /** The columns that differ from the row before. */
    private static Json.Object changed(Plan.Write.Statement statement) {
        Json.Builder out = Json.object();
        statement.row().members().forEach((column, value) -> {
            Json before = statement.before().flatMap(row -> row.get(column)).orElseGet(Json::nil);
            if (!value.equals(before)) {
                out.put(column, value);
            }
        });
        return out.build();
    }
}
