package dossier.generation;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How requests are understood.
 *
 * @param semantics tells nearness in meaning; empty where verbs are ranked by their words alone. Asked when the first
 *     request comes, and always gives the same
 * @param without parts that are switched off
 */
public record Understanding(Supplier<Optional<Semantics>> semantics, Set<Part> without) {
    /** By words alone. */
    public static final Understanding LEXICAL = new Understanding(Optional::empty, Set.of());

    public Understanding {
        without = Set.copyOf(without);
    }

    /** By words and by meaning. */
    public static Understanding by(Semantics semantics) {
        return new Understanding(() -> Optional.of(semantics), Set.of());
    }

    /** The weight of a part that is switched on; 0 for one that is not. */
    double weight(Part part, double weight) {
        return without.contains(part) ? 0 : weight;
    }

    boolean has(Part part) {
        return !without.contains(part);
    }
}
