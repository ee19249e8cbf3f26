package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Ledger;
import dossier.pipeline.Plan;
import dossier.pipeline.Snapshot;
import dossier.pipeline.ThingKey;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The writes of a plan, as part of a trip. Each table's rows go as one JSON parameter, and every change says how many
 * rows it must affect. Rows of things are written in lock order, new ones included.
 */
final class PlanTrip {
    private final Trip trip;
    private final Kinds kinds;
    private final Texts texts;
    private final Ledger.Entry entry;
    private final Snapshot snapshot;
    private final Plan plan;
    private final String tenant;
    private final Plan.Version version;
    private final OffsetDateTime time;

    PlanTrip(Trip trip, Kinds kinds, Texts texts, Ledger.Entry entry, Snapshot snapshot, Plan plan) {
        this.trip = trip;
        this.kinds = kinds;
        this.texts = texts;
        this.entry = entry;
        this.snapshot = snapshot;
        this.plan = plan;
        this.tenant = entry.caller().tenant();
        this.version = plan.version();
        this.time = version.time().atOffset(ZoneOffset.UTC);
    }

    /** The same writes as part of another trip. */
    PlanTrip onto(Trip other) {
        return new PlanTrip(other, kinds, texts, entry, snapshot, plan);
    }

    /** Adds every write of an execution but the answer. */
    void write(boolean registryStored) {
        if (!registryStored) {
            trip.perform(
                    "INSERT INTO dossier.registry_content (version, content) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    entry.registryVersion(),
                    entry.registryContent());
        }
        facts();
    }

    /** Adds the writes that follow from the document; a rebuilding stops here. */
    void facts() {
        head();
        version();
        SortedMap<ThingKey, Span> spans = spans();
        things(spans);
        caseThings(spans);
        statements(spans);
        words();
        audit();
        outbox();
    }

    private void head() {
        if (entry.needs().caseId().filter(version.caseId()::equals).isPresent()) {
            trip.exactly(
                    1,
                    "case_head",
                    """
                    UPDATE dossier.case_head SET version = ?, hash = ?, changed_at = ?
                    WHERE tenant_id = ? AND case_id = ? AND version = ?""",
                    version.number(),
                    version.hash(),
                    time,
                    tenant,
                    version.caseId(),
                    version.number() - 1);
        } else {
            // Nobody could lock a case whose id was not known before; its key keeps a rival out.
            trip.exactly(1, "case_head", """
                    INSERT INTO dossier.case_head (tenant_id, case_id, version, hash, changed_at)
                    VALUES (?, ?, ?, ?, ?)""", tenant, version.caseId(), version.number(), version.hash(), time);
        }
    }

    private void version() {
        trip.exactly(
                1,
                "case_version",
                """
                INSERT INTO dossier.case_version (tenant_id, case_id, number, verbatim, canonical, forms, metadata,
                    registry_version, recorded_at, actor, source, request_id, plan_hash, previous_hash, hash, approval,
                    reads)
                VALUES (?, ?, ?, ?, ?, ?::json, ?::json, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json)""",
                tenant,
                version.caseId(),
                version.number(),
                texts.store(tenant, version.verbatim()),
                texts.store(tenant, version.canonical()),
                texts.store(tenant, version.forms()).compact(),
                texts.store(tenant, version.metadata()).compact(),
                version.registryVersion(),
                time,
                version.actor(),
                version.source(),
                version.requestId(),
                plan.hash(),
                version.previousHash(),
                version.hash(),
                version.metadata().bool("approval").orElse(false),
                Plan.reads(plan.reads()).compact());
    }

    /**
     * What a plan does to one thing.
     *
     * @param was its revision before; empty for one that is new
     * @param last its revision afterwards
     * @param resolved whether it is declared afterwards
     */
    private record Span(Optional<Long> was, long last, boolean resolved) {
        Span and(Span other) {
            return new Span(was, Math.max(last, other.last), resolved || other.resolved);
        }
    }

    private SortedMap<ThingKey, Span> spans() {
        SortedMap<ThingKey, Span> spans = new TreeMap<>();
        for (Plan.Write write : plan.writes()) {
            switch (write) {
                case Plan.Write.Statement s ->
                    spans.merge(
                            new ThingKey(s.kind().name(), s.id()),
                            new Span(was(new ThingKey(s.kind().name(), s.id())), s.revision(), s.resolved()),
                            Span::and);
                case Plan.Write.Unresolved u -> spans.merge(u.key(), new Span(was(u.key()), 0, false), Span::and);
                case Plan.Write.Message message -> {}
            }
        }
        return spans;
    }

    private Optional<Long> was(ThingKey key) {
        return Optional.ofNullable(snapshot.things().get(key)).map(Snapshot.Thing::revision);
    }

