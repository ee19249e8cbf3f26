package dossier.generation.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the parts of a text that are marked as somebody else's words: quotations, quoted lines of mail, fenced blocks
 * and pasted forms. They are data: they can fill a value, and never give an order.
 */
final class Quotations {
    private final String text;

    Quotations(String text) {
        this.text = text;
    }

    /**
     * One such part.
     *
     * @param from where its marks begin
     * @param inner where its words begin
     * @param innerEnd where its words end
     * @param to where its marks end
     */
    record Part(int from, int inner, int innerEnd, int to) {}

    List<Part> find() {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            Optional<Part> part = at(at);
            if (part.isPresent()) {
                parts.add(part.get());
                at = Math.max(part.get().to(), at + 1);
            } else {
                at++;
            }
        }
        return parts;
    }

    private Optional<Part> at(int at) {
        char c = text.charAt(at);
        return switch (c) {
            case '"' -> Optional.of(until(at, '"'));
            case '\u201C', '\u201F' -> Optional.of(until(at, '\u201D'));
            case '\u201E' -> Optional.of(until(at, '\u201C'));
            case '\u00AB' -> Optional.of(until(at, '\u00BB'));
            case '\'' -> single(at, '\'');
            case '\u2018' -> single(at, '\u2019');
            case '`' -> Optional.of(text.startsWith("```", at) ? fence(at) : until(at, '`'));
            case '>' -> lineStart(at) ? Optional.of(line(at)) : Optional.empty();
            case '(' -> form(at);
            default -> Optional.empty();
        };
    }

    /** To the closing mark; without one the rest of the text is taken for quoted, which errs on the safe side. */
    private Part until(int open, char close) {
        int end = text.indexOf(close, open + 1);
        return end < 0
                ? new Part(open, open + 1, text.length(), text.length())
                : new Part(open, open + 1, end, end + 1);
    }

    /** A single quotation mark is one only where an apostrophe could not stand. */
    private Optional<Part> single(int open, char close) {
        if (open > 0 && Character.isLetterOrDigit(text.charAt(open - 1))) {
            return Optional.empty();
        }
        int end = text.indexOf(close, open + 1);
        while (end >= 0 && end + 1 < text.length() && Character.isLetterOrDigit(text.charAt(end + 1))) {
            end = text.indexOf(close, end + 1);
        }
        return end <= open + 1 ? Optional.empty() : Optional.of(new Part(open, open + 1, end, end + 1));
    }

    private Part fence(int open) {
        int end = text.indexOf("```", open + 3);
        return end < 0
                ? new Part(open, open + 3, text.length(), text.length())
                : new Part(open, open + 3, end, end + 3);
    }

    private Part line(int open) {
        int end = text.indexOf('\n', open);
        int stop = end < 0 ? text.length() : end;
        return new Part(open, open + 1, stop, stop);
    }

    private boolean lineStart(int at) {
        return at == 0 || text.charAt(at - 1) == '\n';
    }

    /** A pasted form: a bracket directly followed by a dotted verb, to the bracket that closes it. */
    private Optional<Part> form(int open) {
        int at = open + 1;
        int dots = 0;
        while (at < text.length() && isVerbCharacter(text.charAt(at))) {
            dots += text.charAt(at) == '.' ? 1 : 0;
            at++;
        }
        int next = at;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        if (dots == 0 || next >= text.length() || ":)".indexOf(text.charAt(next)) < 0) {
            return Optional.empty();
        }
        int depth = 1;
        while (at < text.length() && depth > 0) {
            depth += text.charAt(at) == '(' ? 1 : text.charAt(at) == ')' ? -1 : 0;
            at++;
        }
        return Optional.of(new Part(open, open, at, at));
    }

    private static boolean isVerbCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
    }
}
