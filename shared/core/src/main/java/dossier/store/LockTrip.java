package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Chain;
import dossier.pipeline.Ledger;
import dossier.pipeline.Plan;
import dossier.pipeline.Snapshot;
import dossier.pipeline.ThingKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The first trip of a transaction: takes the locks in their order - idempotency key, case, things sorted - and reads the
 * snapshot with later statements. Read together with the lock, a writer that waited would see the state before its
 * rival.
 */
final class LockTrip {
    private final Texts texts;
    private final Ledger.Entry entry;
    private final String tenant;
    private final Trip trip = new Trip();
    private final Optional<Trip.Rows<Stored>> stored;
    private final Trip.Rows<Long> before;
    private final Optional<Trip.Rows<String>> doubtful;
    private final SnapshotTrip reads;
    private final Optional<Plan> inDoubt;

    private record Stored(String requestHash, Optional<String> answer) {}

    /** @param inDoubt a plan whose commit may have happened */
    LockTrip(Kinds kinds, Texts texts, Ledger.Entry entry, Optional<Plan> inDoubt, Meter meter) {
        this.texts = texts;
        this.entry = entry;
        this.tenant = entry.caller().tenant();
        this.inDoubt = inDoubt;
        trip.perform(Sql.ENTER_TO_WRITE, tenant, entry.caller().user(), Math.max(1, (int)
                entry.timeout().toMillis()));
        this.stored = entry.key().map(this::key);
        this.before = entry.needs().caseId().map(this::lockCase).orElseGet(Trip.Rows::new);
        lockThings();
        this.doubtful = inDoubt.map(this::version);
        this.reads = new SnapshotTrip(trip, kinds, tenant, entry.needs(), entry.registryVersion());
    }

    /** Claims the key; while a rival holds it, waits until it is done and then finds its answer. */
    private Trip.Rows<Stored> key(String key) {
        trip.perform("""
                INSERT INTO dossier.idempotency (tenant_id, caller, key, request_hash, request_id, created_at)
                VALUES (?, ?, ?, ?, ?, clock_timestamp())
                ON CONFLICT DO NOTHING""", tenant, entry.caller().user(), key, entry.requestHash(), entry.requestId());
        return trip.query(
                """
                SELECT request_hash, answer FROM dossier.idempotency
                WHERE tenant_id = ? AND caller = ? AND key = ?""",
                row -> new Stored(row.getString(1), Optional.ofNullable(row.getString(2))),
                tenant,
                entry.caller().user(),
                key);
    }

    /**
     * Locks the case; one that is new gets a row of version 0 first, so that two creators meet.
     *
     * @return its version as it was before any waiting
     */
    private Trip.Rows<Long> lockCase(String caseId) {
        Trip.Rows<Long> version = trip.query(
                "SELECT version FROM dossier.case_head WHERE tenant_id = ? AND case_id = ?",
                row -> row.getLong(1),
                tenant,
                caseId);
        trip.perform("""
                INSERT INTO dossier.case_head (tenant_id, case_id, version, hash, changed_at)
                VALUES (?, ?, 0, ?, clock_timestamp())
                ON CONFLICT DO NOTHING""", tenant, caseId, Chain.START);
        trip.perform(
                "SELECT FROM dossier.case_head WHERE tenant_id = ? AND case_id = ? FOR NO KEY UPDATE", tenant, caseId);
        return version;
    }

    private void lockThings() {
        if (entry.needs().things().isEmpty()) {
            return;
        }
        trip.perform(
                """
                SELECT FROM unnest(?::text[], ?::text[]) AS w (kind, id)
                JOIN dossier.thing t ON t.tenant_id = ? AND t.kind = w.kind AND t.id = w.id
                ORDER BY t.kind, t.id
                FOR NO KEY UPDATE OF t""",
                entry.needs().things().stream().map(ThingKey::kind).toArray(String[]::new),
                entry.needs().things().stream().map(ThingKey::id).toArray(String[]::new),
                tenant);
    }

    /** Whether the version in doubt is there; its hash is over its time too, so only this very commit has made it. */
    private Trip.Rows<String> version(Plan plan) {
        return trip.query(
                "SELECT hash FROM dossier.case_version WHERE tenant_id = ? AND case_id = ? AND number = ?",
                row -> row.getString(1),
                tenant,
                plan.version().caseId(),
                plan.version().number());
    }

    void run(Connection connection, Meter meter) throws SQLException {
        trip.run(connection, meter);
    }

    /** Whether the plan in doubt was committed after all. */
    boolean happened() {
        return doubtful.flatMap(Trip.Rows::first)
                .filter(hash -> inDoubt.map(plan -> plan.version().hash())
                        .filter(hash::equals)
                        .isPresent())
                .isPresent();
    }

    boolean keyReused() {
        return stored.flatMap(Trip.Rows::first)
                .filter(row -> !row.requestHash().equals(entry.requestHash()))
                .isPresent();
    }

    /** The answer of the same request, done before. */
    Optional<Json.Object> stored() {
        return stored.flatMap(Trip.Rows::first)
                .flatMap(Stored::answer)
                .map(answer -> texts.read(tenant, Json.parse(answer).orThrow()))
                .flatMap(Json::asObject);
    }

    /** Whether a rival changed the case between the first look and the lock. */
    boolean moved() {
        return entry.needs().caseId().isPresent()
                && before.first().orElse(0L).longValue() != currentVersion().orElse(0L);
    }

    Optional<Long> currentVersion() {
        return reads.snapshot().head().map(Snapshot.Head::version);
    }

    Snapshot snapshot() {
        return reads.snapshot();
    }

    boolean registryStored() {
        return reads.registryStored();
    }
}
