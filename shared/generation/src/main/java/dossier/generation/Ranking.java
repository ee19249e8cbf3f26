package dossier.generation;

import dossier.generation.text.Stem;
import dossier.generation.text.Token;
import dossier.registry.Phrases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Ranks verbs for the words of a clause: how near the nearest phrase is, BM25 over all that the registry says of the
 * verb, and the word that orders it; where it can be told, half of the score is nearness in meaning. Immutable.
 */
final class Ranking {
    private static final double NEAREST = 0.55;
    private static final double DOCUMENT = 0.25;
    private static final double HEAD = 0.20;
    /** How much nearness in meaning counts beside the words. */
    private static final double MEANING = 0.5;
    /** How near a verb is to a clause that says nothing but values it takes. */
    private static final double ONLY_VALUES = 0.6;

    private static final double K1 = 1.2;
    private static final double B = 0.6;

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Double> weights = new HashMap<>();
    private final Map<String, Map<String, Integer>> byVerb = new HashMap<>();
    private final Map<String, Integer> headed = new HashMap<>();
    private final Understanding understanding;
    private final Blend blend;
    private final double averageLength;
    private final double averageWeight;
    private final double unknownWeight;

    /** @param little whether a lower-case word says nothing of the field */
    Ranking(Collection<Frame> frames, Phrases phrases, Predicate<String> little, Understanding understanding) {
        this.understanding = understanding;
        this.blend = new Blend(understanding);
        for (Frame frame : frames) {
            List<Set<String>> nearest = new ArrayList<>();
            Map<String, Integer> counts = new HashMap<>();
            for (String phrase : phrases.phrases().getOrDefault(frame.verb().name(), List.of())) {
                Set<String> stems = new HashSet<>(stems(phrase, little));
                nearest.add(stems);
                stems.forEach(stem -> counts.merge(stem, 1, Integer::sum));
            }
            stems(frame.verb().purpose() + " " + frame.verb().name(), little)
                    .forEach(s -> counts.merge(s, 1, Integer::sum));
            frame.slots().stream()
                    .filter(Slot::declared)
                    .forEach(slot -> stems(slot.label() + " " + slot.path(), little)
                            .forEach(s -> counts.merge(s, 1, Integer::sum)));
            Set<String> name = new HashSet<>(stems(frame.verb().name(), little));
            if (!name.isEmpty()) {
                nearest.add(name);
            }
            frame.heads().forEach(head -> headed.merge(head, 1, Integer::sum));
            frame.heads().forEach(head -> counts.merge(head, 1, Integer::sum));
            byVerb.put(frame.verb().name(), counts);
            entries.add(new Entry(
                    frame,
                    nearest,
                    counts,
                    counts.values().stream().mapToInt(Integer::intValue).sum(),
                    frame.lists()));
        }
        int count = entries.size();
        Map<String, Integer> verbs = new HashMap<>();
        entries.forEach(entry -> entry.counts.keySet().forEach(stem -> verbs.merge(stem, 1, Integer::sum)));
        verbs.forEach((stem, n) -> weights.put(stem, Math.log(1 + (count - n + 0.5) / (n + 0.5))));
        averageWeight = weights.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(1);
        averageLength =
                Math.max(1, entries.stream().mapToInt(e -> e.length).average().orElse(1));
        unknownWeight = Math.log(1 + (count + 0.5) / 0.5);
    }

    private record Entry(
            Frame frame, List<Set<String>> phrases, Map<String, Integer> counts, int length, Set<String> lists) {}

    /**
     * @param score 0 to 1
     * @param nearest how near the nearest phrase is, 0 to 1
     */
    record Ranked(Frame frame, double score, double nearest) {}

    private static List<String> stems(String phrase, Predicate<String> little) {
        return Arrays.stream(phrase.replaceAll("\\{[^}]*}", " ")
                        .toLowerCase(Locale.ROOT)
                        .split("[^\\p{L}\\p{N}]+", -1))
                .filter(word -> !word.isEmpty() && !little.test(word))
                .map(Stem::of)
                .toList();
    }

    /** Whether any verb's phrases or description have the stem. */
    boolean knows(String stem) {
        return weights.containsKey(stem);
    }

    /** Which share of some words, the telling ones counting more, the registry uses to speak of a verb. */
    double share(Frame frame, List<Token> words) {
        Map<String, Integer> counts = byVerb.getOrDefault(frame.verb().name(), Map.of());
        double all = 0;
        double known = 0;
        for (Token word : words) {
            double weight = weights.getOrDefault(word.stem(), averageWeight);
            all += weight;
            known += parts(word).stream().anyMatch(counts::containsKey) ? weight : 0;
        }
        return all == 0 ? 1 : known / all;
    }

    /**
     * All verbs, best first; verbs of the same score in registry order. By words alone.
     *
     * @param words of the clause that are no value, little words left out
     * @param order the word that orders something, where there is one
     */
    List<Ranked> rank(List<Token> words, Predicate<Token> order) {
        return rank(words, order, Map.of(), Map.of());
    }

