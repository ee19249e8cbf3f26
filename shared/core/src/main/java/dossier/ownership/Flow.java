package dossier.ownership;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What flows from one entity up to each of its holders when every share has its lower bound: the whole starts at the
 * entity, each holder receives its share of what reaches the held, and what comes to a person stays there. One pass
 * gives the shares of everybody. Cycles are solved exactly, part by part.
 *
 * <p>In a part past {@link #LARGEST_EXACT} entities the flow is pushed round in fixed point, always rounded down, until
 * next to nothing is on its way; what did not arrive bounds the error of every share.
 */
final class Flow {
    /** Entities of one strongly connected part that are solved exactly. */
    static final int LARGEST_EXACT = 200;

    private final Holdings holdings;
    private final Components region;
    private final Fraction[] amount;
    private final List<int[]> rings = new ArrayList<>();
    private Fraction slack = Fraction.ZERO;

    Flow(Holdings holdings, Components region) {
        this.holdings = holdings;
        this.region = region;
        amount = new Fraction[region.size()];
        Arrays.fill(amount, Fraction.ZERO);
    }

    /** Lets the whole flow from the target. */
    Flow from(int target) {
        amount[region.place[target]] = Fraction.ONE;
        if (!region.exact()) {
            Enclosure enclosure = new Enclosure(holdings, region);
            slack = enclosure.push(target, amount);
            return this;
        }
        for (int part = 0; part < region.parts(); part++) {
            if (region.partSize(part) == 1) {
                single(region.partStart[part]);
            } else {
                together(region.partStart[part], region.partStart[part + 1]);
            }
        }
        return this;
    }

    /** What came to an entity; for a person, its share at the lower bounds. */
    Fraction to(int entity) {
        int place = region.place[entity];
        return place < 0 ? Fraction.ZERO : amount[place];
    }

    /** How much more any share may be; zero when all are exact. */
    Fraction slack() {
        return slack;
    }

    /** Parts from which nothing flows out: closed rings that nobody owns. */
    List<int[]> rings() {
        return rings;
    }

    private void single(int number) {
        Fraction here = amount[number];
        if (here.isZero()) {
            return;
        }
        int entity = region.node[number];
        Fraction own = Fraction.ZERO;
        for (int e = region.begin(entity); e < region.end(entity); e++) {
            if (holdings.holder[e] == entity) {
                own = own.plus(holdings.low[e]);
            }
        }
        if (own.isPositive()) {
            if (own.compareTo(Fraction.ONE) >= 0) {
                rings.add(new int[] {entity});
                return;
            }
            here = here.dividedBy(Fraction.ONE.minus(own));
            amount[number] = here;
        }
        pass(entity, here);
    }

    /** What was passed on need not be kept. */
    private void pass(int entity, Fraction here) {
        int part = region.partOf[region.place[entity]];
        for (int e = region.begin(entity); e < region.end(entity); e++) {
            int place = region.place[holdings.holder[e]];
            if (place >= 0 && region.partOf[place] != part && holdings.low[e].isPositive()) {
                amount[place] = amount[place].plus(holdings.low[e].times(here));
            }
        }
        if (region.begin(entity) < region.end(entity)) {
            amount[region.place[entity]] = Fraction.ZERO;
        }
    }

    private void together(int first, int end) {
        BitSet draining = draining(first, end);
        int[] row = new int[end - first];
        Arrays.fill(row, -1);
        int n = 0;
        List<Integer> trapped = new ArrayList<>();
        for (int i = first; i < end; i++) {
            if (draining.get(i)) {
                row[i - first] = n++;
            } else if (region.begin(region.node[i]) < region.end(region.node[i])) {
                trapped.add(region.node[i]);
            }
        }
        if (!trapped.isEmpty()) {
            rings.add(trapped.stream().mapToInt(Integer::intValue).toArray());
        }
        Fraction[] inflow = new Fraction[n];
        int[][] column = new int[n][];
        Fraction[][] value = new Fraction[n][];
        boolean any = false;
        for (int i = first; i < end; i++) {
            int r = row[i - first];
            if (r >= 0) {
                inflow[r] = amount[i];
                any |= amount[i].isPositive();
                gather(i, first, end, row, r, column, value);
            }
        }
        for (int i = first; i < end; i++) {
            amount[i] = Fraction.ZERO;
        }
        if (!any) {
            return;
        }
        Fraction[] solved = Linear.solve(column, value, inflow);
        for (int i = first; i < end; i++) {
            if (row[i - first] >= 0) {
                amount[i] = solved[row[i - first]];
                pass(region.node[i], amount[i]);
            }
        }
    }

    /** What each member of the part receives from the others. */
    private void gather(int i, int first, int end, int[] row, int r, int[][] column, Fraction[][] value) {
        int entity = region.node[i];
        int[] columns = new int[8];
        Fraction[] values = new Fraction[8];
        int count = 0;
        for (int o = holdings.outStart[entity]; o < holdings.outStart[entity + 1]; o++) {
            int e = holdings.outEdge[o];
            int below = region.place[holdings.owned[e]];
            boolean inside = below >= first && below < end && !region.closed(holdings.owned[e]);
            if (!inside || row[below - first] < 0 || !holdings.low[e].isPositive()) {
                continue;
            }
            if (count == columns.length) {
                columns = Arrays.copyOf(columns, count * 2);
                values = Arrays.copyOf(values, count * 2);
            }
            columns[count] = row[below - first];
            values[count++] = holdings.low[e];
        }
        column[r] = Arrays.copyOf(columns, count);
        value[r] = Arrays.copyOf(values, count);
    }

    /** Members from which something gets out of the part. */
    BitSet draining(int first, int end) {
        BitSet draining = new BitSet();
        int[] queue = new int[end - first];
        int tail = 0;
        for (int i = first; i < end; i++) {
            if (leaks(i, first, end)) {
                draining.set(i);
                queue[tail++] = i;
            }
        }
        for (int head = 0; head < tail; head++) {
            int entity = region.node[queue[head]];
            for (int o = holdings.outStart[entity]; o < holdings.outStart[entity + 1]; o++) {
                int e = holdings.outEdge[o];
                int below = region.place[holdings.owned[e]];
                boolean flows = below >= first
                        && below < end
                        && !region.closed(holdings.owned[e])
                        && holdings.low[e].isPositive();
                if (flows && !draining.get(below)) {
                    draining.set(below);
                    queue[tail++] = below;
                }
            }
        }
        return draining;
    }

    private boolean leaks(int i, int first, int end) {
        int entity = region.node[i];
        if (holdings.sumLow[entity].compareTo(Fraction.ONE) < 0) {
            return true;
        }
        for (int e = region.begin(entity); e < region.end(entity); e++) {
            int place = region.place[holdings.holder[e]];
            if ((place < first || place >= end) && holdings.low[e].isPositive()) {
                return true;
            }
        }
        return false;
    }
}
