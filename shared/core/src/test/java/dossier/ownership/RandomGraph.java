package dossier.ownership;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** A graph made from a seed: some persons, some companies, cycles as they come, every row within 100 %. */
record RandomGraph(int persons, int companies, List<Link> links) {
    /** @param share in tenths of a percent of the owned: from and to, equal when exact */
    record Link(String id, int holder, int owned, Interval share) {}

    private static final int UNITS = 1000;
    private static final Packs PACKS = Packs.shipped();
    private static final Meanings MEANINGS = Meanings.shipped();

    static RandomGraph of(long seed, boolean bands) {
        return of(seed, bands, 1 + (int) Math.floorMod(seed, 6L));
    }

    static RandomGraph of(long seed, boolean bands, int companies) {
        Random random = new Random(seed);
        int persons = 1 + random.nextInt(3);
        List<Link> links = new ArrayList<>();
        for (int owned = persons; owned < persons + companies; owned++) {
            int left = UNITS;
            int holders = random.nextInt(4);
            for (int k = 0; k < holders && left > 0; k++) {
                int holder = random.nextInt(persons + companies);
                int low = random.nextInt(Math.min(left, 600) + 1);
                left -= low;
                links.add(new Link("l" + links.size(), holder, owned, share(random, low, bands)));
            }
        }
        return new RandomGraph(
                persons, companies, links.stream().filter(RandomGraph::possible).toList());
    }

    private static Interval share(Random random, int low, boolean bands) {
        Fraction from = Fraction.of(low, UNITS);
        if (!bands || random.nextInt(2) == 0) {
            return Interval.exactly(from);
        }
        int width = 1 + random.nextInt(400);
        boolean lowOpen = random.nextInt(4) == 0 && low < UNITS - 400;
        return new Interval(from, false, Fraction.of(Math.min(UNITS, low + width), UNITS), random.nextInt(4) == 0)
                        .isEmpty()
                ? Interval.exactly(from)
                : new Interval(from, lowOpen, Fraction.of(Math.min(UNITS, low + width), UNITS), false);
    }

    private static boolean possible(Link link) {
        return !link.share().isEmpty();
    }

    /** Whether some truth fits: the lower bounds leave room where one of them is excluded. */
    boolean consistent() {
        for (int owned = persons; owned < persons + companies; owned++) {
            Fraction sum = Fraction.ZERO;
            boolean open = false;
            for (Link link : links) {
                if (link.owned() == owned) {
                    sum = sum.plus(link.share().low());
                    open |= link.share().lowOpen();
                }
            }
            if (sum.compareTo(Fraction.ONE) > 0 || (open && sum.equals(Fraction.ONE))) {
                return false;
            }
        }
        return true;
    }

    String name(int entity) {
        return entity < persons ? "P" + entity : "C" + entity;
    }

    String target() {
        return name(persons);
    }

    Graph graph() {
        return graph(links);
    }

    Graph graph(List<Link> chosen) {
        Graph.Builder builder = Graph.builder();
        for (int i = 0; i < persons + companies; i++) {
            builder.entity(name(i), i < persons ? "PROPER_PERSON" : "LIMITED_COMPANY");
        }
        chosen.forEach(link -> builder.owns(link.id(), name(link.holder()), name(link.owned()), link.share()));
        return builder.build();
    }

    Outcome.Answered answer(Graph graph, List<String> regimes) {
        return answer(graph, regimes, target());
    }

    static Outcome.Answered answer(Graph graph, List<String> regimes, String target) {
        Query query = new Query(
                target, regimes, LocalDate.of(2028, 1, 1), Optional.empty(), Set.of("ALLEGED", "VERIFIED"), Set.of());
        return (Outcome.Answered) new Determiner(graph, PACKS, MEANINGS).determine(query);
    }

    static Map<String, Interval> shares(Outcome.Answered answer, Axis axis) {
        return answer.shares().stream()
                .filter(share -> share.axis() == axis)
                .collect(Collectors.toMap(Outcome.Share::holder, Outcome.Share::share));
    }