    private void things(SortedMap<ThingKey, Span> spans) {
        List<Json> added = new ArrayList<>();
        List<Json> moved = new ArrayList<>();
        spans.forEach((key, span) -> {
            Json.Builder row = Json.object()
                    .put("kind", key.kind())
                    .put("id", key.id())
                    .put("revision", span.last())
                    .put("resolved", span.resolved());
            if (span.was().isEmpty()) {
                added.add(row.build());
            } else if (span.was().get() != span.last()) {
                moved.add(row.put("was", span.was().get()).build());
            }
        });
        if (!added.isEmpty()) {
            trip.exactly(
                    added.size(),
                    "thing",
                    """
                    INSERT INTO dossier.thing (tenant_id, kind, id, declaring_case, revision, resolved, changed_at)
                    SELECT ?, w.kind, w.id, ?, w.revision, w.resolved, ?
                    FROM jsonb_to_recordset(?::jsonb) AS w (kind text, id text, revision bigint, resolved boolean)
                    ORDER BY w.kind, w.id""",
                    tenant,
                    version.caseId(),
                    time,
                    Json.array(added).compact());
        }
        if (!moved.isEmpty()) {
            trip.exactly(
                    moved.size(),
                    "thing",
                    """
                    UPDATE dossier.thing t SET revision = w.revision, resolved = w.resolved, changed_at = ?,
                        declaring_case = CASE WHEN t.resolved THEN t.declaring_case ELSE ? END
                    FROM jsonb_to_recordset(?::jsonb)
                        AS w (kind text, id text, revision bigint, was bigint, resolved boolean)
                    WHERE t.tenant_id = ? AND t.kind = w.kind AND t.id = w.id AND t.revision = w.was""",
                    time,
                    version.caseId(),
                    Json.array(moved).compact(),
                    tenant);
        }
    }

    /** The case speaks of what it writes, and of what it read by name; not of what a sum had to look at. */
    private void caseThings(SortedMap<ThingKey, Span> spans) {
        Set<ThingKey> spoken = new TreeSet<>(spans.keySet());
        plan.reads().stream()
                .map(Snapshot.Thing::key)
                .filter(key -> entry.needs().things().contains(key))
                .forEach(spoken::add);
        if (!spoken.isEmpty()) {
            trip.perform(
                    """
                    INSERT INTO dossier.case_thing (tenant_id, case_id, kind, id, since)
                    SELECT ?, ?, w.kind, w.id, ? FROM unnest(?::text[], ?::text[]) AS w (kind, id)
                    ON CONFLICT DO NOTHING""",
                    tenant,
                    version.caseId(),
                    version.number(),
                    spoken.stream().map(ThingKey::kind).toArray(String[]::new),
                    spoken.stream().map(ThingKey::id).toArray(String[]::new));
        }
    }

    /** Supersedes the statements before and adds the new ones, table by table. */
    private void statements(SortedMap<ThingKey, Span> spans) {
        Map<String, List<Plan.Write.Statement>> byKind = new TreeMap<>();
        for (Plan.Write write : plan.writes()) {
            if (write instanceof Plan.Write.Statement s) {
                byKind.computeIfAbsent(s.kind().name(), k -> new ArrayList<>()).add(s);
            }
        }
        byKind.forEach((kind, said) -> {
            Kinds.Table table = kinds.of(kind);
            List<Json> old = new ArrayList<>();
            spans.subMap(new ThingKey(kind, ""), new ThingKey(kind + "\0", ""))
                    .forEach((key, span) -> span.was()
                            .filter(was -> was > 0 && was < span.last())
                            .ifPresent(was -> old.add(Json.object()
                                    .put("id", key.id())
                                    .put("revision", was)
                                    .build())));
            if (!old.isEmpty()) {
                supersede(table, old);
            }
            insert(table, said, spans);
        });
    }

    private void supersede(Kinds.Table table, List<Json> old) {
        String sql = """
                UPDATE %s r SET superseded_at = ?
                FROM jsonb_to_recordset(?::jsonb) AS w (id text, revision bigint)
                WHERE r.tenant_id = ? AND r.%s = w.id AND r.revision = w.revision AND r.superseded_at IS NULL""".formatted(table.name(), table.id());
        trip.exactly(
                old.size(), table.kind().table(), sql, time, Json.array(old).compact(), tenant);
    }

    private void insert(Kinds.Table table, List<Plan.Write.Statement> said, SortedMap<ThingKey, Span> spans) {
        List<String> columns = new ArrayList<>(List.of(
                "tenant_id",
                table.kind().idColumn(),
                "revision",
                "kind",
                "case_id",
                "version",
                "form",
                "known_at",
                "superseded_at",
                "valid_from",
                "valid_to",
                "extras"));
        columns.addAll(table.columns());
        String list = "\"" + String.join("\", \"", columns) + "\"";
        String sql = "INSERT INTO %s (%s)\nSELECT %s FROM jsonb_populate_recordset(NULL::%s, ?::jsonb)"
                .formatted(table.name(), list, list, table.name());
        Json rows = Json.array(said, s -> row(table, s, spans));
        trip.exactly(said.size(), table.kind().table(), sql, rows.compact());
    }

