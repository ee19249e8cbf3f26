package dossier.language;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place where reading stands in a text, and the steps that every part of the grammar takes from there. The text
 * ends with a NUL that belongs to no class of bytes, so loops over a class end by themselves.
 */
final class Scanner {
    private final Source source;
    private final byte[] bytes;
    private final int end;
    private final Findings findings;
    private final Interned names;
    private final List<Comment> comments = new ArrayList<>();
    private int at;
    private boolean columnRule;

    Scanner(Source source, Findings findings) {
        this.source = source;
        this.bytes = source.bytes();
        this.end = source.end();
        this.findings = findings;
        this.names = new Interned(bytes);
        this.at = source.first();
    }

    byte[] bytes() {
        return bytes;
    }

    int end() {
        return end;
    }

    int at() {
        return at;
    }

    void moveTo(int offset) {
        at = offset;
    }

    boolean atEnd() {
        return at >= end;
    }

    /** The byte here; NUL at the end. */
    byte here() {
        return bytes[at];
    }

    boolean is(int classes) {
        return Bytes.is(bytes[at], classes);
    }

    List<Comment> comments() {
        return comments;
    }

    Findings findings() {
        return findings;
    }

    String slice(int from, int to) {
        return source.slice(from, to);
    }

    String name(int from, int to, int hash) {
        return names.of(from, to, hash);
    }

    /** Moves over white space and comments. Once there are too many errors everything left counts as such. */
    void blank() {
        if (findings.isFull()) {
            at = end;
            return;
        }
        int p = at;
        while (true) {
            if (Bytes.is(bytes[p], Bytes.BLANK)) {
                p++;
            } else if (bytes[p] == ';') {
                p = comment(p);
            } else {
                break;
            }
        }
        at = p;
    }

    /** Records the comment that begins here. Returns where its line ends. */
    private int comment(int start) {
        int p = start;
        boolean ascii = true;
        while (true) {
            byte b = bytes[p];
            if (Bytes.is(b, Bytes.REMARK)) {
                p++;
            } else if (b < 0) {
                ascii = false;
                p++;
            } else if (b == '\n' || p >= end) {
                break;
            } else {
                findings.add(nul(), p, p + 1);
                p++;
            }
        }
        int last = p;
        while (last > start && Bytes.is(bytes[last - 1], Bytes.BLANK) && bytes[last - 1] != ',') {
            last--;
        }
        if (!ascii) {
            directionMarks(start, last);
        }
        comments.add(new Comment(source.slice(start, last), !isFirstOnLine(start), new Span(start, last)));
        return p;
    }

    /** Whether only white space stands before this place on its line. */
    boolean isFirstOnLine(int offset) {
        int p = offset - 1;
        while (p >= source.first() && bytes[p] != '\n' && Bytes.is(bytes[p], Bytes.BLANK)) {
            p--;
        }
        return p < source.first() || bytes[p] == '\n';
    }

    private boolean isFirstColumn(int offset) {
        return offset == source.first() || bytes[offset - 1] == '\n';
    }

    /** A name with its dots, from a place where one begins; null, with an error, when it is malformed. */
    @Nullable
    String dotted() {
        int start = at;
        int p = start;
        int hash = 0;
        while (Bytes.is(bytes[p], Bytes.START)) {
            do {
                hash = 31 * hash + bytes[p++];
            } while (Bytes.is(bytes[p], Bytes.WORD));
            if (bytes[p] != '.') {
                break;
            }
            hash = 31 * hash + bytes[p++];
        }
        if (bytes[p - 1] != '.' && (Bytes.is(bytes[p], Bytes.DELIMITER) || p >= end)) {
            at = p;
            return names.of(start, p, hash);
        }
        malformedName(start);
        return null;
    }

    private void malformedName(int start) {
        int bad = start;
        while (bad < end && (Bytes.is(bytes[bad], Bytes.WORD) || bytes[bad] == '.')) {
            bad++;
        }
        int to = tokenEnd(start);
        if (bad < to && bytes[bad] <= 0) {
            at = bad;
            badToken();
            return;
        }
        at = to;
        findings.add(
                Syntax.NAME
                        .error("This is not a name")
                        .expecting(List.of("letters, digits, _ and -, in parts joined by single dots"))
                        .hint("A part begins with a letter, _ or -; text of any other kind is written in quotes."),
                start,
                to);
    }

