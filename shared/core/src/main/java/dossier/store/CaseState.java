package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Caller;
import dossier.store.Desk.Session;
import dossier.store.Reading.AsOf;
import dossier.store.Reading.Outcome;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One case, now or as it was. Now costs the same however long the history is. */
final class CaseState {
    /** The kind of thing that a case itself is. */
    static final String CASE = "case";

    private final Desk desk;

    CaseState(Desk desk) {
        this.desk = desk;
    }

    private record Head(long version, String hash, Instant time) {}

    Outcome state(Caller caller, String caseId, AsOf asOf) {
        if (!Desk.isId(caseId)) {
            return new Outcome.Missing();
        }
        return desk.read(caller, session -> {
            if (asOf.version().isEmpty() && asOf.knownAt().isEmpty()) {
                return now(session, caseId, asOf);
            }
            Optional<Instant> time = time(session, caseId, asOf);
            return time.isEmpty() ? new Outcome.Missing() : past(session, caseId, asOf, time.get());
        });
    }

    private Outcome now(Session session, String caseId, AsOf asOf) throws SQLException {
        Trip trip = session.trip();
        Trip.Rows<Head> head = trip.query(
                """
                SELECT version, hash, changed_at FROM dossier.case_head
                WHERE tenant_id = ? AND case_id = ? AND version > 0""", row -> new Head(row.getLong(1), row.getString(2), Desk.instant(row, 3)), session.tenant(), caseId);
        return render(session, trip, head, caseId, asOf, Optional.empty());
    }

    private Outcome past(Session session, String caseId, AsOf asOf, Instant time) throws SQLException {
        Trip trip = session.trip();
        Trip.Rows<Head> head = trip.query(
                """
                SELECT number, hash, recorded_at FROM dossier.case_version
                WHERE tenant_id = ? AND case_id = ? AND recorded_at <= ? ORDER BY recorded_at DESC LIMIT 1""",
                row -> new Head(row.getLong(1), row.getString(2), Desk.instant(row, 3)),
                session.tenant(),
                caseId,
                Single.utc(time));
        return render(session, trip, head, caseId, asOf, Optional.of(time));
    }

    /**
     * The time asked for, in a trip of its own: never later than the oldest open writer, who might still bring a version
     * from before it and so change an answer already given.
     */
    private static Optional<Instant> time(Session session, String caseId, AsOf asOf) throws SQLException {
        Trip trip = session.trip();
        Trip.Rows<Instant> time = asOf.version().isPresent()
                ? trip.query(
                        """
                        SELECT recorded_at FROM dossier.case_version
                        WHERE tenant_id = ? AND case_id = ? AND number = ?""",
                        row -> Desk.instant(row, 1),
                        session.tenant(),
                        caseId,
                        asOf.version().get())
                : trip.query(
                        "SELECT least(?, app.horizon())",
                        row -> Desk.instant(row, 1),
                        Single.utc(asOf.knownAt().orElseThrow()));
        session.run(trip);
        return time.first();
    }

    private Outcome render(
            Session session, Trip trip, Trip.Rows<Head> head, String caseId, AsOf asOf, Optional<Instant> knownAt)
            throws SQLException {
        Statements statements = Statements.of(asOf, knownAt);
        Map<Kinds.Table, Trip.Rows<Items.Row>> byKind = new LinkedHashMap<>();
        for (Kinds.Table table : desk.kinds().all()) {
            byKind.put(table, things(trip, table, session.tenant(), caseId, statements));
        }
        session.run(trip);
        return head.first()
                .map(h -> Desk.found(body(caseId, h, byKind, statements)))
                .orElseGet(Outcome.Missing::new);
    }

    private static Trip.Rows<Items.Row> things(
            Trip trip, Kinds.Table table, String tenant, String caseId, Statements statements) {
        List<Object> parameters = new ArrayList<>(statements.parameters());
        parameters.add(tenant);
        parameters.add(caseId);
        parameters.add(table.kind().name());
        statements.knownAt().ifPresent(time -> {
            parameters.add(tenant);
            parameters.add(caseId);
            parameters.add(Single.utc(time));
        });
        String sql = """
                SELECT %s
                FROM dossier.case_thing c
                JOIN dossier.thing t ON t.tenant_id = c.tenant_id AND t.kind = c.kind AND t.id = c.id
                %s
                WHERE c.tenant_id = ? AND c.case_id = ? AND c.kind = ?%s
                ORDER BY c.since, t.id""".formatted(
                Items.COLUMNS, statements.join(table), statements.knownAt().isPresent() ? """

                    AND c.since <= (SELECT v.number FROM dossier.case_version v
                        WHERE v.tenant_id = ? AND v.case_id = ? AND v.recorded_at <= ?
                        ORDER BY v.recorded_at DESC LIMIT 1)""" : "");
        return trip.query(sql, row -> Items.row(row, table), parameters.toArray());
    }

    private static Json.Object body(
            String caseId, Head head, Map<Kinds.Table, Trip.Rows<Items.Row>> byKind, Statements statements) {
        Json.Builder body = Json.object()
                .put("caseId", caseId)
                .put("version", head.version())
                .put("hash", head.hash())
                .put("asOf", asOf(head, byKind, statements).toString())
                .putText("validAt", statements.validAt().map(LocalDate::toString));
        List<Json> findings = new ArrayList<>();
        Json.Builder lists = Json.object();
        byKind.forEach((table, rows) -> {
            List<Json> items = new ArrayList<>();
            for (Items.Row row : rows.all()) {
                boolean itself = table.kind().name().equals(CASE) && row.id().equals(caseId);
                if (itself) {
                    row.statement().ifPresent(said -> Items.columns(body, table, said));
                } else if (statements.shows(row)) {
                    items.add(Items.item(row));
                }
                if (row.statement().isEmpty() && statements.validAt().isEmpty()) {
                    findings.add(Items.unresolved(row));
                }
            }
            if (!table.kind().name().equals(CASE) || !items.isEmpty()) {
                lists.put(table.kind().plural(), items);
            }
        });
        lists.build().members().forEach(body::put);
        return body.put("findings", findings).build();
    }

    /** The time asked for; of now, the last change that is in the answer, so that the same answer is the same text. */
    private static Instant asOf(Head head, Map<Kinds.Table, Trip.Rows<Items.Row>> byKind, Statements statements) {
        return statements
                .knownAt()
                .orElseGet(() -> byKind.values().stream()
                        .flatMap(rows -> rows.all().stream())
                        .flatMap(row -> row.statement().stream())
                        .map(Items.Said::knownAt)
                        .filter(head.time()::isBefore)
                        .max(Instant::compareTo)
                        .orElse(head.time()));
    }
}
