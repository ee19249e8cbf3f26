package dossier.store;

import dossier.json.Json;
import dossier.ownership.Meanings;
import dossier.pipeline.Needs;
import dossier.pipeline.Query;
import dossier.pipeline.Snapshot;
import dossier.pipeline.ThingKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/** The reads that a snapshot is made of, as part of a trip, and the snapshot they give. */
final class SnapshotTrip {
    private static final String STATEMENT =
            "r.revision, true, r.case_id, r.version, to_jsonb(r), r.valid_from, r.valid_to";

    private final Kinds kinds;
    private final Needs needs;
    private final String tenant;

    private final List<Trip.Rows<Snapshot.Thing>> things = new ArrayList<>();
    private final List<Trip.Rows<Member>> groups = new ArrayList<>();
    private final Map<Query, Trip.Rows<String>> found = new LinkedHashMap<>();
    private final Trip.Rows<Snapshot.Head> head;
    private final Trip.Rows<Moment> moment;
    private final Trip.Rows<Snapshot.Author> authors;

    private record Moment(Instant now, boolean registryStored, Optional<String> proposal, String overlay) {}

    private record Member(Needs.Group group, Snapshot.Thing thing) {}

    /** Adds the reads to a trip. */
    SnapshotTrip(Trip trip, Kinds kinds, String tenant, Needs needs, String registryVersion) {
        this(trip, kinds, tenant, needs, moment(trip, tenant, needs, registryVersion), Optional.empty());
    }

    /** Adds the reads to a trip, all but the time: it was another when this was first seen. */
    static SnapshotTrip at(Instant time, Trip trip, Kinds kinds, String tenant, Needs needs) {
        return new SnapshotTrip(
                trip,
                kinds,
                tenant,
                needs,
                Trip.Rows.of(new Moment(time, true, Optional.empty(), "")),
                Optional.of(time.atOffset(ZoneOffset.UTC).toLocalDate()));
    }

    private SnapshotTrip(
            Trip trip, Kinds kinds, String tenant, Needs needs, Trip.Rows<Moment> moment, Optional<LocalDate> day) {
        this.kinds = kinds;
        this.needs = needs;
        this.tenant = tenant;
        SortedSet<ThingKey> keys = needs.things();
        this.head = head(trip);
        this.moment = moment;
        byKind(keys).forEach((kind, ids) -> things.add(things(trip, kinds.of(kind), ids)));
        byColumn(needs.groups())
                .forEach((column, values) -> groups.add(
                        column.name().equals(Needs.Group.REACHED)
                                ? reached(trip, column, values)
                                : group(trip, column, values)));
        needs.queries().forEach(query -> found.put(query, found(trip, query, day)));
        this.authors = needs.approvals() ? authors(trip) : new Trip.Rows<>();
    }

    private Trip.Rows<Snapshot.Head> head(Trip trip) {
        return trip.query(
                """
                SELECT case_id, version, hash, changed_at FROM dossier.case_head
                WHERE tenant_id = ? AND case_id = ? AND version > 0""",
                row -> new Snapshot.Head(row.getString(1), row.getLong(2), row.getString(3), instant(row, 4)),
                tenant,
                needs.caseId().orElse(""));
    }

