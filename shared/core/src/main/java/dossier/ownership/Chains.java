package dossier.ownership;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The simple chains from a holder down to one entity, strongest first: the larger the product of the shares along it,
 * the stronger. The best way on from every entity is worked out once, so that a search never goes astray. Strengths
 * are compared as binary logarithms in fixed point.
 */
final class Chains {
    /** Edges from holder to held, collected before the search; a link without a share has strength one. */
    static final class Edges {
        private int[] from = new int[64];
        private int[] to = new int[64];
        private int[] link = new int[64];
        private long[] weakness = new long[64];
        private int count;
        private final Map<Fraction, Long> known = new HashMap<>();

        void add(int holder, int held, int linkNumber, Fraction share) {
            if (!share.isPositive() || holder == held) {
                return;
            }
            if (count == from.length) {
                from = Arrays.copyOf(from, count * 2);
                to = Arrays.copyOf(to, count * 2);
                link = Arrays.copyOf(link, count * 2);
                weakness = Arrays.copyOf(weakness, count * 2);
            }
            from[count] = holder;
            to[count] = held;
            link[count] = linkNumber;
            weakness[count++] = known.computeIfAbsent(share, Logarithm::weakness);
        }

        /** Every share of a region that is not closed to holders. */
        void addAll(Components region, Holdings holdings) {
            for (int number = 0; number < region.size(); number++) {
                int entity = region.node[number];
                for (int e = region.begin(entity); e < region.end(entity); e++) {
                    add(holdings.holder[e], entity, holdings.link[e], holdings.high[e]);
                }
            }
        }

        boolean isEmpty() {
            return count == 0;
        }
    }

    /** @param links of the counted subgraph, each once */
    record Found(List<int[]> chains, boolean truncated, Set<Integer> links) {
        static final Found NONE = new Found(List.of(), false, Set.of());
    }

    private static final int MOST_CHAINS = 100;
    private static final int MOST_STEPS = 20_000;
    private static final int MOST_LINKS = 20_000;
    private static final int MOST_HOPS = 4_000_000;
    private static final int MOST_REMEMBERED = 1_000;
    private static final long FAR = Long.MAX_VALUE;

    private final Map<Integer, Integer> index = new HashMap<>();
    private final Map<Integer, Found> remembered = new HashMap<>();
    private final int[] outStart;
    private final int[] outTo;
    private final int[] outLink;
    private final long[] outWeakness;
    /** Edges that say again what an earlier one of the same link says. */
    private final BitSet repeated;

    private final long[] ahead;
    private final int[] onward;
    /** The strongly connected part of each entity: a way that has left one never comes back to it. */
    private final int[] part;

    private final int target;

    Chains(Edges edges, int targetEntity) {
        for (int i = 0; i < edges.count; i++) {
            index.putIfAbsent(edges.from[i], index.size());
            index.putIfAbsent(edges.to[i], index.size());
        }
        index.putIfAbsent(targetEntity, index.size());
        target = index.getOrDefault(targetEntity, 0);
        int size = index.size();
        outStart = new int[size + 1];
        int[] inStart = new int[size + 1];
        int[] a = new int[edges.count];
        int[] b = new int[edges.count];
        for (int i = 0; i < edges.count; i++) {
            a[i] = index.getOrDefault(edges.from[i], 0);
            b[i] = index.getOrDefault(edges.to[i], 0);
            outStart[a[i] + 1]++;
            inStart[b[i] + 1]++;
        }
        for (int i = 0; i < size; i++) {
            outStart[i + 1] += outStart[i];
            inStart[i + 1] += inStart[i];
        }
        outTo = new int[edges.count];
        outLink = new int[edges.count];
        outWeakness = new long[edges.count];
        int[] nextOut = outStart.clone();
        int[] nextIn = inStart.clone();
        int[] in = new int[edges.count];
        int[] place = new int[edges.count];
        for (int i = 0; i < edges.count; i++) {
            int at = nextOut[a[i]]++;
            outTo[at] = b[i];
            outLink[at] = edges.link[i];
            outWeakness[at] = edges.weakness[i];
            in[nextIn[b[i]]++] = i;
            place[i] = at;
        }
        repeated = repeated(size);
        onward = new int[size];
        ahead = measure(inStart, in, a, place);
        part = parts(size);
    }

