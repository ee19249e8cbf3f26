package dossier.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Collects the errors of one text, up to a limit. */
final class Findings {
    private static final int SHOWN = 60;

    private final Source source;
    private final int limit;
    private final List<Diagnostic> found = new ArrayList<>();
    private int form = -1;
    private boolean full;

    Findings(Source source, int limit) {
        this.source = source;
        this.limit = limit;
    }

    /** What is added from here on speaks of this top-level form; -1 for what stands between forms. */
    void within(int formIndex) {
        form = formIndex;
    }

    /** Whether the limit is passed, so that reading should stop. */
    boolean isFull() {
        return full;
    }

    int count() {
        return found.size();
    }

    /** Forgets everything after the first {@code count}. */
    void rewind(int count) {
        found.subList(count, found.size()).clear();
        full = false;
    }

    /** Adds an error about this range and quotes it. */
    void add(Diagnostic diagnostic, int start, int end) {
        if (full) {
            return;
        }
        if (found.size() == limit) {
            full = true;
            found.add(place(
                    Syntax.ERRORS
                            .error("There are more than " + limit + " errors; reading stopped here")
                            .hint("Correct these first, then read the text again."),
                    start,
                    start));
            return;
        }
        found.add(place(diagnostic.found(quote(start, end)), start, end));
    }

    Position position(int start, int end) {
        return source.position(new Span(start, end));
    }

    /** All of them, each with the top-level form it stands in. */
    List<Diagnostic> inTextOrder(List<Form> forms) {
        return found.stream()
                .sorted(Comparator.comparingInt(Findings::offset))
                .map(diagnostic -> diagnostic.form().isPresent() ? diagnostic : within(forms, diagnostic))
                .toList();
    }

    private static int offset(Diagnostic diagnostic) {
        return diagnostic.position().map(Position::offset).orElse(0);
    }

    private static Diagnostic within(List<Form> forms, Diagnostic diagnostic) {
        for (int i = 0; i < forms.size(); i++) {
            Span span = forms.get(i).span();
            if (span.start() <= offset(diagnostic) && offset(diagnostic) < span.end()) {
                return diagnostic.at(diagnostic.position(), i);
            }
        }
        return diagnostic;
    }

    private Diagnostic place(Diagnostic diagnostic, int start, int end) {
        Position where = position(start, end);
        return form < 0 ? diagnostic.at(where) : diagnostic.at(Optional.of(where), form);
    }

    /** The text of this range, cut to what a reader takes in at a glance. */
    private String quote(int start, int end) {
        byte[] bytes = source.bytes();
        int to = start;
        int shown = 0;
        while (to < end && shown < SHOWN) {
            to += Math.max(1, Utf8.sequence(bytes, to, end));
            shown++;
        }
        return source.slice(start, to) + (to < end ? "..." : "");
    }
}
