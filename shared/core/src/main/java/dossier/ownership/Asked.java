package dossier.ownership;

import dossier.language.Diagnostic;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A question that was understood and may leave open which entity it is about. Its members are those of {@link Query}.
 *
 * @param sensitivity whether to say besides which single link would flip a verdict
 */
public record Asked(
        Optional<String> entity,
        List<String> regimes,
        LocalDate validAt,
        Optional<Instant> knownAt,
        Set<String> evidence,
        Set<String> blocked,
        boolean sensitivity) {
    private static final int MOST_NAMED = 10;

    public Asked {
        regimes = List.copyOf(regimes);
        evidence = Set.copyOf(evidence);
        blocked = Set.copyOf(blocked);
    }

    /** The question about an entity. */
    public Query about(String wanted) {
        return new Query(wanted, regimes, validAt, knownAt, evidence, blocked);
    }

    /** The same question, of what was known at a time. */
    public Asked at(Instant time) {
        return new Asked(entity, regimes, validAt, Optional.of(time), evidence, blocked, sensitivity);
    }

    /** Why a question that names no entity cannot be answered. */
    public static Diagnostic ofWhich(List<String> candidates) {
        return Diagnostic.error("VOC-MISSING", "Say which entity is asked about")
                .expecting(candidates.stream().limit(MOST_NAMED).toList())
                .hint(
                        candidates.isEmpty()
                                ? "No entity is known that holds nothing itself"
                                : candidates.size() + " entities hold nothing themselves");
    }
}
