package dossier.ownership;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * The entities above one entity on one axis, numbered so that strongly connected parts lie together and a holder never
 * comes before what it holds, save inside its own part. Number 0 lies in the part of the entity asked about.
 *
 * <p>Found by Tarjan's algorithm without recursion, in time linear in the edges.
 */
final class Components {
    final int[] node;
    /** Number of an entity here, or -1. */
    final int[] place;
    /** First number of each part, and one more that ends the last. */
    final int[] partStart;

    final int[] partOf;

    private final Holdings holdings;
    private final BitSet closed;

    private static final long MOST_WORK = 50_000_000_000L;

    private Optional<Boolean> exact = Optional.empty();
    private int[] order;
    private int[] lowest;
    private int[] stack;
    private int stacked;
    private int emitted;
    private int parts;

    /** @param closed entities whose holders do not count: persons, and a regime's stops */
    Components(Holdings holdings, int target, BitSet closed) {
        this.holdings = holdings;
        this.closed = closed;
        int size = holdings.sumLow.length;
        order = new int[size];
        lowest = new int[size];
        stack = new int[64];
        int[] found = new int[64];
        int[] ends = new int[64];
        place = new int[size];
        Arrays.fill(place, -1);
        Walk walk = new Walk();
        walk.push(target);
        int counter = 0;
        order[target] = ++counter;
        lowest[target] = counter;
        push(target);
        while (walk.depth > 0) {
            int here = walk.top();
            int edge = walk.next();
            if (edge < end(here)) {
                int holder = holdings.holder[edge];
                if (!holdings.canBePositive(edge)) {
                    continue;
                }
                if (order[holder] == 0) {
                    order[holder] = ++counter;
                    lowest[holder] = counter;
                    push(holder);
                    walk.push(holder);
                } else if (place[holder] == -1) {
                    lowest[here] = Math.min(lowest[here], order[holder]);
                }
                continue;
            }
            walk.pop();
            if (walk.depth > 0) {
                int below = walk.top();
                lowest[below] = Math.min(lowest[below], lowest[here]);
            }
            if (lowest[here] == order[here]) {
                if (parts + 1 >= ends.length) {
                    ends = Arrays.copyOf(ends, ends.length * 2);
                }
                int member;
                do {
                    member = stack[--stacked];
                    if (emitted >= found.length) {
                        found = Arrays.copyOf(found, found.length * 2);
                    }
                    found[emitted] = member;
                    place[member] = emitted++;
                } while (member != here);
                ends[++parts] = emitted;
            }
        }
        node = new int[emitted];
        partStart = new int[parts + 1];
        partOf = new int[emitted];
        turnRound(found, ends);
        order = new int[0];
        lowest = new int[0];
        stack = new int[0];
    }

    /** Parts were found holders first; numbers run from the entity asked about upward. */
    private void turnRound(int[] found, int[] ends) {
        int number = 0;
        for (int part = parts; part > 0; part--) {
            int here = parts - part;
            partStart[here] = number;
            for (int i = ends[part - 1]; i < ends[part]; i++) {
                node[number] = found[i];
                place[found[i]] = number;
                partOf[number] = here;
                number++;
            }
        }
        partStart[parts] = number;
    }

    private void push(int member) {
        if (stacked == stack.length) {
            stack = Arrays.copyOf(stack, stack.length * 2);
        }
        stack[stacked++] = member;
    }

    /**
     * Whether shares in this region are worked out exactly: no part is too large, and the numbers, whose digits grow
     * with every link of a chain, stay short enough.
     */
    boolean exact() {
        if (exact.isEmpty()) {
            exact = Optional.of(partsAreSmall() && work() <= MOST_WORK);
        }
        return exact.get();
    }

    private boolean partsAreSmall() {
        for (int part = 0; part < parts; part++) {
            if (partSize(part) > Flow.LARGEST_EXACT) {
                return false;
            }
        }
        return true;
    }

    /** The squares of the lengths of the denominators, added over the edges: what arithmetic on them costs. */
    private long work() {
        long[] bits = new long[node.length];
        long work = 0;
        for (int part = 0; part < parts && work <= MOST_WORK; part++) {
            long inside = 0;
            boolean round = partSize(part) > 1;
            for (int number = partStart[part]; number < partStart[part + 1]; number++) {
                inside = round ? Math.max(inside, bits[number]) : bits[number];
            }
            for (int number = partStart[part]; round && number < partStart[part + 1]; number++) {
                inside += longest(node[number]);
            }
            for (int number = partStart[part]; number < partStart[part + 1]; number++) {
                for (int e = begin(node[number]); e < end(node[number]); e++) {
                    int above = place[holdings.holder[e]];
                    if (above < 0) {
                        continue;
                    }
                    bits[above] = Math.max(bits[above], inside + bits(e));
                    work += inside * inside;
                }
            }
        }
        return work;
    }

    private long longest(int entity) {
        long longest = 0;
        for (int e = begin(entity); e < end(entity); e++) {
            longest = Math.max(longest, bits(e));
        }
        return longest;
    }

    private long bits(int e) {
        return Math.max(holdings.low[e].denominatorBits(), holdings.high[e].denominatorBits());
    }

    /** First edge into an entity that is counted; empty where holders do not count. */
    int begin(int entity) {
        return holdings.start[entity];
    }

    int end(int entity) {
        return closed.get(entity) ? holdings.start[entity] : holdings.start[entity + 1];
    }

    int size() {
        return node.length;
    }

    int parts() {
        return parts;
    }

    int partSize(int part) {
        return partStart[part + 1] - partStart[part];
    }

    boolean closed(int entity) {
        return closed.get(entity);
    }

    /** The path walked down so far, and for each step the next edge to look at. */
    private final class Walk {
        private int[] path = new int[64];
        private int[] next = new int[64];
        private int depth;

        void push(int entity) {
            if (depth == path.length) {
                path = Arrays.copyOf(path, depth * 2);
                next = Arrays.copyOf(next, depth * 2);
            }
            path[depth] = entity;
            next[depth++] = begin(entity);
        }

        int top() {
            return path[depth - 1];
        }

        int next() {
            return next[depth - 1]++;
        }

        void pop() {
            depth--;
        }
    }
}
