package dossier.ownership;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shares that persons and others have in one entity on one axis, directly and through others, multiplied along
 * every chain and added, cycles included. Chains end at persons and at the given stops.
 *
 * <p>Not thread-safe.
 */
final class Shares {
    private final InForce facts;
    private final Holdings holdings;
    private final Components region;
    private final int target;
    private final Flow flow;
    private final Best best;
    private final Best lower;
    private final Best upper;
    private int followed = -1;
    private final BitSet throughBand;
    private final BitSet throughOpen;
    private final BitSet throughJoint;
    private final Map<Integer, Interval> known = new HashMap<>();
    private boolean enclosed;

    Shares(InForce facts, Axis axis, int target, BitSet stops) {
        this.facts = facts;
        this.target = target;
        holdings = facts.on(axis);
        BitSet closed = (BitSet) facts.persons.clone();
        closed.or(stops);
        region = new Components(holdings, target, closed);
        flow = new Flow(holdings, region).from(target);
        best = new Best(holdings, region);
        lower = new Best(holdings, region);
        upper = new Best(holdings, region);
        throughBand = through(e -> holdings.canBePositive(e), e -> !holdings.exact(e));
        throughOpen = through(holdings::positive, holdings::lowOpen);
        throughJoint = through(e -> true, e -> holdings.joint[e] > 0);
        enclosed = !flow.slack().isZero();
    }

    private interface Edges {
        boolean hold(int edge);
    }

    /** Entities from which a way over {@code along} to the target crosses an edge that {@code marked} holds for. */
    private BitSet through(Edges along, Edges marked) {
        BitSet crossed = new BitSet();
        if (!anyMarked(marked)) {
            return crossed;
        }
        BitSet plain = new BitSet();
        List<Integer> queue = new ArrayList<>();
        plain.set(region.place[target]);
        queue.add(region.place[target]);
        for (int head = 0; head < queue.size(); head++) {
            int number = queue.get(head);
            int entity = region.node[number];
            for (int e = region.begin(entity); e < region.end(entity); e++) {
                int place = region.place[holdings.holder[e]];
                if (place < 0 || !along.hold(e)) {
                    continue;
                }
                boolean now = crossed.get(number) || marked.hold(e);
                if (now && !crossed.get(place)) {
                    crossed.set(place);
                    queue.add(place);
                } else if (!now && !plain.get(place)) {
                    plain.set(place);
                    queue.add(place);
                }
            }
        }
        return crossed;
    }

    private boolean anyMarked(Edges marked) {
        for (int number = 0; number < region.size(); number++) {
            int entity = region.node[number];
            for (int e = region.begin(entity); e < region.end(entity); e++) {
                if (marked.hold(e)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The share of one holder in the target. */
    Interval of(int holder) {
        Interval found = known.get(holder);
        if (found == null) {
            found = work(holder);
            known.put(holder, found);
        }
        return found;
    }

    private Interval work(int holder) {
        if (holder == target) {
            return Interval.WHOLE;
        }
        int place = region.place[holder];
        if (place < 0) {
            return Interval.NONE;
        }
        if (!region.closed(holder) && region.begin(holder) < region.end(holder)) {
            return ofAll(new int[] {holder}, target, false);
        }
        Fraction low = flow.to(holder);
        Fraction high = low.plus(flow.slack());
        if (!throughBand.get(place)) {
            return new Interval(low, false, high, false);
        }
        best.most(new int[] {holder}, false);
        enclosed |= !best.slack().isZero();
        return new Interval(
                low, throughOpen.get(place), best.at(target).plus(best.slack()).max(low), best.mostOpen(target));
    }

    /** The share that several holders have together in an entity of the region. */
    Interval ofAll(int[] holders, int entity, boolean joint) {
        best.least(holders, joint);
        Fraction low = best.at(entity);
        boolean lowOpen = best.leastOpen(holders, entity);
        enclosed |= !best.slack().isZero();
        if (throughBand.isEmpty()) {
            return Interval.closed(low, low.plus(best.slack()).min(Fraction.ONE));
        }
        best.most(holders, joint);
        enclosed |= !best.slack().isZero();
        Fraction high = best.at(entity).plus(best.slack()).min(Fraction.ONE).max(low);
        return new Interval(low, lowOpen, high, best.mostOpen(entity));
    }

    /**
     * The share of one holder in another entity of the region, a joint arrangement taken to be held whole by each party;
     * asking for many entities in turn costs one solution.
     */
    Interval in(int entity, int holder) {
        int[] holders = {holder};
        if (followed != holder) {
            boolean joint = !throughJoint.isEmpty();
            lower.least(holders, joint);
            if (!throughBand.isEmpty()) {
                upper.most(holders, joint);
            }
            enclosed |= !lower.slack().isZero() || !upper.slack().isZero();
            followed = holder;
        }
        Fraction low = lower.at(entity);
        if (throughBand.isEmpty()) {
            return Interval.closed(low, low.plus(lower.slack()).min(Fraction.ONE));
        }
        Fraction high = upper.at(entity).plus(upper.slack()).min(Fraction.ONE).max(low);
        return low.equals(high)
                ? Interval.exactly(low)
                : new Interval(low, lower.leastOpen(holders, entity), high, upper.mostOpen(entity));
    }

    /** The share of a holder, each party to a joint arrangement taken to hold the whole; empty where that changes nothing. */
    Optional<Interval> jointly(int holder) {
        int place = region.place[holder];
        return place >= 0 && throughJoint.get(place)
                ? Optional.of(ofAll(new int[] {holder}, target, true))
                : Optional.empty();
    }

    /** What comes to nobody known: the rest of every row, and what goes round in closed rings. */
    Interval unknown() {
        int[] persons = persons();
        Fraction least = Fraction.ZERO;
        boolean lowOpen = false;
        boolean banded = false;
        for (int person : persons) {
            least = least.plus(flow.to(person));
            lowOpen |= throughOpen.get(region.place[person]);
            banded |= throughBand.get(region.place[person]);
        }
        Fraction most = least;
        boolean highOpen = false;
        if (banded) {
            best.most(persons, false);
            enclosed |= !best.slack().isZero();
            most = best.at(target).plus(best.slack()).min(Fraction.ONE).max(least);
            highOpen = best.mostOpen(target);
        } else if (!flow.slack().isZero()) {
            most = least.plus(flow.slack()).min(Fraction.ONE);
        }
        return new Interval(least, lowOpen, most, highOpen).complement();
    }

    /** Persons who hold something, by number of the entity. */
    int[] persons() {
        List<Integer> found = new ArrayList<>();
        for (int number = 0; number < region.size(); number++) {
            if (facts.persons.get(region.node[number])) {
                found.add(region.node[number]);
            }
        }
        return found.stream().sorted().mapToInt(Integer::intValue).toArray();
    }

    boolean reaches(int entity) {
        return region.place[entity] >= 0;
    }

    Components region() {
        return region;
    }

    Holdings holdings() {
        return holdings;
    }

    List<int[]> rings() {
        return flow.rings();
    }

    /** Whether an answer so far is an enclosure and not exact. */
    boolean enclosed() {
        return enclosed;
    }
}