    /** A link may be there as a share and as control; it is one step of a chain, as strong as the stronger. */
    private BitSet repeated(int size) {
        BitSet found = new BitSet();
        int[] seen = new int[1 + Arrays.stream(outLink).max().orElse(0)];
        Arrays.fill(seen, -1);
        for (int node = 0; node < size; node++) {
            for (int e = outStart[node]; e < outStart[node + 1]; e++) {
                int before = seen[outLink[e]];
                if (before >= outStart[node] && outTo[before] == outTo[e]) {
                    found.set(e);
                    outWeakness[before] = Math.min(outWeakness[before], outWeakness[e]);
                } else {
                    seen[outLink[e]] = e;
                }
            }
        }
        return found;
    }

    /** How weak the strongest way on to the target is, from everywhere: Dijkstra's algorithm. */
    private long[] measure(int[] inStart, int[] in, int[] from, int[] place) {
        int size = onward.length;
        long[] found = new long[size];
        Arrays.fill(found, FAR);
        boolean[] done = new boolean[size];
        record Stop(long weakness, int node) {}
        PriorityQueue<Stop> queue = new PriorityQueue<>((p, q) -> p.weakness() != q.weakness()
                ? Long.compare(p.weakness(), q.weakness())
                : Integer.compare(p.node(), q.node()));
        found[target] = 0;
        queue.add(new Stop(0, target));
        while (!queue.isEmpty()) {
            Stop here = queue.poll();
            if (done[here.node()]) {
                continue;
            }
            done[here.node()] = true;
            for (int i = inStart[here.node()]; i < inStart[here.node() + 1]; i++) {
                int edge = in[i];
                long more = here.weakness() + outWeakness[place[edge]];
                if (more < found[from[edge]]) {
                    found[from[edge]] = more;
                    onward[from[edge]] = place[edge];
                    queue.add(new Stop(more, from[edge]));
                }
            }
        }
        return found;
    }

    /** Tarjan's algorithm without recursion. */
    private int[] parts(int size) {
        int[] found = new int[size];
        int[] order = new int[size];
        int[] lowest = new int[size];
        int[] next = Arrays.copyOf(outStart, size);
        int[] stack = new int[size];
        int[] way = new int[size];
        int stacked = 0;
        int counter = 0;
        int parts = 0;
        for (int root = 0; root < size; root++) {
            int depth = 0;
            if (order[root] == 0) {
                order[root] = lowest[root] = ++counter;
                stack[stacked++] = root;
                way[depth++] = root;
            }
            while (depth > 0) {
                int here = way[depth - 1];
                if (next[here] < outStart[here + 1]) {
                    int to = outTo[next[here]++];
                    if (order[to] == 0) {
                        order[to] = lowest[to] = ++counter;
                        stack[stacked++] = to;
                        way[depth++] = to;
                    } else if (found[to] == 0) {
                        lowest[here] = Math.min(lowest[here], order[to]);
                    }
                    continue;
                }
                depth--;
                if (depth > 0) {
                    lowest[way[depth - 1]] = Math.min(lowest[way[depth - 1]], lowest[here]);
                }
                if (lowest[here] == order[here]) {
                    parts++;
                    int member;
                    do {
                        member = stack[--stacked];
                        found[member] = parts;
                    } while (member != here);
                }
            }
        }
        return found;
    }

    /** The chains from one holder, at most 100, and the links of every way from it to the target. */
    Found from(int entity) {
        Found known = remembered.get(entity);
        if (known == null) {
            known = find(entity);
            if (remembered.size() < MOST_REMEMBERED) {
                remembered.put(entity, known);
            }
        }
        return known;
    }

