package dossier.registry;

import dossier.json.Json;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value that was checked against its {@link Shape}. */
// The nested names are the field's own; none of them is used beside the java.lang type it shadows.
@SuppressWarnings({"AvoidCommonTypeNames", "JavaLangClash"})
public sealed interface Typed {
    /** Text, code, formatted text, duration, or an id the form introduces. */
    record Text(String value) implements Typed {}

    /** The id of a thing of a kind, which the processor still has to find. */
    record Reference(String kind, String id) implements Typed {}

    /** An integer or a decimal. */
    record Number(BigDecimal value) implements Typed {}

    /** An exact percentage, 0 to 100. */
    record Percent(BigDecimal value) implements Typed {}

    /** A percentage known only to lie between two bounds. */
    record Band(BigDecimal low, boolean lowOpen, BigDecimal high, boolean highOpen) implements Typed {}

    /** @param currency ISO 4217 */
    record Money(BigDecimal amount, String currency) implements Typed {}

    record Date(LocalDate value) implements Typed {}

    record Time(OffsetDateTime value) implements Typed {}

    record Bool(boolean value) implements Typed {}

    record Items(List<Typed> items) implements Typed {}

    /** A map by key; attributes stand under {@link Attribute#key()}. */
    record Members(Map<String, Typed> members) implements Typed {}

    /** The case's bound value of an attribute, which the processor still has to find. */
    record Bound(Attribute attribute) implements Typed {}

    /** {@code nil}: said to have no value. */
    record Nothing() implements Typed {}

    /** A value kept as written: an entry of a free map, or an untyped extra. */
    record Raw(Json json) implements Typed {}

    /** The value as plain words, as a slot or an explanation shows it. */
    default String plain() {
        return switch (this) {
            case Text text -> text.value();
            case Reference reference -> reference.id();
            case Number number -> number.value().toPlainString();
            case Percent percent -> percent.value().toPlainString() + "%";
            case Band band -> band.low().toPlainString() + "% to " + band.high().toPlainString() + "%";
            case Money money -> money.amount().toPlainString() + " " + money.currency();
            case Date date -> date.value().toString();
            case Time time -> time.value().toString();
            case Bool bool -> bool.value() ? "yes" : "no";
            case Items items ->
                String.join(", ", items.items().stream().map(Typed::plain).toList());
            case Members members ->
                String.join(
                        ", ",
                        members.members().entrySet().stream()
                                .map(e -> e.getKey() + " " + e.getValue().plain())
                                .toList());
            case Bound bound -> "@attr{" + bound.attribute().name() + "}";
            case Nothing nothing -> "nothing";
            case Raw raw -> raw.json().asText().orElseGet(raw.json()::compact);
        };
    }

    /**
     * The value as JSON, as rows and answers carry it: percentages and decimals as numbers, bands as PostgreSQL range
     * literals, money as {@code {amount, currency}}, dates and times as ISO 8601 text.
     */
    default Json json() {
        return switch (this) {
            case Text text -> new Json.Text(text.value());
            case Reference reference -> new Json.Text(reference.id());
            case Number number -> new Json.Number(number.value());
            case Percent percent -> new Json.Number(percent.value());
            case Band band ->
                new Json.Text((band.lowOpen() ? "(" : "[") + band.low().toPlainString() + ","
                        + band.high().toPlainString() + (band.highOpen() ? ")" : "]"));
            case Money money -> {
                Map<String, Json> members = new LinkedHashMap<>();
                members.put("amount", new Json.Number(money.amount()));
                members.put("currency", new Json.Text(money.currency()));
                yield new Json.Object(members);
            }
            case Date date -> new Json.Text(date.value().toString());
            case Time time -> new Json.Text(time.value().toString());
            case Bool bool -> new Json.Bool(bool.value());
            case Items items ->
                new Json.Array(items.items().stream().map(Typed::json).toList());
            case Members members -> {
                Map<String, Json> out = new LinkedHashMap<>();
                members.members().forEach((key, value) -> out.put(key, value.json()));
                yield new Json.Object(out);
            }
            case Bound bound -> new Json.Text(bound.attribute().name());
            case Nothing nothing -> new Json.Null();
            case Raw raw -> raw.json();
        };
    }

    /** The entry of a map under this key, when this is one. */
    default Optional<Typed> member(String key) {
        return this instanceof Members map ? Optional.ofNullable(map.members().get(key)) : Optional.empty();
    }
}
