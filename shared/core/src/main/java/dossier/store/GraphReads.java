package dossier.store;

import dossier.json.Json;
import dossier.ownership.GraphRows;
import dossier.ownership.Meanings;
import dossier.pipeline.Caller;
import dossier.store.Desk.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads the facts about ownership that a case can be touched by: what it speaks of, and whatever of the tenant is
 * linked to that, over however many links, in either direction. Every statement that was known is read, superseded
 * ones too, since an earlier one can be in force at the date asked about.
 */
final class GraphReads {
    private final Desk desk;
    private final Meanings meanings;

    GraphReads(Desk desk, Meanings meanings) {
        this.desk = desk;
        this.meanings = meanings;
    }

    Reading.GraphOutcome graph(
            Caller caller, String caseId, Collection<String> more, Optional<Instant> knownAt, boolean customer) {
        if (!Desk.isId(caseId)) {
            return new Reading.GraphOutcome.Not(new Reading.Outcome.Missing());
        }
        return desk.reading(
                caller,
                session -> {
                    Optional<Instant> time = knownAt.isEmpty() ? knownAt : horizon(session, knownAt.get());
                    return graph(session, caseId, more, time, customer);
                },
                why -> new Reading.GraphOutcome.Not(new Reading.Outcome.Failed(why)));
    }

    private static Optional<Instant> horizon(Session session, Instant asked) throws SQLException {
        Trip trip = session.trip();
        Trip.Rows<Instant> time = session.horizon(trip, asked);
        session.run(trip);
        return time.first();
    }

    private Reading.GraphOutcome graph(
            Session session, String caseId, Collection<String> more, Optional<Instant> knownAt, boolean customer)
            throws SQLException {
        Trip trip = session.trip();
        Trip.Rows<Long> since = since(trip, session.tenant(), caseId, knownAt);
        Trip.Rows<GraphRows.Row> rows = facts(trip, session.tenant(), caseId, more, knownAt);
        Trip.Rows<String> own = own(trip, session.tenant(), caseId);
        List<Trip.Rows<String>> customers = new ArrayList<>();
        if (customer) {
            meanings.customers().forEach(named -> customers.add(named(trip, session.tenant(), caseId, named)));
            customers.add(byName(trip, session.tenant(), caseId));
        }
        session.run(trip);
        if (since.first().isEmpty()) {
            return new Reading.GraphOutcome.Not(new Reading.Outcome.Missing());
        }
        Optional<String> about = customers.stream()
                .map(Trip.Rows::all)
                .filter(found -> found.size() == 1)
                .map(List::getFirst)
                .findFirst();
        return new Reading.GraphOutcome.Read(
                GraphRows.graph(rows.all(), meanings), new TreeSet<>(own.all()), about, last(rows.all(), knownAt));
    }

    private static Optional<Instant> last(List<GraphRows.Row> rows, Optional<Instant> knownAt) {
        return knownAt.or(
                () -> rows.stream().flatMap(row -> row.known().stream()).max(Instant::compareTo));
    }

    /** The first version that was there by then; none where the case was not yet. */
    private static Trip.Rows<Long> since(Trip trip, String tenant, String caseId, Optional<Instant> knownAt) {
        return trip.query("""
                SELECT v.number FROM dossier.case_version v
                WHERE v.tenant_id = ? AND v.case_id = ? AND v.recorded_at <= ?::timestamptz
                ORDER BY v.recorded_at LIMIT 1""", row -> row.getLong(1), tenant, caseId, time(knownAt));
    }

    private static String time(Optional<Instant> knownAt) {
        return knownAt.map(Instant::toString).orElse("infinity");
    }

    /** The case's entities. */
    private Trip.Rows<String> own(Trip trip, String tenant, String caseId) {
        return trip.query(
                "SELECT id FROM dossier.case_thing WHERE tenant_id = ? AND case_id = ? AND kind = ?",
                row -> row.getString(1),
                tenant,
                caseId,
                meanings.entityRows().kind());
    }

    private Trip.Rows<String> named(Trip trip, String tenant, String caseId, Meanings.Named named) {
        Kinds.Table table = desk.kinds().of(named.kind());
        return trip.query(
                "SELECT DISTINCT r.%1$s FROM %2$s r WHERE r.tenant_id = ? AND r.case_id = ? AND r.%1$s IS NOT NULL LIMIT 2"
                        .formatted(table.column(named.column()), table.name()),
                row -> row.getString(1),
                tenant,
                caseId);
    }

