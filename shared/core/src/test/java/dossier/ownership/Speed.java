package dossier.ownership;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Times the graphs that the specification names. Run it by hand; it prints processor time, so that other work on the machine does not count. */
final class Speed {
    private static final Packs PACKS = Packs.shipped();
    private static final Meanings MEANINGS = Meanings.shipped();

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private Speed() {}

    public static void main(String[] args) {
        time("warm up", caseOf30(), "C29", PACKS.regimes(), 3000);
        time("lattice 10 x 10, all regimes", lattice(10, 10), "T", PACKS.regimes(), 5);
        time("case of 30 entities, all regimes", caseOf30(), "C29", PACKS.regimes(), 2000);
        time("case of 30 entities with bands", caseOf30Bands(), "C29", PACKS.regimes(), 2000);
        time("ring of 200, dense", ring(200, 6), "C0", PACKS.regimes(), 3);
        time("group of 10,000, cross-holdings", group(10_000, 30), "C9999", PACKS.regimes(), 3);
        time("one ring of 10,000", ring(10_000, 2), "C0", PACKS.regimes(), 2);
        time("chain of 100,000 at 100 %", chain(100_000, 1000), "C99999", PACKS.regimes(), 2);
        time("chain of 100,000 at 99 %", chain(100_000, 990), "C99999", PACKS.regimes(), 2);
        time("1,000,000 edges, layered", layered(1_000_000), "T", PACKS.regimes(), 2);
        time("1,000,000 direct holders", direct(1_000_000), "T", PACKS.regimes(), 2);
    }

