package dossier.registry;

import dossier.language.Diagnostic;
import dossier.language.Severity;
import dossier.language.Span;
import dossier.language.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads maps: entries known by name, attributes of the dictionary, or whatever a free map holds. */
final class MapTyping {
    private final Scope scope;
    private final ValueTyping values;

    MapTyping(Scope scope, ValueTyping values) {
        this.scope = scope;
        this.values = values;
    }

    /** What a key of a map stands for. */
    private sealed interface Entry {
        record Known(String key, Shape shape) implements Entry {}

        record Free(String key) implements Entry {}

        /** @param told whether the reason is reported already */
        record Unknown(boolean told) implements Entry {}
    }

    Optional<Reading> read(Value value, Shape.MapOf shape, String path) {
        if (!(value instanceof Value.Fields fields)) {
            scope.wrong("TYP-MAP", path, value, "a map", "Write it as {:key value}.");
            return Optional.empty();
        }
        Map<String, Typed> members = new LinkedHashMap<>();
        List<Value.Field> written = new ArrayList<>();
        boolean complete = true;
        for (Value.Field field : fields.fields()) {
            complete &= field(field, shape, path, members, written);
        }
        complete &= nothingMissing(shape, members, path, fields);
        return complete
                ? Optional.of(new Reading(new Typed.Members(members), new Value.Fields(written, fields.span())))
                : Optional.empty();
    }

    /** @return whether nothing was wrong */
    private boolean field(
            Value.Field field, Shape.MapOf shape, String path, Map<String, Typed> members, List<Value.Field> written) {
        String name = Written.key(field.key());
        return switch (entry(field.key(), shape, path)) {
            case Entry.Known known ->
                values.read(field.value(), known.shape(), path + "." + known.key())
                        .map(reading -> put(known.key(), field.key(), reading, path, members, written))
                        .orElse(false);
            case Entry.Free free ->
                values.read(field.value(), new Shape.Any(), path + "." + free.key())
                        .map(reading -> put(free.key(), field.key(), reading, path, members, written))
                        .orElse(false);
            case Entry.Unknown unknown -> {
                if (!unknown.told()) {
                    unknown(field.key(), name, shape, path);
                }
                boolean kept = !scope.strict();
                if (kept) {
                    scope.extras().put(path + "." + name, Written.json(field.value()));
                    written.add(field);
                }
                yield kept;
            }
        };
    }

    private Entry entry(Value.MapKey key, Shape.MapOf shape, String path) {
        if (key instanceof Value.MapKey.Referenced referenced) {
            Optional<Attribute> attribute = values.attribute(referenced.attribute());
            return attribute.isEmpty() ? new Entry.Unknown(true) : entry(attribute.get(), shape);
        }
        String name = Written.key(key);
        String today = scope.older().getOrDefault(path + "." + name, name.replace('_', '-'));
        Optional<Argument> field = named(shape, today);
        if (field.isPresent()) {
            noteOlder(name, today, key.span());
            return new Entry.Known(today, field.get().shape());
        }
        if (shape.attributes()) {
            Optional<Attribute> attribute =
                    values.named(name).or(() -> scope.registry().attribute(today));
            if (attribute.isPresent()) {
                noteOlder(name, today, key.span());
                return new Entry.Known(attribute.get().key(), attribute.get().shape());
            }
        }
        return shape.any() ? new Entry.Free(name) : new Entry.Unknown(false);
    }

    private static Entry entry(Attribute attribute, Shape.MapOf shape) {
        Optional<Argument> field = named(shape, attribute.key());
        return field.isPresent() || shape.attributes() || shape.any()
                ? new Entry.Known(attribute.key(), field.map(Argument::shape).orElse(attribute.shape()))
                : new Entry.Unknown(false);
    }

    private static Optional<Argument> named(Shape.MapOf shape, String key) {
        return shape.fields().stream().filter(f -> f.key().equals(key)).findFirst();
    }

    private void noteOlder(String name, String today, Span span) {
        if (!name.equals(today)) {
            scope.report().note("VOC-ALIAS", ":" + name + " is today's :" + today, name, span);
        }
    }

    private boolean put(
            String key,
            Value.MapKey as,
            Reading reading,
            String path,
            Map<String, Typed> members,
            List<Value.Field> written) {
        if (!reading.aside() && members.putIfAbsent(key, reading.typed()) != null) {
            scope.report()
                    .add(
                            Diagnostic.error("VOC-TWICE", ":" + path + " says " + key + " twice")
                                    .found(Written.key(as))
                                    .hint("Two spellings name the same entry; keep one."),
                            as.span());
            return false;
        }
        Value.MapKey today = as instanceof Value.MapKey.Quoted quoted
                        && quoted.name().equals(key)
                        && !isWord(key)
                ? as
                : isWord(key) ? new Value.MapKey.Named(key, as.span()) : new Value.MapKey.Quoted(key, as.span());
        written.add(new Value.Field(today, reading.value()));
        return true;
    }

    /** Whether a key can be written with a colon. */
    private static boolean isWord(String key) {
        boolean start = true;
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
            if (c == '.') {
                if (start) {
                    return false;
                }
                start = true;
            } else if (letter || (!start && c >= '0' && c <= '9')) {
                start = false;
            } else {
                return false;
            }
        }
        return !start;
    }

    private void unknown(Value.MapKey key, String name, Shape.MapOf shape, String path) {
        if (shape.attributes()) {
            values.unknownAttribute(name, key.span(), scope.strict());
            return;
        }
        List<String> known = shape.fields().stream().map(Argument::key).toList();
        Diagnostic finding = Diagnostic.error("VOC-FIELD", ":" + path + " has no entry " + name)
                .found(name)
                .expecting(known)
                .nearest(scope.report().near(name, known));
        scope.report().complain(scope.strict(), finding, key.span());
    }

    private boolean nothingMissing(Shape.MapOf shape, Map<String, Typed> members, String path, Value.Fields fields) {
        boolean complete = true;
        for (Argument field : shape.fields()) {
            if (field.required() && !members.containsKey(field.key())) {
                Diagnostic finding = Diagnostic.error("VOC-MISSING", ":" + path + " needs " + field.key())
                        .expecting(List.of(":" + field.key() + " " + Shapes.describe(field.shape())));
                scope.report().add(scope.strict() ? finding : finding.as(Severity.WARNING), fields.span());
                complete &= !scope.strict();
            }
        }
        return complete;
    }
}
