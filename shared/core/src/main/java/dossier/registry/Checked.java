package dossier.registry;

import dossier.language.Diagnostic;
import dossier.language.Document;
import java.util.List;

/**
 * What checking a document against the registry gave.
 *
 * @param document the same forms with today's names for verbs and keys and implied keys written out; positions are
 *     those of the original text
 * @param forms flattened, children after their parents; forms with errors are left out
 */
public record Checked(Document document, List<TypedForm> forms, List<Diagnostic> diagnostics) {
    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
}
