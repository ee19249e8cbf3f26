package dossier.ownership;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who controls whom. One controls an entity when it, with all that it controls, has the majority on an axis, or when it
 * or something it controls holds a link of control. With bands there are two closures: what is controlled whatever the
 * truth, and what may be.
 *
 * <p>With {@code linkByLink} a majority counts only where one holder has it alone, as for majority stakes.
 */
final class Control {
    /** An entity on an axis. */
    record Place(int entity, Axis axis) {}

    /** What was found from one starting point. */
    record Reach(Set<Integer> entities, Map<Place, Held> held) {
        static final Reach NOTHING = new Reach(Set.of(), Map.of());

        boolean has(int entity) {
            return entities.contains(entity);
        }

        /** What the starting point, with all it controls, holds directly in an entity. */
        Optional<Held> held(int entity, Axis axis) {
            return Optional.ofNullable(held.get(new Place(entity, axis)));
        }
    }

    /** A sum over the edges of several holders into one entity. */
    static final class Held {
        private Fraction low = Fraction.ZERO;
        private Fraction high = Fraction.ZERO;
        private int openEdges;
        private boolean highOpen;
        private final BitSet groups = new BitSet();
        final List<Integer> edges = new ArrayList<>(2);

        /** Adds an edge; the first edge of a joint arrangement brings all of it, unless {@code alone}. */
        void add(Holdings holdings, int e, boolean alone) {
            int group = alone ? 0 : holdings.joint[e];
            edges.add(e);
            if (group == 0) {
                sum(holdings, e);
            } else if (!groups.get(group)) {
                groups.set(group);
                for (int member : holdings.arrangements.get(group)) {
                    sum(holdings, member);
                }
            }
        }

        private void sum(Holdings holdings, int e) {
            low = low.plus(holdings.low[e]);
            high = high.plus(holdings.high[e]);
            openEdges += holdings.lowOpen(e) ? 1 : 0;
            highOpen |= holdings.highOpen(e);
        }

        boolean joint() {
            return !groups.isEmpty();
        }

        /** Whether it passes a threshold whatever the truth, or may pass it. */
        boolean passes(Threshold threshold, Holdings holdings, int entity, boolean maybe) {
            return maybe
                    ? threshold.test(interval(holdings, entity)) != Verdict.NOT_OWNER
                    : threshold.test(new Interval(low, openEdges > 0, Fraction.ONE, false)) == Verdict.OWNER;
        }

        /** What they hold together: never more than the lower bounds of the others leave. */
        Interval interval(Holdings holdings, int entity) {
            Fraction others = holdings.sumLow[entity].minus(low);
            boolean othersOpen = holdings.openEdges(entity) > openEdges;
            return new Interval(low, openEdges > 0, high, highOpen).atMost(Fraction.ONE.minus(others), othersOpen);
        }
    }

    private final InForce facts;
    private final Pack.Power power;
    private final BitSet stops;
    private final boolean linkByLink;
    private final Map<Integer, Reach> certain = new HashMap<>();
    private final Map<Integer, Reach> possible = new HashMap<>();

    Control(InForce facts, Pack.Power power, BitSet stops, boolean linkByLink) {
        this.facts = facts;
        this.power = power;
        this.stops = stops;
        this.linkByLink = linkByLink;
    }

    Pack.Power power() {
        return power;
    }

    /** What one controls whatever the truth inside the bands. */
    Reach certain(int start) {
        return remembered(certain, start, false);
    }

    /** What one may control. */
    Reach possible(int start) {
        return remembered(possible, start, true);
    }

    private Reach remembered(Map<Integer, Reach> memory, int start, boolean maybe) {
        Reach known = memory.get(start);
        if (known != null) {
            return known;
        }
        if (controlsNothing(start, maybe)) {
            return Reach.NOTHING;
        }
        Reach found = close(start, maybe);
        if (found.entities().isEmpty()) {
            return Reach.NOTHING;
        }
        memory.put(start, found);
        return found;
    }

