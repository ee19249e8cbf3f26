package dossier.language;

import java.util.List;

/**
 * Lays a document out for people. What fits stands on one line; otherwise a form has a key a line, a map an entry a
 * line, a list as many items a line as fit. Comments keep their place: behind what they follow on its line, or on a
 * line of their own. A blank line between forms stays one.
 *
 * <p>Each decision looks only at the tree, the comments and the column, so that formatting twice changes nothing.
 */
final class Pretty {
    private static final int WIDTH = 100;
    /** A thing that would be aligned further right than this is indented instead, so that depth costs no width. */
    private static final int ALIGNED = 48;

    private static final int STEP = 2;

    private final Document document;
    private final List<Comment> comments;
    private final StringBuilder out = new StringBuilder();
    private final Flat flat = new Flat(out, Flat.Spacing.READABLE);
    private int next;
    private int lineStart;
    /** Whether a comment ends the line, so that nothing else can go on it. */
    private boolean commented;
    /** Where the latest form or comment ended in the text that was read. */
    private int lastEnd = -1;

    Pretty(Document document) {
        this.document = document;
        this.comments = document.comments();
    }

    String print() {
        for (Form form : document.forms()) {
            comments(form.span().start(), 0, true);
            separate(form.span().start(), 0);
            form(form, 0);
            lastEnd = form.span().end();
        }
        comments(Integer.MAX_VALUE, 0, true);
        if (!out.isEmpty()) {
            out.append('\n');
        }
        return out.toString();
    }

    private void form(Form form, int indent) {
        if (hasNoComment(form.span()) && flat.fits(form, lineStart + WIDTH)) {
            return;
        }
        out.append('(');
        comments(form.verbSpan().start(), indent + 1, false);
        if (commented) {
            newLine(indent + 1);
        }
        flat.verb(form);
        lastEnd = form.verbSpan().end();
        boolean aligned = column() + 1 <= indent + ALIGNED;
        int inner = aligned ? column() + 1 : indent + STEP;
        boolean first = aligned;
        for (Form.Entry entry : form.entries()) {
            comments(entry.keySpan().start(), inner, false);
            gapOrLine(first, inner);
            entry(entry, inner);
            lastEnd = entry.value().span().end();
            first = false;
        }
        children(form.children(), indent + STEP);
        comments(form.span().end(), form.children().isEmpty() ? inner : indent + STEP, false);
        close(')', indent + STEP);
    }

    private void children(List<Form> children, int indent) {
        for (Form child : children) {
            comments(child.span().start(), indent, true);
            separate(child.span().start(), indent);
            form(child, indent);
            lastEnd = child.span().end();
        }
    }

    private void entry(Form.Entry entry, int indent) {
        flat.key(entry.key());
        valueBehind(entry.value(), indent);
    }

    private void valueBehind(Value value, int indent) {
        comments(value.span().start(), indent + STEP, false);
        gapOrLine(true, indent + STEP);
        value(value, indent);
    }

    /** @param indent of the line on which the value begins, or of the key it belongs to */
    private void value(Value value, int indent) {
        if (isPlain(value) && flat.fits(value, lineStart + WIDTH)) {
            return;
        }
        switch (value) {
            case Value.Many many -> list(many, indent);
            case Value.Fields map -> map(map, indent);
            default -> flat.value(value);
        }
    }

    private void map(Value.Fields map, int indent) {
        out.append('{');
        boolean aligned = column() <= ALIGNED;
        int inner = aligned ? column() : indent + STEP;
        boolean first = true;
        for (Value.Field field : map.fields()) {
            if (!first) {
                out.append(',');
            }
            comments(field.key().span().start(), inner, false);
            if (commented || !first || !aligned) {
                newLine(inner);
            }
            flat.mapKey(field.key());
            valueBehind(field.value(), inner);
            first = false;
        }
        comments(map.span().end(), inner, false);
        close('}', inner);
    }

    private void list(Value.Many list, int indent) {
        out.append('[');
        boolean aligned = column() <= ALIGNED;
        int inner = aligned ? column() : indent + STEP;
        boolean first = true;
        for (Value item : list.items()) {
            comments(item.span().start(), inner, false);
            boolean sameLine = !commented && (first ? aligned : true);
            if (!sameLine || !fitsBehind(item, first)) {
                if (commented || !first || !aligned) {
                    newLine(inner);
                }
                value(item, inner);
            }
            first = false;
        }
        comments(list.span().end(), inner, false);
        close(']', inner);
    }

    /** Writes an item on the current line when it has room there. */
    private boolean fitsBehind(Value item, boolean first) {
        int before = out.length();
        if (!first) {
            out.append(' ');
        }
        if (isPlain(item) && flat.fits(item, lineStart + WIDTH)) {
            return true;
        }
        out.setLength(before);
        return false;
    }

    private void close(char bracket, int indent) {
        if (commented) {
            newLine(indent);
        }
        out.append(bracket);
    }

    private void gapOrLine(boolean gap, int indent) {
        if (gap && !commented) {
            out.append(' ');
        } else {
            newLine(indent);
        }
    }

    /** Writes the comments that stand before this place of the text. */
    private void comments(int before, int indent, boolean betweenForms) {
        while (next < comments.size() && comments.get(next).span().start() < before) {
            Comment comment = comments.get(next++);
            boolean behind = comment.trailing() && !commented && column() > 0;
            if (behind) {
                out.append(' ');
            } else if (betweenForms) {
                separate(comment.span().start(), indent);
            } else {
                newLine(indent);
            }
            out.append(comment.text());
            commented = true;
            lastEnd = comment.span().end();
        }
    }

    /** Begins the line of a form or of a comment between forms, after a blank line where the text has one. */
    private void separate(int start, int indent) {
        if (out.isEmpty()) {
            return;
        }
        if (line(start) - line(lastEnd) > 1) {
            newLine(0);
        }
        newLine(indent);
    }

    private int line(int offset) {
        return offset < 0
                ? 0
                : document.position(new Span(offset, offset))
                        .map(Position::line)
                        .orElse(0);
    }

    /** Whether no comment forces a value onto several lines; those inside a reference follow it. */
    private boolean isPlain(Value value) {
        return value instanceof Value.Attribute || hasNoComment(value.span());
    }

    private boolean hasNoComment(Span span) {
        return next == comments.size() || comments.get(next).span().start() >= span.end();
    }

    private void newLine(int indent) {
        out.append('\n');
        lineStart = out.length();
        out.append(" ".repeat(indent));
        commented = false;
    }

    private int column() {
        return out.length() - lineStart;
    }
}
