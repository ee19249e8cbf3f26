package dossier.bench;

import dossier.bench.Measure.Floor;
import dossier.bench.Measure.Outcome;
import dossier.json.Json;
import dossier.ownership.Answers;
import dossier.ownership.Graph;
import dossier.ownership.Packs;
import dossier.ownership.Query;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Times who owns and controls, under all regimes, over structures that are already facts in memory; each answer works out
 * anew what is in force. Run alone on one core it says what one core does: {@code taskset -c 0 ./dossier bench ubo}.
 */
final class UboBench {
    static final String NAME = "ubo";
    static final String SAYS = "who owns and controls, all regimes, structures in memory";

    private static final double MEBIBYTE = 1 << 20;

    /** @param aimMillis the slowest it may be; none when it is shown for comparison only */
    private record Structure(
            String what, String entity, int rounds, Optional<Double> aimMillis, Supplier<Graph> graph) {}

    private static final List<Structure> STRUCTURES = List.of(
            new Structure("case of 30", "C29", 2_000, Optional.of(2.0), () -> Structures.ofCase(false)),
            new Structure("case of 30 with bands", "C29", 1_000, Optional.of(2.0), () -> Structures.ofCase(true)),
            new Structure("lattice 10 x 10", "T", 50, Optional.of(1_000.0), () -> Structures.lattice(10, 10)),
            new Structure("dense ring of 200", "C0", 5, Optional.empty(), () -> Structures.ring(200, 6)),
            new Structure("group of 1,000", "C999", 10, Optional.empty(), () -> Structures.group(1_000)),
            new Structure("group of 10,000", "C9999", 5, Optional.of(2_000.0), () -> Structures.group(10_000)),
            new Structure("one ring of 10,000", "C0", 3, Optional.empty(), () -> Structures.ring(10_000, 2)),
            new Structure("chain of 100,000", "C99999", 3, Optional.empty(), () -> Structures.chain(100_000)),
            new Structure("100,000 edges", "T", 5, Optional.empty(), () -> Structures.layers(100_000)),
            new Structure("1,000,000 edges", "T", 3, Optional.of(10_000.0), () -> Structures.layers(1_000_000)));

    private UboBench() {}

    static Outcome run() {
        Answers answers = Answers.shipped(Clock.systemUTC());
        times(answers, STRUCTURES.getFirst(), Structures.ofCase(false), 3_000);
        List<List<String>> rows = new ArrayList<>();
        List<Floor> floors = new ArrayList<>();
        List<Json> figures = new ArrayList<>();
        for (Structure structure : STRUCTURES) {
            long before = heap();
            Graph graph = structure.graph().get();
            double facts = (heap() - before) / MEBIBYTE;
            times(answers, structure, graph, Math.max(1, structure.rounds() / 5));
            pools().forEach(MemoryPoolMXBean::resetPeakUsage);
            Timings timings = times(answers, structure, graph, structure.rounds());
            double peak = pools().stream()
                            .mapToLong(pool -> pool.getPeakUsage().getUsed())
                            .sum()
                    / MEBIBYTE;
            double millis = timings.millis(0.5);
            rows.add(List.of(
                    structure.what(),
                    Integer.toString(structure.rounds()),
                    Timings.shown(millis),
                    Timings.shown(timings.millis(1)),
                    Timings.shown(facts),
                    Timings.shown(peak)));
            structure
                    .aimMillis()
                    .ifPresent(aim -> floors.add(new Floor(
                            structure.what() + " within " + Timings.shown(aim) + " ms (median)", millis < aim)));
            figures.add(timings.json().toBuilder()
                    .put("structure", structure.what())
                    .put("factsMiB", Timings.rounded(facts))
                    .put("peakMiB", Timings.rounded(peak))
                    .build());
        }
        return new Outcome(
                List.of("structure", "n", "p50 ms", "max", "facts MiB", "peak heap MiB"),
                rows,
                floors,
                Json.array(figures));
    }

    private static Timings times(Answers answers, Structure structure, Graph graph, int rounds) {
        Query query = new Query(
                structure.entity(),
                Packs.shipped().regimes(),
                LocalDate.of(2028, 1, 1),
                Optional.empty(),
                Set.of("ALLEGED", "VERIFIED"),
                Set.of("P0"));
        long[] nanos = new long[rounds];
        long begin = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            dossier.ownership.Outcome outcome = answers.over(graph).outcome(query);
            nanos[i] = System.nanoTime() - start;
            if (outcome instanceof dossier.ownership.Outcome.Refused refused) {
                throw new IllegalStateException(structure.what() + ": " + refused.diagnostics());
            }
        }
        return Timings.of(nanos, System.nanoTime() - begin);
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static List<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }
}
