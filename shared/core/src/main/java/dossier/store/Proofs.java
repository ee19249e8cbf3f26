package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Caller;
import dossier.pipeline.Chain;
import dossier.proof.Anchors;
import dossier.proof.Export;
import dossier.proof.VersionCheck;
import dossier.proof.VersionCheck.Flaw;
import dossier.proof.VersionCheck.Stored;
import dossier.store.Desk.Session;
import dossier.store.Reading.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What proves a case: the check of its hash chain, and the export that an examiner can check alone. */
final class Proofs {
    private static final String LAST =
            "SELECT version, hash FROM dossier.case_head WHERE tenant_id = ? AND case_id = ?" + " AND version > 0";

    private static final int PAGE = 200;

    private final Desk desk;
    private final Optional<Anchors> anchors;

    Proofs(Desk desk, Optional<Anchors> anchors) {
        this.desk = desk;
        this.anchors = anchors;
    }

    private record Head(long version, String hash) {}

    /** Takes versions in their order, as long as it wants more. */
    @FunctionalInterface
    private interface Each {
        boolean take(Stored stored);
    }

    Outcome verify(Caller caller, String caseId) {
        return Desk.isId(caseId) ? desk.read(caller, session -> verify(session, caseId)) : new Outcome.Missing();
    }

    /** The chain as far as it holds. */
    private static final class Checked implements Each {
        private final Optional<Head> anchored;
        private String head = Chain.START;
        private long versions;
        private Optional<Json> broken = Optional.empty();

        Checked(Optional<Head> anchored) {
            this.anchored = anchored;
        }

        @Override
        public boolean take(Stored stored) {
            boolean rewritten = anchored.filter(was ->
                            was.version() == stored.number() && !was.hash().equals(stored.hash()))
                    .isPresent();
            if (rewritten) {
                breaks(stored.number(), new Flaw("hash", "the signed anchor has another hash of this version"));
                return false;
            }
            Optional<Flaw> flaw = VersionCheck.flaw(stored, versions + 1, head);
            flaw.ifPresent(found -> breaks(versions + 1, found));
            if (flaw.isEmpty()) {
                head = stored.hash();
                versions++;
            }
            return flaw.isEmpty();
        }

        private void breaks(long version, Flaw flaw) {
            broken = Optional.of(Json.object()
                    .put("version", version)
                    .put("field", flaw.field())
                    .put("reason", flaw.reason())
                    .build());
        }
    }

    private Outcome verify(Session session, String caseId) throws SQLException {
        Optional<Head> found = head(session, caseId);
        if (found.isEmpty()) {
            return new Outcome.Missing();
        }
        Head head = found.get();
        Anchors.Said said = anchors.map(all -> all.of(session.tenant(), caseId)).orElseGet(Anchors.Said.Nothing::new);
        Optional<Head> anchored = said instanceof Anchors.Said.Was was
                ? Optional.of(new Head(was.head().version(), was.head().hash()))
                : Optional.empty();
        Checked checked = new Checked(anchored);
        each(session, caseId, checked);
        // A writer may have added versions since the head was read; one that is missing or another is a defect.
        boolean other = checked.versions < head.version()
                || (checked.versions == head.version() && !checked.head.equals(head.hash()));
        if (checked.broken.isEmpty() && other) {
            checked.breaks(
                    head.version(), new Flaw("hash", "the case's head names another version than the last one there"));
        }
        if (checked.broken.isEmpty()
                && anchored.filter(was -> was.version() > checked.versions).isPresent()) {
            checked.breaks(
                    checked.versions + 1,
                    new Flaw(
                            "number",
                            "the signed anchor knows version " + anchored.get().version()
                                    + ", and it is not there any more"));
        }
        if (checked.broken.isEmpty() && said instanceof Anchors.Said.Unreadable) {
            checked.breaks(head.version(), new Flaw("anchor", "the last anchor is damaged, or another key signed it"));
        }
        return Desk.found(Json.object()
                .put("caseId", caseId)
                .put("ok", checked.broken.isEmpty())
                .put("versions", checked.versions)
                .put("head", checked.head)
                .putIf("anchored", anchored(said))
                .putIf("firstBroken", checked.broken)
                .build());
    }

    private static Optional<Json> anchored(Anchors.Said said) {
        return said instanceof Anchors.Said.Was was
                ? Optional.of(Json.object()
                        .put("version", was.head().version())
                        .put("time", was.time().toString())
                        .build())
                : Optional.empty();
    }

    /** {@code {lines[]}}: each a line of an {@link Export}. */
    Outcome export(Caller caller, String caseId) {
        return Desk.isId(caseId) ? desk.read(caller, session -> export(session, caseId)) : new Outcome.Missing();
    }

