package dossier.registry;

import dossier.language.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads conditions as a map of comparisons to what is compared with. */
final class ConditionTyping {
    /** Equal to the value. */
    static final String IS = "is";

    /** Equal to one of the values. */
    static final String ANY = "any";

    private final Scope scope;
    private final ValueTyping values;

    ConditionTyping(Scope scope, ValueTyping values) {
        this.scope = scope;
        this.values = values;
    }

    Optional<Reading> read(Value value, Shape shape, String path) {
        Shape one = shape instanceof Shape.ListOf list ? list.item() : shape;
        if (value instanceof Value.Many) {
            return values.read(value, new Shape.ListOf(one), path).map(reading -> said(ANY, reading));
        }
        if (!(value instanceof Value.Fields fields)) {
            return values.read(value, one, path).map(reading -> said(IS, reading));
        }
        Map<String, Typed> members = new LinkedHashMap<>();
        for (Value.Field field : fields.fields()) {
            String name = Written.key(field.key());
            Optional<Condition.Is> is = Condition.Is.of(name);
            if (is.isEmpty()) {
                scope.wrong("TYP-CONDITION", path, field.value(), "compared by one of " + Condition.Is.names(), "");
                return Optional.empty();
            }
            Optional<Reading> reading = values.read(field.value(), is.get().shape(one), path + "." + name);
            if (reading.isEmpty()) {
                return Optional.empty();
            }
            members.put(name, reading.get().typed());
        }
        return Optional.of(new Reading(new Typed.Members(members), value));
    }

    private static Reading said(String is, Reading reading) {
        return new Reading(new Typed.Members(Map.of(is, reading.typed())), reading.value());
    }
}
