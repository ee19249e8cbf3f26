package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the borders between clauses where the verbs account best for what is said. Where the grammar alone saw one clause,
 * two may explain more; where it saw two, one form may say all of it. Used by one request, on one thread.
 */
final class Division {
    /** What one more form has to explain to be worth it. */
    private static final double FORM = 1.0;

    private static final double MISSING = 0.8;
    private static final double UNEXPLAINED = 0.7;
    /** How much more a changed border has to explain. */
    private static final double MARGIN = 0.35;

    private static final int TRIED = 4;
    private static final int MOST = 48;
    private static final int JOINTS = 12;
    /** Values of a request, and tokens of a clause, beyond which nothing is moved any more. */
    private static final int LONGEST = 150;

    private static final int LONG = 80;

    private final Vocabulary vocabulary;
    private final Clauses borders;
    private final Readings reader;
    private final Spread spread;
    private final Coverage coverage;
    private final Map<Long, Worth> values = new HashMap<>();
    private int start;
    private List<Mention> all = List.of();

    Division(Vocabulary vocabulary, Things things, List<Token> tokens, Clauses borders) {
        this.vocabulary = vocabulary;
        this.borders = borders;
        Filler filler = new Filler(vocabulary, things, this::isSpokenOf);
        this.reader = new Readings(vocabulary, things, tokens, filler);
        this.spread = new Spread(vocabulary, filler);
        this.coverage = new Coverage(vocabulary, tokens);
    }

    private boolean isSpokenOf(String kind) {
        return all.stream()
                .anyMatch(m -> m.to() <= start
                        && (m.meaning() instanceof Mention.Known known
                                ? !References.ofKind(known, kind).isEmpty()
                                : m.meaning() instanceof Mention.Name && vocabulary.hasPeople(kind)));
    }

    /** The same words, in better clauses where there are such. */
    List<Clause> of(List<Clause> proposed, List<Mention> mentions) {
        if (mentions.size() > LONGEST) {
            return proposed;
        }
        all = mentions;
        List<Clause> out = new ArrayList<>(proposed);
        int at = 0;
        while (at < out.size()) {
            if (at + 1 < out.size() && merge(out, at)) {
                at = Math.max(0, at - 1);
            } else if (!divide(out, at)) {
                at++;
            }
        }
        return out;
    }

    private boolean merge(List<Clause> clauses, int at) {
        Clause one = clauses.get(at);
        Clause two = clauses.get(at + 1);
        if (borders.areApart(one.to(), two.from()) || borders.isPreamble(one) || isTemplate(one) || isTemplate(two)) {
            return false;
        }
        Worth first = worth(one);
        Worth second = worth(two);
        Clause both = borders.clause(one.from(), two.to(), one.continues());
        if (!areTwo(first, second) && value(both) > first.value() + second.value() + MARGIN) {
            clauses.set(at, both);
            clauses.remove(at + 1);
            return true;
        }
        return false;
    }

    private boolean divide(List<Clause> clauses, int at) {
        Clause whole = clauses.get(at);
        if (isTemplate(whole) || borders.isPreamble(whole) || whole.to() - whole.from() < 4) {
            return false;
        }
        double best = value(whole) + MARGIN;
        Optional<Clauses.Border> where = Optional.empty();
        for (Clauses.Border border :
                borders.within(whole.from(), whole.to()).stream().limit(JOINTS).toList()) {
            Worth one = worth(borders.clause(whole.from(), border.from(), whole.continues()));
            Worth two = worth(borders.clause(border.to(), whole.to(), false));
            double apart = one.value() + two.value();
            if (apart > best && !isOneForm(one, two)) {
                best = apart;
                where = Optional.of(border);
            }
        }
        where.ifPresent(border -> {
            clauses.set(at, borders.clause(whole.from(), border.from(), whole.continues()));
            clauses.add(at + 1, borders.clause(border.to(), whole.to(), false));
        });
        return where.isPresent();
    }

    private boolean isTemplate(Clause clause) {
        return vocabulary.template(clause).isPresent();
    }

    /**
     * What a clause is worth as one form.
     *
     * @param filling of the verb that explains most; empty where it is best left alone
     */
    private record Worth(double value, Optional<Filling> filling) {}

    private double value(Clause clause) {
        return worth(clause).value();
    }

    private Worth worth(Clause clause) {
        long key = ((long) clause.from() << 32) | clause.to();
        Worth known = values.get(key);
        if (known != null) {
            return known;
        }
        Worth worth = values.size() >= MOST || clause.to() - clause.from() > LONG
                ? new Worth(-100, Optional.empty())
                : weighed(clause);
        values.put(key, worth);
        return worth;
    }

    private Worth weighed(Clause clause) {
        start = clause.from();
        Worth best = new Worth(-UNEXPLAINED * coverage.said(clause), Optional.empty());
        for (Readings.Reading reading : reader.of(clause).stream().limit(TRIED).toList()) {
            double value = reader.holds(reading) ? explained(clause, reading) : -100;
            if (value > best.value()) {
                best = new Worth(value, Optional.of(reading.filling()));
            }
        }
        return best;
    }

    /** Whether two clauses say the same of different things, each wholly. */
    private static boolean areTwo(Worth one, Worth two) {
        return one.filling().filter(f -> f.complete() >= 1).isPresent()
                && two.filling().filter(f -> f.complete() >= 1).isPresent()
                && one.filling().get().frame().equals(two.filling().get().frame())
                && !isOneForm(one, two);
    }

    /** Whether two clauses say one thing: the same verb, and the second of nobody else. */
    private static boolean isOneForm(Worth one, Worth two) {
        return one.filling().isPresent()
                && two.filling().isPresent()
                && one.filling().get().frame().equals(two.filling().get().frame())
                && two.filling().get().chosen().stream()
                        .noneMatch(c -> c.slot().required()
                                && (c.mention().meaning() instanceof Mention.Known
                                        || c.mention().meaning() instanceof Mention.Name));
    }

    private double explained(Clause clause, Readings.Reading reading) {
        double there = coverage.explained(reading.filling(), spread.of(reading.filling()), reading.words());
        double whole = coverage.said(clause);
        return there
                - UNEXPLAINED * Math.max(0, whole - there)
                - MISSING * (1 - reading.filling().complete())
                - FORM;
    }
}
