package dossier.ownership;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who holds how much of whom on one axis, among the links in force. Edges that lead into one entity lie side by side,
 * so that its row is a range; a second index lists the edges that leave a holder. Bands are cut to what the lower
 * bounds of the others leave.
 */
final class Holdings {
    /** One edge while the table is built. */
    record Edge(int holder, int owned, int link, Interval share, boolean derived, String joint) {}

    final int[] start;
    final int[] holder;
    final int[] owned;
    final int[] link;
    final Fraction[] low;
    final Fraction[] high;
    final int[] outStart;
    final int[] outEdge;
    /** Number of the joint arrangement an edge is part of, from 1; 0 for none. One arrangement speaks of one entity. */
    final int[] joint;
    /** Edges of each joint arrangement, by its number. */
    final List<int[]> arrangements;

    private final Map<Integer, Integer> ofLink = new HashMap<>();
    final Fraction[] sumLow;
    private final BitSet lowOpen = new BitSet();
    private final BitSet highOpen = new BitSet();
    /** How many edges into each entity have an excluded lower bound. */
    private final int[] openEdges;
    /** Entities whose known lower bounds leave no room: more than everything is held. */
    final BitSet over = new BitSet();
    /** Edges whose band the others cut. */
    final BitSet cut = new BitSet();

    Holdings(int nodes, List<Edge> edges) {
        int count = edges.size();
        start = new int[nodes + 1];
        outStart = new int[nodes + 1];
        for (Edge edge : edges) {
            start[edge.owned() + 1]++;
            outStart[edge.holder() + 1]++;
        }
        for (int i = 0; i < nodes; i++) {
            start[i + 1] += start[i];
            outStart[i + 1] += outStart[i];
        }
        holder = new int[count];
        owned = new int[count];
        link = new int[count];
        low = new Fraction[count];
        high = new Fraction[count];
        joint = new int[count];
        outEdge = new int[count];
        sumLow = new Fraction[nodes];
        openEdges = new int[nodes];
        BitSet derived = new BitSet();
        int[] next = start.clone();
        Map<String, List<Integer>> groups = new HashMap<>();
        for (Edge edge : edges) {
            int e = next[edge.owned()]++;
            place(e, edge);
            derived.set(e, edge.derived());
            if (!edge.joint().isEmpty()) {
                groups.computeIfAbsent(edge.owned() + " " + edge.joint(), key -> new ArrayList<>())
                        .add(e);
            }
        }
        int[] nextOut = outStart.clone();
        for (int e = 0; e < count; e++) {
            outEdge[nextOut[holder[e]]++] = e;
        }
        arrangements = number(groups);
        for (int i = 0; i < nodes; i++) {
            sumLow[i] = Fraction.ZERO;
            if (start[i] < start[i + 1]) {
                settle(i, derived);
            }
        }
    }

    private void place(int e, Edge edge) {
        holder[e] = edge.holder();
        owned[e] = edge.owned();
        link[e] = edge.link();
        ofLink.put(edge.link(), e);
        low[e] = edge.share().low();
        high[e] = edge.share().high();
        lowOpen.set(e, edge.share().lowOpen());
        highOpen.set(e, edge.share().highOpen());
    }

    /** Only what two or more hold together is an arrangement. */
    private List<int[]> number(Map<String, List<Integer>> groups) {
        List<int[]> numbered = new ArrayList<>();
        numbered.add(new int[0]);
        groups.values().stream()
                .filter(edges -> edges.size() > 1)
                .sorted((a, b) -> Integer.compare(a.getFirst(), b.getFirst()))
                .forEach(edges -> {
                    int[] members = edges.stream().mapToInt(Integer::intValue).toArray();
                    for (int e : members) {
                        joint[e] = numbered.size();
                    }
                    numbered.add(members);
                });
        return numbered;
    }

    private void settle(int node, BitSet derived) {
        fitDerived(node, derived);
        Fraction sum = Fraction.ZERO;
        int open = 0;
        for (int e = start[node]; e < start[node + 1]; e++) {
            sum = sum.plus(low[e]);
            open += lowOpen.get(e) ? 1 : 0;
        }
        sumLow[node] = sum;
        openEdges[node] = open;
        int order = sum.compareTo(Fraction.ONE);
        if (order > 0 || (order == 0 && open > 0)) {
            over.set(node);
            return;
        }
        Fraction left = Fraction.ONE.minus(sum);
        for (int e = start[node]; e < start[node + 1]; e++) {
            if (exact(e)) {
                continue;
            }
            boolean othersOpen = open > (lowOpen.get(e) ? 1 : 0);
            cut(e, low[e].plus(left), othersOpen);
        }
    }

    private void cut(int e, Fraction limit, boolean open) {
        int order = high[e].compareTo(limit);
        if (order > 0) {
            high[e] = limit;
            highOpen.set(e, open);
            cut.set(e);
        } else if (order == 0 && open && !highOpen.get(e)) {
            highOpen.set(e);
            cut.set(e);
        }
    }

    /** What was only derived gives way where it would pass everything beside what was stated. */
    private void fitDerived(int node, BitSet derived) {
        Fraction stated = Fraction.ZERO;
        Fraction all = Fraction.ZERO;
        boolean statedOpen = false;
        boolean open = false;
        boolean any = false;
        for (int e = start[node]; e < start[node + 1]; e++) {
            all = all.plus(low[e]);
            open |= lowOpen.get(e);
            if (derived.get(e)) {
                any = true;
            } else {
                stated = stated.plus(low[e]);
                statedOpen |= lowOpen.get(e);
            }
        }
        int order = all.compareTo(Fraction.ONE);
        if (!any || stated.isZero() || stated.compareTo(Fraction.ONE) > 0 || order < 0 || (order == 0 && !open)) {
            return;
        }
        Fraction left = Fraction.ONE.minus(stated);
        for (int e = start[node]; e < start[node + 1]; e++) {
            if (derived.get(e)) {
                low[e] = Fraction.ZERO;
                high[e] = left;
                lowOpen.clear(e);
                highOpen.set(e, statedOpen && !left.isZero());
            }
        }
    }

    /** The edge that a link gives, or -1. */
    int ofLink(int linkNumber) {
        return ofLink.getOrDefault(linkNumber, -1);
    }

    int edges() {
        return holder.length;
    }

    int degree(int node) {
        return start[node + 1] - start[node];
    }

    boolean lowOpen(int e) {
        return lowOpen.get(e);
    }

    boolean highOpen(int e) {
        return highOpen.get(e);
    }

    /** Whether the lower bounds into a node hold one that is excluded. */
    boolean sumLowOpen(int node) {
        return openEdges[node] > 0;
    }

    int openEdges(int node) {
        return openEdges[node];
    }

    boolean exact(int e) {
        return low[e].equals(high[e]);
    }

    /** More than nothing flows over this edge, whatever the truth inside its band. */
    boolean positive(int e) {
        return low[e].isPositive() || lowOpen.get(e);
    }

    boolean canBePositive(int e) {
        return high[e].isPositive();
    }

    Interval share(int e) {
        return new Interval(low[e], lowOpen.get(e), high[e], highOpen.get(e));
    }

    /** What all known holders of a node hold together. */
    Interval sum(int node) {
        Fraction high = Fraction.ZERO;
        boolean open = false;
        for (int e = start[node]; e < start[node + 1]; e++) {
            high = high.plus(this.high[e]);
            open |= highOpen.get(e);
        }
        return new Interval(sumLow[node], sumLowOpen(node), high, open).atMost(Fraction.ONE, false);
    }
}
