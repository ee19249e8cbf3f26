package dossier.store;

import dossier.json.Json;
import dossier.pipeline.ThingKey;
import dossier.store.Replay.Difference;
import dossier.store.Replay.Differs;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Compares the rows of a case with those rebuilt in the shadow: every table that has a shadow, whichever there are.
 * What a row says of its delivery is no consequence of a document and is left out.
 */
final class Comparison {
    private static final List<String> DELIVERY = List.of("delivered_at", "attempts", "not_before");

    private final Connection connection;
    private final Meter meter;
    private final String tenant;
    private final String caseId;

    Comparison(Connection connection, Meter meter, String tenant, String caseId) {
        this.connection = connection;
        this.meter = meter;
        this.tenant = tenant;
        this.caseId = caseId;
    }

    /**
     * A table as the catalogue has it.
     *
     * @param json columns whose text counts, not only what it means
     */
    private record Table(String name, List<String> key, List<String> json, boolean ofCase) {}

    /** One difference, and how many rows were compared. */
    private record Found(Trip.Rows<Long> rows, Trip.Rows<Difference> first) {}

    /** @return how many rows were compared and are alike */
    long compare(Collection<ThingKey> things) throws SQLException, Differs {
        String[] kinds = things.stream().map(ThingKey::kind).toArray(String[]::new);
        String[] ids = things.stream().map(ThingKey::id).toArray(String[]::new);
        Trip trip = new Trip();
        List<Found> found = new ArrayList<>();
        for (Table table : tables()) {
            if (table.ofCase()) {
                found.add(alike(trip, table, "t.tenant_id = ? AND t.case_id = ?", tenant, caseId));
            } else if (table.name().equals("thing")) {
                found.add(alike(trip, table, """
                        t.tenant_id = ? AND (t.kind, t.id) IN (SELECT w.kind, w.id
                            FROM unnest(?::text[], ?::text[]) AS w (kind, id)
                            UNION SELECT c.kind, c.id FROM dossier.case_thing c WHERE c.tenant_id = ? AND c.case_id = ?)""", tenant, kinds, ids, tenant, caseId));
            } else {
                found.add(held(trip, table));
            }
        }
        trip.run(connection, meter);
        for (Found one : found) {
            if (one.first().first().isPresent()) {
                throw new Differs(one.first().first().get());
            }
        }
        return found.stream()
                .flatMap(one -> one.rows().all().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    private List<Table> tables() throws SQLException {
        Trip trip = new Trip();
        Trip.Rows<Table> tables = trip.query(
                """
                SELECT c.relname,
                    (SELECT array_agg(a.attname::text ORDER BY k.place)
                     FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k (number, place), pg_attribute a
                     WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid AND a.attnum = k.number
                        AND a.attname <> 'tenant_id'),
                    (SELECT coalesce(array_agg(a.attname::text), '{}') FROM pg_attribute a
                     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid = 'json'::regtype),
                    EXISTS (SELECT FROM pg_attribute a
                            WHERE a.attrelid = c.oid AND a.attname = 'case_id' AND NOT a.attisdropped)
                FROM pg_class c
                WHERE c.relnamespace = 'shadow'::regnamespace AND c.relkind = 'r' ORDER BY c.relname""",
                row -> new Table(
                        row.getString(1),
                        List.of((String[]) row.getArray(2).getArray()),
                        List.of((String[]) row.getArray(3).getArray()),
                        row.getBoolean(4)));
        trip.run(connection, meter);
        return tables.all();
    }

    /** Rows on either side that have no equal on the other. */
    private static Found alike(Trip trip, Table table, String where, Object... values) {
        Trip.Rows<Long> rows = trip.query(
                "SELECT count(*) FROM shadow.%s t WHERE %s".formatted(quoted(table.name()), where),
                row -> row.getLong(1),
                values);
        String side = "SELECT %s AS key, %s AS row FROM %%s.%s t WHERE %s"
                .formatted(key(table), row(table), quoted(table.name()), where);
        List<Object> twice = new ArrayList<>(List.of(values));
        twice.addAll(List.of(values));
        Trip.Rows<Difference> first = trip.query(
                """
                SELECT coalesce(l.key, s.key), l.row IS NULL, s.row IS NULL,
                    (SELECT min(m.name) FROM jsonb_object_keys(l.row) AS m (name)
                     WHERE l.row -> m.name IS DISTINCT FROM s.row -> m.name)
                FROM (%s) l FULL JOIN (%s) s ON l.key = s.key
                WHERE l.row IS DISTINCT FROM s.row
                ORDER BY coalesce(l.row, s.row) -> 'version', coalesce(l.row, s.row) -> 'number', 1
                LIMIT 1""".formatted(side.formatted("dossier"), side.formatted("shadow")),
                row -> difference(
                        table,
                        row.getString(1),
                        row.getBoolean(2),
                        row.getBoolean(3),
                        Optional.ofNullable(row.getString(4))),
                twice.toArray());
        return new Found(rows, first);
    }

    /** Rows that accumulate over all cases: what this case adds must be there, whatever else is. */
    private Found held(Trip trip, Table table) {
        Trip.Rows<Long> rows = trip.query(
                "SELECT count(*) FROM shadow.%s WHERE tenant_id = ?".formatted(quoted(table.name())),
                row -> row.getLong(1),
                tenant);
        String join = String.join(
                " AND ",
                table.key().stream()
                        .map(column -> "l." + quoted(column) + " = t." + quoted(column))
                        .toList());
        Trip.Rows<Difference> first = trip.query(
                """
                SELECT %s FROM shadow.%s t WHERE t.tenant_id = ? AND NOT EXISTS (
                    SELECT FROM dossier.%s l WHERE l.tenant_id = t.tenant_id AND %s)
                ORDER BY 1 LIMIT 1""".formatted(key(table), quoted(table.name()), quoted(table.name()), join),
                row -> difference(table, row.getString(1), true, false, Optional.empty()),
                tenant);
        return new Found(rows, first);
    }

    private static Difference difference(
            Table table, String key, boolean noLive, boolean noShadow, Optional<String> column) {
        String reason = noLive
                ? "the documents say this row, and it is not there"
                : noShadow ? "this row is there, and no document says it" : "this is not what the documents say";
        return new Difference(
                table.name(),
                Json.parse(key).orThrow().asObject().orElseThrow(),
                noLive || noShadow ? "" : column.orElse(""),
                reason);
    }

    private static String key(Table table) {
        return "jsonb_build_object(" + pairs(table.key(), "") + ")";
    }

    private static String row(Table table) {
        String row = "(to_jsonb(t) - 'tenant_id'";
        if (table.name().equals("outbox")) {
            row += " - '" + String.join("' - '", DELIVERY) + "'";
        }
        return table.json().isEmpty()
                ? row + ")"
                : row + " || jsonb_build_object(" + pairs(table.json(), "::text") + "))";
    }

    private static String pairs(List<String> columns, String cast) {
        return String.join(
                ", ",
                columns.stream()
                        .map(column -> "'" + column.replace("'", "''") + "', t." + quoted(column) + cast)
                        .toList());
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
