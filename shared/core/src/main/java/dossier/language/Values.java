package dossier.language;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads values. A value that cannot be read gives null, with an error, and leaves reading behind it. */
final class Values {
    private final Scanner scanner;
    private final Findings findings;
    private final Literals literals;
    private final Limits limits;
    private final Stack<Value> items = new Stack<>();
    private final Stack<Value.Field> fields = new Stack<>();
    /** Where a list or map was given up last, so that those around it do not complain of the same token. */
    private int gaveUpAt = -1;

    private int openLists;
    private int openMaps;
    private int unclosedLists;
    private int unclosedMaps;
    private boolean endReported;

    Values(Scanner scanner, Limits limits) {
        this.scanner = scanner;
        this.findings = scanner.findings();
        this.literals = new Literals(scanner, limits.maxDigits());
        this.limits = limits;
    }

    Literals literals() {
        return literals;
    }

    /** Forgets what was left open in the form before. */
    void start() {
        unclosedLists = 0;
        unclosedMaps = 0;
        endReported = false;
        gaveUpAt = -1;
        literals.outOfStep(false);
    }

    /** The value that begins here. There is a byte here, and it is neither a colon nor a closing bracket. */
    @Nullable
    Value read(int depth) {
        byte b = scanner.here();
        return switch (b) {
            case '"' -> literals.text();
            case '[' -> {
                openLists++;
                Value list = list(depth);
                openLists--;
                yield list;
            }
            case '{' -> {
                openMaps++;
                Value map = map(depth);
                openMaps--;
                yield map;
            }
            case '@' -> literals.attribute();
            case '-' -> {
                byte next = scanner.bytes()[scanner.at() + 1];
                yield next == '.' || Bytes.is(next, Bytes.DIGIT) ? literals.number() : word();
            }
            case '(' -> form();
            default -> {
                if (Bytes.is(b, Bytes.DIGIT)) {
                    yield literals.number();
                }
                if (Bytes.is(b, Bytes.START)) {
                    yield word();
                }
                scanner.badToken();
                yield null;
            }
        };
    }

    private @Nullable Value word() {
        int start = scanner.at();
        String name = scanner.dotted();
        if (name == null) {
            return null;
        }
        Span span = new Span(start, scanner.at());
        return switch (name) {
            case "true" -> new Value.Bool(true, span);
            case "false" -> new Value.Bool(false, span);
            case "nil" -> new Value.Nil(span);
            default -> new Value.Symbol(name, span);
        };
    }

    private @Nullable Value form() {
        int start = scanner.at();
        boolean closed = scanner.skipBalanced();
        findings.add(
                Syntax.VALUE
                        .error("A form cannot be a value")
                        .expecting(List.of("a value"))
                        .hint("A list stands in [ ], a map in { }."),
                start,
                scanner.at());
        endReported |= !closed;
        return null;
    }

    private @Nullable Value list(int depth) {
        int start = scanner.at();
        if (depth > limits.maxDepth()) {
            return tooDeep(start);
        }
        scanner.moveTo(start + 1);
        int base = items.size();
        int count = 0;
        while (true) {
            scanner.blank();
            if (scanner.here() == ']') {
                scanner.moveTo(scanner.at() + 1);
                break;
            }
            boolean others = scanner.here() == ':' || (scanner.here() == '}' && openMaps > 0);
            if (endsEarly(start, "list", "]") || (others && giveUp(start, "list", "]"))) {
                unclosedLists++;
                items.popTo(base);
                return null;
            }
            if (scanner.here() == '}') {
                stray();
                continue;
            }
            Value item = read(depth + 1);
            count = counted(count, "list", start);
            if (item != null && count <= limits.maxListLength()) {
                items.push(item);
            }
        }
        return new Value.Many(items.popTo(base), new Span(start, scanner.at()));
    }

    private @Nullable Value map(int depth) {
        int start = scanner.at();
        if (depth > limits.maxDepth()) {
            return tooDeep(start);
        }
        scanner.moveTo(start + 1);
        int base = fields.size();
        MapKeys keys = new MapKeys(fields);
        int count = 0;
        while (true) {
            scanner.blank();
            if (scanner.here() == '}') {
                scanner.moveTo(scanner.at() + 1);
                break;
            }
            boolean others = scanner.here() == ']' && openLists > 0;
            if (endsEarly(start, "map", "}") || (others && giveUp(start, "map", "}"))) {
                unclosedMaps++;
                fields.popTo(base);
                return null;
            }
            if (scanner.here() == ']') {
                stray();
                continue;
            }
            int keyStart = scanner.at();
            Value.MapKey key = mapKey(depth);
            int keyEnd = scanner.at();
            Value value = valueFor(keyStart, keyEnd, key != null, depth);
            count = counted(count, "map", start);
            if (key != null && count <= limits.maxListLength() && isNew(key, keys) && value != null) {
                fields.push(new Value.Field(key, value));
            }
        }
        return new Value.Fields(fields.popTo(base), new Span(start, scanner.at()));
    }

    private Value.@Nullable MapKey mapKey(int depth) {
        int start = scanner.at();
        return switch (scanner.here()) {
            case ':' -> {
                String name = key();
                yield name == null ? null : new Value.MapKey.Named(name, new Span(start, scanner.at()));
            }
            case '"' -> {
                String name = literals.string();
                yield name == null ? null : new Value.MapKey.Quoted(name, new Span(start, scanner.at()));
            }
            case '@' -> {
                Value.Attribute attribute = literals.attribute();
                yield attribute == null ? null : new Value.MapKey.Referenced(attribute, attribute.span());
            }
            default -> {
                notAKey(start, depth);
                yield null;
            }
        };
    }

