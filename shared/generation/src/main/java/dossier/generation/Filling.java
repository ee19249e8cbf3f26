package dossier.generation;

import dossier.generation.slots.Mention;
import java.util.List;
import java.util.Optional;

/**
 * How the values of a clause stand in the slots of a verb.
 *
 * @param chosen in the order of the text
 * @param texts free text that a cue opens
 * @param explained share of what was said that has found a place, 0 to 1
 * @param complete share of what is required that is there, 0 to 1
 */
record Filling(Frame frame, Clause clause, List<Chosen> chosen, List<Chosen> texts, double explained, double complete) {
    /** @param score how well it stands there */
    record Chosen(Slot slot, Mention mention, double score) {}

    List<Chosen> at(String path) {
        return java.util.stream.Stream.concat(chosen.stream(), texts.stream())
                .filter(c -> c.slot().path().equals(path))
                .toList();
    }

    Optional<Chosen> first(String path) {
        return at(path).stream().findFirst();
    }

    boolean has(String path) {
        return first(path).isPresent();
    }

    boolean uses(Mention mention) {
        return chosen.stream().anyMatch(c -> c.mention().overlaps(mention))
                || texts.stream().anyMatch(c -> c.mention().overlaps(mention));
    }
}