    /**
     * Version time never runs backwards: it is later than the case's last version and than the last statement of
     * everything locked, whatever the clock says.
     */
    private static Trip.Rows<Moment> moment(Trip trip, String tenant, Needs needs, String registryVersion) {
        return trip.query(
                """
                SELECT greatest(
                        clock_timestamp(),
                        (SELECT h.changed_at + interval '1 microsecond' FROM dossier.case_head h
                         WHERE h.tenant_id = ? AND h.case_id = ? AND h.version > 0),
                        (SELECT max(t.changed_at) + interval '1 microsecond'
                         FROM unnest(?::text[], ?::text[]) AS w (kind, id)
                         JOIN dossier.thing t ON t.tenant_id = ? AND t.kind = w.kind AND t.id = w.id)),
                    EXISTS (SELECT FROM dossier.registry_content c WHERE c.version = ?),
                    (SELECT p.plan_hash FROM dossier.proposal p
                     WHERE p.tenant_id = ? AND p.canonical_hash = ? AND p.expires_at > clock_timestamp()
                     ORDER BY p.expires_at DESC LIMIT 1),
                    %s""".formatted(Overlays.FINGERPRINT),
                row -> new Moment(
                        instant(row, 1), row.getBoolean(2), Optional.ofNullable(row.getString(3)), row.getString(4)),
                tenant,
                needs.caseId().orElse(""),
                needs.things().stream().map(ThingKey::kind).toArray(String[]::new),
                needs.things().stream().map(ThingKey::id).toArray(String[]::new),
                tenant,
                registryVersion,
                tenant,
                needs.canonicalHash(),
                tenant);
    }

    /** The last statement of each thing is found by its number, so a long history costs nothing. */
    private Trip.Rows<Snapshot.Thing> things(Trip trip, Kinds.Table table, List<String> ids) {
        String sql = """
                SELECT t.id, t.revision, t.resolved, coalesce(r.case_id, t.declaring_case), coalesce(r.version, 0),
                    to_jsonb(r), r.valid_from, r.valid_to
                FROM dossier.thing t
                LEFT JOIN %s r ON r.tenant_id = t.tenant_id AND r.%s = t.id AND r.revision = t.revision
                WHERE t.tenant_id = ? AND t.kind = ? AND t.id = ANY (?)""".formatted(table.name(), table.id());
        return trip.query(sql, row -> thing(row, table), tenant, table.kind().name(), ids.toArray(String[]::new));
    }

    private Trip.Rows<Member> group(Trip trip, GroupColumn column, List<String> values) {
        Kinds.Table table = kinds.of(column.kind());
        String id = table.id();
        String sql = """
                SELECT r.%s, %s, g.value
                FROM unnest(?::text[]) AS g (value)
                CROSS JOIN LATERAL (SELECT DISTINCT m.%s AS id FROM %s m WHERE m.tenant_id = ? AND m.%s = g.value) i
                JOIN %s r ON r.tenant_id = ? AND r.%s = i.id
                ORDER BY g.value, r.%s, r.revision""".formatted(id, STATEMENT, id, table.name(), table.column(column.name()), table.name(), id, id);
        return trip.query(
                sql,
                row -> new Member(new Needs.Group(column.kind(), column.name(), row.getString(9)), thing(row, table)),
                values.toArray(String[]::new),
                tenant,
                tenant);
    }

    /** @param day for which to ask; today where empty */
    private Trip.Rows<String> found(Trip trip, Query query, Optional<LocalDate> day) {
        Kinds.Table table = kinds.of(query.kind());
        Conditions select = new Conditions().add("SELECT t.id");
        Conditions sql =
                day.isPresent() ? select.standingOn(day.get(), table, tenant) : select.from(table, tenant, false);
        query.where()
                .forEach(condition ->
                        sql.add(" AND (").where("r", table, condition).add(")"));
        sql.add(" ORDER BY t.id LIMIT ?", query.limit());
        return trip.query(sql.sql(), row -> row.getString(1), sql.parameters());
    }

    /** Entities or links around several entities; they all stand in the group of the first. */
    private Trip.Rows<Member> reached(Trip trip, GroupColumn column, List<String> values) {
        Meanings meanings = Meanings.shipped();
        Kinds.Table table = kinds.of(column.kind());
        boolean links = column.kind().equals(meanings.linkRows().kind());
        String key = links ? table.column(meanings.linkRows().column("to")) : table.id();
        String sql = GraphReads.closure(kinds, meanings, "SELECT unnest(?::text[])")
                + """

                SELECT r.%s, %s FROM reached JOIN %s r ON r.tenant_id = ? AND r.%s = reached.id
                ORDER BY r.%s, r.revision""".formatted(table.id(), STATEMENT, table.name(), key, table.id());
        Needs.Group group = new Needs.Group(column.kind(), column.name(), values.getFirst());
        return trip.query(
                sql,
                row -> new Member(group, thing(row, table)),
                values.toArray(String[]::new),
                tenant,
                tenant,
                tenant,
                tenant,
                tenant);
    }

