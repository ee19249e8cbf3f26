package dossier.ownership;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the boxes of a drawing stand: the entity asked about at the bottom, everybody above all that it holds, what is
 * not known a box of its own. Lengths are in units of the picture. Deterministic.
 */
final class Layout {
    static final int WIDTH = 168;
    static final int HEIGHT = 46;
    static final int MARGIN = 24;
    private static final int GAP = 22;
    private static final int LAYER = 120;
    private static final int SWEEPS = 6;
    /** Room for a line with its words between two boxes of a layer. */
    private static final int WIDE = 130;
    /** With more entities than these, layers are only distances. */
    private static final int MOST_ORDERED = 400;

    private static final String UNKNOWN = "\u0000unknown:";

    private final Structure structure;
    private final Map<String, Box> boxes = new LinkedHashMap<>();
    private final List<List<Box>> layers = new ArrayList<>();
    private final List<Tie> ties = new ArrayList<>();
    private final List<Rest> rests = new ArrayList<>();

    /** A box with its place; what is linked to it above and below. */
    static final class Box {
        /** Empty for what is not known. */
        final Optional<Structure.Node> node;

        final int layer;
        private final String id;
        private final List<Box> above = new ArrayList<>();
        private final List<Box> below = new ArrayList<>();
        private final Set<Box> beside = new HashSet<>();
        private double wanted;
        private double x;

        private Box(String id, Optional<Structure.Node> node, int layer) {
            this.id = id;
            this.node = node;
            this.layer = layer;
        }

        double x() {
            return x;
        }

        double right() {
            return x + WIDTH;
        }

        double middle() {
            return x + WIDTH / 2.0;
        }
    }

    /** A link with the boxes at its ends. */
    record Tie(Structure.Edge edge, Box from, Box to) {
        Ends ends() {
            return new Ends(from, to);
        }
    }

    /** Two boxes that any number of links join, in one direction. */
    record Ends(Box from, Box to) {}

    /** What of an entity is not known, above it. */
    record Rest(Box unknown, Box of, Interval share) {}

    Layout(Structure structure) {
        this.structure = structure;
        Map<String, Integer> layer = layers();
        for (Structure.Node node : structure.nodes()) {
            add(new Box(node.id(), Optional.of(node), layer.getOrDefault(node.id(), 0)));
        }
        shares().forEach((entity, held) -> {
            Interval rest = held.atMost(Fraction.ONE, false).complement();
            Box of = boxes.get(entity);
            if (of != null && rest.canBePositive()) {
                rests.add(new Rest(add(new Box(UNKNOWN + entity, Optional.empty(), of.layer + 1)), of, rest));
            }
        });
        rests.forEach(rest -> tie(rest.unknown(), rest.of()));
        for (Structure.Edge edge : structure.edges()) {
            Box from = boxes.get(edge.from());
            Box to = boxes.get(edge.to());
            if (from != null && to != null) {
                ties.add(new Tie(edge, from, to));
                tie(from, to);
            }
        }
        place();
    }

    Collection<Box> boxes() {
        return boxes.values();
    }

    List<Tie> ties() {
        return ties;
    }

    List<Rest> rests() {
        return rests;
    }

    double top(Box box) {
        return MARGIN + (layers.size() - 1 - box.layer) * (double) LAYER;
    }

    double width() {
        return boxes.values().stream().mapToDouble(Box::right).max().orElse(WIDTH) + MARGIN;
    }

    double height() {
        return 2.0 * MARGIN + (layers.size() - 1) * (double) LAYER + HEIGHT;
    }

    private Box add(Box box) {
        while (layers.size() <= box.layer) {
            layers.add(new ArrayList<>());
        }
        List<Box> layer = layers.get(box.layer);
        box.x = layer.size() * (double) (WIDTH + GAP);
        layer.add(box);
        boxes.put(box.id, box);
        return box;
    }

