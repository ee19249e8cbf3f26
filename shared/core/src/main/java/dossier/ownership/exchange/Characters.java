package dossier.ownership.exchange;

import java.io.IOException;
import java.io.Reader;

/** Characters one at a time, with the line they stand on; a leading byte-order mark is skipped. Not thread-safe. */
final class Characters {
    private final Reader in;
    private final char[] buffer = new char[1 << 16];
    private int next;
    private int filled;
    private long line = 1;
    private boolean started;

    Characters(Reader in) {
        this.in = in;
    }

    /** The next character, or -1 at the end. */
    int read() throws IOException {
        int c = peek();
        if (c >= 0) {
            next++;
            line += c == '\n' ? 1 : 0;
        }
        return c;
    }

    /** The next character without taking it. */
    int peek() throws IOException {
        if (next == filled) {
            filled = Math.max(0, in.read(buffer, 0, buffer.length));
            next = 0;
            if (!started && filled > 0) {
                started = true;
                next = buffer[0] == '\uFEFF' ? 1 : 0;
                return peek();
            }
        }
        return next < filled ? buffer[next] : -1;
    }

    /** Skips white space and gives the next character without taking it. */
    int peekAfterSpace() throws IOException {
        int c = peek();
        while (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            read();
            c = peek();
        }
        return c;
    }

    /** The line that the next character stands on, from 1. */
    long line() {
        return line;
    }
}