    /** Four eyes looks at the authors since the last approval, which is among them; older ones do not matter. */
    private Trip.Rows<Snapshot.Author> authors(Trip trip) {
        String caseId = needs.caseId().orElse("");
        return trip.query(
                """
                SELECT v.number, v.actor, v.approval FROM dossier.case_version v
                WHERE v.tenant_id = ? AND v.case_id = ? AND v.number >= coalesce(
                    (SELECT max(a.number) FROM dossier.case_version a
                     WHERE a.tenant_id = ? AND a.case_id = ? AND a.approval), 0)
                ORDER BY v.number""",
                row -> new Snapshot.Author(row.getLong(1), row.getString(2), row.getBoolean(3)),
                tenant,
                caseId,
                tenant,
                caseId);
    }

    /** What the trip has seen. */
    Snapshot snapshot() {
        Map<ThingKey, Snapshot.Thing> byKey = new TreeMap<>();
        things.forEach(rows -> rows.all().forEach(thing -> byKey.put(thing.key(), thing)));
        Map<Needs.Group, List<Snapshot.Thing>> byGroup = new LinkedHashMap<>();
        needs.groups().forEach(group -> byGroup.put(group, new ArrayList<>()));
        for (Trip.Rows<Member> rows : groups) {
            for (Member member : rows.all()) {
                byGroup.computeIfAbsent(member.group(), g -> new ArrayList<>()).add(member.thing());
            }
        }
        Map<Query, List<String>> ids = new LinkedHashMap<>();
        found.forEach((query, rows) -> ids.put(query, rows.all()));
        Moment seen = moment.all().getFirst();
        return new Snapshot(
                head.first(),
                byKey,
                byGroup,
                seen.now(),
                seen.proposal(),
                authors.all(),
                Map.of(),
                ids,
                seen.overlay());
    }

    /** Whether the database holds the vocabulary's content of the version asked for. */
    boolean registryStored() {
        return moment.all().getFirst().registryStored();
    }

    /** A row of id, revision, resolved, case, version, whole row, valid from, valid to. */
    private static Snapshot.Thing thing(ResultSet row, Kinds.Table table) throws SQLException {
        Optional<String> whole = Optional.ofNullable(row.getString(6));
        return new Snapshot.Thing(
                new ThingKey(table.kind().name(), row.getString(1)),
                row.getLong(2),
                row.getBoolean(3),
                row.getString(4),
                row.getLong(5),
                whole.flatMap(text -> Json.parse(text).orThrow().asObject())
                        .map(table::own)
                        .orElseGet(() -> Json.object().build()),
                date(row, 7),
                date(row, 8));
    }

    private static Optional<LocalDate> date(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDate.class));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private record GroupColumn(String kind, String name) {}

    private static Map<String, List<String>> byKind(SortedSet<ThingKey> keys) {
        Map<String, List<String>> byKind = new TreeMap<>();
        keys.forEach(key ->
                byKind.computeIfAbsent(key.kind(), k -> new ArrayList<>()).add(key.id()));
        return byKind;
    }

    private static Map<GroupColumn, List<String>> byColumn(List<Needs.Group> groups) {
        Map<GroupColumn, List<String>> byColumn = new LinkedHashMap<>();
        groups.stream()
                .distinct()
                .forEach(group -> byColumn.computeIfAbsent(
                                new GroupColumn(group.kind(), group.column()), c -> new ArrayList<>())
                        .add(group.value()));
        return byColumn;
    }
}
