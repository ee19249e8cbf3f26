package dossier.store;

import dossier.json.Json;
import dossier.language.Canonical;
import dossier.pipeline.Caller;
import dossier.pipeline.Chain;
import dossier.pipeline.Ledger.Planned;
import dossier.pipeline.Ledger.Recorded;
import dossier.pipeline.Ledger.Refusal;
import dossier.pipeline.Plan;
import dossier.pipeline.Rebuilder;
import dossier.pipeline.Rebuilder.Redone;
import dossier.pipeline.Snapshot;
import dossier.pipeline.ThingKey;
import dossier.store.Reading.Outcome;
import dossier.store.Replay.Difference;
import dossier.store.Replay.Differs;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One replay of one case, within one transaction that its caller rolls back. Most of it runs without any lock; then
 * the case and what it speaks of are locked, so that the comparison sees one moment. Use once.
 */
final class CaseReplay {
    /** What a form looks at may tell where to look next, this often. */
    private static final int MOST_LOOKS = 6;

    /** Class of SQLSTATE: what the shadow's keys and checks refuse. */
    private static final String CONSTRAINT_BROKEN = "23";

    private static final String VERSION_TABLE = "case_version";

    private final Connection connection;
    private final Meter meter;
    private final Caller caller;
    private final String tenant;
    private final String caseId;
    private final Rebuilder rebuilder;
    private final Texts texts;
    private final Receipts receipts;
    private final Imports imports;

    /** The last revision of each thing in the shadow. */
    private final SortedMap<ThingKey, Long> revisions = new TreeMap<>();

    /** The registries that the versions were executed under; their contents are large, so each is read once. */
    private final SortedMap<String, Rebuilder.Vocabulary> vocabularies = new TreeMap<>();

    private long versions;

    CaseReplay(Connection connection, Meter meter, Caller caller, String caseId, Rebuilder rebuilder, Texts texts) {
        this.connection = connection;
        this.meter = meter;
        this.caller = caller;
        this.tenant = caller.tenant();
        this.caseId = caseId;
        this.rebuilder = rebuilder;
        this.texts = texts;
        this.receipts = new Receipts(connection, meter, texts, tenant, caseId);
        this.imports = new Imports(connection, meter, tenant, caseId, revisions);
    }

    Outcome run() throws SQLException {
        if (!begin()) {
            return new Outcome.Missing();
        }
        long rows = 0;
        Optional<Difference> first = Optional.empty();
        try {
            rebuildAll();
            lock();
            rebuildAll();
            imports.catchUp();
            rows = new Comparison(connection, meter, tenant, caseId).compare(revisions.keySet());
        } catch (Differs differs) {
            first = Optional.of(differs.difference());
        } catch (OutOfTime late) {
            return new Outcome.Failed(new Recorded.TimedOut(meter.cost()));
        }
        return Desk.found(Json.object()
                .put("caseId", caseId)
                .put("match", first.isEmpty())
                .putIf("firstDifference", first.map(Difference::json))
                .putTexts("registryVersions", vocabularies.keySet())
                .put("versions", versions)
                .put("rows", rows)
                .build());
    }

    /** The caller's time is over. */
    private static final class OutOfTime extends Exception {
        private static final long serialVersionUID = 1;

        OutOfTime() {
            super(null, null, false, false);
        }
    }

    /** Enters, and keeps other replays of the tenant out: they would meet in the shadow's keys. */
    private boolean begin() throws SQLException {
        Trip trip = new Trip();
        Single.enter(trip, caller, meter);
        trip.perform("SELECT pg_advisory_xact_lock(hashtext('dossier replay'), hashtext(?))", tenant);
        Trip.Rows<Long> head = trip.query(
                "SELECT version FROM dossier.case_head WHERE tenant_id = ? AND case_id = ? AND version > 0",
                row -> row.getLong(1),
                tenant,
                caseId);
        trip.perform("""
                INSERT INTO shadow.case_head (tenant_id, case_id, version, hash, changed_at)
                VALUES (?, ?, 0, ?, clock_timestamp())""", tenant, caseId, Chain.START);
        trip.run(connection, meter);
        return head.first().isPresent();
    }

    /** Writers of the case, and of what it speaks of, wait from here on: in their own order of locks. */
    private void lock() throws SQLException {
        Trip trip = new Trip();
        trip.perform(
                "SELECT FROM dossier.case_head WHERE tenant_id = ? AND case_id = ? FOR NO KEY UPDATE", tenant, caseId);
        trip.perform(
                """
                SELECT FROM unnest(?::text[], ?::text[]) AS w (kind, id)
                JOIN dossier.thing t ON t.tenant_id = ? AND t.kind = w.kind AND t.id = w.id
                ORDER BY t.kind, t.id
                FOR NO KEY UPDATE OF t""",
                revisions.keySet().stream().map(ThingKey::kind).toArray(String[]::new),
                revisions.keySet().stream().map(ThingKey::id).toArray(String[]::new),
                tenant);
        trip.run(connection, meter);
    }

