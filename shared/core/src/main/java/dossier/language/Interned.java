package dossier.language;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the names met in one text: a document says the same few verbs and keys over and over, and one string for
 * each is cheaper to make, keep and compare. A slot holds the latest name of its hash, so no input makes it slow.
 */
final class Interned {
    private static final int MOST = 1024;
    private static final int FEWEST = 32;

    private final byte[] bytes;
    private final int[] starts;
    private final @Nullable String[] names;

    Interned(byte[] bytes) {
        this.bytes = bytes;
        int slots = Integer.highestOneBit(Math.clamp(bytes.length >> 3, FEWEST, MOST));
        this.starts = new int[slots];
        this.names = new String[slots];
    }

    /** The name of this ASCII range, whose hash the caller worked out while scanning it. */
    String of(int start, int end, int hash) {
        int slot = (hash ^ hash >>> 15) & (names.length - 1);
        String known = names[slot];
        if (known != null && known.length() == end - start) {
            int other = starts[slot];
            if (Arrays.equals(bytes, other, other + known.length(), bytes, start, end)) {
                return known;
            }
        }
        String name = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        names[slot] = name;
        starts[slot] = start;
        return name;
    }
}
