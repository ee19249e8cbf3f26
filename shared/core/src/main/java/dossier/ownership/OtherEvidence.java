package dossier.ownership;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How an answer would change if other evidence counted: the strongest alone where all counted, or all where some did
 * not. Rejected evidence never counts.
 */
final class OtherEvidence {
    private static final int MOST_CHANGES = 20;
    private static final int MOST_LINKS = 200;

    private OtherEvidence() {}

    /** The same question with the other evidence. */
    static Query ask(Query query, Meanings meanings) {
        List<String> all = meanings.evidence();
        Set<String> other = query.evidence().containsAll(all) ? Set.of(all.getLast()) : Set.copyOf(all);
        return new Query(query.entity(), query.regimes(), query.validAt(), query.knownAt(), other, query.blocked());
    }

    /** Empty when no verdict would change. */
    static Optional<Finding> compare(Outcome.Answered answer, Outcome other, Query asked, InForce here, InForce there) {
        String count = "With " + String.join(" and ", new TreeSet<>(asked.evidence())) + " evidence counted, ";
        List<String> links = differing(here, there);
        return switch (other) {
            case Outcome.Refused refused ->
                Optional.of(new Finding(
                        "RUL-EVIDENCE",
                        count + "the question would be refused: "
                                + refused.diagnostics().getFirst().message(),
                        links));
            case Outcome.Answered then -> {
                List<String> changes = changes(answer, then);
                String more = changes.size() > MOST_CHANGES ? "; and " + (changes.size() - MOST_CHANGES) + " more" : "";
                yield changes.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Finding(
                                "RUL-EVIDENCE",
                                count
                                        + String.join("; ", changes.subList(0, Math.min(MOST_CHANGES, changes.size())))
                                        + more,
                                links));
            }
        };
    }

    private static List<String> changes(Outcome.Answered now, Outcome.Answered then) {
        Map<String, Enum<?>> before = verdicts(now);
        Map<String, Enum<?>> after = verdicts(then);
        Set<String> all = new LinkedHashSet<>(before.keySet());
        all.addAll(after.keySet());
        List<String> changes = new ArrayList<>();
        for (String who : all) {
            Enum<?> known = before.containsKey(who) ? before.get(who) : after.get(who);
            Enum<?> absent = known instanceof Sanction.Status ? Sanction.Status.FREE : Verdict.NOT_OWNER;
            Enum<?> was = before.getOrDefault(who, absent);
            Enum<?> would = after.getOrDefault(who, absent);
            if (was != would) {
                changes.add(who + " would be " + would + ", not " + was);
            }
        }
        return changes;
    }

    /** Who under which regime, and the verdict; who is not listed is no owner, or free. */
    private static Map<String, Enum<?>> verdicts(Outcome.Answered answer) {
        Map<String, Enum<?>> verdicts = new LinkedHashMap<>();
        answer.determinations().forEach(one -> verdicts.put(one.person() + " under " + one.regime(), one.verdict()));
        answer.sanctions().forEach(one -> verdicts.put(one.entity() + " under " + one.regime(), one.status()));
        return verdicts;
    }

    /** Links that are in force with the one evidence and not with the other. */
    private static List<String> differing(InForce here, InForce there) {
        Map<String, Integer> seen = new TreeMap<>();
        for (Graph.Link link : here.links) {
            seen.merge(link.id(), 1, Integer::sum);
        }
        for (Graph.Link link : there.links) {
            seen.merge(link.id(), 1, Integer::sum);
        }
        return seen.entrySet().stream()
                .filter(one -> one.getValue() == 1)
                .map(Map.Entry::getKey)
                .limit(MOST_LINKS)
                .toList();
    }
}
