package dossier.execute;

import dossier.edge.HttpAnswer;
import dossier.edge.Problems;
import dossier.edge.Routes.Asked;
import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.pipeline.Answer;
import dossier.pipeline.Caller;
import dossier.pipeline.Request;
import dossier.pipeline.Requests;
import dossier.pipeline.Reversal;
import dossier.store.Reading;
import dossier.store.Undoing;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code POST /v1/cases/{id}/revert} with {@code {version, dryRun?}}: appends what undoes a version, as a document like
 * any other, or says why there is none. Thread-safe.
 */
final class Revert {
    private final Undoing undoing;
    private final Reversal reversal;
    private final Function<Request, Answer> manager;

    Revert(Undoing undoing, Reversal reversal, Function<Request, Answer> manager) {
        this.undoing = undoing;
        this.reversal = reversal;
        this.manager = manager;
    }

    HttpAnswer answer(Asked asked, Caller caller) {
        Optional<Json.Object> body = Json.parse(asked.call().body()).value().flatMap(Json::asObject);
        Optional<Long> version = body.flatMap(given -> given.integer("version")).filter(number -> number > 0);
        boolean known = body.filter(given ->
                        List.of("version", "dryRun").containsAll(given.members().keySet()))
                .isPresent();
        if (version.isEmpty() || !known) {
            return problem(
                    asked, Answer.Fault.UNREADABLE, "Send {\"version\": N}, and dryRun if nothing is to be written.");
        }
        return switch (undoing.of(caller, asked.requestId(), asked.at("id"), version.get())) {
            case Undoing.Outcome.Missing missing ->
                problem(asked, Answer.Fault.NOT_FOUND, "There is no such version of a case for you here.");
            case Undoing.Outcome.Failed failed ->
                Problems.render(new Reading.Outcome.Failed(failed.why()), asked.requestId());
            case Undoing.Outcome.Said said ->
                switch (reversal.of(said.forms(), said.touched())) {
                    case Reversal.Outcome.Refused refused -> refused(asked, refused.reasons());
                    case Reversal.Outcome.Undone undone ->
                        run(
                                asked,
                                caller,
                                version.get(),
                                undone.document(),
                                said.current(),
                                body.flatMap(given -> given.bool("dryRun")).orElse(false));
                };
        };
    }

    /** Runs on the version that was looked at, and on no other. */
    private HttpAnswer run(Asked asked, Caller caller, long version, String document, long current, boolean dryRun) {
        Json.Object body = Json.object()
                .put("operation", "execute")
                .put("document", document)
                .put("caseId", asked.at("id"))
                .put("expectedVersion", current)
                .put("dryRun", dryRun)
                .build();
        Answer answer = switch (Requests.read(
                body, caller, asked.requestId(), asked.call().header("idempotency-key"))) {
            case Requests.Outcome.Unreadable unreadable -> unreadable.problem();
            case Requests.Outcome.Read(Request request) ->
                manager.apply(TimeLimit.within(request, asked.remainingMillis()));
        };
        Json.Object more =
                Json.object().put("reverts", version).put("document", document).build();
        return Problems.render(
                switch (answer) {
                    case Answer.Done(Json.Object done) -> new Answer.Done(done.with(more));
                    case Answer.Problem problem -> problem;
                },
                asked.requestId());
    }

    private static HttpAnswer refused(Asked asked, List<String> reasons) {
        List<Diagnostic> diagnostics = reasons.stream()
                .map(reason -> Diagnostic.error("STA-IRREVERSIBLE", reason)
                        .hint("Say what is right now in a document of its own."))
                .toList();
        return Problems.render(
                new Answer.Problem(
                        Answer.Fault.REJECTED,
                        "This version cannot be undone.",
                        diagnostics,
                        Json.object().put("success", false).build(),
                        Optional.empty()),
                asked.requestId());
    }

    private static HttpAnswer problem(Asked asked, Answer.Fault fault, String detail) {
        return Problems.render(Answer.problem(fault, detail), asked.requestId());
    }
}
