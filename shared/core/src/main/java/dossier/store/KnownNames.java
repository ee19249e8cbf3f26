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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
     * A thing that may be meant.
     *
     * @param since version of the case that first spoke of it; 0 where the case does not
     * @param hits how many of the words its name holds
     */
    private record Ranked(ThingKey key, long since, long hits) {}

    /** The last statement of a thing: its kind's own columns. */
    private record Said(ThingKey key, Json.Object own) {}

    /** In two trips: which things may be meant, and what is said of them; a vocabulary has far more kinds than those. */
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
                    Trip ranking = new Trip();
                    Single.enter(ranking, caller, meter);
                    Trip.Rows<Ranked> ranked = ranked(ranking, caller.tenant(), caseId.orElse(""), folded, limit);
                    ranking.run(connection, meter);
                    List<Ranked> best = best(ranked.all(), limit);
                    if (best.isEmpty()) {
                        return new Found(List.of(), false);
                    }
                    Trip reading = new Trip();
                    Single.enter(reading, caller, meter);
                    List<Trip.Rows<Said>> said = said(reading, caller.tenant(), best);
                    reading.run(connection, meter);
                    return new Found(named(best, said), false);
                },
                why -> new Found(List.of(), true));
    }

    private static Trip.Rows<Ranked> ranked(Trip trip, String tenant, String caseId, String[] words, int limit) {
        return trip.query(
                """
                SELECT k.kind, k.id, max(k.since), max(k.hits)
                FROM ((SELECT c.kind, c.id, c.since, 0::bigint AS hits FROM dossier.case_thing c
                        JOIN dossier.thing t ON t.tenant_id = c.tenant_id AND t.kind = c.kind AND t.id = c.id
                        WHERE c.tenant_id = ? AND c.case_id = ? AND t.revision > 0
                        ORDER BY c.since DESC, c.kind, c.id LIMIT ?)
                    UNION ALL
                    (SELECT w.kind, w.id, 0, count(*) FROM dossier.thing_word w
                        WHERE w.tenant_id = ? AND w.word = ANY (?)
                        GROUP BY w.kind, w.id ORDER BY count(*) DESC, w.kind, w.id LIMIT ?)) k
                GROUP BY k.kind, k.id""",
                row -> new Ranked(new ThingKey(row.getString(1), row.getString(2)), row.getLong(3), row.getLong(4)),
                tenant,
                caseId,
                limit,
                tenant,
                words,
                limit);
    }

    /** The case's things, newest first, then the others, those with most of the words first. */
    private List<Ranked> best(List<Ranked> found, int limit) {
        return found.stream()
                .filter(one -> kinds.find(one.key().kind()).isPresent())
                .sorted(Comparator.comparingLong(Ranked::since)
                        .reversed()
                        .thenComparing(Comparator.comparingLong(Ranked::hits).reversed())
                        .thenComparing(Ranked::key))
                .limit(limit)
                .toList();
    }

    private List<Trip.Rows<Said>> said(Trip trip, String tenant, List<Ranked> best) {
        Map<String, List<String>> byKind = new TreeMap<>();
        best.forEach(one -> byKind.computeIfAbsent(one.key().kind(), k -> new ArrayList<>())
                .add(one.key().id()));
        List<Trip.Rows<Said>> said = new ArrayList<>();
        byKind.forEach((kind, ids) -> {
            Kinds.Table table = kinds.of(kind);
            said.add(trip.query(
                    """
                    SELECT t.id, to_jsonb(r) FROM dossier.thing t
                    JOIN %s r ON r.tenant_id = t.tenant_id AND r.%s = t.id AND r.revision = t.revision
                    WHERE t.tenant_id = ? AND t.kind = ? AND t.id = ANY (?)""".formatted(table.name(), table.id()),
                    row -> new Said(
                            new ThingKey(kind, row.getString(1)),
                            table.own(Json.parse(row.getString(2))
                                    .orThrow()
                                    .asObject()
                                    .orElseThrow())),
                    tenant,
                    kind,
                    ids.toArray(String[]::new)));
        });
        return said;
    }

    private List<Named> named(List<Ranked> best, List<Trip.Rows<Said>> said) {
        Map<ThingKey, Json.Object> rows = new HashMap<>();
        said.forEach(of -> of.all().forEach(one -> rows.put(one.key(), one.own())));
        List<Named> named = new ArrayList<>();
        for (Ranked one : best) {
            Optional.ofNullable(rows.get(one.key()))
                    .map(own -> new Named(
                            one.key(), kinds.of(one.key().kind()).kind().names(own), one.since() > 0, own))
                    .ifPresent(named::add);
        }
        return named;
    }
}
