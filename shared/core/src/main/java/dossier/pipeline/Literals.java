package dossier.pipeline;

import dossier.json.Json;
import dossier.language.Span;
import dossier.language.Value;
import dossier.registry.Argument;
import dossier.registry.Attribute;
import dossier.registry.Registry;
import dossier.registry.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as rows and versions keep them, back to the literals that say them. Pure and thread-safe. */
final class Literals {
    /** A range as PostgreSQL writes it. */
    private static final Pattern RANGE = Pattern.compile("([\\[(])([0-9.]+),([0-9.]+)([\\])])");

    private final Registry registry;

    Literals(Registry registry) {
        this.registry = registry;
    }

    Value of(Json json, Shape shape) {
        return switch (json) {
            case Json.Null _ -> new Value.Nil(Span.NONE);
            case Json.Bool bool -> new Value.Bool(bool.value(), Span.NONE);
            case Json.Number number ->
                new Value.Numeric(
                        number.value(),
                        shape instanceof Shape.Percent ? Value.Unit.PERCENT : Value.Unit.PLAIN,
                        Span.NONE);
            case Json.Text text -> text(text.value(), shape);
            case Json.Array array -> {
                Shape item = shape instanceof Shape.ListOf list ? list.item() : new Shape.Any();
                yield new Value.Many(
                        array.items().stream().map(one -> of(one, item)).toList(), Span.NONE);
            }
            case Json.Object object -> object(object, shape);
        };
    }

    /** The entries of a map that were said, each as it was before; {@code nil} takes away what was not there. */
    Value entries(Shape shape, Optional<Json.Object> said, Optional<Json.Object> was) {
        Map<String, Json> members = new LinkedHashMap<>();
        said.ifPresent(map -> map.members()
                .keySet()
                .forEach(key ->
                        members.put(key, was.flatMap(before -> before.get(key)).orElseGet(Json::nil))));
        return object(new Json.Object(members), shape);
    }

    private Value object(Json.Object object, Shape shape) {
        Optional<BigDecimal> amount = object.get("amount").flatMap(Json::asNumber);
        Optional<String> currency = object.text("currency");
        if (shape instanceof Shape.Money && amount.isPresent() && currency.isPresent()) {
            return new Value.Numeric(amount.get(), new Value.Unit.Currency(currency.get()), Span.NONE);
        }
        List<Value.Field> fields = new ArrayList<>();
        object.members().forEach((key, value) -> fields.add(new Value.Field(key(key), of(value, member(key, shape)))));
        return new Value.Fields(fields, Span.NONE);
    }

    private static Value.MapKey key(String key) {
        return key.matches("[a-z][a-z0-9-]*")
                ? new Value.MapKey.Named(key, Span.NONE)
                : new Value.MapKey.Quoted(key, Span.NONE);
    }

    private Shape member(String key, Shape shape) {
        if (!(shape instanceof Shape.MapOf map)) {
            return new Shape.Any();
        }
        return map.fields().stream()
                .filter(field -> field.key().equals(key))
                .map(Argument::shape)
                .findFirst()
                .or(() -> map.attributes() ? registry.attribute(key).map(Attribute::shape) : Optional.empty())
                .orElseGet(Shape.Any::new);
    }

    private static Value text(String text, Shape shape) {
        Matcher range = RANGE.matcher(text);
        if (!(shape instanceof Shape.Percent) || !range.matches()) {
            return new Value.Text(text, Span.NONE);
        }
        BigDecimal low = new BigDecimal(range.group(2));
        BigDecimal high = new BigDecimal(range.group(3));
        if (low.compareTo(high) == 0) {
            return percent(low);
        }
        return new Value.Fields(
                List.of(
                        new Value.Field(
                                new Value.MapKey.Named(range.group(1).equals("[") ? "from" : "over", Span.NONE),
                                percent(low)),
                        new Value.Field(
                                new Value.MapKey.Named(range.group(4).equals("]") ? "to" : "under", Span.NONE),
                                percent(high))),
                Span.NONE);
    }

    private static Value percent(BigDecimal amount) {
        return new Value.Numeric(amount, Value.Unit.PERCENT, Span.NONE);
    }
}
