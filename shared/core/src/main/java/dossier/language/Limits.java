package dossier.language;

/**
 * What one text may ask of its reader.
 *
 * @param maxBytes size of the text in UTF-8 bytes
 * @param maxDepth brackets of any kind open at once
 * @param maxListLength items of a list, entries of a map, keys of a form; the forms of a document are bounded by its
 *     size alone
 * @param maxErrors errors listed before reading stops
 * @param maxDigits digits of a number
 */
public record Limits(int maxBytes, int maxDepth, int maxListLength, int maxErrors, int maxDigits) {
    /** 1 MiB, 64 levels, 10,000 items, 100 errors, 38 digits. */
    public static final Limits DEFAULT = new Limits(1 << 20, 64, 10_000, 100, 38);

    /** Depth the reader can take without regard to the stack it is called on. */
    private static final int DEEPEST = 256;

    public Limits {
        if (maxBytes < 0 || maxDepth < 1 || maxListLength < 1 || maxErrors < 1 || maxDigits < 1) {
            throw new IllegalArgumentException("A limit must be positive");
        }
        if (maxDepth > DEEPEST) {
            throw new IllegalArgumentException("A depth over " + DEEPEST + " could exhaust the stack");
        }
    }

    public Limits withMaxBytes(int bytes) {
        return new Limits(bytes, maxDepth, maxListLength, maxErrors, maxDigits);
    }
}
