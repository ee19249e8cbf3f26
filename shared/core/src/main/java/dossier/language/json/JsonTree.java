package dossier.language.json;

import dossier.json.Json;
import dossier.language.Comment;
import dossier.language.Document;
import dossier.language.Form;
import dossier.language.Names;
import dossier.language.Position;
import dossier.language.Span;
import dossier.language.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Reads the tree of a document from JSON. Its nodes get made-up spans: place n of {@link Places} is byte 2n + 1, so
 * that a comment before it fits in at byte 2n and the formatter can put each where it belongs.
 */
final class JsonTree {
    private static final Set<String> FORM = Set.of("verb", "keys", "forms", "position", "keyPositions");

    private int places;

    private JsonTree() {}

    /** What reading came to. */
    sealed interface Outcome {
        record Read(Document document) implements Outcome {}

        /** @param path of the member at fault */
        record Refused(String path, String message) implements Outcome {}
    }

    static Outcome read(Json json) {
        try {
            Json.Object object = object(json, "$", Set.of("forms", "comments"));
            List<Form> forms = new JsonTree().forms(object, "$");
            return new Outcome.Read(new Rebuilt(forms, comments(object)));
        } catch (Refusal refusal) {
            return new Outcome.Refused(refusal.path, refusal.reason);
        }
    }

    /** A tree on its way from JSON to text. */
    private record Rebuilt(List<Form> forms, List<Comment> comments) implements Document {
        @Override
        public Optional<Position> position(Span span) {
            return Optional.empty();
        }
    }

    private static List<Comment> comments(Json.Object document) throws Refusal {
        List<Comment> comments = new ArrayList<>();
        for (Json json : items(document, "comments", "$")) {
            String path = "$.comments[" + comments.size() + "]";
            Json.Object comment = object(json, path, Set.of("text", "trailing", "before"));
            String text = text(comment, "text", path);
            boolean oneLine = text.startsWith(";") && text.indexOf('\n') < 0 && Names.isText(text);
            require(oneLine, path, "a comment is one line that begins with a semicolon");
            long before = comment.integer("before")
                    .filter(place -> place >= 0 && place <= Integer.MAX_VALUE / 2)
                    .orElseThrow(() -> new Refusal(path, "before must be the number of a place"));
            Span span = new Span((int) (2 * before), (int) (2 * before + 1));
            comments.add(new Comment(text, comment.bool("trailing").orElse(false), span));
        }
        comments.sort(Comparator.comparingInt(comment -> comment.span().start()));
        return comments;
    }

    private List<Form> forms(Json.Object parent, String path) throws Refusal {
        List<Form> forms = new ArrayList<>();
        for (Json json : items(parent, "forms", path)) {
            forms.add(form(json, path + ".forms[" + forms.size() + "]"));
        }
        return forms;
    }

    private Form form(Json json, String path) throws Refusal {
        Json.Object object = object(json, path, FORM);
        int start = place();
        String verb = name(object, "verb", path);
        Span verbSpan = span(place());
        List<Form.Entry> entries = new ArrayList<>();
        Json.Object keys = object.has("keys")
                ? object.object("keys").orElseThrow(() -> new Refusal(path + ".keys", "an object was expected"))
                : Json.object().build();
        for (Map.Entry<String, Json> key : keys.members().entrySet()) {
            String where = path + ".keys." + key.getKey();
            require(Names.isName(key.getKey()), where, "this cannot be the name of a key");
            Span keySpan = span(place());
            entries.add(new Form.Entry(key.getKey(), keySpan, value(key.getValue(), where)));
        }
        List<Form> children = forms(object, path);
        return new Form(verb, verbSpan, entries, children, new Span(start, place() + 1));
    }

    private Value value(Json json, String path) throws Refusal {
        int start = place();
        return switch (json) {
            case Json.Text(String text) -> {
                require(Names.isText(text), path, "a string cannot hold NUL or half of a surrogate pair");
                yield new Value.Text(text, span(start));
            }
            case Json.Number(BigDecimal number) -> new Value.Numeric(plain(number), Value.Unit.PLAIN, span(start));
            case Json.Bool(boolean bool) -> new Value.Bool(bool, span(start));
            case Json.Null nothing -> new Value.Nil(span(start));
            case Json.Array(List<Json> items) -> {
                List<Value> values = new ArrayList<>(items.size());
                for (Json item : items) {
                    values.add(value(item, path + "[" + values.size() + "]"));
                }
                yield new Value.Many(values, new Span(start, place() + 1));
            }
            case Json.Object object -> tagged(object, start, path);
        };
    }

    private Value tagged(Json.Object object, int start, String path) throws Refusal {
        if (object.has("number")) {
            return number(object(object, path, Set.of("number", "unit")), start, path);
        }
        if (object.has("symbol")) {
            String symbol = text(object(object, path, Set.of("symbol")), "symbol", path);
            require(Names.isSymbol(symbol), path, "this cannot be a symbol");
            return new Value.Symbol(symbol, span(start));
        }
        if (object.has("attribute")) {
            return attribute(object(object, path, Set.of("attribute")), start, path);
        }
        require(object.has("map"), path, "an object must hold number, symbol, attribute or map");
        List<Value.Field> fields = new ArrayList<>();
        for (Json item : items(object(object, path, Set.of("map")), "map", path)) {
            fields.add(field(item, path + ".map[" + fields.size() + "]"));
        }
        return new Value.Fields(fields, new Span(start, place() + 1));
    }

