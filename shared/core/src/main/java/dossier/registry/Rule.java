package dossier.registry;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
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

    /** Every number at the path, those within a map or list included, lies within the bounds. */
    record Within(String code, String path, BigDecimal min, BigDecimal max) implements Rule {}

    /** The thing that the path refers to has one of the values in a column; one without a value passes. */
    record ThingIs(String code, String path, String column, List<String> values) implements Rule {}

    /**
     * What the case holds by now: things of a kind with these values, or none such.
     *
     * @param kind of what must be there, or must not
     * @param where values by column of which its current statement has one each
     * @param none whether there must be no such thing
     * @param each the things of the case for which one must be there; one for the whole case where empty
     * @param when columns of the case that must have one of the values for the rule to apply
     * @param message in plain words, what is missing or in the way
     */
    record Held(
            String code,
            String kind,
            Map<String, List<String>> where,
            boolean none,
            Optional<Each> each,
            Map<String, List<String>> when,
            String message)
            implements Rule {}

    /**
     * Things of a case that each need another that refers to them.
     *
     * @param where values by column that pick them
     * @param id column with the id by which they are referred to; their own id where empty
     * @param by column of the other that refers to them
     */
    record Each(String kind, Map<String, List<String>> where, Optional<String> id, String by) {}
    /**
     * Two values stand to each other as said when the form runs; where one of them is missing the rule holds.
     *
     * @param message in plain words, what is wrong otherwise
     */
    record Compared(String code, Comparison comparison, String message) implements Rule {}

    /**
     * A value is there when the form runs.
     *
     * @param message in plain words, what is missing otherwise
     */
    record Present(String code, Source source, String message) implements Rule {}

    /**
     * Nothing of the tenant uses what the path names; said only where a condition holds.
     *
     * @param path of the form that names an attribute
     * @param places where it may be used
     */
    record Unused(String code, String path, List<Use> places, Optional<When> when) implements Rule {}

    /**
     * A place where an attribute is used.
     *
     * @param column of the kind: one that holds the attribute's name, or a map that has it as a key
     */
    record Use(String kind, String column) {}

    /** None of the things that are put into stages wait for each other. */
    record Acyclic(String code, Source.Staged staged) implements Rule {}

    /** A condition: the path holds one of the values. */
    record When(String path, List<String> values) {
        /** @param value at the path, where there is one */
        public boolean holds(Optional<Typed> value) {
            return value.filter(v -> values.contains(v.plain())).isPresent();
        }
    }
}
