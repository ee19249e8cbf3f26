package dossier.ownership;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which single link would flip a verdict: one whose band, at one of its ends, gives another verdict, or one whose exact
 * share, a little more or less, does. Each link is tried by itself and the whole question is answered again, so what is
 * said holds for chains, loops, control and bands alike.
 */
public final class Sensitivity {
    /** Links tried of one question; the strongest first. */
    private static final int MOST_LINKS = 200;

    /** One share of ten thousand: the step by which an exact share is moved. */
    private static final Fraction ONE_SHARE = Fraction.of(1, 10_000);

    private final Determiner determiner;
    private final Query query;
    private final Outcome.Answered base;

    private Sensitivity(Determiner determiner, Query query, Outcome.Answered base) {
        this.determiner = determiner;
        this.query = query;
        this.base = base;
    }

    /**
     * A link that would flip verdicts.
     *
     * @param change what it would have to say, for people
     * @param flips what would then be decided otherwise
     */
    public record Flip(String link, Axis axis, Interval said, Interval would, String change, List<Turn> flips) {
        public Flip {
            flips = List.copyOf(flips);
        }
    }

    /** One verdict that would be another. */
    public record Turn(String regime, String person, Verdict from, Verdict to) {}

    /**
     * @param tried how many links were tried
     * @param truncated whether there were more links than are tried
     */
    public record Result(List<Flip> flips, int tried, boolean truncated) {
        public Result {
            flips = List.copyOf(flips);
        }
    }

    /** Tries the links above the entity. The question must be one that was answered. */
    static Result of(Determiner determiner, Query query, Outcome.Answered base) {
        return new Sensitivity(determiner, query, base).search();
    }

    private Result search() {
        List<Structure.Edge> edges = determiner.structure(query).map(Structure::edges).orElse(List.of()).stream()
                .filter(edge -> !edge.shares().isEmpty())
                .toList();
        List<Flip> flips = new ArrayList<>();
        int tried = 0;
        for (Structure.Edge edge : edges) {
            if (tried == MOST_LINKS) {
                break;
            }
            tried++;
            edge.shares().forEach((axis, said) -> {
                for (Interval would : others(said)) {
                    flip(edge, axis, said, would).ifPresent(flips::add);
                }
            });
        }
        return new Result(flips, tried, edges.size() > MOST_LINKS);
    }

    /** Within a band its ends, or all but a closed end; of an exact share one share more and one less. */
    private static List<Interval> others(Interval said) {
        if (!said.isExact()) {
            return List.of(end(said, said.low(), said.lowOpen(), true), end(said, said.high(), said.highOpen(), false));
        }
        List<Interval> others = new ArrayList<>();
        Fraction less = said.low().minus(ONE_SHARE);
        Fraction more = said.low().plus(ONE_SHARE);
        if (less.signum() >= 0) {
            others.add(Interval.exactly(less));
        }
        if (more.compareTo(Fraction.ONE) <= 0) {
            others.add(Interval.exactly(more));
        }
        return others;
    }

    /** The end of a band; where it is excluded a share beside it, as near as one share or half the band. */
    private static Interval end(Interval said, Fraction bound, boolean open, boolean low) {
        if (!open) {
            return Interval.exactly(bound);
        }
        Fraction step = said.high().minus(said.low()).times(Fraction.HALF).min(ONE_SHARE);
        return Interval.exactly(low ? bound.plus(step) : bound.minus(step));
    }

    private Optional<Flip> flip(Structure.Edge edge, Axis axis, Interval said, Interval would) {
        Graph changed = changed(edge.link(), axis, would);
        Outcome outcome = determiner.over(changed).decide(query);
        if (!(outcome instanceof Outcome.Answered answered)) {
            return Optional.empty();
        }
        List<Turn> turns = turns(answered);
        return turns.isEmpty()
                ? Optional.empty()
                : Optional.of(new Flip(edge.link(), axis, said, would, change(edge.link(), axis, said, would), turns));
    }

    private static String change(String link, Axis axis, Interval said, Interval would) {
        String of = axis == Axis.SHARES ? "" : " of the " + axis.name().toLowerCase(java.util.Locale.ROOT);
        return "if link " + link + " were " + would.percent() + " %" + of + " and not " + said.words();
    }

    private Graph changed(String link, Axis axis, Interval would) {
        Graph.Builder graph = Graph.builder();
        for (Graph.Fact fact : determiner.graph().facts()) {
            graph.add(
                    fact instanceof Graph.Link one
                                    && one.id().equals(link)
                                    && one.shares().containsKey(axis)
                            ? one.with(axis, would)
                            : fact);
        }
        return graph.build();
    }

    private List<Turn> turns(Outcome.Answered other) {
        Map<String, Verdict> now = verdicts(other);
        List<Turn> turns = new ArrayList<>();
        for (Determination one : base.determinations()) {
            Verdict then = now.getOrDefault(one.regime() + " " + one.person(), Verdict.NOT_OWNER);
            if (then != one.verdict()) {
                turns.add(new Turn(one.regime(), one.person(), one.verdict(), then));
            }
        }
        return turns;
    }

    private static Map<String, Verdict> verdicts(Outcome.Answered answer) {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        answer.determinations().forEach(one -> verdicts.put(one.regime() + " " + one.person(), one.verdict()));
        return verdicts;
    }
}
