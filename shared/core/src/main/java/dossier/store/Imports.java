package dossier.store;

import dossier.json.Json;
import dossier.pipeline.ThingKey;
import dossier.store.Replay.Differs;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Brings what other cases said into the shadow, up to what each version says that it read, and at the end up to now:
 * those facts are not this case's to prove. Use once.
 */
final class Imports {
    private final Connection connection;
    private final Meter meter;
    private final String tenant;
    private final String caseId;
    private final SortedMap<ThingKey, Long> revisions;
    private Kinds kinds = new Kinds(List.of());

    /** @param revisions the last of each thing in the shadow; kept up to date here */
    Imports(Connection connection, Meter meter, String tenant, String caseId, SortedMap<ThingKey, Long> revisions) {
        this.connection = connection;
        this.meter = meter;
        this.tenant = tenant;
        this.caseId = caseId;
        this.revisions = revisions;
    }

    /** Statements of a thing to bring: those after one revision, up to another. */
    private record Range(String id, long after, long upto) {
        Json json() {
            return Json.object()
                    .put("id", id)
                    .put("after", after)
                    .put("upto", upto)
                    .build();
        }
    }

    /**
     * Makes the shadow what a version read.
     *
     * @param reads as the version keeps them
     */
    void prepare(Kinds known, long version, List<Json> reads) throws SQLException, Differs {
        kinds = known;
        Map<String, List<Range>> wanted = new TreeMap<>();
        for (Json read : reads) {
            Json.Object one = read.asObject().orElseGet(() -> Json.object().build());
            ThingKey key =
                    new ThingKey(one.text("kind").orElse(""), one.text("id").orElse(""));
            long revision = one.integer("revision").orElse(-1L);
            long have = revisions.getOrDefault(key, -1L);
            if (have > revision || known.find(key.kind()).isEmpty()) {
                throw new Differs(read(version));
            }
            if (have < 0 && revision == 0) {
                refer(key, one.text("case").orElse(""));
            } else if (have < revision) {
                wanted.computeIfAbsent(key.kind(), k -> new ArrayList<>())
                        .add(new Range(key.id(), Math.max(0, have), revision));
            }
        }
        for (Map.Entry<String, List<Range>> kind : wanted.entrySet()) {
            if (!bring(kinds.of(kind.getKey()), kind.getValue())) {
                throw new Differs(read(version));
            }
        }
    }

    private Replay.Difference read(long version) {
        return CaseReplay.difference(caseId, version, "reads", "what it read is not what the statements before it say");
    }

    /** Brings what other cases have said since, as far as no statement of this case is in between. */
    void catchUp() throws SQLException {
        Map<String, List<Json>> things = new TreeMap<>();
        revisions.forEach((key, revision) -> things.computeIfAbsent(key.kind(), k -> new ArrayList<>())
                .add(new Range(key.id(), revision, revision).json()));
        for (Map.Entry<String, List<Json>> kind : things.entrySet()) {
            Kinds.Table table = kinds.of(kind.getKey());
            Trip trip = new Trip();
            Trip.Rows<Range> later = trip.query(
                    """
                    SELECT w.id, w.after, coalesce(min(r.revision) FILTER (WHERE r.case_id = ?) - 1, max(r.revision))
                    FROM jsonb_to_recordset(?::jsonb) AS w (id text, after bigint)
                    JOIN %s r ON r.tenant_id = ? AND r.%s = w.id AND r.revision > w.after
                    GROUP BY w.id, w.after""".formatted(table.name(), table.id()),
                    row -> new Range(row.getString(1), row.getLong(2), row.getLong(3)),
                    caseId,
                    Json.array(kind.getValue()).compact(),
                    tenant);
            trip.run(connection, meter);
            List<Range> ranges =
                    later.all().stream().filter(r -> r.upto() > r.after()).toList();
            if (!ranges.isEmpty()) {
                bring(table, ranges);
            }
        }
    }

