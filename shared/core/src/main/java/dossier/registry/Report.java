package dossier.registry;

import dossier.language.Diagnostic;
import dossier.language.Document;
import dossier.language.Severity;
import dossier.language.Span;
import java.util.ArrayList;
import java.util.List;

/** Collects the findings of one check; after as many errors as anyone reads it keeps no more. */
final class Report {
    private static final int MOST_ERRORS = 100;
    private static final int MOST_NOTES = 1_000;

    private final Document document;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private int errors;
    private int form;

    Report(Document document) {
        this.document = document;
    }

    /** From now on findings are about this top-level form. */
    void form(int index) {
        form = index;
    }

    int errors() {
        return errors;
    }

    void add(Diagnostic diagnostic, Span span) {
        if (diagnostic.isError()) {
            errors++;
            if (errors > MOST_ERRORS) {
                cutAt(span);
                return;
            }
        } else if (diagnostics.size() > MOST_NOTES) {
            return;
        }
        diagnostics.add(diagnostic.at(document.position(span), form));
    }

    void note(String code, String message, String found, Span span) {
        add(Diagnostic.error(code, message).as(Severity.NOTE).found(found), span);
    }

    private void cutAt(Span span) {
        if (errors == MOST_ERRORS + 1) {
            Diagnostic cut = Diagnostic.error("LIM-ERRORS", "There are more than " + MOST_ERRORS + " errors")
                    .hint("Correct these first.");
            diagnostics.add(cut.at(document.position(span), form));
        }
    }

    /** What is an error to a strict reader and a warning to a lenient one. */
    void complain(boolean strict, Diagnostic diagnostic, Span span) {
        add(strict ? diagnostic : diagnostic.as(Severity.WARNING), span);
    }

    List<Diagnostic> diagnostics() {
        return List.copyOf(diagnostics);
    }
}
