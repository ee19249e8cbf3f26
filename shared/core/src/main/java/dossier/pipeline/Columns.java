package dossier.pipeline;

import dossier.json.Json;
import dossier.registry.Kind;
import dossier.registry.Shape;
import dossier.registry.Typed;
import java.util.LinkedHashMap;
import java.util.Map;

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