    private static Value.Numeric number(Json.Object object, int start, String path) throws Refusal {
        String digits = text(object, "number", path);
        require(isDecimal(digits), path, "a number is digits, with a fraction behind a point and a minus sign if any");
        Optional<String> unit = object.text("unit");
        require(unit.isPresent() == object.has("unit"), path, "a unit is a string");
        require(
                unit.isEmpty() || unit.get().equals("%") || Names.isCurrency(unit.get()),
                path,
                "a unit is % or three upper-case letters");
        Value.Unit counted = unit.map(code -> code.equals("%") ? Value.Unit.PERCENT : new Value.Unit.Currency(code))
                .orElse(Value.Unit.PLAIN);
        return new Value.Numeric(new BigDecimal(digits), counted, span(start));
    }

    private static boolean isDecimal(String text) {
        String digits = text.startsWith("-") ? text.substring(1) : text;
        int point = digits.indexOf('.');
        String all = point < 0 ? digits : digits.substring(0, point) + digits.substring(point + 1);
        return point != 0
                && point != digits.length() - 1
                && !all.isEmpty()
                && text.length() <= 200
                && all.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Written with an exponent the language has only the digits to say it. */
    private static BigDecimal plain(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    private Value.Field field(Json json, String path) throws Refusal {
        Json.Object object = object(json, path, Set.of("key", "quoted", "attribute", "value"));
        require(object.members().size() == 2 && object.has("value"), path, "a map entry is one key and one value");
        int start = place();
        Value.MapKey key;
        if (object.has("key")) {
            key = new Value.MapKey.Named(name(object, "key", path), span(start));
        } else if (object.has("quoted")) {
            String text = text(object, "quoted", path);
            require(Names.isText(text), path, "a string cannot hold NUL or half of a surrogate pair");
            key = new Value.MapKey.Quoted(text, span(start));
        } else {
            key = new Value.MapKey.Referenced(attribute(object, start, path), span(start));
        }
        Json value = object.get("value").orElseThrow(() -> new Refusal(path, "a value was expected"));
        return new Value.Field(key, value(value, path + ".value"));
    }

    private static Value.Attribute attribute(Json.Object holder, int start, String path) throws Refusal {
        Json json = holder.get("attribute").orElseThrow(() -> new Refusal(path, "an attribute was expected"));
        Json.Object object = object(json, path + ".attribute", Set.of("id", "name"));
        Optional<UUID> id = object.has("id") ? Optional.of(uuid(object, path)) : Optional.empty();
        Optional<String> name = object.has("name") ? Optional.of(name(object, "name", path)) : Optional.empty();
        require(id.isPresent() || name.isPresent(), path, "an attribute has an id, a name or both");
        return new Value.Attribute(id, name, span(start));
    }

    private static UUID uuid(Json.Object object, String path) throws Refusal {
        String text = text(object, "id", path);
        try {
            UUID id = UUID.fromString(text);
            require(id.toString().equalsIgnoreCase(text), path, "this is not a UUID");
            return id;
        } catch (IllegalArgumentException malformed) {
            throw new Refusal(path, "this is not a UUID");
        }
    }

    private static String name(Json.Object object, String member, String path) throws Refusal {
        String name = text(object, member, path);
        require(Names.isName(name), path + "." + member, "this is not a name");
        return name;
    }

    private static String text(Json.Object object, String member, String path) throws Refusal {
        return object.text(member).orElseThrow(() -> new Refusal(path + "." + member, "a string was expected"));
    }

    /** The items of a list member; none when it is absent. */
    private static List<Json> items(Json.Object object, String member, String path) throws Refusal {
        if (!object.has(member)) {
            return List.of();
        }
        return object.array(member).orElseThrow(() -> new Refusal(path + "." + member, "a list was expected"));
    }

    private static Json.Object object(Json json, String path, Set<String> allowed) throws Refusal {
        Json.Object object = json.asObject().orElseThrow(() -> new Refusal(path, "an object was expected"));
        for (String member : object.members().keySet()) {
            require(allowed.contains(member), path + "." + member, "nothing of this name belongs here");
        }
        return object;
    }

    private static void require(boolean holds, String path, String message) throws Refusal {
        if (!holds) {
            throw new Refusal(path, message);
        }
    }

    private int place() {
        return 2 * places++ + 1;
    }

    private static Span span(int start) {
        return new Span(start, start + 1);
    }

    /** Carries a refusal out of the recursion; never leaves this class. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;
        final String path;
        final String reason;

        Refusal(String path, String reason) {
            super(reason, null, false, false);
            this.path = path;
            this.reason = reason;
        }
    }
}
