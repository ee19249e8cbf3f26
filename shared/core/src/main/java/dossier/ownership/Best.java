package dossier.ownership;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The share that a set of holders has in the entities below them: the least that every truth inside the bands allows,
 * or the most that some truth allows. The most is exact and attainable: at each entity what the lower bounds leave goes
 * to those holders through whom most comes back (a Markov decision process whose actions are the ways to fill one
 * row), and in a cycle the choice is improved until none is better.
 *
 * <p>With {@code joint}, each party to a joint arrangement is treated as holding all that its parties hold.
 *
 * <p>Not thread-safe; one object serves many sets, one after the other.
 */
final class Best {
    private final Holdings holdings;
    private final Components region;
    private final Fraction[] value;
    private final BitSet goals = new BitSet();
    private final BitSet seen = new BitSet();
    private final int[] firstItem;
    private int[] itemEdge = new int[256];
    private int[] itemNext = new int[256];
    private int items;
    private int[] order = new int[0];
    private boolean high;
    private boolean joint;
    private Fraction slack = Fraction.ZERO;
    private Optional<BitSet> opened = Optional.empty();
    private Optional<BitSet> attained = Optional.empty();

    Best(Holdings holdings, Components region) {
        this.holdings = holdings;
        this.region = region;
        value = new Fraction[region.size()];
        firstItem = new int[region.size()];
        Arrays.fill(value, Fraction.ZERO);
        Arrays.fill(firstItem, -1);
    }

    /** Edges looked at by the last question: its cost. */
    int cost() {
        return items + order.length;
    }

    Best least(int[] holders, boolean asJoint) {
        return solve(holders, false, asJoint);
    }

    Best most(int[] holders, boolean asJoint) {
        return solve(holders, true, asJoint);
    }

    Fraction at(int entity) {
        int place = region.place[entity];
        return place < 0 ? Fraction.ZERO : value[place];
    }

    /** How much more the value may be; zero when exact. */
    Fraction slack() {
        return slack;
    }

    private Best solve(int[] holders, boolean most, boolean asJoint) {
        forget();
        high = most;
        joint = asJoint;
        collect(holders);
        if (!region.exact()) {
            slack = new Enclosure(holdings, region).value(this, order, value);
            return this;
        }
        for (int i = order.length - 1; i >= 0; ) {
            int part = region.partOf[order[i]];
            int from = i;
            while (from > 0 && region.partOf[order[from - 1]] == part) {
                from--;
            }
            together(from, i + 1);
            i = from - 1;
        }
        return this;
    }

    private void forget() {
        for (int number : order) {
            value[number] = Fraction.ZERO;
            firstItem[number] = -1;
        }
        goals.clear();
        seen.clear();
        opened = Optional.empty();
        attained = Optional.empty();
        items = 0;
        slack = Fraction.ZERO;
        order = new int[0];
    }

    /** Everything below the holders, with the edges by which it is below them. */
    private void collect(int[] holders) {
        int[] queue = new int[Math.max(16, holders.length)];
        int tail = 0;
        for (int holder : holders) {
            int place = region.place[holder];
            if (place >= 0 && !seen.get(place)) {
                seen.set(place);
                goals.set(place);
                queue[tail++] = place;
            }
        }
        for (int head = 0; head < tail; head++) {
            int entity = region.node[queue[head]];
            for (int o = holdings.outStart[entity]; o < holdings.outStart[entity + 1]; o++) {
                int e = holdings.outEdge[o];
                int below = region.place[holdings.owned[e]];
                if (below < 0 || region.closed(holdings.owned[e]) || goals.get(below) || !carries(e)) {
                    continue;
                }
                addItem(below, e);
                if (!seen.get(below)) {
                    seen.set(below);
                    if (tail == queue.length) {
                        queue = Arrays.copyOf(queue, tail * 2);
                    }
                    queue[tail++] = below;
                }
            }
        }
        order = Arrays.copyOf(queue, tail);
        Arrays.sort(order);
    }

    private boolean carries(int e) {
        return (joint && holdings.joint[e] > 0) || (high ? holdings.canBePositive(e) : holdings.low[e].isPositive());
    }

    private void addItem(int below, int e) {
        if (items == itemEdge.length) {
            itemEdge = Arrays.copyOf(itemEdge, items * 2);
            itemNext = Arrays.copyOf(itemNext, items * 2);
        }
        itemEdge[items] = e;
        itemNext[items] = firstItem[below];
        firstItem[below] = items++;
    }

    /** One holder, or the parties to one arrangement, in the row of an entity. */
    final class Item {
        final int[] edges;
        Fraction low = Fraction.ZERO;
        Fraction room = Fraction.ZERO;
        /** What the policy in force gives it, and through whom. */
        Fraction weight = Fraction.ZERO;

        int through;

        Item(int[] edges) {
            this.edges = edges;
            for (int e : edges) {
                low = low.plus(holdings.low[e]);
                room = room.plus(holdings.high[e].minus(holdings.low[e]));
            }
            through = region.place[holdings.holder[edges[0]]];
        }