    /** Settles cheaply what is true of most holders: one small share, and no link of control. */
    private boolean controlsNothing(int start, boolean maybe) {
        if (!facts.controlOf(start).isEmpty()) {
            return false;
        }
        for (Axis axis : power.axes()) {
            Holdings holdings = facts.on(axis);
            int first = holdings.outStart[start];
            int count = holdings.outStart[start + 1] - first;
            if (count > 1) {
                return false;
            }
            if (count == 1) {
                int e = holdings.outEdge[first];
                Interval share = holdings.share(e);
                Verdict verdict = power.majority().test(share);
                if (holdings.joint[e] > 0 || verdict == Verdict.OWNER || (maybe && verdict != Verdict.NOT_OWNER)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What one controls, with every holding that was added up on the way. */
    Reach close(int start, boolean maybe) {
        Reach reach = new Reach(new TreeSet<>(), new HashMap<>());
        List<Integer> queue = new ArrayList<>();
        queue.add(start);
        for (int head = 0; head < queue.size(); head++) {
            int here = queue.get(head);
            expand(start, here, maybe, reach, queue);
        }
        return reach;
    }

    private int expand(int start, int here, boolean maybe, Reach reach, List<Integer> queue) {
        int cost = 1;
        for (Axis axis : power.axes()) {
            byMajority(start, here, axis, maybe, reach, queue);
            Holdings holdings = facts.on(axis);
            cost += holdings.outStart[here + 1] - holdings.outStart[here];
        }
        for (int link : facts.controlOf(here)) {
            cost++;
            if (power.kinds().contains(facts.controlKind(link).orElse(""))) {
                add(start, facts.to[link], reach, queue);
            }
        }
        return cost;
    }

    private void byMajority(int start, int here, Axis axis, boolean maybe, Reach reach, List<Integer> queue) {
        Holdings holdings = facts.on(axis);
        Map<Integer, Held> own = new HashMap<>();
        for (int o = holdings.outStart[here]; o < holdings.outStart[here + 1]; o++) {
            int e = holdings.outEdge[o];
            int owned = holdings.owned[e];
            Held held = reach.held().computeIfAbsent(new Place(owned, axis), place -> new Held());
            held.add(holdings, e, linkByLink);
            if (linkByLink) {
                held = own.computeIfAbsent(owned, key -> new Held());
                held.add(holdings, e, true);
            }
            if (!reach.has(owned) && held.passes(power.majority(), holdings, owned, maybe)) {
                add(start, owned, reach, queue);
            }
        }
    }

    private void add(int start, int entity, Reach reach, List<Integer> queue) {
        if (entity != start && !reach.has(entity) && !stops.get(entity) && !facts.persons.get(entity)) {
            reach.entities().add(entity);
            queue.add(entity);
        }
    }

    /**
     * Entities, natural persons left out, that control one entity. They are looked at nearest first, and a search ends
     * as soon as it meets a controller already found; one whose only holding is in a single entity is settled by what
     * was found for that entity. So a long chain costs no more than its length.
     *
     * @param budget the most holdings to look at; when it is used up, those not settled count as possible only
     */
    Set<Integer> controllers(int target, BitSet above, boolean maybe, int budget) {
        Set<Integer> found = new LinkedHashSet<>();
        Set<Integer> seen = new HashSet<>();
        List<Integer> queue = new ArrayList<>();
        queue.add(target);
        seen.add(target);
        int left = budget;
        for (int head = 0; head < queue.size(); head++) {
            int here = queue.get(head);
            if (here != target && !facts.persons.get(here)) {
                int only = onlyHolding(here);
                boolean settled = only >= 0 && only != target && !found.contains(only);
                if (!settled && left > 0 && !controlsNothing(here, maybe)) {
                    left -= search(here, target, found, above, maybe);
                } else if (!settled && left <= 0 && maybe) {
                    found.add(here);
                }
            }
            if (!facts.persons.get(here) && !stops.get(here)) {
                for (int i = facts.inStart[here]; i < facts.inStart[here + 1]; i++) {
                    if (seen.add(facts.inActor[i])) {
                        queue.add(facts.inActor[i]);
                    }
                }
            }
        }
        return found;
    }

    /** The one entity that another holds or controls anything of, or -1 when there are several or none. */
    private int onlyHolding(int entity) {
        int only = -1;
        for (Axis axis : power.axes()) {
            Holdings holdings = facts.on(axis);
            for (int o = holdings.outStart[entity]; o < holdings.outStart[entity + 1]; o++) {
                int owned = holdings.owned[holdings.outEdge[o]];
                if (only >= 0 && only != owned) {
                    return -1;
                }
                only = owned;
            }
        }
        for (int link : facts.controlOf(entity)) {
            if (only >= 0 && only != facts.to[link]) {
                return -1;
            }
            only = facts.to[link];
        }
        return only;
    }

    /** Adds the start to the controllers when what it controls meets the target or one of them; returns the cost. */
    private int search(int start, int target, Set<Integer> found, BitSet above, boolean maybe) {
        Reach reach = new Reach(new TreeSet<>(), new HashMap<>());
        List<Integer> queue = new ArrayList<>();
        queue.add(start);
        int cost = 0;
        for (int head = 0; head < queue.size(); head++) {
            int here = queue.get(head);
            if (here == target || found.contains(here)) {
                found.add(start);
                return cost;
            }
            if (!above.get(here)) {
                continue;
            }
            cost += expand(start, here, maybe, reach, queue);
        }
        return cost;
    }
}
