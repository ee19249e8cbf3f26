package dossier.registry;

import dossier.json.Json;
import java.util.Optional;

/**
 * Where the rows of a kind hold a value.
 *
 * @param column name of the column
 * @param entry key within the column's map
 * @param shape of the value
 */
public record Place(String column, Optional<String> entry, Shape shape) {
    /**
     * By the name people give it: the id, a column with hyphens, a day between which a row holds, or an attribute where
     * the kind has a map of them.
     */
    public static Optional<Place> of(Registry registry, Kind kind, String name) {
        String column = name.replace('-', '_');
        if (column.equals(kind.idColumn()) || column.equals("id")) {
            return Optional.of(new Place(kind.idColumn(), Optional.empty(), new Shape.Ref(kind.name())));
        }
        if (column.equals("valid_from") || column.equals("valid_to")) {
            return Optional.of(new Place(column, Optional.empty(), new Shape.Date()));
        }
        Optional<Place> own = kind.column(column).map(c -> new Place(c.name(), Optional.empty(), c.shape()));
        return own.or(() -> attributes(kind)
                .flatMap(map -> registry.attribute(entry(map, name))
                        .map(a -> new Place(map, Optional.of(a.key()), a.shape()))));
    }

    /** The column with the facts of the dictionary. */
    static Optional<String> attributes(Kind kind) {
        return kind.columns().stream()
                .filter(column -> column.shape() instanceof Shape.MapOf map && map.attributes())
                .map(Kind.Column::name)
                .findFirst();
    }

    private static String entry(String map, String name) {
        return name.startsWith(map + ".") ? name.substring(map.length() + 1) : name;
    }

    /** What a row holds here. */
    public Optional<Json> in(Json.Object row) {
        return row.get(column)
                .flatMap(whole ->
                        entry.isEmpty() ? Optional.of(whole) : whole.asObject().flatMap(map -> map.get(entry.get())));
    }
}