    private Outcome export(Session session, String caseId) throws SQLException {
        Optional<Head> found = head(session, caseId);
        if (found.isEmpty()) {
            return new Outcome.Missing();
        }
        List<List<Json.Object>> versions = new ArrayList<>();
        TreeSet<String> registries = new TreeSet<>();
        each(session, caseId, stored -> {
            if (stored.number() <= found.get().version()) {
                versions.add(Export.version(stored));
                stored.metadata().text("registryVersion").ifPresent(registries::add);
            }
            return true;
        });
        Json.Object head = Json.object()
                .put("tenant", session.tenant())
                .put("caseId", caseId)
                .put("version", found.get().version())
                .put("hash", found.get().hash())
                .put("registries", dictionaries(session, registries))
                .build();
        return Desk.found(
                Json.object().putTexts("lines", Export.lines(head, versions)).build());
    }

    /** The registry versions, each with the hash of its dictionary: the attributes that type what forms say. */
    private List<Json> dictionaries(Session session, Set<String> registries) throws SQLException {
        Trip trip = session.trip();
        Trip.Rows<Json> rows = trip.query(
                """
                SELECT c.version, c.content::json ->> 'attributes' FROM dossier.registry_content c
                WHERE c.version = ANY (?) ORDER BY c.version""",
                row -> Json.object()
                        .put("registryVersion", row.getString(1))
                        .putText("dictionaryVersion", Desk.text(row, 2).map(Chain::sha256))
                        .build(),
                (Object) registries.toArray(String[]::new));
        session.run(trip);
        return rows.all();
    }

    private static Optional<Head> head(Session session, String caseId) throws SQLException {
        Trip trip = session.trip();
        Trip.Rows<Head> heads =
                trip.query(LAST, row -> new Head(row.getLong(1), row.getString(2)), session.tenant(), caseId);
        session.run(trip);
        return heads.first();
    }

    /** A long history is read in pages, so that it never stands in memory at once. */
    private void each(Session session, String caseId, Each each) throws SQLException {
        long last = 0;
        while (true) {
            Trip trip = session.trip();
            Trip.Rows<Stored> page =
                    trip.query("""
                    SELECT v.number, v.verbatim, v.canonical, v.metadata, v.forms, v.reads, v.previous_hash, v.hash,
                        v.actor, v.source, v.request_id, v.registry_version, v.plan_hash, v.recorded_at,
                        (SELECT json_agg(json_strip_nulls(json_build_object('position', a.position, 'form', a.form,
                            'verb', a.verb, 'operation', a.operation, 'kind', a.kind, 'id', a.id)) ORDER BY a.position)
                         FROM dossier.audit a
                         WHERE a.tenant_id = v.tenant_id AND a.case_id = v.case_id AND a.version = v.number),
                        (SELECT json_agg(json_build_array(a.before, a.after) ORDER BY a.position) FROM dossier.audit a
                         WHERE a.tenant_id = v.tenant_id AND a.case_id = v.case_id AND a.version = v.number)
                    FROM dossier.case_version v
                    WHERE v.tenant_id = ? AND v.case_id = ? AND v.number > ?
                    ORDER BY v.number LIMIT ?""", row -> stored(row, session.tenant()), session.tenant(), caseId, last, PAGE);
            session.run(trip);
            for (Stored stored : page.all()) {
                if (!each.take(stored)) {
                    return;
                }
                last = stored.number();
            }
            if (page.all().size() < PAGE) {
                return;
            }
        }
    }

    private Stored stored(ResultSet row, String tenant) throws SQLException {
        return new Stored(
                row.getLong(1),
                desk.texts().read(tenant, row.getString(2)),
                desk.texts().read(tenant, row.getString(3)),
                desk.texts().read(tenant, row.getString(5)),
                row.getString(6),
                desk.json(tenant, row.getString(4))
                        .asObject()
                        .orElseGet(() -> Json.object().build()),
                row.getString(7),
                row.getString(8),
                Json.object()
                        .put("version", row.getLong(1))
                        .put("actor", row.getString(9))
                        .put("source", row.getString(10))
                        .put("requestId", row.getString(11))
                        .put("registryVersion", row.getString(12))
                        .put("planHash", row.getString(13))
                        .put("time", Desk.instant(row, 14).toString())
                        .build(),
                Optional.of(audit(row, tenant)));
    }

    private List<Json> audit(ResultSet row, String tenant) throws SQLException {
        List<Json> entries = items(Desk.text(row, 15));
        List<Json> sides = items(Desk.text(row, 16));
        List<Json> audit = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Json.Builder entry = entries.get(i).asObject().orElseThrow().toBuilder();
            List<Json> rows = sides.get(i).asArray().orElseThrow();
            for (int side = 0; side < 2; side++) {
                if (!rows.get(side).isNull()) {
                    entry.put(side == 0 ? "before" : "after", desk.texts().read(tenant, rows.get(side)));
                }
            }
            audit.add(entry.build());
        }
        return audit;
    }

    private static List<Json> items(Optional<String> array) {
        return array.map(text -> Json.parse(text).orThrow())
                .flatMap(Json::asArray)
                .orElse(List.of());
    }
}
