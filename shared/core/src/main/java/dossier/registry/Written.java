package dossier.registry;

import dossier.json.Json;
import dossier.language.Span;
import dossier.language.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values as written: shown shortly in a diagnostic, kept as JSON where the registry gives no type, and back. */
final class Written {
    private static final int MOST_SHOWN = 60;

    private Written() {}

    static String of(Value value) {
        return switch (value) {
            case Value.Text text -> "\"" + shorten(text.value()) + "\"";
            case Value.Numeric number -> number(number);
            case Value.Bool bool -> String.valueOf(bool.value());
            case Value.Nil _ -> "nil";
            case Value.Symbol symbol -> shorten(symbol.name());
            case Value.Many many -> "a list of " + many.items().size();
            case Value.Fields fields -> "a map of " + fields.fields().size();
            case Value.Attribute attribute -> reference(attribute);
        };
    }

    static String key(Value.MapKey key) {
        return switch (key) {
            case Value.MapKey.Named named -> named.name();
            case Value.MapKey.Quoted quoted -> quoted.name();
            case Value.MapKey.Referenced referenced -> reference(referenced.attribute());
        };
    }

    static String reference(Value.Attribute attribute) {
        String id = attribute.id().map(Object::toString).orElse("");
        String name = attribute.name().orElse("");
        return "@attr{" + id + (id.isEmpty() || name.isEmpty() ? "" : ":") + name + "}";
    }

    private static String number(Value.Numeric number) {
        String amount = number.amount().toPlainString();
        return switch (number.unit()) {
            case Value.Unit.Plain _ -> amount;
            case Value.Unit.Percent _ -> amount + "%";
            case Value.Unit.Currency currency -> amount + currency.code();
        };
    }

    private static String shorten(String text) {
        if (text.length() <= MOST_SHOWN) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_SHOWN - 1)) ? MOST_SHOWN - 1 : MOST_SHOWN;
        return text.substring(0, end) + "…";
    }

    /** A value without a type: words and plain numbers as they are, what has a unit as its literal. */
    static Json json(Value value) {
        return switch (value) {
            case Value.Text text -> Json.text(text.value());
            case Value.Numeric number ->
                number.unit() instanceof Value.Unit.Plain ? Json.number(number.amount()) : Json.text(number(number));
            case Value.Bool bool -> Json.bool(bool.value());
            case Value.Nil _ -> Json.nil();
            case Value.Symbol symbol -> Json.text(symbol.name());
            case Value.Many many -> Json.array(many.items(), Written::json);
            case Value.Fields fields -> {
                Map<String, Json> members = new LinkedHashMap<>();
                fields.fields().forEach(field -> members.put(key(field.key()), json(field.value())));
                yield new Json.Object(members);
            }
            case Value.Attribute attribute -> Json.text(reference(attribute));
        };
    }

    /** The value that a default or an implied key of the registry stands for; {@code "25%"} is a percentage. */
    static Value value(Json json) {
        return switch (json) {
            case Json.Text text -> text(text.value());
            case Json.Number number -> new Value.Numeric(number.value(), Value.Unit.PLAIN, Span.NONE);
            case Json.Bool bool -> new Value.Bool(bool.value(), Span.NONE);
            case Json.Null _ -> new Value.Nil(Span.NONE);
            case Json.Array array ->
                new Value.Many(array.items().stream().map(Written::value).toList(), Span.NONE);
            case Json.Object object -> {
                List<Value.Field> fields = new ArrayList<>();
                object.members()
                        .forEach((key, member) ->
                                fields.add(new Value.Field(new Value.MapKey.Named(key, Span.NONE), value(member))));
                yield new Value.Fields(fields, Span.NONE);
            }
        };
    }

    private static Value text(String text) {
        if (text.endsWith("%")) {
            try {
                BigDecimal amount = new BigDecimal(text.substring(0, text.length() - 1));
                return new Value.Numeric(amount, Value.Unit.PERCENT, Span.NONE);
            } catch (NumberFormatException justText) {
                return new Value.Text(text, Span.NONE);
            }
        }
        return new Value.Text(text, Span.NONE);
    }
}
