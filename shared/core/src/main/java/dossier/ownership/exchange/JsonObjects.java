package dossier.ownership.exchange;

import dossier.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The objects of a stream one at a time, however large it is: one a line, or the items of the first array, which may
 * be the whole or a member of the whole. An object that cannot be read stops none of the others.
 */
final class JsonObjects {
    /** Characters of one object. */
    private static final int LONGEST = 1 << 20;

    interface Taker {
        void object(long line, Json.Object object);

        void bad(long line, String why);
    }

    private final Characters in;
    private final Taker taker;

    private JsonObjects(Characters in, Taker taker) {
        this.in = in;
        this.taker = taker;
    }

    static void read(Characters in, Taker taker) throws IOException {
        JsonObjects objects = new JsonObjects(in, taker);
        int first = in.peekAfterSpace();
        if (first != '{') {
            objects.items();
            return;
        }
        long line = in.line();
        StringBuilder text = new StringBuilder();
        boolean whole = objects.line(text);
        Optional<Json.Object> object = Json.parse(text.toString()).value().flatMap(Json::asObject);
        if (object.isPresent() && in.peekAfterSpace() < 0) {
            objects.only(line, object.get());
        } else if (object.isPresent() || (whole && !goesOn(text))) {
            objects.take(line, text.toString(), whole);
            objects.lines();
        } else {
            objects.items(text.toString(), line);
        }
    }

    /** Whether a line that is no object can be the beginning of one. */
    private static boolean goesOn(StringBuilder line) {
        String text = line.toString().stripTrailing();
        return text.endsWith("{") || text.endsWith("[") || text.endsWith(",");
    }

    /** The whole is one line: an object, or one that holds the objects. */
    private void only(long line, Json.Object object) {
        for (Json member : object.members().values()) {
            List<Json> items = member.asArray().orElse(List.of());
            if (items.stream().anyMatch(item -> item.asObject().isPresent())) {
                items.forEach(item -> item.asObject()
                        .ifPresentOrElse(one -> taker.object(line, one), () -> taker.bad(line, "no object")));
                return;
            }
        }
        taker.object(line, object);
    }

    private void lines() throws IOException {
        while (in.peekAfterSpace() >= 0) {
            long line = in.line();
            StringBuilder text = new StringBuilder();
            boolean whole = line(text);
            take(line, text.toString(), whole);
        }
    }

    /** Reads to the end of the line; false when it was too long to be kept. */
    private boolean line(StringBuilder text) throws IOException {
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (text.length() >= LONGEST) {
                return false;
            }
            text.append((char) c);
        }
        return true;
    }

    private void take(long line, String text, boolean whole) throws IOException {
        if (!whole) {
            taker.bad(line, "longer than " + LONGEST + " characters");
            skipLine();
            return;
        }
        switch (Json.parse(text)) {
            case Json.Outcome.Malformed bad -> taker.bad(line, bad.message());
            case Json.Outcome.Read(Json json) ->
                json.asObject()
                        .ifPresentOrElse(object -> taker.object(line, object), () -> taker.bad(line, "no object"));
        }
    }

    private void skipLine() throws IOException {
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {}
    }

    private void items() throws IOException {
        items("", in.line());
    }

    /** @param before what has been read of the text, up to and into its first array */
    private void items(String before, long line) throws IOException {
        Items items = new Items(line);
        for (int i = 0; i < before.length(); i++) {
            items.take(before.charAt(i), line);
        }
        for (int c = in.read(); c >= 0; c = in.read()) {
            items.take((char) c, in.line());
        }
        if (items.depth > 0 || items.inString) {
            taker.bad(in.line(), "the text ends in the middle");
        }
    }

    /** Follows brackets and strings, and keeps what stands between the brackets of an item. */
    private final class Items {
        private final StringBuilder item = new StringBuilder();
        private long start;
        private int depth;
        private int arrayDepth = -1;
        private boolean inString;
        private boolean escaped;

        Items(long line) {
            this.start = line;
        }

        void take(char c, long line) throws IOException {
            boolean inItem = arrayDepth > 0 && depth > arrayDepth;
            if (inItem && item.length() <= LONGEST) {
                item.append(c);
            }
            if (inString) {
                inString = escaped || c != '"';
                escaped = !escaped && c == '\\';
                return;
            }
            switch (c) {
                case '"' -> inString = true;
                case '[', '{' -> {
                    depth++;
                    if (arrayDepth < 0 && c == '[') {
                        arrayDepth = depth;
                    } else if (arrayDepth > 0 && depth == arrayDepth + 1) {
                        item.setLength(0);
                        item.append(c);
                        start = line;
                    }
                }
                case ']', '}' -> {
                    if (inItem && depth == arrayDepth + 1) {
                        end();
                    }
                    depth--;
                    if (depth < arrayDepth) {
                        arrayDepth = Integer.MAX_VALUE;
                    }
                }
                default -> {}
            }
        }

        private void end() throws IOException {
            if (item.length() > LONGEST) {
                taker.bad(start, "longer than " + LONGEST + " characters");
            } else {
                JsonObjects.this.take(start, item.toString(), true);
            }
        }
    }
}
