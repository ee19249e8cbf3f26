package dossier.language;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads strings, numbers and attribute references. Each returns null, with an error, where it cannot. */
final class Literals {
    /** Digits that always fit a long. */
    private static final int SHORT = 18;

    private static final int UUID_LENGTH = 36;

    private final Scanner scanner;
    private final byte[] bytes;
    private final int end;
    private final Findings findings;
    private final int maxDigits;
    private final Strings strings;

    Literals(Scanner scanner, int maxDigits) {
        this.scanner = scanner;
        this.bytes = scanner.bytes();
        this.end = scanner.end();
        this.findings = scanner.findings();
        this.maxDigits = maxDigits;
        this.strings = new Strings(scanner);
    }

    /** The text of the string whose opening quote stands here. */
    @Nullable
    String string() {
        return strings.read();
    }

    Value.@Nullable Text text() {
        int start = scanner.at();
        String value = strings.read();
        return value == null ? null : new Value.Text(value, new Span(start, scanner.at()));
    }

    /** Whether a string was found that nothing closes: what follows may be out of step. */
    boolean isOutOfStep() {
        return strings.isOutOfStep();
    }

    void outOfStep(boolean is) {
        strings.outOfStep(is);
    }

    /** A number, or a bare word where the text cannot be a number: {@code -5} against {@code -a} and {@code -5a}. */
    @Nullable
    Value number() {
        int start = scanner.at();
        int p = bytes[start] == '-' ? start + 1 : start;
        int digits = 0;
        long small = 0;
        while (Bytes.is(bytes[p], Bytes.DIGIT)) {
            small = 10 * small + (bytes[p++] - '0');
            digits++;
        }
        int scale = 0;
        boolean whole = true;
        if (bytes[p] == '.' && Bytes.is(bytes[p + 1], Bytes.DIGIT)) {
            whole = false;
            p++;
            while (Bytes.is(bytes[p], Bytes.DIGIT)) {
                small = 10 * small + (bytes[p++] - '0');
                scale++;
            }
        }
        int last = p;
        Value.Unit unit = Value.Unit.PLAIN;
        if (bytes[p] == '%') {
            unit = Value.Unit.PERCENT;
            p++;
        } else if (isCurrency(p)) {
            unit = new Value.Unit.Currency(currency(p));
            p += 3;
        }
        if (digits == 0 || (!Bytes.is(bytes[p], Bytes.DELIMITER) && p < end)) {
            return bytes[start] == '-' ? hyphenated() : malformed();
        }
        scanner.moveTo(p);
        if (digits + scale > maxDigits) {
            tooManyDigits(digits + scale, start, p);
            return null;
        }
        return new Value.Numeric(amount(small, digits + scale, scale, whole, start, last), unit, new Span(start, p));
    }

    private BigDecimal amount(long small, int digits, int scale, boolean whole, int start, int last) {
        if (digits > SHORT) {
            return new BigDecimal(new String(bytes, start, last - start, StandardCharsets.ISO_8859_1));
        }
        long signed = bytes[start] == '-' ? -small : small;
        return whole ? BigDecimal.valueOf(signed) : BigDecimal.valueOf(signed, scale);
    }

    private boolean isCurrency(int p) {
        return Bytes.is(bytes[p], Bytes.UPPER)
                && Bytes.is(bytes[p + 1], Bytes.UPPER)
                && Bytes.is(bytes[p + 2], Bytes.UPPER)
                && (Bytes.is(bytes[p + 3], Bytes.DELIMITER) || p + 3 >= end);
    }

    private String currency(int p) {
        return scanner.name(p, p + 3, (31 * bytes[p] + bytes[p + 1]) * 31 + bytes[p + 2]);
    }

    /** After a hyphen a word is possible too; only where it is none either the number is at fault. */
    private @Nullable Value hyphenated() {
        int start = scanner.at();
        int p = start;
        while (Bytes.is(bytes[p], Bytes.WORD) || bytes[p] == '.') {
            p++;
        }
        String word = p < end && !Bytes.is(bytes[p], Bytes.DELIMITER) ? "" : scanner.slice(start, p);
        if (!Names.isName(word)) {
            return malformed();
        }
        scanner.moveTo(p);
        return new Value.Symbol(word, new Span(start, p));
    }