    private Found find(int entity) {
        Integer start = index.get(entity);
        if (start == null || start == target || ahead[start] == FAR) {
            return Found.NONE;
        }
        List<int[]> chains = new ArrayList<>();
        boolean complete = search(start, chains);
        if (chains.isEmpty()) {
            chains.add(strongest(start));
        }
        Set<Integer> links = new LinkedHashSet<>();
        if (!counted(start, links)) {
            links.clear();
            chains.forEach(chain -> Arrays.stream(chain).forEach(links::add));
        }
        return new Found(chains, !complete, links);
    }

    /** Whether all chains were found. */
    private boolean search(int start, List<int[]> chains) {
        PriorityQueue<Step> queue = new PriorityQueue<>(
                (p, q) -> p.rank != q.rank ? Long.compare(p.rank, q.rank) : Integer.compare(p.number, q.number));
        int steps = 0;
        int hops = 0;
        queue.add(new Step(null, start, -1, 0, 0, 1, ahead[start], 0));
        while (!queue.isEmpty()) {
            if (chains.size() == MOST_CHAINS || steps > MOST_STEPS || hops > MOST_HOPS) {
                return false;
            }
            Step here = queue.poll();
            while (here != null && here.node != target) {
                Step only = null;
                int ways = 0;
                for (int e = outStart[here.node]; e < outStart[here.node + 1]; e++) {
                    boolean inside = part[outTo[e]] == part[here.node];
                    hops += inside ? here.inside : 1;
                    if (repeated.get(e) || ahead[outTo[e]] == FAR || (inside && here.passes(outTo[e]))) {
                        continue;
                    }
                    long behind = here.behind + outWeakness[e];
                    Step next = new Step(
                            here,
                            outTo[e],
                            outLink[e],
                            behind,
                            here.length + 1,
                            inside ? here.inside + 1 : 1,
                            behind + ahead[outTo[e]],
                            ++steps);
                    if (++ways == 1) {
                        only = next;
                    } else {
                        if (only != null) {
                            queue.add(only);
                            only = null;
                        }
                        queue.add(next);
                    }
                }
                steps -= ways == 1 ? 1 : 0;
                if (only != null && only.rank > here.rank) {
                    queue.add(only);
                    only = null;
                }
                here = only;
            }
            if (here != null) {
                chains.add(here.links());
            }
        }
        return true;
    }

    private int[] strongest(int start) {
        int[] links = new int[onward.length];
        int count = 0;
        for (int node = start; node != target; node = outTo[onward[node]]) {
            links[count++] = outLink[onward[node]];
        }
        return Arrays.copyOf(links, count);
    }

    private boolean counted(int start, Set<Integer> links) {
        Set<Integer> seen = new LinkedHashSet<>();
        List<Integer> queue = new ArrayList<>();
        seen.add(start);
        queue.add(start);
        for (int head = 0; head < queue.size(); head++) {
            int node = queue.get(head);
            for (int e = outStart[node]; e < outStart[node + 1]; e++) {
                if (ahead[outTo[e]] == FAR) {
                    continue;
                }
                links.add(outLink[e]);
                if (links.size() > MOST_LINKS) {
                    return false;
                }
                if (seen.add(outTo[e])) {
                    queue.add(outTo[e]);
                }
            }
        }
        return true;
    }

    /** A way begun, as a list from its end back to its start. */
    private static final class Step {
        final @Nullable Step before;
        final int node;
        final int link;
        final long behind;
        final int length;
        /** Entities passed last that lie in one strongly connected part. */
        final int inside;

        final long rank;
        final int number;

        Step(@Nullable Step before, int node, int link, long behind, int length, int inside, long rank, int number) {
            this.before = before;
            this.node = node;
            this.link = link;
            this.behind = behind;
            this.length = length;
            this.inside = inside;
            this.rank = rank;
            this.number = number;
        }

        /** Whether the way passes another entity of the part it is in. */
        boolean passes(int other) {
            int left = inside;
            for (Step step = this; step != null && left > 0; step = step.before) {
                if (step.node == other) {
                    return true;
                }
                left--;
            }
            return false;
        }

        int[] links() {
            int[] links = new int[length];
            Step step = this;
            for (int i = length - 1; i >= 0 && step != null; i--) {
                links[i] = step.link;
                step = step.before;
            }
            return links;
        }
    }
}