    /** A thing that another case referred to and nobody had declared. */
    private void refer(ThingKey key, String declaringCase) throws SQLException {
        Trip trip = new Trip();
        trip.perform("""
                INSERT INTO shadow.thing (tenant_id, kind, id, declaring_case, revision, resolved, changed_at)
                SELECT t.tenant_id, t.kind, t.id, ?, 0, false, t.changed_at FROM dossier.thing t
                WHERE t.tenant_id = ? AND t.kind = ? AND t.id = ?""", declaringCase, tenant, key.kind(), key.id());
        trip.run(connection, meter);
        revisions.put(key, 0L);
    }

    /**
     * Copies statements of other cases.
     *
     * @return whether all of them were there
     */
    private boolean bring(Kinds.Table table, List<Range> ranges) throws SQLException {
        String wanted = Json.array(ranges, Range::json).compact();
        String shadow = Trip.shadow(table.name());
        String id = table.id();
        Trip trip = new Trip();
        trip.perform("""
                UPDATE %s s SET superseded_at = n.known_at
                FROM jsonb_to_recordset(?::jsonb) AS w (id text, after bigint)
                JOIN %s n ON n.tenant_id = ? AND n.%s = w.id AND n.revision = w.after + 1
                WHERE s.tenant_id = ? AND s.%s = w.id AND s.revision = w.after""".formatted(shadow, table.name(), id, id), wanted, tenant, tenant);
        Trip.Count copied = trip.change("""
                INSERT INTO %s SELECT r.* FROM jsonb_to_recordset(?::jsonb) AS w (id text, after bigint, upto bigint)
                JOIN LATERAL (
                    SELECT (jsonb_populate_record(o, CASE WHEN o.revision = w.upto
                        THEN '{"superseded_at": null}'::jsonb ELSE '{}'::jsonb END)).*
                    FROM %s o
                    WHERE o.tenant_id = ? AND o.%s = w.id AND o.revision > w.after AND o.revision <= w.upto
                        AND o.case_id <> ?) r ON true""".formatted(shadow, table.name(), id), wanted, tenant, caseId);
        things(trip, table, wanted);
        trip.run(connection, meter);
        String kind = table.kind().name();
        ranges.forEach(range -> revisions.put(new ThingKey(kind, range.id()), range.upto()));
        return copied.affected()
                == ranges.stream().mapToLong(r -> r.upto() - r.after()).sum();
    }

    /** The rows of the things themselves, as the statements brought have left them. */
    private void things(Trip trip, Kinds.Table table, String wanted) {
        String declared = """
                JOIN dossier.audit a ON a.tenant_id = r.tenant_id AND a.case_id = r.case_id AND a.version = r.version
                    AND a.kind = r.kind AND a.id = w.id AND a.operation IN ('declare', 'restate')
                WHERE r.tenant_id = ? AND r.%s = w.id AND r.revision > w.after AND r.revision <= w.upto""".formatted(table.id());
        trip.perform("""
                INSERT INTO shadow.thing AS t (tenant_id, kind, id, declaring_case, revision, resolved, changed_at)
                SELECT l.tenant_id, l.kind, w.id,
                    coalesce((SELECT r.case_id FROM %1$s r %2$s ORDER BY r.revision LIMIT 1), l.case_id),
                    w.upto, EXISTS (SELECT FROM %1$s r %2$s), l.known_at
                FROM jsonb_to_recordset(?::jsonb) AS w (id text, after bigint, upto bigint)
                JOIN %1$s l ON l.tenant_id = ? AND l.%3$s = w.id AND l.revision = w.upto
                ON CONFLICT (tenant_id, kind, id) DO UPDATE
                SET revision = excluded.revision, changed_at = excluded.changed_at,
                    resolved = t.resolved OR excluded.resolved,
                    declaring_case = CASE WHEN t.resolved THEN t.declaring_case ELSE excluded.declaring_case END""".formatted(table.name(), declared, table.id()), tenant, tenant, wanted, tenant);
    }
}
