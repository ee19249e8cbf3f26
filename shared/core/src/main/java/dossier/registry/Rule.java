package dossier.registry;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What must hold for a form beyond the types of its values: a closed set of mechanisms, combined as data.
 * Paths are keys, or {@code key.field} for entries of maps.
 */
public sealed interface Rule {
    /** The diagnostic's code. */
    String code();

    /** At least one of the paths is said. */
    record AtLeastOne(String code, List<String> paths, Optional<When> when) implements Rule {}

    /** Exactly one of the paths is said. */
    record ExactlyOne(String code, List<String> paths, Optional<When> when) implements Rule {}

    /** The first date is not after the second, where both are said. */
    record Ordered(String code, String first, String second) implements Rule {}

    /** The two values differ. */
    record Distinct(String code, String first, String second) implements Rule {}

    /**
     * Over all things of a kind that share a value, a column sums to at most a limit at every date. Bands count with
     * their lower bound.
     *
     * @param kind whose statements are summed
     * @param groupBy column with the shared value, a reference
     * @param groupKind kind of the thing it refers to, whose row is locked
     * @param sum column summed
     * @param path of the form that names the group
     */
    record SumAtMost(
            String code, String kind, String groupBy, String groupKind, String sum, BigDecimal limit, String path)
            implements Rule {}

    /** The caller is not among the authors of the case's versions since its last such step (four eyes). */
    record SecondPerson(String code, Optional<String> alsoPath) implements Rule {}

    /** A condition: the path holds one of the values. */
    record When(String path, List<String> values) {}
}
