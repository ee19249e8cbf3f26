package dossier.ownership;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A second solver, as simple as can be: it sends the whole up from the target again and again until next to nothing
 * moves. It knows neither parts nor bands nor fractions.
 */
final class SimpleSolver {
    static final BigDecimal TOLERANCE = new BigDecimal("1E-9");
    private static final MathContext DIGITS = new MathContext(30);
    private static final BigDecimal NOTHING = new BigDecimal("1E-13");

    /** One edge with the share that is true of it. */
    record Edge(int holder, int owned, BigDecimal share) {}

    private SimpleSolver() {}

    /** What each entity below {@code persons} ends up with; the rest is unknown. */
    static Map<Integer, BigDecimal> shares(int entities, int persons, int target, List<Edge> edges) {
        List<List<Edge>> into = new ArrayList<>();
        for (int i = 0; i < entities; i++) {
            into.add(new ArrayList<>());
        }
        edges.forEach(edge -> into.get(edge.owned()).add(edge));
        BigDecimal[] moving = zeros(entities);
        BigDecimal[] arrived = zeros(entities);
        moving[target] = BigDecimal.ONE;
        for (int round = 0; round < 2000 && total(moving).compareTo(NOTHING) > 0; round++) {
            BigDecimal[] next = zeros(entities);
            for (int i = 0; i < entities; i++) {
                if (i < persons) {
                    arrived[i] = arrived[i].add(moving[i]);
                } else {
                    for (Edge edge : into.get(i)) {
                        next[edge.holder()] = next[edge.holder()].add(moving[i].multiply(edge.share(), DIGITS));
                    }
                }
            }
            moving = next;
        }
        Map<Integer, BigDecimal> found = new HashMap<>();
        for (int person = 0; person < persons; person++) {
            found.put(person, arrived[person]);
        }
        return found;
    }

    private static BigDecimal[] zeros(int count) {
        BigDecimal[] zeros = new BigDecimal[count];
        Arrays.fill(zeros, BigDecimal.ZERO);
        return zeros;
    }

    private static BigDecimal total(BigDecimal[] values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal value : values) {
            sum = sum.add(value);
        }
        return sum;
    }
}
