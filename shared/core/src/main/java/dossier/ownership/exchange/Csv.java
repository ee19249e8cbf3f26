package dossier.ownership.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of comma-separated values (RFC 4180) one at a time, by the names of the first row. Not thread-safe. */
final class Csv {
    /** Characters of one row. */
    private static final int LONGEST = 1 << 20;

    interface Taker {
        void row(long line, Map<String, String> row);

        void bad(long line, String why);
    }

    private final Characters in;
    private final StringBuilder cell = new StringBuilder();
    private int length;

    private Csv(Characters in) {
        this.in = in;
    }

    static void read(Characters in, Taker taker) throws IOException {
        Csv csv = new Csv(in);
        List<String> names = csv.row();
        while (in.peekAfterSpace() >= 0) {
            long line = in.line();
            List<String> cells = csv.row();
            if (csv.length > LONGEST) {
                taker.bad(line, "longer than " + LONGEST + " characters");
            } else if (cells.size() != names.size()) {
                taker.bad(line, cells.size() + " values for " + names.size() + " columns");
            } else {
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < cells.size(); i++) {
                    row.put(names.get(i), cells.get(i));
                }
                taker.row(line, row);
            }
        }
    }

    private List<String> row() throws IOException {
        List<String> cells = new ArrayList<>();
        length = 0;
        int end;
        do {
            end = cell();
            cells.add(cell.toString());
        } while (end == ',');
        return cells;
    }

    /** Reads one value and gives what ended it: a comma, a line feed or the end. */
    private int cell() throws IOException {
        cell.setLength(0);
        boolean quoted = in.peek() == '"';
        if (quoted) {
            in.read();
        }
        while (true) {
            int c = in.read();
            length++;
            if (quoted && c == '"') {
                if (in.peek() == '"') {
                    in.read();
                } else {
                    quoted = false;
                    continue;
                }
            } else if (!quoted && (c == ',' || c == '\n' || c < 0)) {
                return c;
            } else if (c < 0) {
                return c;
            } else if (!quoted && c == '\r') {
                continue;
            }
            if (length <= LONGEST) {
                cell.append((char) c);
            }
        }
    }
}
