package dossier.ownership;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is asked of a graph.
 *
 * @param entity whose owners are asked for
 * @param regimes by the names of their packs, each once
 * @param validAt the date whose facts count
 * @param knownAt facts that became known later do not count; all count when empty
 * @param evidence statuses of evidence that count
 * @param blocked ids of entities taken as blocked persons
 */
public record Query(
        String entity,
        List<String> regimes,
        LocalDate validAt,
        Optional<Instant> knownAt,
        Set<String> evidence,
        Set<String> blocked) {
    public Query {
        regimes = regimes.stream().distinct().toList();
        evidence = new TreeSet<>(evidence);
        blocked = new TreeSet<>(blocked);
    }
}
