package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Caller;
import dossier.registry.Kind;
import dossier.registry.Overlay;
import dossier.registry.Shape;
import dossier.store.Desk.Session;
import dossier.store.Reading.AsOf;
import dossier.store.Reading.Filter;
import dossier.store.Reading.Outcome;
import dossier.store.Reading.Page;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Things of a tenant beyond one case. */
final class ThingReads {
    /** Most facts of one kind that are shown with a thing. */
    private static final int MOST_FACTS = 1_000;

    /** More statements about a tenant's own attributes are not shown. */
    private static final int MOST_DEFINITIONS = 10_000;

    private final Desk desk;

    ThingReads(Desk desk) {
        this.desk = desk;
    }

    Optional<Overlay> overlay(Caller caller) {
        return desk.reading(
                caller,
                session -> {
                    Trip trip = session.trip();
                    Trip.Rows<String> fingerprint = Overlays.fingerprint(trip, session.tenant());
                    Trip.Rows<Overlay.Definition> definitions = Overlays.definitions(trip, session.tenant());
                    session.run(trip);
                    return Optional.of(Overlays.of(fingerprint, definitions));
                },
                why -> Optional.<Overlay>empty());
    }

    Outcome definitions(Caller caller) {
        Optional<Kinds.Table> table = desk.kinds().all().stream()
                .filter(one -> one.kind().name().equals(Overlay.KIND))
                .findFirst();
        return table.isEmpty()
                ? new Outcome.Missing()
                : desk.read(caller, session -> {
                    Trip trip = session.trip();
                    Trip.Rows<Items.Row> rows = trip.query(
                            "SELECT " + Items.COLUMNS + " FROM dossier.thing t JOIN "
                                    + table.get().name() + " r ON r.tenant_id = t.tenant_id AND r."
                                    + table.get().id()
                                    + " = t.id WHERE t.tenant_id = ? AND t.kind = ? ORDER BY r.known_at, t.id LIMIT ?",
                            row -> Items.row(row, table.get()),
                            session.tenant(),
                            Overlay.KIND,
                            MOST_DEFINITIONS);
                    session.run(trip);
                    return Desk.found(Json.object()
                            .put("items", Json.array(rows.all(), Items::item))
                            .build());
                });
    }

    private Optional<Kinds.Table> table(String plural) {
        return desk.kinds().all().stream()
                .filter(table -> table.kind().plural().equals(plural))
                .findFirst();
    }

    Outcome list(Caller caller, String plural, Filter filter, Page page) {
        Optional<Kinds.Table> table = table(plural);
        Map<String, String> columns = new LinkedHashMap<>();
        for (Map.Entry<String, String> wanted : filter.columns().entrySet()) {
            Optional<String> column = table.flatMap(t -> column(t, wanted.getKey()));
            if (column.isEmpty() || wanted.getValue().indexOf(0) >= 0) {
                return new Outcome.Unreadable(wanted.getKey() + " is nothing that this list can be asked for.");
            }
            columns.put(column.get(), wanted.getValue());
        }
        return table.isEmpty()
                ? new Outcome.Missing()
                : desk.list(caller, page, session -> {
                    Optional<Cursor> after = Cursor.decode(page.cursor(), 1);
                    String from = after.isPresent() ? after.get().text(0) : "";
                    Trip trip = session.trip();
                    Trip.Rows<Items.Row> rows =
                            list(trip, table.get(), session.tenant(), filter.q(), columns, from, page.limit() + 1);
                    session.run(trip);
                    return Desk.page("items", rows.all(), page, Items::item, row -> Cursor.of(row.id()), Json.object());
                });
    }

    /** A column of text by its name; {@code type} may stand for the kind's own {@code entity_type}. */
    private static Optional<String> column(Kinds.Table table, String name) {
        return table.kind().columns().stream()
                .filter(column -> column.shape() instanceof Shape.Text
                        || column.shape() instanceof Shape.Code
                        || column.shape() instanceof Shape.Formatted
                        || column.shape() instanceof Shape.Ref)
                .map(Kind.Column::name)
                .filter(column -> Desk.camel(column).equals(name)
                        || column.equals(table.kind().name() + "_" + name))
                .findFirst()
                .map(table::column);
    }

    private static Trip.Rows<Items.Row> list(
            Trip trip,
            Kinds.Table table,
            String tenant,
            Optional<String> q,
            Map<String, String> columns,
            String after,
            int limit) {
        StringBuilder where = new StringBuilder();
        columns.keySet()
                .forEach(column -> where.append(" AND r.").append(column).append(" = ?"));
        String tail = "\n" + Statements.NOW.join(table) + "\nWHERE t.tenant_id = ? AND t.kind = ? AND t.id > ?" + where
                + "\nORDER BY t.id LIMIT ?";
        List<Object> last = new ArrayList<>(List.of(tenant, table.kind().name(), after));
        last.addAll(columns.values());
        last.add(limit);
        String kind = table.kind().name();
        if (q.isEmpty()) {
            return trip.query(
                    "SELECT " + Items.COLUMNS + " FROM dossier.thing t" + tail,
                    row -> Items.row(row, table),
                    last.toArray());
        }
        String[] words = Names.words(List.of(q.get())).toArray(String[]::new);
        return trip.query(
                "SELECT " + Items.COLUMNS + """

                        FROM (SELECT w.id FROM dossier.thing_word w
                            WHERE w.tenant_id = ? AND w.word = ANY (?) AND w.kind = ?
                            GROUP BY w.id HAVING count(*) = ?) named
                        JOIN dossier.thing t ON t.tenant_id = ? AND t.kind = ? AND t.id = named.id""" + tail,
                row -> Items.row(row, table),
                with(List.of(tenant, words, kind, (long) words.length, tenant, kind), last.toArray()));
    }

