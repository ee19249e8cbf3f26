package dossier.language;

import java.util.List;
import java.util.Objects;

/**
 * A text that was read. With errors the document still holds every top-level form, a broken one in the shape the
 * reader could save, so that the sound ones can be checked further in the same pass.
 *
 * @param diagnostics in the order of the text
 */
public record Parsed(Document document, List<Diagnostic> diagnostics) {
    public Parsed {
        diagnostics = List.copyOf(diagnostics);
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }

    /** Whether a top-level form has no syntax error in it. */
    public boolean isSound(int form) {
        return diagnostics.stream()
                .noneMatch(d -> d.isError() && Objects.equals(d.form().orElse(-1), form));
    }
}
