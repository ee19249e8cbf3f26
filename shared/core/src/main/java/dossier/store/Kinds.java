package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Needs;
import dossier.registry.Kind;
import dossier.registry.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The tables of the kinds of things. Immutable and thread-safe. */
final class Kinds {
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final Map<String, Table> tables;

    Kinds(Collection<Kind> kinds) {
        Map<String, Table> byName = new LinkedHashMap<>();
        for (Kind kind : kinds) {
            byName.put(kind.name(), Table.of(kind));
        }
        this.tables = Map.copyOf(byName);
        this.all = List.copyOf(byName.values());
    }

    private final List<Table> all;

    /** In registry order. */
    List<Table> all() {
        return all;
    }

    Optional<Table> find(String kind) {
        return Optional.ofNullable(tables.get(kind));
    }

    /** The table of a kind that the registry vouches for. */
    Table of(String kind) {
        return find(kind).orElseThrow(() -> new IllegalArgumentException("There is no kind " + kind));
    }

    /**
     * The table of one kind.
     *
     * @param name qualified, as SQL writes it
     * @param id the id's column, as SQL writes it
     * @param columns of the kind as the table has them; money is two
     */
    record Table(Kind kind, String name, String id, List<String> columns) {
        static Table of(Kind kind) {
            List<String> columns = new ArrayList<>();
            for (Kind.Column column : kind.columns()) {
                if (column.shape() instanceof Shape.Money) {
                    columns.add(identifier(column.name() + "_amount"));
                    columns.add(identifier(column.name() + "_currency"));
                } else {
                    columns.add(identifier(column.name()));
                }
            }
            return new Table(kind, "dossier." + quoted(kind.table()), quoted(kind.idColumn()), List.copyOf(columns));
        }

        /** A column of this kind as SQL writes it; only names that the registry knows get into a statement. */
        String column(String wanted) {
            if (!columns.contains(wanted) && !wanted.equals(Needs.Group.CASE)) {
                throw new IllegalArgumentException("Kind " + kind.name() + " has no column " + wanted);
            }
            return quoted(wanted);
        }

        /** The kind's own columns of a whole row; those without a value are left out. */
        Json.Object own(Json.Object row) {
            Json.Builder own = Json.object();
            for (String column : columns) {
                row.get(column).filter(value -> !value.isNull()).ifPresent(value -> own.put(column, value));
            }
            return own.build();
        }
    }

    private static String quoted(String name) {
        return '"' + identifier(name) + '"';
    }

    private static String identifier(String name) {
        if (!IDENTIFIER.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a name for a table or column: " + name);
        }
        return name;
    }
}