    private static void tie(Box one, Box other) {
        if (one.layer == other.layer) {
            one.beside.add(other);
            other.beside.add(one);
        } else {
            Box upper = one.layer > other.layer ? one : other;
            Box lower = upper == one ? other : one;
            upper.below.add(lower);
            lower.above.add(upper);
        }
    }

    /** What holders are known to have of each entity, in the order of the links; nothing where nothing is said of it. */
    private Map<String, Interval> shares() {
        Map<String, Interval> held = new LinkedHashMap<>();
        for (Structure.Edge edge : structure.edges()) {
            Interval share = edge.shares().get(Axis.SHARES);
            if (share != null) {
                held.merge(edge.to(), Interval.NONE.plus(share), Interval::plus);
            }
        }
        return held;
    }

    /**
     * Everybody stands above all that it holds, except where holdings go round. Of each ring at least one link leads to
     * a level that is not lower; those left out, the rest has an order.
     */
    private Map<String, Integer> layers() {
        Map<String, Integer> layer = new HashMap<>();
        structure.nodes().forEach(node -> layer.put(node.id(), node.level()));
        if (structure.nodes().size() > MOST_ORDERED) {
            return layer;
        }
        Map<String, List<String>> held = new HashMap<>();
        structure
                .edges()
                .forEach(edge -> held.computeIfAbsent(edge.from(), key -> new ArrayList<>())
                        .add(edge.to()));
        List<Structure.Edge> upward = structure.edges().stream()
                .filter(edge -> layer.containsKey(edge.from()) && layer.containsKey(edge.to()))
                .filter(edge -> layer.getOrDefault(edge.from(), 0) > layer.getOrDefault(edge.to(), 0)
                        || !holds(held, edge.to(), edge.from()))
                .toList();
        boolean moved = true;
        for (int round = 0; moved && round <= structure.nodes().size(); round++) {
            moved = false;
            for (Structure.Edge edge : upward) {
                int least = layer.getOrDefault(edge.to(), 0) + 1;
                if (layer.getOrDefault(edge.from(), 0) < least) {
                    layer.put(edge.from(), least);
                    moved = true;
                }
            }
        }
        return layer;
    }

    /** Whether links lead from a holder to an entity, over however many, or the two are one. */
    private static boolean holds(Map<String, List<String>> held, String holder, String entity) {
        Set<String> reached = new HashSet<>(Set.of(holder));
        Deque<String> queue = new ArrayDeque<>(reached);
        while (!queue.isEmpty()) {
            for (String next : held.getOrDefault(queue.remove(), List.of())) {
                if (reached.add(next)) {
                    queue.add(next);
                }
            }
        }
        return reached.contains(entity);
    }

    private void place() {
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int i = 1; i < layers.size(); i++) {
                layers.get(i).forEach(box -> want(box, box.below));
                arrange(layers.get(i));
            }
            for (int i = layers.size() - 2; i >= 0; i--) {
                layers.get(i).forEach(box -> want(box, box.above));
                arrange(layers.get(i));
            }
        }
        double least = boxes.values().stream().mapToDouble(Box::x).min().orElse(0);
        boxes.values().forEach(box -> box.x += MARGIN - least);
    }

    /** A box wants to stand in the middle of those it is linked to. */
    private static void want(Box box, List<Box> others) {
        box.wanted = others.stream().mapToDouble(Box::middle).average().orElse(box.middle());
    }

    private static void arrange(List<Box> layer) {
        layer.sort(Comparator.comparingDouble((Box box) -> box.wanted).thenComparing(box -> box.id));
        double next = 0;
        for (int i = 0; i < layer.size(); i++) {
            Box box = layer.get(i);
            box.x = Math.max(next, box.wanted - WIDTH / 2.0);
            boolean beside = i + 1 < layer.size() && box.beside.contains(layer.get(i + 1));
            next = box.x + WIDTH + (beside ? WIDE : GAP);
        }
    }
}