        boolean lowOpen() {
            for (int e : edges) {
                if (holdings.lowOpen(e)) {
                    return true;
                }
            }
            return false;
        }

        boolean highOpen() {
            for (int e : edges) {
                if (holdings.highOpen(e)) {
                    return true;
                }
            }
            return false;
        }

        /** The party with the most; the first one wins a tie, so that a policy never swings between equals. */
        int richest() {
            int best = through;
            for (int e : edges) {
                int place = region.place[holdings.holder[e]];
                if (place >= 0 && value[place].compareTo(value[best]) > 0) {
                    best = place;
                }
            }
            return best;
        }

        Fraction worth() {
            return value[richest()];
        }
    }

    List<Item> row(int number) {
        List<Item> row = new ArrayList<>();
        BitSet groups = new BitSet();
        for (int item = firstItem[number]; item >= 0; item = itemNext[item]) {
            int e = itemEdge[item];
            int group = joint ? holdings.joint[e] : 0;
            if (group == 0) {
                row.add(new Item(new int[] {e}));
            } else if (!groups.get(group)) {
                groups.set(group);
                row.add(new Item(firstInRegion(holdings.arrangements.get(group))));
            }
        }
        return row;
    }

    /** A party outside the region can hold nothing here, so one inside leads. */
    private int[] firstInRegion(int[] edges) {
        int[] turned = edges.clone();
        for (int i = 0; i < turned.length; i++) {
            if (region.place[holdings.holder[turned[i]]] >= 0) {
                int first = turned[0];
                turned[0] = turned[i];
                turned[i] = first;
                break;
            }
        }
        return turned;
    }

    private Fraction budget(int number) {
        return Fraction.ONE.minus(holdings.sumLow[region.node[number]]);
    }

    /** Sets the weights that are worth most at the present values, and says what they are worth. */
    private Fraction fill(int number, List<Item> row) {
        for (Item item : row) {
            item.through = item.richest();
            item.weight = item.low;
        }
        Fraction worth = Fraction.ZERO;
        if (high) {
            Fraction left = budget(number);
            List<Item> byWorth = new ArrayList<>(row);
            byWorth.sort((a, b) -> value[b.through].compareTo(value[a.through]));
            for (Item item : byWorth) {
                Fraction more = item.room.min(left);
                item.weight = item.weight.plus(more);
                left = left.minus(more);
            }
        }
        for (Item item : row) {
            worth = worth.plus(item.weight.times(value[item.through]));
        }
        return worth;
    }

    private void together(int from, int end) {
        if (end - from == 1 && (goals.get(order[from]) || !selfHeld(order[from]))) {
            int number = order[from];
            value[number] = goals.get(number) ? Fraction.ONE : fill(number, row(number));
            return;
        }
        List<List<Item>> rows = new ArrayList<>();
        for (int i = from; i < end; i++) {
            List<Item> row = goals.get(order[i]) ? List.of() : row(order[i]);
            rows.add(row);
            value[order[i]] = goals.get(order[i]) ? Fraction.ONE : Fraction.ZERO;
        }
        for (int i = from; i < end; i++) {
            fill(order[i], rows.get(i - from));
        }
        boolean better = true;
        while (better) {
            evaluate(from, end, rows);
            better = improve(from, end, rows);
        }
    }