    /**
     * The same where some words are values.
     *
     * @param values by code list: the words that are one of its values, which say nothing else of a verb that takes it
     * @param near by verb: how near the clause is in meaning; empty where that cannot be told
     */
    List<Ranked> rank(
            List<Token> words,
            Predicate<Token> order,
            Map<String, Set<Token>> values,
            Map<String, Semantics.Nearness> near) {
        Set<String> orders = new HashSet<>();
        words.stream().filter(order).forEach(word -> orders.add(word.stem()));
        Set<String> all = stems(words);
        double[] documents =
                entries.stream().mapToDouble(entry -> document(entry, all)).toArray();
        double[] heads = entries.stream()
                .mapToDouble(entry -> head(entry.frame, all, orders))
                .toArray();
        double[] nearest = entries.stream()
                .mapToDouble(entry -> nearest(entry, words, all, values))
                .toArray();
        double[] scores = byWords(nearest, documents, heads);
        if (!near.isEmpty()) {
            scores = byMeaning(scores, near, documents, heads);
        }
        List<Ranked> out = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            out.add(new Ranked(entries.get(i).frame, scores[i], nearest[i]));
        }
        out.sort(Comparator.comparingDouble((Ranked r) -> r.score).reversed());
        return out;
    }

    private double[] byWords(double[] nearest, double[] documents, double[] heads) {
        double best = Math.max(1e-9, Arrays.stream(documents).max().orElse(0));
        double[] out = new double[nearest.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = understanding.weight(Part.NEAREST, NEAREST) * nearest[i]
                    + understanding.weight(Part.BM25, DOCUMENT) * documents[i] / best * Math.min(1, best / 3)
                    + understanding.weight(Part.HEAD, HEAD) * heads[i];
        }
        return out;
    }

    /**
     * Meaning tells verbs apart, but not whether a text is of the field at all: what is near in meaning counts as much as
     * the words of the best verb say that it is.
     */
    private double[] byMeaning(
            double[] byWords, Map<String, Semantics.Nearness> near, double[] documents, double[] heads) {
        List<Semantics.Nearness> nearness = entries.stream()
                .map(entry -> near.getOrDefault(entry.frame.verb().name(), Semantics.Nearness.NONE))
                .toList();
        double[] blended = blend.of(
                nearness.stream().mapToDouble(Semantics.Nearness::phrase).toArray(),
                nearness.stream().mapToDouble(Semantics.Nearness::centre).toArray(),
                documents,
                heads);
        double strength = Arrays.stream(byWords).max().orElse(0);
        double[] out = new double[byWords.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (1 - MEANING) * byWords[i] + MEANING * strength * blended[i];
        }
        return out;
    }

    private static Set<String> stems(List<Token> words) {
        Set<String> out = new HashSet<>();
        words.forEach(word -> out.addAll(parts(word)));
        return out;
    }

    /** How near the nearest phrase is, words that are values of the verb left out where that brings it nearer. */
    private double nearest(Entry entry, List<Token> words, Set<String> all, Map<String, Set<Token>> values) {
        Set<Token> said = new HashSet<>();
        entry.lists.forEach(list -> said.addAll(values.getOrDefault(list, Set.of())));
        Set<String> own =
                stems(words.stream().filter(word -> !said.contains(word)).toList());
        double nearest = nearest(entry, all);
        return own.size() == all.size()
                ? nearest
                : Math.max(nearest, own.isEmpty() ? ONLY_VALUES : nearest(entry, own));
    }

    /** The stem of a word, and those of its parts where it is hyphenated. */
    static List<String> parts(Token word) {
        if (word.lower().indexOf('-') < 0 && word.lower().indexOf('.') < 0) {
            return List.of(word.stem());
        }
        List<String> out = new ArrayList<>(List.of(word.stem()));
        Arrays.stream(word.lower().split("[-.]", -1))
                .filter(p -> p.length() > 1)
                .map(Stem::of)
                .forEach(out::add);
        return out;
    }

    /** A head word that few verbs have says more than one that many have. */
    private double head(Frame frame, Set<String> stems, Set<String> orders) {
        double best = 0;
        for (String head : frame.heads()) {
            if (stems.contains(head)) {
                double telling = 1 / Math.sqrt(headed.getOrDefault(head, 1));
                best = Math.max(best, orders.contains(head) ? telling : telling / 2);
            }
        }
        return best;
    }

    private double document(Entry entry, Set<String> stems) {
        double sum = 0;
        for (String stem : stems) {
            int count = entry.counts.getOrDefault(stem, 0);
            if (count > 0) {
                double length = 1 - B + B * entry.length / averageLength;
                sum += weight(stem) * count * (K1 + 1) / (count + K1 * length);
            }
        }
        return sum;
    }

    private double weight(String stem) {
        return weights.getOrDefault(stem, unknownWeight);
    }

    /** How much of the phrase the clause has, and, less, how much of the clause the phrase explains. */
    private double nearest(Entry entry, Set<String> stems) {
        double clause = stems.stream().mapToDouble(this::weight).sum();
        double best = 0;
        for (Set<String> phrase : entry.phrases) {
            double whole = 0;
            double shared = 0;
            for (String stem : phrase) {
                whole += weight(stem);
                shared += stems.contains(stem) ? weight(stem) : 0;
            }
            if (whole > 0 && clause > 0) {
                best = Math.max(best, shared / (0.65 * whole + 0.35 * clause));
            }
        }
        return Math.min(1, best);
    }
}
