package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Receipt;
import dossier.store.Replay.Difference;
import dossier.store.Replay.Differs;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A case's versions as they are stored, each with the receipts of its request: the result, the answer under the
 * idempotency key, the attempt. Results and keys expire, so that one may be missing; one that is there must be the one
 * that the version's hash covers.
 */
final class Receipts {
    private static final int PAGE = 100;

    private final Connection connection;
    private final Meter meter;
    private final Texts texts;
    private final String tenant;
    private final String caseId;

    Receipts(Connection connection, Meter meter, Texts texts, String tenant, String caseId) {
        this.connection = connection;
        this.meter = meter;
        this.texts = texts;
        this.tenant = tenant;
        this.caseId = caseId;
    }

    /** @param result {@code idempotency} the rows as JSON; empty where there is none */
    record Kept(
            long number,
            String verbatim,
            Json.Object metadata,
            List<Json> reads,
            String hash,
            Optional<Json.Object> result,
            Optional<Json.Object> idempotency,
            List<Json> attempts) {}

    /** The versions after one, a page of them. */
    List<Kept> after(long number) throws SQLException {
        Trip trip = new Trip();
        Trip.Rows<Kept> found = trip.query(
                """
                SELECT v.number, v.verbatim, v.metadata, v.reads, v.hash,
                    (SELECT row_to_json(r) FROM dossier.result r
                     WHERE r.tenant_id = v.tenant_id AND r.request_id = v.metadata ->> 'requestId'),
                    (SELECT row_to_json(i) FROM dossier.idempotency i
                     WHERE i.tenant_id = v.tenant_id AND i.caller = v.metadata ->> 'actor'
                        AND i.key = v.metadata -> 'request' ->> 'key'),
                    (SELECT coalesce(json_agg(a), '[]') FROM dossier.attempt a
                     WHERE a.tenant_id = v.tenant_id AND a.request_id = v.metadata ->> 'requestId')
                FROM dossier.case_version v
                WHERE v.tenant_id = ? AND v.case_id = ? AND v.number > ? ORDER BY v.number LIMIT ?""",
                row -> new Kept(
                        row.getLong(1),
                        texts.read(tenant, row.getString(2)),
                        object(row.getString(3)).orElseGet(() -> Json.object().build()),
                        Json.parse(row.getString(4)).orThrow().asArray().orElse(List.of()),
                        row.getString(5),
                        Desk.text(row, 6).flatMap(this::object),
                        Desk.text(row, 7).flatMap(this::object),
                        Json.parse(row.getString(8)).orThrow().asArray().orElse(List.of())),
                tenant,
                caseId,
                number,
                PAGE);
        trip.run(connection, meter);
        return found.all();
    }

    private Optional<Json.Object> object(String stored) {
        return texts.read(tenant, Json.parse(stored).orThrow()).asObject();
    }

    /** @param documentHash of the canonical text */
    void check(Kept kept, String documentHash) throws Differs {
        Receipt receipt = new Receipt(kept.metadata(), kept.hash());
        if (kept.result().isPresent()) {
            result(kept, receipt, kept.result().get());
        }
        if (kept.idempotency().isPresent()) {
            idempotency(kept, receipt, kept.idempotency().get());
        }
        attempts(kept, receipt, documentHash);
    }

    private static void result(Kept kept, Receipt receipt, Json.Object row) throws Differs {
        Json.Object key = key(row, "request_id");
        expect("result", key, "outcome", row.text("outcome").equals(Optional.of("accepted")));
        expect("result", key, "recorded_at", sameTime(row.text("recorded_at"), kept));
        expect(
                "result",
                key,
                "answer",
                row.object("answer").filter(receipt::holds).isPresent());
    }

    /** A key that has expired may serve another request; then its answer is that one's. */
    private static void idempotency(Kept kept, Receipt receipt, Json.Object row) throws Differs {
        Json.Object key = key(row, "caller", "key");
        boolean named = row.text("request_id").equals(kept.metadata().text("requestId"));
        boolean ours = row.object("answer").filter(receipt::isOf).isPresent();
        if (!named && !ours) {
            return;
        }
        expect("idempotency", key, "request_id", named);
        expect("idempotency", key, "request_hash", row.text("request_hash").equals(receipt.requestHash()));
        expect(
                "idempotency",
                key,
                "answer",
                row.object("answer").filter(receipt::holds).isPresent());
    }

    /** A request may have been attempted in vain before; one of its attempts is the one that was accepted. */
    private static void attempts(Kept kept, Receipt receipt, String documentHash) throws Differs {
        Optional<Difference> nearest = Optional.empty();
        for (Json attempt : kept.attempts()) {
            Json.Object row = attempt.asObject().orElseThrow();
            Map<String, Boolean> holds = new java.util.LinkedHashMap<>();
            holds.put("at", sameTime(row.text("at"), kept));
            holds.put("outcome", row.text("outcome").equals(Optional.of("accepted")));
            holds.put("actor", row.text("actor").equals(kept.metadata().text("actor")));
            holds.put("source", row.text("source").equals(kept.metadata().text("source")));
            holds.put("operation", row.text("operation").equals(receipt.operation()));
            holds.put("case_id", row.text("case_id").equals(kept.metadata().text("caseId")));
            holds.put("document_hash", row.text("document_hash").equals(Optional.of(documentHash)));
            holds.put("codes", row.array("codes").filter(List::isEmpty).isPresent());
            List<String> other = holds.entrySet().stream()
                    .filter(member -> !member.getValue())
                    .map(Map.Entry::getKey)
                    .toList();
            if (other.isEmpty()) {
                return;
            }
            nearest =
                    nearest.or(() -> Optional.of(receipt("attempt", key(row, "request_id", "seq"), other.getFirst())));
        }
        throw new Differs(nearest.orElseGet(() -> new Difference(
                "attempt",
                Json.object()
                        .putIf("request_id", kept.metadata().get("requestId"))
                        .build(),
                "",
                "no attempt of this request is recorded")));
    }

    private static boolean sameTime(Optional<String> stored, Kept kept) {
        return stored.map(text -> OffsetDateTime.parse(text).toInstant())
                .equals(kept.metadata().text("time").map(Instant::parse));
    }

    private static void expect(String table, Json.Object key, String column, boolean holds) throws Differs {
        if (!holds) {
            throw new Differs(receipt(table, key, column));
        }
    }

    private static Difference receipt(String table, Json.Object key, String column) {
        return new Difference(table, key, column, "the receipt is not the one that the version's hash covers");
    }

    private static Json.Object key(Json.Object row, String... names) {
        Json.Builder key = Json.object();
        for (String name : names) {
            key.putIf(name, row.get(name));
        }
        return key.build();
    }
}