    /** Where the run of bytes that nothing separates ends. */
    int tokenEnd(int from) {
        int p = from;
        while (p < end && !Bytes.is(bytes[p], Bytes.DELIMITER) && bytes[p] != '"') {
            p++;
        }
        return p;
    }

    /** Reports what begins here as something that belongs nowhere, and moves past it. */
    void badToken() {
        int start = at;
        int to = Math.max(start + 1, tokenEnd(start));
        at = to;
        int length = Utf8.sequence(bytes, start, end);
        if (length == 0) {
            return; // not UTF-8: reported when the text was received
        }
        int code = Utf8.codePoint(bytes, start, end);
        if (code == 0) {
            findings.add(nul(), start, start + 1);
        } else if (Utf8.isDirectionMark(code)) {
            findings.add(directionMark(code), start, start + length);
        } else {
            findings.add(Characters.misplaced(code), start, start + length);
        }
    }

    private void directionMarks(int from, int to) {
        for (int p = from; p < to; p += Math.max(1, Utf8.sequence(bytes, p, to))) {
            int length = bytes[p] < 0 ? Utf8.sequence(bytes, p, to) : 1;
            if (length > 1) {
                int code = Utf8.codePoint(bytes, p, to);
                if (Utf8.isDirectionMark(code)) {
                    findings.add(directionMark(code), p, p + length);
                }
            }
        }
    }

    private static Diagnostic nul() {
        return Syntax.CHARACTER
                .error("A NUL character cannot stand in a document")
                .hint("Remove it.");
    }

    private static Diagnostic directionMark(int code) {
        return Syntax.CHARACTER
                .error("The direction mark " + Characters.name(code) + " can stand only inside a string")
                .hint("Remove it: it makes text look other than it reads.");
    }

    /**
     * Moves from an opening bracket past the bracket that closes it, or to a form that begins anew under the column
     * rule, without reading what stands between. Returns false when the text ends first.
     */
    boolean skipBalanced() {
        int depth = 0;
        int p = at;
        while (p < end && (p == at || !beginsAnew(p))) {
            switch (bytes[p]) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                case '"' -> p = stringEnd(p) - 1;
                case ';' -> p = comment(p) - 1;
                default -> {}
            }
            p++;
            if (depth == 0) {
                at = p;
                return true;
            }
        }
        at = p;
        return p < end;
    }

    /** From here on a form in the first column of a line begins anew, whatever is open before it. */
    void followColumns() {
        columnRule = true;
    }

    boolean followsColumns() {
        return columnRule;
    }

    /** Whether this is a form that the column rule makes a new beginning. */
    boolean beginsAnew(int offset) {
        return columnRule && bytes[offset] == '(' && isFirstColumn(offset) && looksLikeForm(offset);
    }

    /** Index behind the quote that closes the string opening here, or the end of the text. */
    private int stringEnd(int open) {
        int p = open + 1;
        while (p < end && bytes[p] != '"') {
            p += bytes[p] == '\\' && p + 1 < end ? 2 : 1;
        }
        return Math.min(end, p + 1);
    }

    /**
     * Whether what begins at this bracket looks like a form rather than a remark in brackets: a verb at the start of a
     * line, or a verb that a key follows, or a dotted verb that a bracket follows.
     */
    boolean looksLikeForm(int bracket) {
        int p = bracket + 1;
        boolean dotted = false;
        while (Bytes.is(bytes[p], Bytes.WORD) || (bytes[p] == '.' && p > bracket + 1)) {
            dotted |= bytes[p] == '.';
            p++;
        }
        if (!Bytes.is(bytes[bracket + 1], Bytes.START) || !Bytes.is(bytes[p], Bytes.DELIMITER)) {
            return false;
        }
        if (isFirstOnLine(bracket)) {
            return true;
        }
        while (Bytes.is(bytes[p], Bytes.BLANK)) {
            p++;
        }
        return bytes[p] == ':' || (dotted && (bytes[p] == ')' || bytes[p] == '('));
    }
}