    Outcome one(Caller caller, String plural, String id, AsOf asOf) {
        Optional<Kinds.Table> table = table(plural);
        if (table.isEmpty() || !Desk.isId(id)) {
            return new Outcome.Missing();
        }
        return desk.read(caller, session -> {
            Optional<Instant> knownAt = asOf.knownAt();
            if (knownAt.isPresent()) {
                Trip trip = session.trip();
                Trip.Rows<Instant> time = session.horizon(trip, knownAt.get());
                session.run(trip);
                knownAt = time.first();
            }
            return one(session, table.get(), id, Statements.of(asOf, knownAt));
        });
    }

    private Outcome one(Session session, Kinds.Table table, String id, Statements statements) throws SQLException {
        Trip trip = session.trip();
        Trip.Rows<Items.Row> now = trip.query(
                "SELECT " + Items.COLUMNS + " FROM dossier.thing t\n" + statements.join(table)
                        + "\nWHERE t.tenant_id = ? AND t.kind = ? AND t.id = ?",
                row -> Items.row(row, table),
                with(statements.parameters(), session.tenant(), table.kind().name(), id));
        Trip.Rows<Items.Row> all = trip.query(
                ("SELECT " + Items.COLUMNS + """

                                FROM dossier.thing t
                                JOIN %s r ON r.tenant_id = t.tenant_id AND r.%s = t.id
                                WHERE t.tenant_id = ? AND t.kind = ? AND t.id = ? ORDER BY r.revision""").formatted(table.name(), table.id()),
                row -> Items.row(row, table),
                session.tenant(),
                table.kind().name(),
                id);
        Trip.Rows<String> cases = trip.query(
                """
                SELECT case_id FROM dossier.case_thing WHERE tenant_id = ? AND kind = ? AND id = ?
                ORDER BY case_id LIMIT 500""", row -> row.getString(1), session.tenant(), table.kind().name(), id);
        Map<Kinds.Table, Trip.Rows<Items.Row>> facts = new LinkedHashMap<>();
        for (Kinds.Table other : desk.kinds().all()) {
            List<String> columns = references(other, table.kind().name());
            if (!columns.isEmpty()) {
                facts.put(other, facts(trip, session.tenant(), other, columns, id, statements));
            }
        }
        session.run(trip);
        return now.first()
                .map(row -> Desk.found(body(row, all.all(), cases.all(), facts, statements)))
                .orElseGet(Outcome.Missing::new);
    }

    private static Object[] with(List<Object> parameters, Object... more) {
        List<Object> all = new ArrayList<>(parameters);
        all.addAll(List.of(more));
        return all.toArray();
    }

    private static List<String> references(Kinds.Table table, String kind) {
        return table.kind().columns().stream()
                .filter(column -> column.shape() instanceof Shape.Ref(String to) && to.equals(kind))
                .map(Kind.Column::name)
                .toList();
    }

    /** Things whose statement names this one: found among those that ever did, and then by the one that speaks. */
    private static Trip.Rows<Items.Row> facts(
            Trip trip, String tenant, Kinds.Table other, List<String> columns, String id, Statements statements) {
        List<Object> parameters = new ArrayList<>();
        List<String> candidates = new ArrayList<>();
        List<String> names = new ArrayList<>();
        boolean now = statements.equals(Statements.NOW);
        for (String column : columns) {
            candidates.add("SELECT m.%s AS id FROM %s m WHERE m.tenant_id = ? AND m.%s = ?%s"
                    .formatted(
                            other.id(), other.name(), other.column(column), now ? " AND m.superseded_at IS NULL" : ""));
            parameters.add(tenant);
            parameters.add(id);
            names.add("r." + other.column(column) + " = ?");
        }
        parameters.add(tenant);
        parameters.add(other.kind().name());
        parameters.addAll(statements.parameters());
        columns.forEach(column -> parameters.add(id));
        String sql =
                "SELECT %s\nFROM (%s) m\nJOIN dossier.thing t ON t.tenant_id = ? AND t.kind = ? AND t.id = m.id\n%s\nWHERE %s\nORDER BY t.id LIMIT %d"
                        .formatted(
                                Items.COLUMNS,
                                String.join("\nUNION ", candidates),
                                statements.join(other),
                                String.join(" OR ", names),
                                MOST_FACTS);
        return trip.query(sql, row -> Items.row(row, other), parameters.toArray());
    }

    private static Json.Object body(
            Items.Row row,
            List<Items.Row> all,
            List<String> cases,
            Map<Kinds.Table, Trip.Rows<Items.Row>> facts,
            Statements statements) {
        Json.Builder body = (statements.shows(row)
                        ? Items.item(row)
                        : Json.object().build())
                .toBuilder()
                        .put(Desk.camel(row.table().kind().idColumn()), row.id())
                        .putText("asOf", statements.knownAt().map(Instant::toString))
                        .putText("validAt", statements.validAt().map(LocalDate::toString))
                        .put(
                                "statements",
                                Json.array(
                                        all.stream()
                                                .filter(r -> known(r, statements))
                                                .toList(),
                                        Items::item))
                        .putTexts("cases", cases);
        Json.Builder lists = Json.object();
        facts.forEach((table, rows) -> lists.put(
                table.kind().plural(),
                Json.array(rows.all().stream().filter(statements::shows).toList(), Items::item)));
        return body.put("facts", lists).build();
    }

    private static boolean known(Items.Row row, Statements statements) {
        return statements
                .knownAt()
                .map(time -> row.statement()
                        .filter(said -> !said.knownAt().isAfter(time))
                        .isPresent())
                .orElse(true);
    }
}
