package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Caller;
import dossier.pipeline.Ledger;
import dossier.registry.Kind;
import dossier.registry.Overlay;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The ledger on PostgreSQL. Thread-safe. */
public final class PostgresLedger implements Ledger {
    /** For what is written or read beside a request's own transaction. */
    private static final Duration SHORT = Duration.ofSeconds(5);

    private final Pool pool;
    private final Kinds kinds;
    private final Texts texts;
    private final Faults faults;

    /** @param kinds every kind whose table may be read or written */
    public PostgresLedger(Pool pool, Collection<Kind> kinds, Texts texts, Faults faults) {
        this.pool = pool;
        this.kinds = new Kinds(kinds);
        this.texts = texts;
        this.faults = faults;
    }

    @Override
    public Recorded execute(Entry entry, Planner planner) {
        return new Execution(pool, kinds, texts, faults, entry, planner).run();
    }

    @Override
    public Looked look(Entry entry) {
        Meter meter = new Meter(entry.timeout());
        return Single.trip(
                pool,
                meter,
                faults,
                entry.requestId(),
                entry.caller(),
                trip -> {
                    SnapshotTrip seen = new SnapshotTrip(
                            trip, kinds, entry.caller().tenant(), entry.needs(), entry.registryVersion());
                    return () -> (Looked) new Looked.Seen(seen.snapshot(), meter.cost());
                },
                why -> new Looked.Failed(why, why.cost()));
    }

    @Override
    public Optional<Overlay> overlay(Caller caller) {
        Meter meter = new Meter(SHORT);
        return Single.trip(
                pool,
                meter,
                faults,
                "overlay",
                caller,
                trip -> {
                    Trip.Rows<String> fingerprint = Overlays.fingerprint(trip, caller.tenant());
                    Trip.Rows<Overlay.Definition> definitions = Overlays.definitions(trip, caller.tenant());
                    return () -> Optional.of(Overlays.of(fingerprint, definitions));
                },
                why -> Optional.<Overlay>empty());
    }

    @Override
    public boolean attempt(Caller caller, Attempt attempt) {
        Meter meter = new Meter(SHORT);
        return Single.trip(
                pool,
                meter,
                faults,
                attempt.requestId(),
                caller,
                trip -> {
                    trip.perform(
                            Sql.ATTEMPT,
                            caller.tenant(),
                            Single.utc(attempt.at()),
                            caller.user(),
                            caller.source(),
                            attempt.requestId(),
                            attempt.operation(),
                            attempt.caseId().orElse(""),
                            attempt.documentHash(),
                            attempt.outcome(),
                            attempt.codes().toArray(String[]::new),
                            attempt.micros());
                    return () -> true;
                },
                why -> false);
    }

    @Override
    public boolean result(Caller caller, String requestId, String outcome, Json.Object answer, Instant at) {
        Meter meter = new Meter(SHORT);
        return Single.trip(
                pool,
                meter,
                faults,
                requestId,
                caller,
                trip -> {
                    String stored = texts.store(caller.tenant(), (Json) answer).compact();
                    trip.perform(Sql.RESULT, caller.tenant(), requestId, Single.utc(at), outcome, stored);
                    return () -> true;
                },
                why -> false);
    }

    @Override
    public Remembered remember(Caller caller, Proposal proposal) {
        Meter meter = new Meter(SHORT);
        return Single.trip(
                pool,
                meter,
                faults,
                proposal.conversationId(),
                caller,
                trip -> {
                    remember(trip, caller, proposal);
                    return () -> (Remembered) new Remembered.Kept();
                },
                why -> new Remembered.Away("The database is not available"));
    }

    private void remember(Trip trip, Caller caller, Proposal proposal) {
        String tenant = caller.tenant();
        trip.perform(
                """
                INSERT INTO dossier.proposal (tenant_id, conversation_id, plan_hash, canonical_hash, case_id,
                    base_version, registry_version, provider, document, conversation, actor, created_at, expires_at)
                VALUES (?, ?, ?, ?, nullif(?, ''), ?, ?, ?, ?, ?::json, ?, clock_timestamp(),
                    clock_timestamp() + ? * interval '1 millisecond')
                ON CONFLICT (tenant_id, conversation_id, plan_hash) DO UPDATE
                SET canonical_hash = excluded.canonical_hash, base_version = excluded.base_version,
                    registry_version = excluded.registry_version, provider = excluded.provider,
                    document = excluded.document, conversation = excluded.conversation,
                    created_at = excluded.created_at, expires_at = excluded.expires_at""",
                tenant,
                proposal.conversationId(),
                proposal.planHash(),
                proposal.canonicalHash(),
                proposal.caseId().orElse(""),
                proposal.baseVersion(),
                proposal.registryVersion(),
                proposal.provider(),
                texts.store(tenant, proposal.document()),
                texts.store(tenant, (Json) proposal.conversation()).compact(),
                caller.user(),
                proposal.lives().toMillis());
    }

    @Override
    public List<String> known(Caller caller, Optional<String> caseId, String kind, int limit) {
        Meter meter = new Meter(SHORT);
        return Single.trip(
                pool,
                meter,
                faults,
                "",
                caller,
                trip -> {
                    Trip.Rows<String> ofCase =
                            trip.query("""
                            SELECT id FROM dossier.case_thing WHERE tenant_id = ? AND case_id = ? AND kind = ?
                            ORDER BY since DESC, id LIMIT ?""", row -> row.getString(1), caller.tenant(), caseId.orElse(""), kind, limit);
                    Trip.Rows<String> ofTenant = trip.query(
                            "SELECT id FROM dossier.thing WHERE tenant_id = ? AND kind = ? ORDER BY id LIMIT ?",
                            row -> row.getString(1),
                            caller.tenant(),
                            kind,
                            limit);
                    return () -> Stream.concat(ofCase.all().stream(), ofTenant.all().stream())
                            .distinct()
                            .limit(limit)
                            .toList();
                },
                why -> List.of());
    }
}