    /** Of the case's entities those that bear the name it gives its customer. */
    private Trip.Rows<String> byName(Trip trip, String tenant, String caseId) {
        Meanings.Rows entities = meanings.entityRows();
        Kinds.Table table = desk.kinds().of(entities.kind());
        Kinds.Table naming = desk.kinds().of(meanings.customerName().kind());
        return trip.query(
                """
                SELECT DISTINCT e.%1$s FROM dossier.case_thing c
                JOIN %2$s e ON e.tenant_id = c.tenant_id AND e.%1$s = c.id AND e.superseded_at IS NULL
                JOIN %3$s n ON n.tenant_id = c.tenant_id AND n.%4$s = c.case_id AND n.superseded_at IS NULL
                WHERE c.tenant_id = ? AND c.case_id = ? AND c.kind = ?
                    AND lower(n.%5$s) IN (SELECT lower(p.value) FROM jsonb_each_text(e.%6$s) p WHERE p.key = ANY (?))
                LIMIT 2""".formatted(
                                table.id(),
                                table.name(),
                                naming.name(),
                                naming.id(),
                                naming.column(meanings.customerName().column()),
                                table.column(entities.column("props"))),
                row -> row.getString(1),
                tenant,
                caseId,
                entities.kind(),
                meanings.names().toArray(String[]::new));
    }

    private Trip.Rows<GraphRows.Row> facts(
            Trip trip, String tenant, String caseId, Collection<String> more, Optional<Instant> knownAt) {
        Meanings.Rows entity = meanings.entityRows();
        Meanings.Rows link = meanings.linkRows();
        Kinds.Table entities = desk.kinds().of(entity.kind());
        Kinds.Table links = desk.kinds().of(link.kind());
        String sql = closure(desk.kinds(), meanings, """
                SELECT unnest(?::text[]) UNION SELECT c.id FROM dossier.case_thing c
                WHERE c.tenant_id = ? AND c.case_id = ? AND c.kind = ?""")
                + """

                SELECT '%s', e.%s, to_jsonb(e), e.valid_from, e.valid_to, e.known_at, e.revision
                FROM reached r JOIN %s e ON e.tenant_id = ? AND e.%s = r.id
                WHERE e.known_at <= ?::timestamptz
                UNION ALL
                SELECT '%s', l.%s, to_jsonb(l), l.valid_from, l.valid_to, l.known_at, l.revision
                FROM reached r JOIN %s l ON l.tenant_id = ? AND l.%s = r.id
                WHERE l.known_at <= ?::timestamptz
                ORDER BY 1, 2, 7""".formatted(
                                entity.kind(),
                                entities.id(),
                                entities.name(),
                                entities.id(),
                                link.kind(),
                                links.id(),
                                links.name(),
                                links.column(link.column("to")));
        String until = time(knownAt);
        return trip.query(
                sql,
                row -> row(row, row.getString(1).equals(entity.kind()) ? entities : links),
                more.toArray(String[]::new),
                tenant,
                caseId,
                entity.kind(),
                tenant,
                tenant,
                tenant,
                tenant,
                tenant,
                until,
                tenant,
                until);
    }

    /**
     * Everything that links lead to from what is asked about, as {@code reached (id)}: holders, what they hold, and those
     * behind nominees. Its parameters are those of the start, and four times the tenant.
     *
     * @param start a query for ids
     */
    static String closure(Kinds kinds, Meanings meanings, String start) {
        Meanings.Rows link = meanings.linkRows();
        Kinds.Table links = kinds.of(link.kind());
        String from = links.column(link.column("from"));
        String to = links.column(link.column("to"));
        String behind = links.column(link.column("nominee"));
        return """
                WITH RECURSIVE reached (id) AS (
                    (%5$s)
                    UNION
                    SELECT n.id FROM reached r CROSS JOIN LATERAL (
                        SELECT l.%2$s FROM %1$s l WHERE l.tenant_id = ? AND l.%3$s = r.id
                        UNION ALL SELECT l.%3$s FROM %1$s l WHERE l.tenant_id = ? AND l.%2$s = r.id
                        UNION ALL SELECT l.%4$s FROM %1$s l
                            WHERE l.tenant_id = ? AND l.%3$s = r.id AND l.%4$s IS NOT NULL
                        UNION ALL SELECT l.%3$s FROM %1$s l WHERE l.tenant_id = ? AND l.%4$s = r.id
                    ) n (id)
                )""".formatted(links.name(), from, to, behind, start);
    }

    private static GraphRows.Row row(ResultSet row, Kinds.Table table) throws SQLException {
        return new GraphRows.Row(
                table.kind().name(),
                row.getString(2),
                table.own(Json.parse(row.getString(3)).orThrow().asObject().orElseThrow()),
                Optional.ofNullable(row.getObject(4, LocalDate.class)),
                Optional.ofNullable(row.getObject(5, LocalDate.class)),
                Optional.of(Desk.instant(row, 6)));
    }
}