    private @Nullable Value malformed() {
        int start = scanner.at();
        int to = scanner.tokenEnd(start);
        scanner.moveTo(Math.max(to, start + 1));
        findings.add(
                Syntax.NUMBER
                        .error("This is not a number")
                        .expecting(
                                List.of("digits", "digits with a fraction", "a percentage", "an amount such as 100USD"))
                        .hint("Dates, times, identifiers and other text are written in quotes."),
                start,
                to);
        return null;
    }

    private void tooManyDigits(int digits, int start, int to) {
        findings.add(
                Syntax.DIGITS
                        .error("This number has " + digits + " digits; " + maxDigits + " are allowed")
                        .hint("Write an identifier of this length in quotes."),
                start,
                to);
    }

    /** {@code @attr{...}}, from its at sign. */
    Value.@Nullable Attribute attribute() {
        int start = scanner.at();
        if (!startsReference(start)) {
            return malformedReference(start);
        }
        scanner.moveTo(start + "@attr{".length());
        scanner.blank();
        Optional<UUID> id = Optional.empty();
        Optional<String> name = Optional.empty();
        boolean named = true;
        int quote = scanner.here() == '"' ? 1 : 0;
        int from = scanner.at() + quote;
        if (isUuid(from) && (quote == 0 || bytes[from + UUID_LENGTH] == '"')) {
            id = Optional.of(UUID.fromString(scanner.slice(from, from + UUID_LENGTH)));
            scanner.moveTo(from + UUID_LENGTH + quote);
            named = nameFollows();
        }
        if (named) {
            name = referenceName();
            if (name.isEmpty()) {
                return malformedReference(start);
            }
        }
        scanner.blank();
        if (scanner.here() != '}') {
            return malformedReference(start);
        }
        scanner.moveTo(scanner.at() + 1);
        return new Value.Attribute(id, name, new Span(start, scanner.at()));
    }

    private boolean nameFollows() {
        scanner.blank();
        if (scanner.here() != ':') {
            return false;
        }
        scanner.moveTo(scanner.at() + 1);
        scanner.blank();
        return true;
    }

    private Optional<String> referenceName() {
        int from = scanner.at();
        int p = from;
        while (Bytes.is(bytes[p], Bytes.WORD) || bytes[p] == '.') {
            p++;
        }
        scanner.moveTo(p);
        return Optional.of(scanner.slice(from, p)).filter(Names::isName);
    }

    private boolean startsReference(int p) {
        return bytes[p + 1] == 'a'
                && bytes[p + 2] == 't'
                && bytes[p + 3] == 't'
                && bytes[p + 4] == 'r'
                && bytes[p + 5] == '{';
    }

    /** Skips to the brace that closes the reference, when one does on this line before anything opens. */
    private Value.@Nullable Attribute malformedReference(int start) {
        int brace = start + 1;
        while (Bytes.is(bytes[brace], Bytes.WORD)) {
            brace++;
        }
        int p = brace;
        boolean braced = bytes[brace] == '{';
        while (braced && p < end && "}\n()[]".indexOf(bytes[p]) < 0 && (bytes[p] != '{' || p == brace)) {
            p++;
        }
        boolean closed = braced && bytes[p] == '}';
        int to = closed ? p + 1 : Math.max(start + 1, scanner.tokenEnd(start));
        scanner.moveTo(Math.max(to, scanner.at()));
        findings.add(
                Syntax.ATTRIBUTE
                        .error("This is not a reference to an attribute")
                        .expecting(List.of("@attr{name}", "@attr{uuid}", "@attr{uuid:name}"))
                        .hint("Inside the braces stands a UUID, a dotted name, or the UUID, a colon and the name."),
                start,
                to);
        return null;
    }

    private boolean isUuid(int from) {
        for (int i = 0; i < UUID_LENGTH; i++) {
            byte b = bytes[from + i];
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? b != '-' : Character.digit(b, 16) < 0) {
                return false;
            }
        }
        return !Bytes.is(bytes[from + UUID_LENGTH], Bytes.WORD) && bytes[from + UUID_LENGTH] != '.';
    }
}
