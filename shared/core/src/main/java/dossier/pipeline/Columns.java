package dossier.pipeline;

import dossier.json.Json;
import dossier.registry.Kind;
import dossier.registry.Shape;
import dossier.registry.Typed;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Typed values as the columns of a row, in the JSON that PostgreSQL reads and writes for them. Stateless. */
final class Columns {
    private Columns() {}

    /** Puts a value into a row: one column, or two for money. */
    static void put(Map<String, Json> row, Kind.Column column, Typed value) {
        switch (column.shape()) {
            case Shape.Money money -> {
                if (value instanceof Typed.Money said) {
                    row.put(column.name() + "_amount", new Json.Number(said.amount()));
                    row.put(column.name() + "_currency", new Json.Text(said.currency()));
                } else {
                    row.put(column.name() + "_amount", new Json.Null());
                    row.put(column.name() + "_currency", new Json.Null());
                }
            }
            case Shape.Percent percent
            when percent.band() && value instanceof Typed.Percent exact -> {
                String text = exact.value().toPlainString();
                row.put(column.name(), new Json.Text("[" + text + "," + text + "]"));
            }
            case Shape.MapOf map
            when value instanceof Typed.Members members && row.get(column.name()) instanceof Json.Object before ->
                row.put(column.name(), merged(before, (Json.Object) members.json()));
            default -> row.put(column.name(), value.json());
        }
    }

    /** What a column of a row holds, typed as the column is; money is in two. */
    static Optional<Typed> read(Json.Object row, Kind.Column column) {
        if (column.shape() instanceof Shape.Money) {
            return row.get(column.name() + "_amount")
                    .flatMap(Json::asNumber)
                    .flatMap(amount ->
                            row.text(column.name() + "_currency").map(currency -> new Typed.Money(amount, currency)));
        }
        return row.get(column.name()).filter(json -> !json.isNull()).map(json -> typed(json, column.shape()));
    }

    /** A value that was kept as JSON, typed as a shape is. */
    static Typed typed(Json json, Shape shape) {
        return switch (json) {
            case Json.Number number ->
                shape instanceof Shape.Percent ? new Typed.Percent(number.value()) : new Typed.Number(number.value());
            case Json.Bool bool -> new Typed.Bool(bool.value());
            case Json.Text text ->
                switch (shape) {
                    case Shape.Ref ref -> new Typed.Reference(ref.kind(), text.value());
                    case Shape.Date _ -> new Typed.Date(LocalDate.parse(text.value()));
                    default -> new Typed.Text(text.value());
                };
            case Json.Array list
            when shape instanceof Shape.ListOf of ->
                new Typed.Items(list.items().stream()
                        .map(item -> typed(item, of.item()))
                        .toList());
            case Json.Object amount
            when shape instanceof Shape.Money ->
                amount.get("amount")
                        .flatMap(Json::asNumber)
                        .flatMap(number ->
                                amount.text("currency").<Typed>map(currency -> new Typed.Money(number, currency)))
                        .orElseGet(() -> new Typed.Raw(json));
            default -> new Typed.Raw(json);
        };
    }

    /** A map said again keeps what it does not speak of; {@code nil} takes an entry away. */
    private static Json.Object merged(Json.Object before, Json.Object said) {
        Map<String, Json> members = new LinkedHashMap<>(before.members());
        said.members().forEach((key, value) -> {
            if (value.isNull()) {
                members.remove(key);
            } else {
                members.put(key, value);
            }
        });
        return new Json.Object(members);
    }
}