    private boolean selfHeld(int number) {
        for (int item = firstItem[number]; item >= 0; item = itemNext[item]) {
            int e = itemEdge[item];
            int group = joint ? holdings.joint[e] : 0;
            for (int member : group == 0 ? new int[] {e} : holdings.arrangements.get(group)) {
                if (region.place[holdings.holder[member]] == number) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean improve(int from, int end, List<List<Item>> rows) {
        boolean better = false;
        for (int i = from; i < end; i++) {
            List<Item> row = rows.get(i - from);
            List<Fraction> weights = row.stream().map(item -> item.weight).toList();
            List<Integer> through = row.stream().map(item -> item.through).toList();
            if (goals.get(order[i]) || fill(order[i], row).compareTo(value[order[i]]) > 0) {
                better |= !goals.get(order[i]);
                continue;
            }
            for (int k = 0; k < row.size(); k++) {
                row.get(k).weight = weights.get(k);
                row.get(k).through = through.get(k);
            }
        }
        return better;
    }

    /** The least solution under the policy in force: what only goes round comes to nobody. */
    private void evaluate(int from, int end, List<List<Item>> rows) {
        int n = end - from;
        Fraction[] outside = new Fraction[n];
        BitSet fed = new BitSet(n);
        for (int i = 0; i < n; i++) {
            outside[i] = goals.get(order[from + i]) ? Fraction.ONE : Fraction.ZERO;
            for (Item item : rows.get(i)) {
                if (inside(item.through, from, end) < 0) {
                    outside[i] = outside[i].plus(item.weight.times(value[item.through]));
                }
            }
            fed.set(i, outside[i].isPositive());
        }
        spread(fed, from, end, rows);
        int[] place = new int[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            place[i] = fed.get(i) ? count++ : -1;
        }
        int[][] column = new int[count][];
        Fraction[][] weight = new Fraction[count][];
        Fraction[] right = new Fraction[count];
        for (int i = 0; i < n; i++) {
            if (place[i] >= 0) {
                right[place[i]] = outside[i];
                equation(rows.get(i), place, place[i], column, weight, from, end);
            }
        }
        Fraction[] solved = count == 0 ? new Fraction[0] : Linear.solve(column, weight, right);
        for (int i = 0; i < n; i++) {
            value[order[from + i]] = place[i] < 0 ? Fraction.ZERO : solved[place[i]];
        }
    }

    private void equation(
            List<Item> row, int[] place, int equation, int[][] column, Fraction[][] weight, int from, int end) {
        int[] columns = new int[row.size()];
        Fraction[] weights = new Fraction[row.size()];
        int count = 0;
        for (Item item : row) {
            int at = inside(item.through, from, end);
            if (at >= 0 && place[at] >= 0 && item.weight.isPositive()) {
                columns[count] = place[at];
                weights[count++] = item.weight;
            }
        }
        column[equation] = Arrays.copyOf(columns, count);
        weight[equation] = Arrays.copyOf(weights, count);
    }

    private int inside(int number, int from, int end) {
        int found = Arrays.binarySearch(order, from, end, number);
        return found < 0 ? -1 : found - from;
    }

    /** Marks whatever is fed through members that are fed. */
    private void spread(BitSet fed, int from, int end, List<List<Item>> rows) {
        int n = end - from;
        List<List<Integer>> below = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            below.add(new ArrayList<>());
        }
        for (int i = 0; i < n; i++) {
            for (Item item : rows.get(i)) {
                int at = inside(item.through, from, end);
                if (at >= 0 && item.weight.isPositive()) {
                    below.get(at).add(i);
                }
            }
        }
        int[] queue = new int[n];
        int tail = 0;
        for (int i = fed.nextSetBit(0); i >= 0; i = fed.nextSetBit(i + 1)) {
            queue[tail++] = i;
        }
        for (int head = 0; head < tail; head++) {
            for (int i : below.get(queue[head])) {
                if (!fed.get(i)) {
                    fed.set(i);
                    queue[tail++] = i;
                }
            }
        }
    }

    /** Whether the least is only approached: some open lower bound lies on a way from the holders to the entity. */
    boolean leastOpen(int[] holders, int entity) {
        int place = region.place[entity];
        if (opened.isEmpty()) {
            opened = Optional.of(openWays(holders));
        }
        return place >= 0 && opened.get().get(place);
    }

    private BitSet openWays(int[] holders) {
        BitSet reached = new BitSet();
        BitSet open = new BitSet();
        List<Integer> queue = new ArrayList<>();
        for (int holder : holders) {
            int place = region.place[holder];
            if (place >= 0 && !reached.get(place)) {
                reached.set(place);
                queue.add(place);
            }
        }
        BitSet start = (BitSet) reached.clone();
        for (int head = 0; head < queue.size(); head++) {
            int number = queue.get(head);
            int here = region.node[number];
            for (int o = holdings.outStart[here]; o < holdings.outStart[here + 1]; o++) {
                int e = holdings.outEdge[o];
                int below = region.place[holdings.owned[e]];
                if (below < 0 || start.get(below) || region.closed(holdings.owned[e]) || !flows(e)) {
                    continue;
                }
                boolean nowOpen = open.get(number) || opens(e);
                if (!reached.get(below) || (nowOpen && !open.get(below))) {
                    reached.set(below);
                    open.set(below, open.get(below) || nowOpen);
                    queue.add(below);
                }
            }
        }
        return open;
    }

    private boolean flows(int e) {
        if (!joint || holdings.joint[e] == 0) {
            return holdings.positive(e);
        }
        return Arrays.stream(holdings.arrangements.get(holdings.joint[e])).anyMatch(holdings::positive);
    }

    private boolean opens(int e) {
        if (!joint || holdings.joint[e] == 0) {
            return holdings.lowOpen(e);
        }
        return Arrays.stream(holdings.arrangements.get(holdings.joint[e])).anyMatch(holdings::lowOpen);
    }

    /** Whether the most is only approached: no truth inside the bands reaches it. Ask after {@link #most}. */
    boolean mostOpen(int entity) {
        int place = region.place[entity];
        if (place < 0 || value[place].isZero() || !slack.isZero()) {
            return false;
        }
        if (attained.isEmpty()) {
            attained = Optional.of(new Attainment(this, holdings, region).attained(order, goals));
        }
        return !attained.get().get(place);
    }

    Fraction valueOf(int number) {
        return value[number];
    }

    boolean isGoal(int number) {
        return goals.get(number);
    }

    boolean isMost() {
        return high;
    }
}