    static Interval unknown(Outcome.Answered answer, Axis axis) {
        return answer.unknown().stream()
                .filter(unknown -> unknown.axis() == axis)
                .findFirst()
                .orElseThrow()
                .share();
    }

    /** One truth inside the bands, near a corner or anywhere, each row at most everything. */
    List<SimpleSolver.Edge> truth(Random random) {
        List<SimpleSolver.Edge> edges = new ArrayList<>();
        for (int owned = persons; owned < persons + companies; owned++) {
            Fraction left = Fraction.ONE;
            List<Link> row = new ArrayList<>();
            for (Link link : links) {
                if (link.owned() == owned) {
                    row.add(link);
                    left = left.minus(link.share().low());
                }
            }
            Collections.shuffle(row, random);
            for (Link link : row) {
                Fraction room = link.share().high().minus(link.share().low()).min(left);
                Fraction more = room.times(Fraction.of(1 + random.nextInt(9), 10));
                if (random.nextInt(3) == 0) {
                    more = room.times(Fraction.of(999_999, 1_000_000));
                }
                left = left.minus(more);
                edges.add(new SimpleSolver.Edge(
                        link.holder(), owned, decimal(link.share().low().plus(more))));
            }
        }
        return edges;
    }

    static BigDecimal decimal(Fraction value) {
        return new BigDecimal(value.numerator()).divide(new BigDecimal(value.denominator()), new MathContext(30));
    }

    /** Every way to put a row to a corner of what its bands allow, for all rows together. */
    List<List<SimpleSolver.Edge>> corners() {
        List<List<SimpleSolver.Edge>> all = new ArrayList<>();
        all.add(List.of());
        for (int owned = persons; owned < persons + companies; owned++) {
            int here = owned;
            List<Link> row = links.stream().filter(link -> link.owned() == here).toList();
            List<List<SimpleSolver.Edge>> next = new ArrayList<>();
            for (List<SimpleSolver.Edge> before : all) {
                for (List<SimpleSolver.Edge> corner : cornersOf(row)) {
                    List<SimpleSolver.Edge> both = new ArrayList<>(before);
                    both.addAll(corner);
                    next.add(both);
                }
            }
            all = next;
        }
        return all;
    }

    private static Set<List<SimpleSolver.Edge>> cornersOf(List<Link> row) {
        Set<List<SimpleSolver.Edge>> corners = new LinkedHashSet<>();
        List<List<Link>> orders = new ArrayList<>();
        permute(row, new ArrayList<>(), orders);
        for (List<Link> order : orders) {
            for (int taken = 0; taken <= row.size(); taken++) {
                corners.add(fill(row, order.subList(0, taken)));
            }
        }
        return corners;
    }

    private static List<SimpleSolver.Edge> fill(List<Link> row, List<Link> first) {
        Fraction left = Fraction.ONE;
        for (Link link : row) {
            left = left.minus(link.share().low());
        }
        List<SimpleSolver.Edge> edges = new ArrayList<>();
        for (Link link : row) {
            if (!first.contains(link)) {
                edges.add(new SimpleSolver.Edge(
                        link.holder(), link.owned(), decimal(link.share().low())));
            }
        }
        for (Link link : first) {
            Fraction more = link.share().high().minus(link.share().low()).min(left);
            left = left.minus(more);
            edges.add(new SimpleSolver.Edge(
                    link.holder(), link.owned(), decimal(link.share().low().plus(more))));
        }
        edges.sort(Comparator.comparingInt(SimpleSolver.Edge::holder).thenComparing(SimpleSolver.Edge::share));
        return edges;
    }

    private static void permute(List<Link> rest, List<Link> chosen, List<List<Link>> orders) {
        if (rest.isEmpty()) {
            orders.add(List.copyOf(chosen));
        }
        for (Link link : rest) {
            List<Link> others = new ArrayList<>(rest);
            others.remove(link);
            chosen.add(link);
            permute(others, chosen, orders);
            chosen.removeLast();
        }
    }
}
