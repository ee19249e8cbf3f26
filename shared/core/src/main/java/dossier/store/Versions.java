package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Caller;
import dossier.store.Reading.Outcome;
import dossier.store.Reading.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The versions of a case: their texts, their order, what they differ in, and whether their chain holds. */
final class Versions {
    private static final String LAST =
            "SELECT version, hash FROM dossier.case_head WHERE tenant_id = ? AND case_id = ?" + " AND version > 0";

    private final Desk desk;

    Versions(Desk desk) {
        this.desk = desk;
    }

    /** A version's own text and who wrote it. */
    private record Version(
            long number,
            String verbatim,
            String canonical,
            Instant time,
            String actor,
            String source,
            String requestId,
            String registryVersion,
            String previousHash,
            String hash) {
        Json.Builder json() {
            return Json.object()
                    .put("version", number)
                    .put("hash", hash)
                    .put("previousHash", previousHash)
                    .put("time", time.toString())
                    .put("actor", actor)
                    .put("source", source)
                    .put("requestId", requestId)
                    .put("registryVersion", registryVersion);
        }
    }

    private Trip.Rows<Version> versions(Trip trip, String tenant, String caseId, String condition, Object... values) {
        List<Object> parameters = new ArrayList<>(List.of(tenant, caseId));
        parameters.addAll(List.of(values));
        return trip.query(
                """
                SELECT number, verbatim, canonical, recorded_at, actor, source, request_id, registry_version,
                    previous_hash, hash
                FROM dossier.case_version WHERE tenant_id = ? AND case_id = ?""" + condition,
                row -> new Version(
                        row.getLong(1),
                        desk.texts().read(tenant, row.getString(2)),
                        desk.texts().read(tenant, row.getString(3)),
                        Desk.instant(row, 4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        row.getString(10)),
                parameters.toArray());
    }

    Outcome document(Caller caller, String caseId, Optional<Long> version) {
        if (!Desk.isId(caseId)) {
            return new Outcome.Missing();
        }
        return desk.read(caller, session -> {
            Trip trip = session.trip();
            Trip.Rows<Version> found = versions(
                    trip, session.tenant(), caseId, " AND number <= ? ORDER BY number", version.orElse(Long.MAX_VALUE));
            session.run(trip);
            if (found.all().isEmpty()
                    || version.filter(v -> v != found.all().getLast().number()).isPresent()) {
                return new Outcome.Missing();
            }
            Version last = found.all().getLast();
            String all = String.join(
                    "\n",
                    found.all().stream()
                            .map(v -> v.verbatim().stripTrailing() + "\n")
                            .toList());
            return Desk.found(Json.object()
                    .put("caseId", caseId)
                    .put("document", all)
                    .put("verbatim", last.verbatim())
                    .put("canonical", last.canonical())
                    .put("version", last.number())
                    .put("hash", last.hash())
                    .put("registryVersion", last.registryVersion())
                    .put("time", last.time().toString())
                    .build());
        });
    }

    Outcome history(Caller caller, String caseId, Page page) {
        if (!Desk.isId(caseId)) {
            return new Outcome.Missing();
        }
        return desk.list(caller, page, session -> {
            Optional<Cursor> after = Cursor.decode(page.cursor(), 1);
            long number = after.isPresent() ? after.get().number(0) : 0;
            Trip trip = session.trip();
            Trip.Rows<Version> found = versions(
                    trip,
                    session.tenant(),
                    caseId,
                    " AND number > ? ORDER BY number LIMIT ?",
                    number,
                    page.limit() + 1);
            session.run(trip);
            if (found.all().isEmpty() && after.isEmpty()) {
                return new Outcome.Missing();
            }
            return Desk.page(
                    "versions",
                    found.all(),
                    page,
                    v -> v.json().put("document", v.verbatim()).build(),
                    v -> Cursor.of(v.number()),
                    Json.object().put("caseId", caseId));
        });
    }

    private record Change(String kind, String id, Optional<String> before, Optional<String> after) {}

    private record Forms(long number, String forms) {}

    Outcome diff(Caller caller, String caseId, long from, long to) {
        if (!Desk.isId(caseId)) {
            return new Outcome.Missing();
        }
        if (from < 0 || to < 0) {
            return new Outcome.Unreadable("from and to must not be negative.");
        }
        return desk.read(caller, session -> {
            long low = Math.min(from, to);
            long high = Math.max(from, to);
            Trip trip = session.trip();
            Trip.Rows<Long> last = trip.query(LAST, row -> row.getLong(1), session.tenant(), caseId);
            Trip.Rows<Forms> forms = trip.query(
                    """
                    SELECT number, forms FROM dossier.case_version
                    WHERE tenant_id = ? AND case_id = ? AND number > ? AND number <= ? ORDER BY number""", row -> new Forms(row.getLong(1), row.getString(2)), session.tenant(), caseId, low, high);
            Trip.Rows<Change> changes = trip.query(
                    """
                    SELECT kind, id, before, after FROM dossier.audit
                    WHERE tenant_id = ? AND case_id = ? AND version > ? AND version <= ? AND operation <> 'emit'
                    ORDER BY version, position""",
                    row -> new Change(row.getString(1), row.getString(2), Desk.text(row, 3), Desk.text(row, 4)),
                    session.tenant(),
                    caseId,
                    low,
                    high);
            session.run(trip);
            if (last.first().filter(l -> l >= high).isEmpty()) {
                return new Outcome.Missing();
            }
            List<Json> said = new ArrayList<>();
            forms.all()
                    .forEach(f -> desk.json(session.tenant(), f.forms())
                            .asArray()
                            .orElse(List.of())
                            .forEach(form -> said.add(form.asObject()
                                    .<Json>map(o -> o.toBuilder()
                                            .put("version", f.number())
                                            .build())
                                    .orElse(form))));
            boolean forward = from <= to;
            return Desk.found(Json.object()
                    .put("caseId", caseId)
                    .put("from", from)
                    .put("to", to)
                    .put("added", forward ? said : List.of())
                    .put("removed", forward ? List.of() : said)
                    .put("changed", changed(session.tenant(), changes.all(), forward))
                    .build());
        });
    }

    /** What became of each thing from the first change to the last. */
    private List<Json> changed(String tenant, List<Change> changes, boolean forward) {
        Map<String, Change> net = new LinkedHashMap<>();
        for (Change change : changes) {
            net.merge(
                    change.kind() + " " + change.id(),
                    change,
                    (one, other) -> new Change(one.kind(), one.id(), one.before(), other.after()));
        }
        return net.values().stream()
                .<Json>map(c -> Json.object()
                        .put("kind", c.kind())
                        .put("id", c.id())
                        .putOrNull("before", (forward ? c.before() : c.after()).map(j -> desk.json(tenant, j)))
                        .putOrNull("after", (forward ? c.after() : c.before()).map(j -> desk.json(tenant, j)))
                        .build())
                .toList();
    }
}
