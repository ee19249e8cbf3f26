package dossier.language;

/** What each byte of a text can be part of: one look-up a byte is all the scanner does on its fast paths. */
final class Bytes {
    /** White space: space, tab, carriage return, line feed, comma. */
    static final int BLANK = 1;
    /** Begins a name: letter, underscore, hyphen. */
    static final int START = 2;
    /** Goes on with a name: as above, or a digit. */
    static final int WORD = 4;

    static final int DIGIT = 8;
    /** May stand directly behind a name, number, key or string. */
    static final int DELIMITER = 16;
    /** Needs no look inside a string: neither quote, backslash, NUL, line feed nor beyond ASCII. */
    static final int TEXT = 32;
    /** Needs no look inside a comment. */
    static final int REMARK = 64;

    static final int UPPER = 128;

    private static final short[] CLASSES = new short[256];

    static {
        for (int b = 0; b < 128; b++) {
            CLASSES[b] = (short) classOf((char) b);
        }
    }

    private Bytes() {}

    static boolean is(byte b, int classes) {
        return (CLASSES[b & 0xff] & classes) != 0;
    }

    private static int classOf(char c) {
        boolean upper = c >= 'A' && c <= 'Z';
        boolean start = upper || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
        boolean digit = c >= '0' && c <= '9';
        boolean blank = c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',';
        return (blank ? BLANK : 0)
                | (start ? START : 0)
                | (start || digit ? WORD : 0)
                | (digit ? DIGIT : 0)
                | (blank || "()[]{};".indexOf(c) >= 0 ? DELIMITER : 0)
                | (c != '"' && c != '\\' && c != 0 && c != '\n' ? TEXT : 0)
                | (c != '\n' && c != 0 ? REMARK : 0)
                | (upper ? UPPER : 0);
    }
}