    private static void time(String what, Graph graph, String target, List<String> regimes, int rounds) {
        long best = Long.MAX_VALUE;
        String note = "";
        for (int i = 0; i < rounds; i++) {
            long start = CPU.getCurrentThreadCpuTime();
            Outcome outcome = new Determiner(graph, PACKS, MEANINGS)
                    .determine(new Query(
                            target,
                            regimes,
                            LocalDate.of(2028, 1, 1),
                            Optional.empty(),
                            Set.of("ALLEGED", "VERIFIED"),
                            Set.of("P0")));
            best = Math.min(best, CPU.getCurrentThreadCpuTime() - start);
            note = outcome instanceof Outcome.Answered answered
                    ? answered.determinations().size() + " determinations"
                    : ((Outcome.Refused) outcome).diagnostics().getFirst().message();
        }
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "%-36s %10.3f ms  %s, %d MiB in use%n",
                what, best / 1e6, note, (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    private static Graph.Builder people(int count) {
        Graph.Builder builder = Graph.builder();
        IntStream.range(0, count).forEach(i -> builder.entity("P" + i, "PROPER_PERSON"));
        return builder;
    }

    static Graph lattice(int depth, int width) {
        Graph.Builder builder = people(width);
        for (int layer = 0; layer <= depth; layer++) {
            for (int i = 0; i < width; i++) {
                String owned = layer == depth ? "T" : "L" + layer + "-" + i;
                if (layer < depth || i == 0) {
                    builder.entity(owned, "LIMITED_COMPANY");
                    for (int k = 0; k < width; k++) {
                        String holder = layer == 0 ? "P" + k : "L" + (layer - 1) + "-" + k;
                        builder.owns("l" + layer + "-" + i + "-" + k, holder, owned, Fraction.of(1, width));
                    }
                }
            }
        }
        return builder.build();
    }

    static Graph caseOf30() {
        return companies(people(6), 30, 6, 1, false).build();
    }

    private static Graph caseOf30Bands() {
        return companies(people(6), 30, 6, 1, true).build();
    }

    private static Graph.Builder companies(Graph.Builder builder, int count, int people, long seed, boolean bands) {
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            builder.entity("C" + i, "LIMITED_COMPANY");
            for (int k = 0; k < 3; k++) {
                String holder = i < 4 || random.nextInt(3) == 0
                        ? "P" + random.nextInt(people)
                        : "C" + Math.max(0, i - 1 - random.nextInt(6));
                Fraction share = Fraction.of(10 + random.nextInt(24), 100);
                builder.owns(
                        "l" + i + "-" + k,
                        holder,
                        "C" + i,
                        bands && k == 0
                                ? Interval.band(Fraction.of(25, 100), Fraction.of(50, 100))
                                : Interval.exactly(k == 0 ? share : Fraction.of(20 + k, 100)));
            }
        }
        return builder;
    }

    static Graph ring(int size, int chords) {
        Graph.Builder builder = people(10);
        Random random = new Random(7);
        for (int i = 0; i < size; i++) {
            builder.entity("C" + i, "LIMITED_COMPANY");
            builder.owns("r" + i, "C" + (i + 1) % size, "C" + i, Fraction.of(40, 100));
            builder.owns("p" + i, "P" + random.nextInt(10), "C" + i, Fraction.of(1 + random.nextInt(20), 100));
            for (int k = 0; k < chords; k++) {
                builder.owns(
                        "x" + i + "-" + k,
                        "C" + random.nextInt(size),
                        "C" + i,
                        Fraction.of(1 + random.nextInt(4), 100));
            }
        }
        return builder.build();
    }

    /** Companies in a hierarchy, groups of which hold each other. */
    static Graph group(int size, int ring) {
        Graph.Builder builder = people(50);
        Random random = new Random(5);
        for (int i = 0; i < size; i++) {
            builder.entity("C" + i, "LIMITED_COMPANY");
            builder.owns("p" + i, "P" + random.nextInt(50), "C" + i, Fraction.of(1 + random.nextInt(10), 100));
            if (i >= ring) {
                builder.owns("h" + i, "C" + (i - 1 - random.nextInt(ring)), "C" + i, Fraction.of(51, 100));
                builder.owns("g" + i, "C" + (i - 1 - random.nextInt(ring)), "C" + i, Fraction.of(15, 100));
            }
            int base = i / ring * ring;
            int across = base + (i - base + 1) % ring;
            if (across < size && i % 3 != 0) {
                builder.owns("x" + i, "C" + across, "C" + i, Fraction.of(5, 100));
            }
        }
        return builder.build();
    }

    static Graph chain(int length, int perMille) {
        Graph.Builder builder = people(1);
        for (int i = 0; i < length; i++) {
            builder.entity("C" + i, "LIMITED_COMPANY");
            builder.owns("l" + i, i == 0 ? "P0" : "C" + (i - 1), "C" + i, Fraction.of(perMille, 1000));
        }
        return builder.build();
    }

    static Graph layered(int edges) {
        int width = 10_000;
        int layers = 10;
        int degree = edges / (width * layers);
        Graph.Builder builder = people(1000);
        Random random = new Random(3);
        builder.entity("T", "LIMITED_COMPANY");
        for (int k = 0; k < 100; k++) {
            builder.owns("t" + k, "L" + (layers - 1) + "-" + random.nextInt(width), "T", Fraction.of(1, 100));
        }
        for (int layer = 0; layer < layers; layer++) {
            for (int i = 0; i < width; i++) {
                String owned = "L" + layer + "-" + i;
                builder.entity(owned, "LIMITED_COMPANY");
                for (int k = 0; k < degree; k++) {
                    String holder =
                            layer == 0 ? "P" + random.nextInt(1000) : "L" + (layer - 1) + "-" + random.nextInt(width);
                    builder.owns(
                            "e" + layer + "-" + i + "-" + k, holder, owned, Fraction.of(1 + random.nextInt(9), 100));
                }
            }
        }
        return builder.build();
    }

    static Graph direct(int edges) {
        Graph.Builder builder = people(edges);
        builder.entity("T", "LIMITED_COMPANY");
        for (int i = 0; i < edges; i++) {
            builder.owns("l" + i, "P" + i, "T", Fraction.of(1, edges));
        }
        return builder.build();
    }
}
