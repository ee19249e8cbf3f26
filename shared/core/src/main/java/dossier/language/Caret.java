package dossier.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Shows diagnostics to people: what is wrong, where, the line with the place marked under it, and what to do. The place
 * is marked right whatever stands before it: tabs, wide and combining characters take the columns a terminal gives
 * them, and what would act on the terminal is shown by its number. Immutable and safe to share between threads.
 */
public final class Caret {
    private static final int WINDOW = 100;
    private static final int BEFORE = 40;
    private static final String CUT = "...";

    private final String name;
    private final List<String> lines;

    /**
     * @param name of the file or other origin, shown before line and column
     * @param text that was read
     */
    public Caret(String name, String text) {
        this.name = name;
        this.lines = split(text);
    }

    /** Several lines, each ended by a line feed. */
    public String render(Diagnostic diagnostic) {
        StringBuilder out = new StringBuilder();
        if (!diagnostic.isError()) {
            out.append(diagnostic.severity().name().toLowerCase(Locale.ROOT)).append(' ');
        }
        out.append(diagnostic.code())
                .append(": ")
                .append(safe(diagnostic.message()))
                .append('\n');
        diagnostic.position().ifPresent(position -> place(position, out));
        list("expected", diagnostic.expected(), out);
        list("did you mean", diagnostic.nearest(), out);
        if (!diagnostic.hint().isEmpty()) {
            list("hint", List.of(diagnostic.hint()), out);
        }
        return out.toString();
    }

    private void place(Position position, StringBuilder out) {
        out.append("  at ")
                .append(safe(name))
                .append(':')
                .append(position.line())
                .append(':')
                .append(position.column())
                .append('\n');
        line(position.line()).ifPresent(line -> {
            String number = Integer.toString(position.line());
            out.append("  ").append(number).append(" | ");
            mark(line, position, "  " + " ".repeat(number.length()) + " | ", out);
        });
    }

    private Optional<String> line(int number) {
        return number <= lines.size() ? Optional.of(lines.get(number - 1)) : Optional.empty();
    }

    /** The line, cut to a window around the place, and below it the carets. */
    private static void mark(String line, Position position, String margin, StringBuilder out) {
        int[] points =
                line.codePoints().limit((long) position.column() + WINDOW).toArray();
        int at = Math.min(position.column() - 1, points.length);
        int from = at > BEFORE + CUT.length() ? at - BEFORE : 0;
        StringBuilder shown = new StringBuilder(from > 0 ? CUT : "");
        int width = shown.length();
        int caretFrom = width;
        int caretTo = width;
        int i = from;
        for (; i < points.length && (width < WINDOW || i <= at); i++) {
            if (i == at) {
                caretFrom = width;
            }
            String glyph = shown(points[i]);
            shown.append(glyph);
            width += width(points[i], glyph);
            if (i >= at && i < at + position.length()) {
                caretTo = width;
            }
        }
        boolean cut = i < points.length || position.column() - 1 > points.length;
        caretFrom = at >= i ? width : caretFrom;
        out.append(shown).append(cut ? CUT : "").append('\n');
        out.append(margin)
                .append(" ".repeat(caretFrom))
                .append("^".repeat(Math.max(1, caretTo - caretFrom)))
                .append('\n');
    }

    private static void list(String title, List<String> items, StringBuilder out) {
        if (!items.isEmpty()) {
            out.append("  ")
                    .append(title)
                    .append(": ")
                    .append(safe(String.join(", ", items)))
                    .append('\n');
        }
    }

    /** Text from elsewhere with nothing in it that acts on a terminal. */
    private static String safe(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> out.append(shown(point)));
        return out.toString();
    }

    private static String shown(int point) {
        if (point == '\t') {
            return "    ";
        }
        boolean hidden = Character.isISOControl(point)
                || Character.getType(point) == Character.FORMAT
                || Character.getType(point) == Character.SURROGATE
                || point == 0x2028
                || point == 0x2029;
        return hidden ? "<" + Characters.name(point) + ">" : Character.toString(point);
    }

    private static int width(int point, String glyph) {
        if (glyph.length() > 2) {
            return glyph.length();
        }
        int type = Character.getType(point);
        boolean combining = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
        return combining ? 0 : isWide(point) ? 2 : 1;
    }

    /** The larger blocks of East Asian wide characters and of pictures (Unicode Standard Annex 11). */
    private static boolean isWide(int point) {
        return point >= 0x1100
                && (point <= 0x115f
                        || (point >= 0x2e80 && point <= 0xa4cf && point != 0x303f)
                        || (point >= 0xac00 && point <= 0xd7a3)
                        || (point >= 0xf900 && point <= 0xfaff)
                        || (point >= 0xfe30 && point <= 0xfe6f)
                        || (point >= 0xff00 && point <= 0xff60)
                        || (point >= 0xffe0 && point <= 0xffe6)
                        || (point >= 0x1f300 && point <= 0x1f64f)
                        || (point >= 0x1f900 && point <= 0x1f9ff)
                        || (point >= 0x20000 && point <= 0x3fffd));
    }

    /** Lines as positions count them: each ends at its line feed. */
    private static List<String> split(String text) {
        List<String> lines = new ArrayList<>();
        int from = text.startsWith("\ufeff") ? 1 : 0;
        for (int to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
            lines.add(text.substring(from, to > from && text.charAt(to - 1) == '\r' ? to - 1 : to));
            from = to + 1;
        }
        lines.add(text.substring(from));
        return lines;
    }
}