    private Json row(Kinds.Table table, Plan.Write.Statement s, SortedMap<ThingKey, Span> spans) {
        Span span = spans.getOrDefault(
                new ThingKey(s.kind().name(), s.id()), new Span(Optional.empty(), s.revision(), s.resolved()));
        Json.Builder row = Json.object()
                .put("tenant_id", tenant)
                .put(table.kind().idColumn(), s.id())
                .put("revision", s.revision())
                .put("kind", s.kind().name())
                .put("case_id", version.caseId())
                .put("version", version.number())
                .put("form", s.form())
                .put("known_at", time.toString())
                .put("superseded_at", s.revision() < span.last() ? Json.text(time.toString()) : Json.nil())
                .put("extras", s.extras());
        row.putIf("valid_from", s.validFrom().map(PlanTrip::date))
                .putIf("valid_to", s.validTo().map(PlanTrip::date));
        s.row().members().forEach((column, value) -> {
            table.column(column);
            row.put(column, value);
        });
        return row.build();
    }

    private static Json date(LocalDate date) {
        return Json.text(date.toString());
    }

    private void words() {
        Map<ThingKey, List<String>> words = new TreeMap<>();
        for (Plan.Write write : plan.writes()) {
            if (write instanceof Plan.Write.Statement s) {
                List<String> of = Names.words(s.kind().names(s.row()));
                if (!of.isEmpty()) {
                    words.put(new ThingKey(s.kind().name(), s.id()), of);
                }
            }
        }
        List<Json> rows = new ArrayList<>();
        words.forEach((key, of) -> of.forEach(word -> rows.add(Json.object()
                .put("word", word)
                .put("kind", key.kind())
                .put("id", key.id())
                .build())));
        if (!rows.isEmpty()) {
            trip.perform("""
                    INSERT INTO dossier.thing_word (tenant_id, word, kind, id)
                    SELECT DISTINCT ?, w.word, w.kind, w.id
                    FROM jsonb_to_recordset(?::jsonb) AS w (word text, kind text, id text)
                    ON CONFLICT DO NOTHING""", tenant, Json.array(rows).compact());
        }
    }

    private void audit() {
        List<Json> rows = Plan.audit(plan.writes()).stream().map(this::stored).toList();
        if (rows.isEmpty()) {
            return;
        }
        trip.exactly(
                rows.size(),
                "audit",
                """
                INSERT INTO dossier.audit (tenant_id, case_id, version, position, at, actor, source, request_id, form,
                    verb, operation, kind, id, before, after)
                SELECT ?, ?, ?, w.position, ?, ?, ?, ?, w.form, w.verb, w.operation, w.kind, w.id, w.before, w.after
                FROM jsonb_to_recordset(?::jsonb) AS w (position integer, form integer, verb text, operation text,
                    kind text, id text, before jsonb, after jsonb)""",
                tenant,
                version.caseId(),
                version.number(),
                time,
                version.actor(),
                version.source(),
                version.requestId(),
                Json.array(rows).compact());
    }

    /** An audit entry as it is kept: what rows said is a case's text. */
    private Json stored(Json.Object entry) {
        Json.Builder kept = entry.toBuilder();
        for (String side : List.of("before", "after")) {
            kept.putIf(side, entry.get(side).map(row -> texts.store(tenant, row)));
        }
        return kept.build();
    }

    private void outbox() {
        List<Json> rows = new ArrayList<>();
        for (Plan.Write write : plan.writes()) {
            if (write instanceof Plan.Write.Message m) {
                rows.add(Json.object()
                        .put("position", rows.size())
                        .put("topic", m.topic())
                        .put("key", m.key())
                        .put("payload", texts.store(tenant, m.payload()))
                        .build());
            }
        }
        if (!rows.isEmpty()) {
            trip.exactly(
                    rows.size(),
                    "outbox",
                    """
                    INSERT INTO dossier.outbox (tenant_id, case_id, version, position, topic, key, payload, created_at)
                    SELECT ?, ?, ?, w.position, w.topic, w.key, w.payload, ?
                    FROM json_to_recordset(?::json) AS w (position integer, topic text, key text, payload json)""",
                    tenant,
                    version.caseId(),
                    version.number(),
                    time,
                    Json.array(rows).compact());
        }
    }

    /** The answer, for a repetition and for who could not wait, and the line of the operations log. */
    void answer(Json.Object answer, long micros) {
        String stored = texts.store(tenant, answer).compact();
        entry.key()
                .ifPresent(key -> trip.exactly(
                        1, "idempotency", """
                        UPDATE dossier.idempotency SET answer = ?::json
                        WHERE tenant_id = ? AND caller = ? AND key = ? AND answer IS NULL""", stored, tenant, entry.caller().user(), key));
        trip.exactly(1, "result", Sql.RESULT, tenant, entry.requestId(), time, "accepted", stored);
        trip.exactly(
                1,
                "attempt",
                Sql.ATTEMPT,
                tenant,
                time,
                entry.caller().user(),
                entry.caller().source(),
                entry.requestId(),
                answer.text("operation").orElse("execute"),
                version.caseId(),
                answer.text("documentHash").orElse(version.hash()),
                "accepted",
                new String[0],
                micros);
    }
}
