package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Caller;
import dossier.pipeline.Known;
import dossier.pipeline.ThingKey;
import dossier.registry.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Names in PostgreSQL, found by their words. Thread-safe. */
public final class KnownNames implements Known {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Pool pool;
    private final Kinds kinds;
    private final Faults faults;

    /** @param kinds every kind whose table may be read */
    public KnownNames(Pool pool, Collection<Kind> kinds, Faults faults) {
        this.pool = pool;
        this.kinds = new Kinds(kinds);
        this.faults = faults;
    }

    /**
     * @param since version of the case that first spoke of it; 0 where the case does not
     * @param hits how many of the words its name holds
     */
    private record Ranked(Named named, long since, long hits) {}

    @Override
    public Found named(Caller caller, Optional<String> caseId, List<String> words, int limit) {
        Meter meter = new Meter(TIMEOUT);
        String[] folded = Names.words(words).toArray(String[]::new);
        return Single.attempt(
                pool,
                meter,
                faults,
                "",
                connection -> {
                    Trip trip = new Trip();
                    Single.enter(trip, caller, meter);
                    List<Trip.Rows<Ranked>> rows = new ArrayList<>();
                    for (Kinds.Table table : kinds.all()) {
                        rows.add(named(trip, table, caller.tenant(), caseId.orElse(""), folded, limit));
                    }
                    trip.run(connection, meter);
                    return new Found(best(rows, limit), false);
                },
                why -> new Found(List.of(), true));
    }

    private static Trip.Rows<Ranked> named(
            Trip trip, Kinds.Table table, String tenant, String caseId, String[] words, int limit) {
        String kind = table.kind().name();
        String sql = """
                SELECT k.id, max(k.since), max(k.hits), to_jsonb(r)
                FROM ((SELECT c.id, c.since, 0::bigint AS hits FROM dossier.case_thing c
                        WHERE c.tenant_id = ? AND c.case_id = ? AND c.kind = ? ORDER BY c.since DESC, c.id LIMIT ?)
                    UNION ALL
                    (SELECT w.id, 0, count(*) FROM dossier.thing_word w
                        WHERE w.tenant_id = ? AND w.word = ANY (?) AND w.kind = ?
                        GROUP BY w.id ORDER BY count(*) DESC, w.id LIMIT ?)) k
                JOIN dossier.thing t ON t.tenant_id = ? AND t.kind = ? AND t.id = k.id
                JOIN %s r ON r.tenant_id = t.tenant_id AND r.%s = t.id AND r.revision = t.revision
                GROUP BY k.id, to_jsonb(r)""".formatted(table.name(), table.id());
        return trip.query(
                sql,
                row -> {
                    Json.Object own = table.own(
                            Json.parse(row.getString(4)).orThrow().asObject().orElseThrow());
                    long since = row.getLong(2);
                    return new Ranked(
                            new Named(
                                    new ThingKey(kind, row.getString(1)), Names.of(table.kind(), own), since > 0, own),
                            since,
                            row.getLong(3));
                },
                tenant,
                caseId,
                kind,
                limit,
                tenant,
                words,
                kind,
                limit,
                tenant,
                kind);
    }

    /** The case's things, newest first, then the others, those with most of the words first. */
    private static List<Named> best(List<Trip.Rows<Ranked>> rows, int limit) {
        return rows.stream()
                .flatMap(r -> r.all().stream())
                .sorted(Comparator.comparingLong(Ranked::since)
                        .reversed()
                        .thenComparing(Comparator.comparingLong(Ranked::hits).reversed())
                        .thenComparing(ranked -> ranked.named().key()))
                .limit(limit)
                .map(Ranked::named)
                .toList();
    }
}
