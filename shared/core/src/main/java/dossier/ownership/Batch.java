package dossier.ownership;

import dossier.json.Json;
import dossier.language.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers a line of a batch: {@code {"id","document","queries":[...]}} in, {@code {"id","answers":[...]}} or {@code
 * {"id","diagnostics":[...]}} out, whatever the line holds. Safe to share between threads.
 */
public final class Batch {
    private final Answers answers;

    public Batch(Answers answers) {
        this.answers = answers;
    }

    public Json.Object line(String line) {
        return switch (Json.parse(line.startsWith("\uFEFF") ? line.substring(1) : line)) {
            case Json.Outcome.Malformed bad ->
                failed(
                        Optional.empty(),
                        Diagnostic.error("SYN-JSON", bad.message() + " (column " + bad.column() + ")"));
            case Json.Outcome.Read read ->
                read.json()
                        .asObject()
                        .map(this::answer)
                        .orElseGet(() -> failed(
                                Optional.empty(), Diagnostic.error("TYP-QUERY", "A line holds one JSON object")));
        };
    }

    private Json.Object answer(Json.Object line) {
        Optional<Json> id = line.get("id");
        Optional<String> document = line.text("document");
        Optional<List<Json>> queries = line.array("queries");
        if (document.isEmpty()) {
            return failed(id, Diagnostic.error("TYP-QUERY", "document is the text of a document"));
        }
        if (queries.isEmpty()) {
            return failed(id, Diagnostic.error("TYP-QUERY", "queries is a list of objects"));
        }
        Answers.Opened opened =
                answers.open(document.get(), !line.bool("lenient").orElse(false));
        if (!opened.diagnostics().isEmpty()) {
            return failed(id, opened.diagnostics());
        }
        List<Json> found = new ArrayList<>();
        for (Json query : queries.get()) {
            found.add(opened.answer(query));
        }
        return Json.object().putOrNull("id", id).put("answers", found).build();
    }

    private static Json.Object failed(Optional<Json> id, Diagnostic diagnostic) {
        return failed(id, List.of(diagnostic));
    }

    private static Json.Object failed(Optional<Json> id, List<Diagnostic> diagnostics) {
        Json list = AnswerJson.diagnostics(diagnostics).get("diagnostics").orElseGet(Json::nil);
        return Json.object().putOrNull("id", id).put("diagnostics", list).build();
    }
}
