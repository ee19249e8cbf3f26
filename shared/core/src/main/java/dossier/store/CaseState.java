package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Assertions;
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
import java.util.function.Function;

/** One case, now or as it was. Now costs the same however long the history is. */
final class CaseState {
    /** The kind of thing that a case itself is. */
    static final String CASE = "case";

    /** Times that the kinds of a case are looked up before all are asked for. */
    private static final int MOST_LOOKS = 3;

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
            Trip trip = session.trip();
            Trip.Rows<Instant> time = time(session, trip, caseId, asOf);
            Trip.Rows<String> kinds = kinds(session, trip, caseId);
            session.run(trip);
            return time.first().isEmpty()
                    ? new Outcome.Missing()
                    : past(session, caseId, asOf, time.first().get(), kinds.all());
        });
    }

    /**
     * In two trips: which kinds of things the case speaks of, and those things. A vocabulary has many kinds and a case
     * speaks of few; asking for all of them costs the database more in planning than everything else. Where a writer
     * came between the two, both are done again; after a few times everything is asked for.
     */
    private Outcome now(Session session, String caseId, AsOf asOf) throws SQLException {
        Statements statements = Statements.of(asOf, Optional.empty());
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            Trip trip = session.trip();
            Trip.Rows<Head> head = head(session, trip, caseId);
            Trip.Rows<String> kinds = kinds(session, trip, caseId);
            session.run(trip);
            if (head.first().isEmpty()) {
                return new Outcome.Missing();
            }
            Seen seen = seen(session, again -> head(session, again, caseId), caseId, statements, tables(kinds.all()));
            if (seen.head.equals(head.first())) {
                return outcome(caseId, seen, statements);
            }
        }
        Seen seen = seen(
                session,
                trip -> head(session, trip, caseId),
                caseId,
                statements,
                desk.kinds().all());
        return outcome(caseId, seen, statements);
    }

    private static Trip.Rows<Head> head(Session session, Trip trip, String caseId) {
        return trip.query(
                """
                SELECT version, hash, changed_at FROM dossier.case_head
                WHERE tenant_id = ? AND case_id = ? AND version > 0""", row -> new Head(row.getLong(1), row.getString(2), Desk.instant(row, 3)), session.tenant(), caseId);
    }

    private Outcome past(Session session, String caseId, AsOf asOf, Instant time, List<String> kinds)
            throws SQLException {
        Statements statements = Statements.of(asOf, Optional.of(time));
        Seen seen = seen(
                session,
                trip -> trip.query(
                        """
                        SELECT number, hash, recorded_at FROM dossier.case_version
                        WHERE tenant_id = ? AND case_id = ? AND recorded_at <= ? ORDER BY recorded_at DESC LIMIT 1""",
                        row -> new Head(row.getLong(1), row.getString(2), Desk.instant(row, 3)),
                        session.tenant(),
                        caseId,
                        Single.utc(time)),
                caseId,
                statements,
                tables(kinds));
        return outcome(caseId, seen, statements);
    }

    /** Names of the kinds of things that the case has ever spoken of. */
    private static Trip.Rows<String> kinds(Session session, Trip trip, String caseId) {
        return trip.query(
                "SELECT DISTINCT kind FROM dossier.case_thing WHERE tenant_id = ? AND case_id = ?",
                row -> row.getString(1),
                session.tenant(),
                caseId);
    }

    private List<Kinds.Table> tables(List<String> kinds) {
        return desk.kinds().all().stream()
                .filter(table -> kinds.contains(table.kind().name()))
                .toList();
    }

    /** The time asked for, in a trip before the reading. */
    private static Trip.Rows<Instant> time(Session session, Trip trip, String caseId, AsOf asOf) {
        return asOf.version().isPresent()
                ? trip.query(
                        """
                        SELECT recorded_at FROM dossier.case_version
                        WHERE tenant_id = ? AND case_id = ? AND number = ?""",
                        row -> Desk.instant(row, 1),
                        session.tenant(),
                        caseId,
                        asOf.version().get())
                : session.horizon(trip, asOf.knownAt().orElseThrow());
    }

    /** What one trip showed of a case. */
    private record Seen(Optional<Head> head, Map<Kinds.Table, Trip.Rows<Items.Row>> byKind) {}

    private static Seen seen(
            Session session,
            Function<Trip, Trip.Rows<Head>> head,
            String caseId,
            Statements statements,
            List<Kinds.Table> tables)
            throws SQLException {
        Trip trip = session.trip();
        Trip.Rows<Head> found = head.apply(trip);
        Map<Kinds.Table, Trip.Rows<Items.Row>> byKind = new LinkedHashMap<>();
        for (Kinds.Table table : tables) {
            byKind.put(table, things(trip, table, session.tenant(), caseId, statements));
        }
        session.run(trip);
        return new Seen(found.first(), byKind);
    }

    private Outcome outcome(String caseId, Seen seen, Statements statements) {
        return seen.head
                .map(head -> Desk.found(body(caseId, head, seen.byKind, statements)))
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

    private Json.Object body(
            String caseId, Head head, Map<Kinds.Table, Trip.Rows<Items.Row>> byKind, Statements statements) {
        Json.Builder body = Json.object()
                .put("caseId", caseId)
                .put("version", head.version())
                .put("hash", head.hash())
                .put("asOf", asOf(head, byKind, statements).toString())
                .putText("validAt", statements.validAt().map(LocalDate::toString));
        List<Json> findings = new ArrayList<>();
        Json.Builder lists = Json.object();
        for (Kinds.Table table : desk.kinds().all()) {
            List<Json> items = new ArrayList<>();
            for (Items.Row row :
                    Optional.ofNullable(byKind.get(table)).map(Trip.Rows::all).orElse(List.of())) {
                boolean itself = table.kind().name().equals(CASE) && row.id().equals(caseId);
                if (itself) {
                    row.statement().ifPresent(said -> Items.columns(body, table, said));
                } else if (statements.shows(row)) {
                    items.add(Items.item(row));
                }
                if (!row.resolved() && statements.validAt().isEmpty()) {
                    findings.add(Items.unresolved(row));
                }
                if (table.kind().name().equals(Assertions.KIND)) {
                    row.statement().ifPresent(said -> findings.add(Items.claimed(row, said)));
                }
            }
            if (!table.kind().name().equals(CASE) || !items.isEmpty()) {
                lists.put(table.kind().plural(), items);
            }
        }
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
