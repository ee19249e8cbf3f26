package dossier.ownership;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the shares would be if every chain were cut where it comes back to an entity it has passed: the common mistake,
 * worked out to say where it would change a verdict.
 */
final class Loops {
    private static final int MOST_STEPS = 20_000;
    private static final int LONGEST = 40;

    private Loops() {}

    static boolean any(Components region) {
        return region.parts() < region.size();
    }

    /** Sums over simple chains at the lower and at the upper bounds; empty where there are too many of them, or they are too long. */
    static Optional<Map<Integer, Interval>> skipped(Holdings holdings, Components region, int target) {
        Map<Integer, Interval> sums = new HashMap<>();
        boolean[] passed = new boolean[region.size()];
        List<int[]> stack = new ArrayList<>();
        List<Interval> products = new ArrayList<>();
        passed[region.place[target]] = true;
        stack.add(new int[] {target, region.begin(target)});
        products.add(Interval.WHOLE);
        int steps = 0;
        while (!stack.isEmpty()) {
            int[] top = stack.getLast();
            if (top[1] >= region.end(top[0])) {
                passed[region.place[top[0]]] = false;
                stack.removeLast();
                products.removeLast();
                continue;
            }
            int e = top[1]++;
            int holder = holdings.holder[e];
            int place = region.place[holder];
            if (place < 0 || passed[place] || !holdings.canBePositive(e)) {
                continue;
            }
            if (++steps > MOST_STEPS || stack.size() > LONGEST) {
                return Optional.empty();
            }
            Interval here = products.getLast();
            Interval product = Interval.closed(
                    here.low().times(holdings.low[e]), here.high().times(holdings.high[e]));
            sums.merge(holder, product, Interval::plus);
            passed[place] = true;
            stack.add(new int[] {holder, region.begin(holder)});
            products.add(product);
        }
        return Optional.of(sums);
    }
}
