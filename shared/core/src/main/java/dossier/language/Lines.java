package dossier.language;

import java.util.Arrays;

/**
 * Turns byte offsets into lines and columns. A line ends at its line feed. Built once, then each answer takes a search
 * over the lines and at most one block of counting, so that many answers about one long line stay cheap.
 */
final class Lines {
    private static final int BLOCK_BITS = 8;

    private final byte[] bytes;
    private final int end;
    private final int[] starts;
    /** Code points before each block of 256 bytes; empty when every byte is one. */
    private final int[] points;

    /** @param first where the first line begins: behind a byte-order mark */
    Lines(byte[] bytes, int first, int end) {
        this.bytes = bytes;
        this.end = end;
        this.starts = starts(bytes, first, end);
        this.points = Utf8.isAscii(bytes, 0, end) ? new int[0] : points(bytes, end);
    }

    Position position(Span span) {
        int start = Math.clamp(span.start(), 0, end);
        int line = lineOf(start);
        int before = pointsBefore(start);
        int column = Math.max(0, before - pointsBefore(starts[line])) + 1;
        int length = pointsBefore(Math.clamp(span.end(), start, end)) - before;
        return new Position(start, line + 1, column, length);
    }

    private int lineOf(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return Math.max(0, found >= 0 ? found : -found - 2);
    }

    private int pointsBefore(int offset) {
        if (points.length == 0) {
            return offset;
        }
        int block = offset >> BLOCK_BITS;
        int count = points[block];
        for (int i = block << BLOCK_BITS; i < offset; i++) {
            count += isLead(bytes[i]);
        }
        return count;
    }

    private static int[] starts(byte[] bytes, int first, int end) {
        int count = 1;
        for (int i = first; i < end; i++) {
            count += bytes[i] == '\n' ? 1 : 0;
        }
        int[] starts = new int[count];
        starts[0] = first;
        int next = 1;
        for (int i = first; i < end; i++) {
            if (bytes[i] == '\n') {
                starts[next++] = i + 1;
            }
        }
        return starts;
    }

    private static int[] points(byte[] bytes, int end) {
        int[] points = new int[(end >> BLOCK_BITS) + 1];
        int count = 0;
        for (int i = 0; i < end; i++) {
            if ((i & ((1 << BLOCK_BITS) - 1)) == 0) {
                points[i >> BLOCK_BITS] = count;
            }
            count += isLead(bytes[i]);
        }
        if ((end & ((1 << BLOCK_BITS) - 1)) == 0) {
            points[end >> BLOCK_BITS] = count;
        }
        return points;
    }

    private static int isLead(byte b) {
        return (b & 0xc0) == 0x80 ? 0 : 1;
    }
}
