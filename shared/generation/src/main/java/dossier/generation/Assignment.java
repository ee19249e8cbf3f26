package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.registry.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides which of the values that might stand in the slots of a verb do. */
final class Assignment {
    private Assignment() {}

    /** "A / B", "between A and B": coordinated things stand in the order in which the verb takes them. */
    static void inOrder(Frame frame, Clause clause, List<Filling.Chosen> chosen) {
        for (int i = 0; i < chosen.size(); i++) {
            for (int j = 0; j < chosen.size(); j++) {
                Filling.Chosen one = chosen.get(i);
                Filling.Chosen other = chosen.get(j);
                boolean swapped = one.slot().required()
                        && other.slot().required()
                        && one.slot().shape() instanceof Shape.Ref
                        && one.slot().shape().equals(other.slot().shape())
                        && frame.slots().indexOf(one.slot()) < frame.slots().indexOf(other.slot())
                        && other.mention().to() <= one.mention().from()
                        && coordinated(
                                clause, other.mention().to(), one.mention().from());
                if (swapped) {
                    chosen.set(i, new Filling.Chosen(one.slot(), other.mention(), other.score()));
                    chosen.set(j, new Filling.Chosen(other.slot(), one.mention(), one.score()));
                }
            }
        }
    }

    private static boolean coordinated(Clause clause, int from, int to) {
        return to > from
                && to - from <= 2
                && clause.tokens().subList(from, to).stream()
                        .allMatch(t -> Set.of("and", "/", "&", "vs", "vs.", "versus", ",", "+")
                                .contains(t.lower()));
    }

    /** The best fitting first, each value once and each slot once. */
    static void assign(List<Filling.Chosen> candidates, List<Filling.Chosen> chosen) {
        List<Filling.Chosen> best = new ArrayList<>(candidates);
        best.sort(Comparator.comparingDouble(Filling.Chosen::score).reversed());
        for (Filling.Chosen candidate : best) {
            boolean taken = !candidate.slot().list()
                    && chosen.stream()
                            .anyMatch(
                                    c -> c.slot().path().equals(candidate.slot().path()));
            boolean used =
                    chosen.stream().anyMatch(c -> c.mention().overlaps(candidate.mention()) && !shares(c, candidate));
            if (!taken && !used && candidate.score() > 0.25) {
                chosen.add(candidate);
            }
        }
        exchange(candidates, chosen);
    }

    /** Exchanges the values of two slots where that fits better, since the best first is not always best together. */
    private static void exchange(List<Filling.Chosen> candidates, List<Filling.Chosen> chosen) {
        for (int i = 0; i < chosen.size(); i++) {
            for (int j = i + 1; j < chosen.size(); j++) {
                Filling.Chosen one = chosen.get(i);
                Filling.Chosen other = chosen.get(j);
                Optional<Filling.Chosen> first = candidate(candidates, one.slot(), other.mention());
                Optional<Filling.Chosen> second = candidate(candidates, other.slot(), one.mention());
                boolean better = first.isPresent()
                        && second.isPresent()
                        && first.get().score() + second.get().score() > one.score() + other.score() + 0.01;
                if (better) {
                    chosen.set(i, first.get());
                    chosen.set(j, second.get());
                }
            }
        }
    }

    private static Optional<Filling.Chosen> candidate(List<Filling.Chosen> candidates, Slot slot, Mention mention) {
        return candidates.stream()
                .filter(c -> c.slot().equals(slot) && c.mention().equals(mention))
                .findFirst();
    }

    /** An amount gives itself and its currency to two slots; the head of a longer term may be a value of its own. */
    private static boolean shares(Filling.Chosen one, Filling.Chosen other) {
        boolean nested = one.mention().meaning() instanceof Mention.Coded
                && other.mention().meaning() instanceof Mention.Coded
                && one.mention().length() != other.mention().length()
                && (one.slot().required() || other.slot().required());
        boolean priced = one.mention().meaning() instanceof Mention.Money
                && other.mention().meaning() instanceof Mention.Money
                && one.slot().shape().getClass() != other.slot().shape().getClass()
                && (one.slot().shape() instanceof Shape.Formatted
                        || other.slot().shape() instanceof Shape.Formatted);
        return nested || priced || isInferred(one, other) || isInferred(other, one);
    }

    /** The type that a name tells does not take the name away. */
    private static boolean isInferred(Filling.Chosen type, Filling.Chosen name) {
        return type.mention().meaning() instanceof Mention.Coded
                && name.mention().meaning() instanceof Mention.Name
                && name.slot().naming()
                && type.mention().from() == name.mention().from()
                && type.mention().to() == name.mention().to();
    }
}
