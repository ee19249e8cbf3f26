package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Caller;
import dossier.pipeline.Chain;
import dossier.store.Desk.Session;
import dossier.store.Reading.Outcome;
import dossier.store.Reading.Page;
import java.sql.SQLException;
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

    private record Head(long version, String hash) {}

    /** A version as it is checked. */
    private record Link(
            long number,
            String canonical,
            Json.Object metadata,
            String forms,
            String previousHash,
            String hash,
            Json.Object columns) {}

    Outcome verify(Caller caller, String caseId) {
        return Desk.isId(caseId) ? desk.read(caller, session -> verify(session, caseId)) : new Outcome.Missing();
    }

    private Outcome verify(Session session, String caseId) throws SQLException {
        String previous = Chain.START;
        long checked = 0;
        Optional<Json> broken = Optional.empty();
        Trip first = session.trip();
        Trip.Rows<Head> heads =
                first.query(LAST, row -> new Head(row.getLong(1), row.getString(2)), session.tenant(), caseId);
        session.run(first);
        if (heads.first().isEmpty()) {
            return new Outcome.Missing();
        }
        Head head = heads.first().get();
        while (broken.isEmpty()) {
            List<Link> links = links(session, caseId, checked);
            for (Link link : links) {
                Optional<String> why = whyBroken(link, checked + 1, previous);
                if (why.isPresent()) {
                    broken = Optional.of(broken(checked + 1, why.get()));
                    break;
                }
                previous = link.hash();
                checked++;
            }
            if (links.isEmpty()) {
                break;
            }
        }
        // A writer may have added versions since the head was read; one that is missing or another is a defect.
        if (broken.isEmpty()
                && (checked < head.version() || (checked == head.version() && !previous.equals(head.hash())))) {
            broken = Optional.of(
                    broken(head.version(), "the case's head names another version than the last one there"));
        }
        return Desk.found(Json.object()
                .put("caseId", caseId)
                .put("ok", broken.isEmpty())
                .put("versions", checked)
                .put("head", previous)
                .putIf("firstBroken", broken)
                .build());
    }

    private static Json broken(long version, String reason) {
        return Json.object().put("version", version).put("reason", reason).build();
    }

    private List<Link> links(Session session, String caseId, long after) throws SQLException {
        Trip trip = session.trip();
        Trip.Rows<Link> links = trip.query(
                """
                SELECT number, canonical, metadata, forms, previous_hash, hash, actor, source, request_id,
                    registry_version, plan_hash, recorded_at
                FROM dossier.case_version WHERE tenant_id = ? AND case_id = ? AND number > ?
                ORDER BY number LIMIT 200""",
                row -> new Link(
                        row.getLong(1),
                        desk.texts().read(session.tenant(), row.getString(2)),
                        desk.json(session.tenant(), row.getString(3)).asObject().orElseThrow(),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        Json.object()
                                .put("version", row.getLong(1))
                                .put("actor", row.getString(7))
                                .put("source", row.getString(8))
                                .put("requestId", row.getString(9))
                                .put("registryVersion", row.getString(10))
                                .put("planHash", row.getString(11))
                                .put("time", Desk.instant(row, 12).toString())
                                .build()),
                session.tenant(),
                caseId,
                after);
        session.run(trip);
        return links.all();
    }

    private Optional<String> whyBroken(Link link, long expected, String previous) {
        if (link.number() != expected) {
            return Optional.of("it is missing");
        }
        if (!link.previousHash().equals(previous)) {
            return Optional.of("it does not chain to the version before");
        }
        if (!Chain.version(previous, link.canonical(), link.metadata()).equals(link.hash())) {
            return Optional.of("its text or metadata is not what was hashed");
        }
        if (link.metadata()
                .text("formsHash")
                .filter(hash -> !hash.equals(
                        Chain.sha256(Json.parse(link.forms()).orThrow().compact())))
                .isPresent()) {
            return Optional.of("its forms are not what was hashed");
        }
        return link.columns().members().entrySet().stream()
                .filter(column -> link.metadata()
                        .get(column.getKey())
                        .filter(said -> !said.equals(column.getValue()))
                        .isPresent())
                .findFirst()
                .map(column -> "its " + column.getKey() + " is not what was hashed");
    }
}
