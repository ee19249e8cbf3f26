package dossier.generate;

import dossier.generation.Validation;
import dossier.json.Json;
import dossier.language.Canonical;
import dossier.language.Diagnostic;
import dossier.language.Parser;
import dossier.pipeline.Answer;
import dossier.pipeline.Caller;
import dossier.pipeline.Manager;
import dossier.pipeline.Request;
import dossier.pipeline.Requests;
import dossier.registry.Typing;
import java.util.List;
import java.util.Optional;

/** Checks a proposal by compiling it, which is what executing does up to the writing. Thread-safe. */
final class Compiling implements Validation {
    private final Manager manager;
    private final Typing typing;

    Compiling(Manager manager) {
        this.manager = manager;
        this.typing = new Typing(manager.registry());
    }

    @Override
    public Checked check(Caller caller, String document, Optional<String> caseId) {
        Json.Object body = Json.object()
                .put("operation", "compile")
                .put("document", document)
                .putText("caseId", caseId)
                .build();
        Answer answer = switch (Requests.read(body, caller, "generate", Optional.empty())) {
            case Requests.Outcome.Unreadable unreadable -> unreadable.problem();
            case Requests.Outcome.Read(Request request) -> manager.handle(request);
        };
        return switch (answer) {
            case Answer.Done done ->
                new Checked(
                        List.<Diagnostic>of(),
                        done.body().text("planHash"),
                        done.body().integer("baseVersion"));
            case Answer.Problem problem -> new Checked(problem.diagnostics(), Optional.empty(), Optional.empty());
        };
    }

    /** The hash under which executing this text finds its proposal again. */
    String canonicalHash(String document) {
        return Canonical.hash(typing.check(Parser.parse(document), true).document(), manager.registry());
    }
}
