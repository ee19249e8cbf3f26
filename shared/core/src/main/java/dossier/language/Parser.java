package dossier.language;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads text into a document. Never fails: whatever the text, the answer is a document with the diagnostics of all its
 * independent errors, in time linear in its length.
 *
 * <p>The methods are safe to call from several threads at once.
 */
public final class Parser {
    private static final byte[] NOTHING = {};

    private final Source source;
    private final Findings findings;
    private final Scanner scanner;
    private final Forms forms;

    private Parser(Source source, Limits limits) {
        this.source = source;
        this.findings = new Findings(source, limits.maxErrors());
        this.scanner = new Scanner(source, findings);
        this.forms = new Forms(scanner, limits);
    }

    /** Reads a text within {@link Limits#DEFAULT}. */
    public static Parsed parse(String text) {
        return parse(text, Limits.DEFAULT);
    }

    public static Parsed parse(String text, Limits limits) {
        if (text.length() > limits.maxBytes()) {
            return tooLarge(limits);
        }
        int lone = firstLoneSurrogate(text);
        if (lone < 0) {
            return parse(text.getBytes(StandardCharsets.UTF_8), limits);
        }
        // What UTF-8 cannot hold becomes a byte that UTF-8 does not know, so that it is found where it stands.
        byte[] before = text.substring(0, lone).getBytes(StandardCharsets.UTF_8);
        byte[] after = text.substring(lone + 1).getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(before, before.length + 1 + after.length);
        all[before.length] = (byte) 0xff;
        System.arraycopy(after, 0, all, before.length + 1, after.length);
        return parse(all, limits);
    }

    /** Reads UTF-8; a leading byte-order mark is skipped. */
    public static Parsed parse(byte[] utf8, Limits limits) {
        if (utf8.length > limits.maxBytes()) {
            return tooLarge(limits);
        }
        return new Parser(new Source(utf8), limits).document();
    }

    private static Parsed tooLarge(Limits limits) {
        Diagnostic error = Syntax.SIZE
                .error("The text is larger than " + limits.maxBytes() + " bytes")
                .hint("Split it into several documents.")
                .at(new Position(0, 1, 1, 0));
        return new Parsed(new Source(NOTHING).document(List.of(), List.of()), List.of(error));
    }

    private static int firstLoneSurrogate(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if ((c & 0xf800) == 0xd800) {
                if (Character.isLowSurrogate(c) || i + 1 == length || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    private Parsed document() {
        encoding();
        List<Form> read = new ArrayList<>();
        boolean prose = true;
        scanner.blank();
        while (!scanner.atEnd() && !findings.isFull()) {
            if (scanner.here() == '(') {
                findings.within(read.size());
                read.add(forms.topLevel());
                findings.within(-1);
                prose = false;
            } else {
                prose &= stray(prose);
            }
            scanner.blank();
        }
        if (read.isEmpty() && findings.count() == 0) {
            findings.add(
                    Syntax.EMPTY
                            .error("The document holds no form")
                            .expecting(List.of("("))
                            .hint("A form is a verb with keys and values in round brackets: (verb :key \"value\")."),
                    source.first(),
                    source.first());
        }
        return new Parsed(source.document(read, scanner.comments()), findings.inTextOrder(read));
    }

    /** Reports what is not UTF-8, a run of such bytes at a time. */
    private void encoding() {
        byte[] bytes = source.bytes();
        int end = source.end();
        if (Utf8.isAscii(bytes, 0, end)) {
            return;
        }
        for (int bad = Utf8.firstInvalid(bytes, 0, end); bad < end; ) {
            int next = bad;
            while (next < end && Utf8.sequence(bytes, next, end) == 0) {
                next++;
            }
            findings.add(Syntax.ENCODING.error("This is not valid UTF-8").hint("Save the text as UTF-8."), bad, next);
            bad = Utf8.firstInvalid(bytes, next, end);
        }
    }

    /**
     * Reports what stands between forms, once for a run of it, and moves to the next thing that looks like a form.
     * Returns whether it could be plain language.
     */
    private boolean stray(boolean nothingBefore) {
        int start = scanner.at();
        byte first = scanner.here();
        if (first == ')' || first == ']' || first == '}') {
            forms.strayCloser();
            return false;
        }
        int p = start;
        byte[] bytes = source.bytes();
        int last = start;
        while (p < source.end() && !(bytes[p] == '(' && scanner.looksLikeForm(p))) {
            if (bytes[p] == ';') {
                scanner.moveTo(p);
                scanner.blank();
                p = scanner.at();
                continue;
            }
            last = Bytes.is(bytes[p], Bytes.BLANK) ? last : p + 1;
            p++;
        }
        scanner.moveTo(p);
        report(start, last, nothingBefore && p == source.end());
        return true;
    }

    private void report(int start, int last, boolean prose) {
        int first = Utf8.codePoint(source.bytes(), start, source.end());
        boolean word = first < 128 && (Bytes.is((byte) first, Bytes.WORD) || "\":@[{".indexOf(first) >= 0);
        if (!word && !(prose && Character.isLetter(first))) {
            scanner.moveTo(start);
            scanner.badToken();
            scanner.moveTo(Math.max(last, scanner.at()));
            return;
        }
        Diagnostic error = prose
                ? Syntax.PROSE
                        .error("This is not a document: no form begins in it")
                        .hint("A form is a verb with keys and values in round brackets: (verb :key \"value\"). A"
                                + " request in plain language must be turned into a document first.")
                : Syntax.STRAY
                        .error("This stands outside any form")
                        .hint("Put it into a form, remove it, or make it a comment with a semicolon.");
        findings.add(error.expecting(List.of("(")), start, last);
    }
}
