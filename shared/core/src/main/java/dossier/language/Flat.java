package dossier.language;

import java.util.List;

/**
 * Writes nodes on one line, in the spelling every printer shares. What no text could say again, such as a symbol with
 * a space in it, is refused with an {@link IllegalArgumentException}: written all the same it would say something else.
 */
final class Flat {
    /** Where white space stands. */
    enum Spacing {
        /** A space between any two things, a comma and a space between map entries. */
        READABLE,
        /** A space between any two things. */
        PLAIN,
        /** A space only where two things would run together without it. */
        TIGHT
    }

    private final StringBuilder out;
    private final Spacing spacing;
    /** Length of the output at which writing may stop, as it is not wanted any more. */
    private int limit = Integer.MAX_VALUE;

    Flat(StringBuilder out, Spacing spacing) {
        this.out = out;
        this.spacing = spacing;
    }

    /** Writes a value when the output stays within this length; leaves the output as it was when not. */
    boolean fits(Value value, int length) {
        int before = out.length();
        limit = length;
        value(value);
        return settle(before, length);
    }

    boolean fits(Form form, int length) {
        int before = out.length();
        limit = length;
        form(form);
        return settle(before, length);
    }

    private boolean settle(int before, int length) {
        limit = Integer.MAX_VALUE;
        boolean fits = out.length() <= length;
        if (!fits) {
            out.setLength(before);
        }
        return fits;
    }

    private boolean isOver() {
        return out.length() > limit;
    }

    void form(Form form) {
        out.append('(');
        verb(form);
        for (Form.Entry entry : form.entries()) {
            if (isOver()) {
                return;
            }
            gap(':');
            key(entry.key());
            value(entry.value(), true);
        }
        for (Form child : form.children()) {
            if (isOver()) {
                return;
            }
            gap('(');
            form(child);
        }
        out.append(')');
    }

    void verb(Form form) {
        out.append(Spelling.name(form.verb()));
    }

    void key(String key) {
        out.append(':').append(Spelling.name(key));
    }

    void value(Value value) {
        value(value, false);
    }

    private void value(Value value, boolean behindKey) {
        switch (value) {
            case Value.Text text -> behind(behindKey, '"').text(text.value());
            case Value.Numeric number -> behind(behindKey, '0').out.append(Spelling.number(number));
            case Value.Bool bool -> behind(behindKey, 't').out.append(bool.value());
            case Value.Nil nil -> behind(behindKey, 'n').out.append("nil");
            case Value.Symbol symbol -> behind(behindKey, 's').out.append(Spelling.symbol(symbol.name()));
            case Value.Many many -> behind(behindKey, '[').list(many.items());
            case Value.Fields map -> behind(behindKey, '{').map(map.fields());
            case Value.Attribute attribute -> behind(behindKey, '@').out.append(Spelling.attribute(attribute));
        }
    }

    private Flat behind(boolean behindKey, char next) {
        if (behindKey) {
            gap(next);
        }
        return this;
    }

    private void list(List<Value> items) {
        out.append('[');
        boolean first = true;
        for (Value item : items) {
            if (isOver()) {
                return;
            }
            value(item, !first);
            first = false;
        }
        out.append(']');
    }

    private void map(List<Value.Field> fields) {
        out.append('{');
        boolean first = true;
        for (Value.Field field : fields) {
            if (isOver()) {
                return;
            }
            if (!first) {
                out.append(spacing == Spacing.READABLE ? "," : "");
                gap(field.key() instanceof Value.MapKey.Quoted ? '"' : ':');
            }
            mapKey(field.key());
            value(field.value(), true);
            first = false;
        }
        out.append('}');
    }

    void mapKey(Value.MapKey key) {
        switch (key) {
            case Value.MapKey.Named named -> key(named.name());
            case Value.MapKey.Quoted quoted -> text(quoted.name());
            case Value.MapKey.Referenced referenced -> out.append(Spelling.attribute(referenced.attribute()));
        }
    }

    private void gap(char next) {
        boolean apart = next == '(' || next == '[' || next == '{' || ")]}".indexOf(out.charAt(out.length() - 1)) >= 0;
        if (spacing != Spacing.TIGHT || !apart) {
            out.append(' ');
        }
    }

    private void text(String text) {
        if (text.length() > limit - out.length()) {
            out.append(" ".repeat(Math.max(1, limit - out.length() + 1)));
        } else {
            Spelling.string(text, out);
        }
    }
}