    private void notAKey(int start, int depth) {
        if (read(depth + 1) != null) {
            findings.add(
                    Syntax.MAP_KEY
                            .error("This cannot be the key of a map entry")
                            .expecting(List.of(":key", "\"key\"", "@attr{...}"))
                            .hint("A map holds keys and values in turn: {:key \"value\"}."),
                    start,
                    scanner.at());
        }
    }

    /** The name behind this colon; null, with an error, when there is none. */
    @Nullable
    String key() {
        int start = scanner.at();
        scanner.moveTo(start + 1);
        if (scanner.is(Bytes.START)) {
            return scanner.dotted();
        }
        int to = Math.max(start + 1, scanner.tokenEnd(start + 1));
        scanner.moveTo(to);
        findings.add(
                Syntax.KEY
                        .error("A colon must be followed directly by the name of a key")
                        .expecting(List.of(":key"))
                        .hint("A key begins with a letter, _ or -, such as :name."),
                start,
                to);
        return null;
    }

    /** The value of this key; null, with an error, when there is none. */
    @Nullable
    Value valueFor(int keyStart, int keyEnd, boolean sound, int depth) {
        scanner.blank();
        byte b = scanner.here();
        boolean missing = scanner.atEnd()
                || b == ':'
                || b == ')'
                || b == '}'
                || b == ']'
                || (b == '(' && scanner.isFirstOnLine(scanner.at()) && scanner.looksLikeForm(scanner.at()));
        if (!missing) {
            return read(depth + 1);
        }
        if (sound) {
            findings.add(
                    Syntax.VALUE
                            .error("This key has no value")
                            .expecting(List.of("a value"))
                            .hint("Write a value behind the key, or remove the key."),
                    keyStart,
                    keyEnd);
        }
        return null;
    }

    private boolean isNew(Value.MapKey key, MapKeys keys) {
        Optional<Value.MapKey> before = keys.before(key);
        before.ifPresent(first -> duplicate(key.span(), first.span()));
        return before.isEmpty();
    }

    void duplicate(Span key, Span first) {
        int line = findings.position(first.start(), first.end()).line();
        findings.add(
                Syntax.DUPLICATE
                        .error("This key stands here a second time")
                        .hint("Keep one of them; it stands first in line " + line + "."),
                key.start(),
                key.end());
    }

    /** Counts one more, and reports the first that is too many. */
    int counted(int count, String what, int start) {
        if (count == limits.maxListLength()) {
            findings.add(
                    Syntax.LENGTH
                            .error("This " + what + " holds more than " + limits.maxListLength() + " items")
                            .hint("Split it."),
                    start,
                    start + 1);
        }
        return count + 1;
    }

    /** Whether a list or map must end here without its bracket: at the end, or at what only a form can go on with. */
    private boolean endsEarly(int start, String what, String close) {
        byte b = scanner.here();
        if (scanner.atEnd()) {
            unclosed(start, what, close);
            return true;
        }
        boolean form = b == '(' && scanner.isFirstOnLine(scanner.at()) && scanner.looksLikeForm(scanner.at());
        return (b == ')' || form) && giveUp(start, what, close);
    }

    private boolean giveUp(int start, String what, String close) {
        if (gaveUpAt != scanner.at()) {
            gaveUpAt = scanner.at();
            if (!literals.isOutOfStep()) {
                reportUnclosed(start, what, close);
            }
        }
        return true;
    }

    /** Reports a bracket that is open at the end of the text: the innermost, as the others follow from it. */
    void unclosed(int start, String what, String close) {
        if (!endReported && !literals.isOutOfStep()) {
            reportUnclosed(start, what, close);
        }
        endReported = true;
    }

    void reportUnclosed(int start, String what, String close) {
        findings.add(
                Syntax.UNCLOSED
                        .error("This " + what + " is not closed")
                        .expecting(List.of(close))
                        .hint("Put " + close + " where the " + what + " ends."),
                start,
                start + 1);
    }

    /** Reports a closing bracket that closes nothing, but for one whose list or map was given up earlier. */
    void stray() {
        int start = scanner.at();
        byte b = scanner.here();
        scanner.moveTo(start + 1);
        if (b == ']' && unclosedLists > 0) {
            unclosedLists--;
        } else if (b == '}' && unclosedMaps > 0) {
            unclosedMaps--;
        } else {
            findings.add(
                    Syntax.UNOPENED
                            .error("This bracket closes nothing")
                            .hint("Remove it, or open "
                                    + (b == ']' ? "a list with [" : b == '}' ? "a map with {" : "a form with (")
                                    + " before it."),
                    start,
                    start + 1);
        }
    }

    @Nullable
    Value tooDeep(int start) {
        boolean closed = scanner.skipBalanced();
        findings.add(
                Syntax.DEPTH
                        .error("Brackets are nested more than " + limits.maxDepth() + " deep")
                        .hint("Flatten it: a form on its own can refer to others by their ids."),
                start,
                start + 1);
        if (!closed) {
            endReported = true;
        }
        return null;
    }
}
