package dossier.generation.text;

import java.util.Locale;

/**
 * One token of a request.
 *
 * @param text as written; of a quoted token what stands between the quotation marks
 * @param lower in lower case, typographic apostrophes made plain
 * @param stem of a word; otherwise the lower-case text
 * @param from first character in the text, in UTF-16 units
 * @param to past the last character
 * @param spaced whether white space, or the beginning of the text, stands before it
 */
public record Token(int index, String text, String lower, String stem, Kind kind, int from, int to, boolean spaced) {
    /** What a token is made of. */
    public enum Kind {
        /** Letters, with inner hyphens, dots or apostrophes. */
        WORD,
        /** Digits with their separators. */
        NUMBER,
        /** Letters and digits, or what identifiers, addresses and paths are written with. */
        MIXED,
        /** Text in quotation marks, or otherwise marked as somebody else's: data, never an order. */
        QUOTED,
        /** {@code 's}, or the apostrophe after a plural. */
        POSSESSIVE,
        /** Currency signs, percent, ampersand, equals, arrows. */
        SYMBOL,
        /** Marks between words. */
        MARK,
        /** The end of a line. */
        BREAK
    }

    static Token of(int index, String text, Kind kind, int from, int to, boolean spaced) {
        String lower = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        return new Token(index, text, lower, kind == Kind.WORD ? Stem.of(lower) : lower, kind, from, to, spaced);
    }

    /** The same place, read as another word: what a short form or a slip of the pen stands for. */
    public Token readAs(String word) {
        return new Token(index, text, word, Stem.of(word), kind, from, to, spaced);
    }

    /** The same place with nothing to read in it. */
    public Token masked() {
        return new Token(index, "\u0000", "\u0000", "\u0000", Kind.MARK, from, to, spaced);
    }

    public boolean is(String word) {
        return lower.equals(word) && kind != Kind.QUOTED;
    }

    public boolean isWord() {
        return kind == Kind.WORD;
    }

    /** A token that a value or a word may stand in. */
    public boolean holdsContent() {
        return kind == Kind.WORD || kind == Kind.NUMBER || kind == Kind.MIXED;
    }

    public boolean isMark() {
        return kind == Kind.MARK || kind == Kind.BREAK;
    }

    /** Whether it begins with an upper-case letter. */
    public boolean isCapital() {
        return Character.isUpperCase(text.codePointAt(0));
    }

    /** Whether it has letters and all of them are upper case. */
    public boolean isAllCapital() {
        return isCapital() && text.equals(text.toUpperCase(Locale.ROOT));
    }
}
