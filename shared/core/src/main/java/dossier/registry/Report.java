package dossier.registry;

import dossier.language.Diagnostic;
import dossier.language.Document;
import dossier.language.Nearest;
import dossier.language.Severity;
import dossier.language.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects the findings of one check; after as many errors as anyone reads it keeps no more. */
final class Report {
    private static final int MOST_ERRORS = 100;
    private static final int MOST_OTHERS = 10_000;

    /** Guessing what was meant costs more than all else, so hostile text gets no more guesses than people read. */
    private static final int MOST_GUESSES = 200;

    private final Document document;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private int errors;
    private int others;
    private int guesses;
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
        } else {
            others++;
            if (others > MOST_OTHERS) {
                return;
            }
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

    /** Names the writer may have meant; none once there were many wrong ones. */
    List<String> near(String written, Collection<String> names) {
        return mayGuess() ? Nearest.to(written, names) : List.of();
    }

    boolean mayGuess() {
        guesses++;
        return guesses <= MOST_GUESSES;
    }

    List<Diagnostic> diagnostics() {
        if (others <= MOST_OTHERS) {
            return List.copyOf(diagnostics);
        }
        List<Diagnostic> all = new ArrayList<>(diagnostics);
        all.add(Diagnostic.error("LIM-FINDINGS", "There are " + (others - MOST_OTHERS) + " more warnings and notes")
                .as(Severity.WARNING)
                .hint("Check the document in parts to see them all."));
        return List.copyOf(all);
    }
}
