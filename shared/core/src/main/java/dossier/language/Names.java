package dossier.language;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the names met in one text: a document says the same few verbs and keys over and over, and one string for
 * each is cheaper to make, keep and compare. A slot holds the latest name of its hash, so no input makes it slow.
 */
final class Names {
    private static final int SLOTS = 1024;

    private final byte[] bytes;
    private final int[] starts = new int[SLOTS];
    private final @Nullable String[] names = new String[SLOTS];

    Names(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The name of this ASCII range, whose hash the caller worked out while scanning it. */
    String of(int start, int end, int hash) {
        int slot = (hash ^ hash >>> 15) & (SLOTS - 1);
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

    /** Whether this is {@code ident { "." ident }} of the grammar. */
    static boolean isDotted(String name) {
        boolean start = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.' && !start) {
                start = true;
            } else if (c < 128 && Bytes.is((byte) c, start ? Bytes.START : Bytes.WORD)) {
                start = false;
            } else {
                return false;
            }
        }
        return !start;
    }
}