    private void rebuildAll() throws SQLException, Differs, OutOfTime {
        while (true) {
            List<Receipts.Kept> page = receipts.after(versions);
            if (page.isEmpty()) {
                return;
            }
            for (Receipts.Kept kept : page) {
                if (meter.left() == 0) {
                    throw new OutOfTime();
                }
                if (kept.number() != versions + 1) {
                    throw new Differs(difference(versions + 1, "number", "the version is missing"));
                }
                rebuild(kept);
                versions++;
            }
        }
    }

    private void rebuild(Receipts.Kept kept) throws SQLException, Differs {
        if (!kept.metadata().text("tenant").equals(Optional.of(tenant))) {
            throw new Differs(difference(kept.number(), "metadata", "its metadata is another tenant's"));
        }
        String version = kept.metadata().text("registryVersion").orElse("");
        Rebuilder.Vocabulary vocabulary = vocabularies.get(version);
        if (vocabulary == null) {
            vocabulary = vocabulary(version);
            vocabularies.put(version, vocabulary);
        }
        Kinds kinds = new Kinds(vocabulary.kinds());
        imports.prepare(kinds, kept.number(), kept.reads());
        Redone.Ready ready = switch (vocabulary.redo(new Rebuilder.Stored(kept.verbatim(), kept.metadata()))) {
            case Redone.Unusable unusable -> throw new Differs(difference(kept.number(), "", unusable.reason()));
            case Redone.Ready usable -> usable;
        };
        Plan plan = write(kinds, ready, kept.number(), 1);
        note(plan);
        receipts.check(kept, Canonical.hash(plan.version().canonical()));
    }

    private Rebuilder.Vocabulary vocabulary(String version) throws SQLException, Differs {
        Trip trip = new Trip();
        Trip.Rows<String> content = trip.query(
                "SELECT content FROM dossier.registry_content WHERE version = ?", row -> row.getString(1), version);
        trip.run(connection, meter);
        return content.first()
                .flatMap(text -> rebuilder.vocabulary(version, text))
                .orElseThrow(() -> new Differs(new Difference(
                        "registry_content",
                        Json.object().put("version", version).build(),
                        "content",
                        "the vocabulary of this version is missing or is not what its hash says")));
    }

    /** Plans the version on the shadow as it is, and writes what the plan says there. */
    private Plan write(Kinds kinds, Redone.Ready ready, long number, int looks) throws SQLException, Differs {
        Trip reads = Trip.shadow();
        SnapshotTrip seen = SnapshotTrip.at(
                ready.time(), reads, kinds, tenant, ready.entry().needs());
        reads.run(connection, meter);
        Snapshot snapshot = seen.snapshot();
        return switch (ready.replanning().plan(snapshot)) {
            case Planned.Commit(Plan plan, Json.Object answer) -> {
                write(kinds, ready, snapshot, plan, number);
                yield plan;
            }
            case Planned.Refuse(Refusal.SeesMore(var more))
            when looks < MOST_LOOKS -> write(kinds, ready.replanning().seeing(more), number, looks + 1);
            case Planned.Refuse refuse ->
                throw new Differs(
                        difference(number, "", "its document is refused on the state that the documents give"));
        };
    }

    private void write(Kinds kinds, Redone.Ready ready, Snapshot snapshot, Plan plan, long number)
            throws SQLException, Differs {
        Trip writes = Trip.shadow();
        new PlanTrip(writes, kinds, texts, ready.entry(), snapshot, plan).facts();
        try {
            writes.run(connection, meter);
        } catch (Trip.Mismatch mismatch) {
            throw new Differs(difference(number, "", "it does not fit the rows before it: " + mismatch.what()));
        } catch (SQLException error) {
            if (Failure.state(error).startsWith(CONSTRAINT_BROKEN)) {
                throw new Differs(difference(number, "", "it does not fit the rows before it"));
            }
            throw error;
        }
    }

    private void note(Plan plan) {
        for (Plan.Write write : plan.writes()) {
            switch (write) {
                case Plan.Write.Statement s ->
                    revisions.merge(new ThingKey(s.kind().name(), s.id()), s.revision(), Math::max);
                case Plan.Write.Unresolved u -> revisions.putIfAbsent(u.key(), 0L);
                case Plan.Write.Message message -> {}
            }
        }
    }

    private Difference difference(long number, String column, String reason) {
        return difference(caseId, number, column, reason);
    }

    static Difference difference(String caseId, long number, String column, String reason) {
        return new Difference(
                VERSION_TABLE,
                Json.object().put("case_id", caseId).put("number", number).build(),
                column,
                reason);
    }
}
