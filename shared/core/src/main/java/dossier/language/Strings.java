package dossier.language;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads quoted text: finds its end in one pass over the bytes, and copies once. */
final class Strings {
    private final Scanner scanner;
    private final byte[] bytes;
    private final int end;
    private final Findings findings;
    /** In this range strings end on their line: its quotes were met from a string that nothing closes. */
    private Span lineBound = Span.NONE;
    /** In this range, part of a line, no quote closes anything. */
    private Span quoteless = Span.NONE;

    private boolean outOfStep;

    Strings(Scanner scanner) {
        this.scanner = scanner;
        this.bytes = scanner.bytes();
        this.end = scanner.end();
        this.findings = scanner.findings();
    }

    boolean isOutOfStep() {
        return outOfStep;
    }

    void outOfStep(boolean is) {
        outOfStep = is;
    }

    /** The text of the string that opens here; null, with an error, when it is broken. */
    @Nullable
    String read() {
        int open = scanner.at();
        int p = open + 1;
        int firstBreak = -1;
        boolean ascii = true;
        boolean escaped = false;
        while (true) {
            byte b = bytes[p];
            if (Bytes.is(b, Bytes.TEXT)) {
                p++;
            } else if (b < 0) {
                ascii = false;
                p++;
            } else if (b == '"') {
                break;
            } else if (b == '\\') {
                escaped = true;
                p += p + 1 < end ? 2 : 1;
            } else if (p >= end || (b == '\n' && holds(lineBound, open))) {
                return unclosed(open, firstBreak < 0 ? p : firstBreak, p);
            } else {
                firstBreak = b == '\n' && firstBreak < 0 ? p : firstBreak;
                escaped |= b == 0;
                p++;
            }
        }
        int next = p + 1;
        if (!Bytes.is(bytes[next], Bytes.DELIMITER) && next < end && bytes[next] != '}') {
            return firstBreak >= 0 ? unclosed(open, firstBreak, p) : crowded(p);
        }
        scanner.moveTo(next);
        if (escaped) {
            return unescaped(open + 1, p);
        }
        return new String(bytes, open + 1, p - open - 1, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /** Takes the string to end with its first line, but for the brackets at the end of that line. */
    private @Nullable String unclosed(int open, int lineEnd, int scanned) {
        int p = lineEnd;
        while (p > open + 1 && Bytes.is(bytes[p - 1], Bytes.DELIMITER) && "([{;".indexOf(bytes[p - 1]) < 0) {
            p--;
        }
        if (!holds(lineBound, open)) {
            lineBound = new Span(open, scanned);
        }
        outOfStep = true;
        scanner.moveTo(p);
        findings.add(
                Syntax.STRING
                        .error("This string is not closed")
                        .expecting(List.of("\""))
                        .hint("Close it with a double quote; a quote inside a string is written \\\"."),
                open,
                p);
        return null;
    }

    /** Something stands directly behind the closing quote: most likely a quote inside the text. */
    private @Nullable String crowded(int quote) {
        int p = quote + 1;
        boolean known = holds(quoteless, quote);
        while (!known && p < end && bytes[p] != '\n' && !closes(p)) {
            p += bytes[p] == '\\' && p + 1 < end ? 2 : 1;
        }
        boolean closed = !known && p < end && bytes[p] == '"';
        if (!closed && !known) {
            quoteless = new Span(quote, p);
        }
        scanner.moveTo(closed ? p + 1 : quote + 1);
        findings.add(
                Syntax.STRING
                        .error("Something stands directly behind the end of this string")
                        .expecting(List.of("white space", "a closing bracket"))
                        .hint("A quote inside a string is written \\\"; otherwise put a space behind the string."),
                quote,
                Math.min(end, quote + 2));
        return null;
    }

    private static boolean holds(Span range, int offset) {
        return offset >= range.start() && offset < range.end();
    }

    /** Whether a quote here is what closes a string: behind it stands the next key, a closing bracket or nothing. */
    private boolean closes(int p) {
        int next = p + 1;
        if (bytes[p] != '"' || !(Bytes.is(bytes[next], Bytes.DELIMITER) || next >= end)) {
            return false;
        }
        while (bytes[next] == ' ' || bytes[next] == ',' || bytes[next] == '\t') {
            next++;
        }
        return next >= end || ":)]};\r\n".indexOf(bytes[next]) >= 0;
    }

    private @Nullable String unescaped(int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        boolean sound = true;
        int copied = from;
        for (int p = from; p < to; ) {
            byte b = bytes[p];
            if (b == 0) {
                sound = false;
                findings.add(
                        Syntax.CHARACTER
                                .error("A NUL character cannot stand in a document")
                                .hint("Remove it."),
                        p,
                        p + 1);
            }
            if (b != '\\') {
                p++;
                continue;
            }
            text.append(new String(bytes, copied, p - copied, StandardCharsets.UTF_8));
            int used = escape(p, to, text);
            sound &= used > 0;
            p += Math.max(2, used);
            copied = p;
        }
        text.append(new String(bytes, Math.min(copied, to), Math.max(0, to - copied), StandardCharsets.UTF_8));
        return sound ? text.toString() : null;
    }

    /** Undoes the escape at this backslash. Returns how many bytes it takes, or 0, with an error, when it is none. */
    private int escape(int p, int to, StringBuilder text) {
        char plain = switch (bytes[p + 1]) {
            case '"' -> '"';
            case '\\' -> '\\';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> 0;
        };
        if (plain != 0) {
            text.append(plain);
            return 2;
        }
        return bytes[p + 1] == 'u' ? unicode(p, to, text) : refuse(p, p + 2, to, "This escape is not known");
    }

    private int unicode(int p, int to, StringBuilder text) {
        int unit = hex(p + 2, to);
        if (unit < 0) {
            return refuse(p, p + 6, to, "Four hexadecimal digits must follow \\u");
        }
        if (unit == 0) {
            return refuse(p, p + 6, to, "A NUL character cannot stand in a document");
        }
        char first = (char) unit;
        if (!Character.isSurrogate(first)) {
            text.append(first);
            return 6;
        }
        int second = Character.isHighSurrogate(first) && p + 7 < to && bytes[p + 6] == '\\' && bytes[p + 7] == 'u'
                ? hex(p + 8, to)
                : -1;
        if (second < 0 || !Character.isLowSurrogate((char) second)) {
            return refuse(p, p + 6, to, "This is half of a surrogate pair");
        }
        text.append(first).append((char) second);
        return 12;
    }

    private int refuse(int p, int until, int to, String message) {
        findings.add(
                Syntax.ESCAPE
                        .error(message)
                        .expecting(List.of("\\\"", "\\\\", "\\n", "\\r", "\\t", "\\uXXXX"))
                        .hint("A backslash itself is written \\\\; a character beyond U+FFFF is two \\u escapes."),
                p,
                Math.min(until, to));
        return 0;
    }

    private int hex(int from, int to) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < to ? Character.digit(bytes[i], 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
