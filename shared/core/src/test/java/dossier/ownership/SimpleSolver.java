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
 * moves. Where a cycle lets go of it only slowly, it doubles the number of rounds it takes at once. It knows neither
 * parts nor bands nor fractions.
 */
final class SimpleSolver {
    static final BigDecimal TOLERANCE = new BigDecimal("1E-9");
    private static final MathContext DIGITS = new MathContext(30);
    private static final BigDecimal NOTHING = new BigDecimal("1E-13");
    private static final int SINGLE_ROUNDS = 200;
    private static final int DOUBLINGS = 21;

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
        for (int round = 0; round < SINGLE_ROUNDS && total(moving).compareTo(NOTHING) > 0; round++) {
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
        if (total(moving).compareTo(NOTHING) > 0) {
            addTheRest(arrived, moving, persons, edges);
        }
        Map<Integer, BigDecimal> found = new HashMap<>();
        for (int person = 0; person < persons; person++) {
            found.put(person, arrived[person]);
        }
        return found;
    }

    /** Two million rounds more: what passes each company in twice as many rounds is what passes in as many, and again. */
    private static void addTheRest(BigDecimal[] arrived, BigDecimal[] moving, int persons, List<Edge> edges) {
        int entities = moving.length;
        BigDecimal[][] step = new BigDecimal[entities][];
        for (int i = 0; i < entities; i++) {
            step[i] = zeros(entities);
        }
        for (Edge edge : edges) {
            if (edge.holder() >= persons) {
                step[edge.holder()][edge.owned()] = step[edge.holder()][edge.owned()].add(edge.share());
            }
        }
        BigDecimal[] passed = moving.clone();
        Arrays.fill(passed, 0, persons, BigDecimal.ZERO);
        for (int k = 0; k < DOUBLINGS; k++) {
            BigDecimal[] more = times(step, passed);
            for (int i = 0; i < entities; i++) {
                passed[i] = passed[i].add(more[i], DIGITS);
            }
            BigDecimal[][] twice = new BigDecimal[entities][];
            for (int i = 0; i < entities; i++) {
                twice[i] = zeros(entities);
                for (int j = persons; j < entities; j++) {
                    for (int m = persons; m < entities; m++) {
                        if (step[i][m].signum() != 0 && step[m][j].signum() != 0) {
                            twice[i][j] = twice[i][j].add(step[i][m].multiply(step[m][j], DIGITS), DIGITS);
                        }
                    }
                }
            }
            step = twice;
        }
        for (int i = 0; i < persons; i++) {
            arrived[i] = arrived[i].add(moving[i]);
        }
        for (Edge edge : edges) {
            if (edge.holder() < persons) {
                arrived[edge.holder()] =
                        arrived[edge.holder()].add(passed[edge.owned()].multiply(edge.share(), DIGITS), DIGITS);
            }
        }
    }

    private static BigDecimal[] times(BigDecimal[][] matrix, BigDecimal[] vector) {
        BigDecimal[] product = zeros(vector.length);
        for (int i = 0; i < vector.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                if (matrix[i][j].signum() != 0 && vector[j].signum() != 0) {
                    product[i] = product[i].add(matrix[i][j].multiply(vector[j], DIGITS), DIGITS);
                }
            }
        }
        return product;
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
