package dossier.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads forms. A form that nothing closes would take all the forms behind it for its children; so when the end of the
 * text comes first, it is read again with the rule that a form in the first column of a line begins anew.
 */
final class Forms {
    /** Up to this many keys are compared one by one. */
    private static final int FEW = 16;

    private static final String KIND = "form";

    private final Scanner scanner;
    private final Findings findings;
    private final Values values;
    private final Limits limits;
    private final Stack<Form.Entry> entries = new Stack<>();
    private boolean ranOut;

    Forms(Scanner scanner, Limits limits) {
        this.scanner = scanner;
        this.findings = scanner.findings();
        this.values = new Values(scanner, limits);
        this.limits = limits;
    }

    /** The form that opens here, whole or as far as it can be told. */
    Form topLevel() {
        int start = scanner.at();
        int errors = findings.count();
        int comments = scanner.comments().size();
        Form form = attempt();
        if (ranOut && !scanner.followsColumns()) {
            scanner.followColumns();
            findings.rewind(errors);
            scanner.comments().subList(comments, scanner.comments().size()).clear();
            scanner.moveTo(start);
            form = attempt();
        }
        return form;
    }

    private Form attempt() {
        values.start();
        ranOut = false;
        return form(1, false);
    }

    /** A closing bracket between forms. */
    void strayCloser() {
        values.stray();
    }

    private Form form(int depth, boolean withinVerbless) {
        int start = scanner.at();
        if (depth > limits.maxDepth()) {
            values.tooDeep(start);
            ranOut |= scanner.atEnd();
            return new Form("", Span.NONE, List.of(), List.of(), new Span(start, scanner.at()));
        }
        boolean outOfStep = values.literals().isOutOfStep();
        values.literals().outOfStep(false);
        scanner.moveTo(start + 1);
        scanner.blank();
        int verbStart = scanner.at();
        String verb = scanner.is(Bytes.START) ? scanner.dotted() : null;
        boolean verbless = verb == null;
        if (verb == null && scanner.at() == verbStart && !withinVerbless) {
            noVerb(start);
        }
        Span verbSpan = verb == null ? Span.NONE : new Span(verbStart, scanner.at());
        Arguments arguments = new Arguments(start);
        while (!arguments.isClosed()) {
            scanner.blank();
            arguments.next(depth, verbless);
        }
        values.literals().outOfStep(outOfStep || values.literals().isOutOfStep());
        return new Form(
                verb == null ? "" : verb,
                verbSpan,
                entries.popTo(arguments.base),
                arguments.children(),
                new Span(start, scanner.at()));
    }

    private void noVerb(int start) {
        findings.add(
                Syntax.VERB
                        .error("This form has no verb")
                        .expecting(List.of("a verb"))
                        .hint("A form begins with its verb: (verb :key \"value\")."),
                start,
                start + 1);
    }

    /** Keys, values and child forms of one form while it is read. */
    private final class Arguments {
        private final int start;
        /** Where the entries of this form begin on the stack; those of its children come and go above them. */
        private final int base = entries.size();

        private List<Form> children = List.of();
        private @Nullable Map<String, Span> seen;
        private int count;
        private boolean closed;
        /** Whether the thing before was in error, so that a stray value behind it is part of the same mistake. */
        private boolean brokenBefore;

        Arguments(int start) {
            this.start = start;
        }

        boolean isClosed() {
            return closed;
        }

        /** Most forms have none, and asking that first is cheaper than a copy of nothing. */
        List<Form> children() {
            return children.isEmpty() ? List.of() : List.copyOf(children);
        }

        void next(int depth, boolean verbless) {
            if (scanner.atEnd() || ranOut) {
                values.unclosed(start, KIND, ")");
                ranOut = true;
                closed = true;
                return;
            }
            boolean brokenHere = false;
            switch (scanner.here()) {
                case ':' -> brokenHere = !entry(depth);
                case ')' -> {
                    scanner.moveTo(scanner.at() + 1);
                    closed = true;
                }
                case '(' -> child(depth, verbless);
                case ']', '}' -> values.stray();
                default -> {
                    stray(depth, verbless);
                    brokenHere = true;
                }
            }
            brokenBefore = brokenHere;
        }

        /** Returns whether key and value could be read. */
        private boolean entry(int depth) {
            int keyStart = scanner.at();
            String key = values.key();
            Span keySpan = new Span(keyStart, scanner.at());
            Value value = values.valueFor(keySpan.start(), keySpan.end(), key != null, depth);
            if (key == null) {
                return false;
            }
            if (!children.isEmpty()) {
                late(keySpan);
            }
            count = values.counted(count, KIND, start);
            Span before = before(key);
            if (before != null) {
                values.duplicate(keySpan, before);
            } else if (value != null && count <= limits.maxListLength()) {
                entries.push(new Form.Entry(key, keySpan, value));
                if (seen != null) {
                    seen.put(key, keySpan);
                }
            }
            return value != null;
        }

        private @Nullable Span before(String key) {
            if (entries.size() - base <= FEW) {
                for (int i = base; i < entries.size(); i++) {
                    Form.Entry entry = entries.get(i);
                    if (entry.key().equals(key)) {
                        return entry.keySpan();
                    }
                }
                return null;
            }
            Map<String, Span> known = seen;
            if (known == null) {
                known = new HashMap<>();
                for (int i = base; i < entries.size(); i++) {
                    known.put(entries.get(i).key(), entries.get(i).keySpan());
                }
                seen = known;
            }
            return known.get(key);
        }

        private void child(int depth, boolean verbless) {
            if (scanner.beginsAnew(scanner.at())) {
                values.unclosed(start, KIND, ")");
                closed = true;
                return;
            }
            if (children.isEmpty()) {
                children = new ArrayList<>();
            }
            children.add(form(depth + 1, verbless));
        }

        private void late(Span key) {
            findings.add(
                    Syntax.ORDER
                            .error("A key cannot stand behind a child form")
                            .hint("Put the keys of a form before its child forms, or close the child form."),
                    key.start(),
                    key.end());
        }

        /** Something that no key introduces; a run of such things is one error. */
        private void stray(int depth, boolean verbless) {
            int from = scanner.at();
            Value value = values.read(depth + 1);
            if (value == null || brokenBefore || (verbless && entries.size() == base)) {
                return;
            }
            Form.Entry last = entries.size() == base ? null : entries.get(entries.size() - 1);
            boolean grouped = last != null
                    && last.value() instanceof Value.Numeric
                    && value instanceof Value.Numeric
                    && last.value().span().end() + 1 == from
                    && scanner.bytes()[from - 1] == ',';
            findings.add(
                    Syntax.STRAY
                            .error("No key introduces this value")
                            .expecting(List.of(":key", ")"))
                            .hint(
                                    grouped
                                            ? "A comma is white space: write the digits of a number together."
                                            : "Put a key before it; several values of one key stand in a list: [a b]."),
                    from,
                    scanner.at());
        }
    }
}
