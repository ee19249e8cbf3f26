package dossier.registry;

import dossier.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * A kind of thing that documents speak of, and the table that holds what was said of it.
 *
 * @param name for example {@code entity}
 * @param plural the name of its list in a case's state, for example {@code entities}
 * @param table the table with one row a statement
 * @param idColumn the column with the thing's id
 * @param label how a person calls one
 * @param prefix of generated ids, for example {@code fund-}
 * @param columns besides the id
 * @param naming columns or {@code column.key} paths that hold the thing's name, best first
 */
public record Kind(
        String name,
        String plural,
        String table,
        String idColumn,
        String label,
        String prefix,
        List<Column> columns,
        List<String> naming) {

    /**
     * One typed column.
     *
     * @param name snake_case; a money column is a pair {@code name_amount}, {@code name_currency}
     * @param shape decides the SQL type: text, numeric, numrange (percentages with bands), date, timestamptz, boolean,
     *     bigint, jsonb (lists and maps)
     */
    public record Column(String name, Shape shape) {}

    /** The names that a row of this kind gives a thing, best first. */
    public List<String> names(Json.Object row) {
        return naming.stream()
                .map(path -> value(row, path))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** A column, or {@code column.key} of a map; keys may have dots of their own. */
    private static Optional<String> value(Json.Object row, String path) {
        int dot = path.indexOf('.');
        Optional<Json> value = dot < 0
                ? row.get(path)
                : row.object(path.substring(0, dot)).flatMap(map -> map.get(path.substring(dot + 1)));
        return value.flatMap(Json::asText).filter(text -> !text.isBlank());
    }

    public Optional<Column> column(String wanted) {
        return columns.stream().filter(c -> c.name().equals(wanted)).findFirst();
    }
}
