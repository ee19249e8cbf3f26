package dossier.language;

/**
 * Where a node stands in the text it was read from: UTF-8 byte offsets, start inclusive, end exclusive.
 * Lines and columns are worked out on demand by {@link Document#position(Span)}, so that reading stays cheap.
 */
public record Span(int start, int end) {
    /** The span of a node that no text holds, such as one a program built. */
    public static final Span NONE = new Span(-1, -1);

    public boolean exists() {
        return start >= 0;
    }
}
