package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Caller;
import dossier.store.Reading.Outcome;
import dossier.store.Reading.Page;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was recorded beside the cases: audit, results, attempts, conversations, and who looked. */
final class Logs {
    private static final String ATTEMPT =
            "SELECT seq, request_id, at, actor, source, operation, case_id, document_hash, outcome, codes, micros"
                    + " FROM dossier.attempt WHERE tenant_id = ?";

    private final Desk desk;

    Logs(Desk desk) {
        this.desk = desk;
    }

    private record Entry(
            long version,
            long position,
            Instant at,
            String actor,
            String source,
            String requestId,
            long form,
            String verb,
            String operation,
            String kind,
            String id,
            Optional<Json> before,
            Optional<Json> after) {
        Json json() {
            return Json.object()
                    .put("version", version)
                    .put("time", at.toString())
                    .put("actor", actor)
                    .put("source", source)
                    .put("requestId", requestId)
                    .put("form", form)
                    .put("verb", verb)
                    .put("operation", operation)
                    .put("kind", kind)
                    .put("id", id)
                    .putOrNull("before", before)
                    .putOrNull("after", after)
                    .build();
        }
    }

    Outcome audit(Caller caller, String caseId, Page page) {
        if (!Desk.isId(caseId)) {
            return new Outcome.Missing();
        }
        return desk.list(caller, page, session -> {
            Optional<Cursor> after = Cursor.decode(page.cursor(), 2);
            Trip trip = session.trip();
            Trip.Rows<Entry> entries = trip.query(
                    """
                    SELECT version, position, at, actor, source, request_id, form, verb, operation, kind, id, before,
                        after
                    FROM dossier.audit
                    WHERE tenant_id = ? AND case_id = ? AND (version, position) > (?, ?)
                    ORDER BY version, position LIMIT ?""",
                    row -> entry(row, session.tenant()),
                    session.tenant(),
                    caseId,
                    after.isPresent() ? after.get().number(0) : 0L,
                    after.isPresent() ? after.get().number(1) : -1L,
                    page.limit() + 1);
            session.run(trip);
            if (entries.all().isEmpty() && after.isEmpty()) {
                return new Outcome.Missing();
            }
            return Desk.page(
                    "entries",
                    entries.all(),
                    page,
                    Entry::json,
                    e -> Cursor.of(e.version(), e.position()),
                    Json.object().put("caseId", caseId));
        });
    }

    private Entry entry(ResultSet row, String tenant) throws SQLException {
        return new Entry(
                row.getLong(1),
                row.getLong(2),
                Desk.instant(row, 3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                Desk.text(row, 12).map(json -> desk.json(tenant, json)),
                Desk.text(row, 13).map(json -> desk.json(tenant, json)));
    }

    Outcome result(Caller caller, String requestId) {
        if (!Desk.isId(requestId)) {
            return new Outcome.Missing();
        }
        return desk.read(caller, session -> {
            Trip trip = session.trip();
            Trip.Rows<Json.Object> found = trip.query(
                    "SELECT outcome, recorded_at, answer FROM dossier.result WHERE tenant_id = ? AND request_id = ?",
                    row -> Json.object()
                            .put("requestId", requestId)
                            .put("outcome", row.getString(1))
                            .put("time", Desk.instant(row, 2).toString())
                            .put("answer", desk.json(session.tenant(), row.getString(3)))
                            .build(),
                    session.tenant(),
                    requestId);
            session.run(trip);
            return found.first().map(Desk::found).orElseGet(Outcome.Missing::new);
        });
    }

    private record Attempt(long seq, Json.Object json) {}

    private static Attempt attempt(ResultSet row) throws SQLException {
        Array codes = row.getArray(10);
        return new Attempt(
                row.getLong(1),
                Json.object()
                        .put("requestId", row.getString(2))
                        .put("time", Desk.instant(row, 3).toString())
                        .put("actor", row.getString(4))
                        .put("source", row.getString(5))
                        .put("operation", row.getString(6))
                        .putText("caseId", Desk.text(row, 7))
                        .put("documentHash", row.getString(8))
                        .put("outcome", row.getString(9))
                        .putTexts("codes", List.of((String[]) codes.getArray()))
                        .put("micros", row.getLong(11))
                        .build());
    }

    Outcome operations(Caller caller, Page page) {
        return desk.list(caller, page, session -> {
            Optional<Cursor> after = Cursor.decode(page.cursor(), 1);
            Trip trip = session.trip();
            Trip.Rows<Attempt> found = trip.query(
                    ATTEMPT + " AND seq < ? ORDER BY seq DESC LIMIT ?",
                    Logs::attempt,
                    session.tenant(),
                    after.isPresent() ? after.get().number(0) : Long.MAX_VALUE,
                    page.limit() + 1);
            session.run(trip);
            return Desk.page("items", found.all(), page, Attempt::json, a -> Cursor.of(a.seq()), Json.object());
        });
    }

    Outcome operation(Caller caller, String requestId) {
        if (!Desk.isId(requestId)) {
            return new Outcome.Missing();
        }
        return desk.read(caller, session -> {
            Trip trip = session.trip();
            Trip.Rows<Attempt> found = trip.query(
                    ATTEMPT + " AND request_id = ? ORDER BY seq LIMIT 1000",
                    Logs::attempt,
                    session.tenant(),
                    requestId);
            session.run(trip);
            return found.all().isEmpty()
                    ? new Outcome.Missing()
                    : Desk.found(Json.object()
                            .put("requestId", requestId)
                            .put("items", Json.array(found.all(), Attempt::json))
                            .build());
        });
    }

    Outcome conversation(Caller caller, String conversationId) {
        if (!Desk.isId(conversationId)) {
            return new Outcome.Missing();
        }
        return desk.read(caller, session -> {
            Trip trip = session.trip();
            Trip.Rows<Json.Object> found = trip.query(
                    """
                    SELECT plan_hash, case_id, base_version, registry_version, provider, document, conversation
                    FROM dossier.proposal
                    WHERE tenant_id = ? AND conversation_id = ? AND expires_at > clock_timestamp()
                    ORDER BY created_at DESC LIMIT 1""",
                    row -> Json.object()
                            .put("conversationId", conversationId)
                            .put("planHash", row.getString(1))
                            .putText("caseId", Desk.text(row, 2))
                            .put("baseVersion", row.getLong(3))
                            .put("registryVersion", row.getString(4))
                            .put("provider", row.getString(5))
                            .put("document", desk.texts().read(session.tenant(), row.getString(6)))
                            .put("conversation", desk.json(session.tenant(), row.getString(7)))
                            .build(),
                    session.tenant(),
                    conversationId);
            session.run(trip);
            return found.first().map(Desk::found).orElseGet(Outcome.Missing::new);
        });
    }

    boolean viewed(Caller caller, String requestId, String route, Optional<String> caseId) {
        Meter meter = new Meter(Duration.ofSeconds(2));
        return Single.attempt(
                desk.pool(),
                meter,
                desk.faults(),
                requestId,
                connection -> {
                    Trip trip = new Trip();
                    Single.enter(trip, caller, meter);
                    trip.perform(
                            """
                            INSERT INTO dossier.read_log (tenant_id, at, actor, request_id, route, case_id)
                            VALUES (?, clock_timestamp(), ?, ?, ?, nullif(?, ''))""",
                            caller.tenant(),
                            caller.user(),
                            requestId,
                            route,
                            caseId.filter(Desk::isId).orElse(""));
                    trip.run(connection, meter);
                    return true;
                },
                why -> false);
    }
}
