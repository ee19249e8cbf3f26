package dossier.bench;

import dossier.bench.Measure.Effort;
import dossier.bench.Measure.Floor;
import dossier.bench.Measure.Outcome;
import dossier.json.Json;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What is measured over HTTP, with the floors that the figures are held to. */
final class Measures {
    private static final int WARM_UP = 300;

    private Measures() {}

    static List<Measure> all() {
        return List.of(
                new Named("single", "one client, one form to a durable commit", Measures::single),
                new Named("concurrency", "1 to 50 clients, one form each", Measures::concurrency),
                new Named("five", "one client, five forms", Measures::five),
                new Named("history", "append and read at the first versions and after many", Measures::history),
                new Named("pipeline", "English to a committed answer", Measures::pipeline),
                new Named(
                        "generation",
                        "English to a proposal, one client, requests of up to 60 words",
                        Measures::generation),
                new Named("stress", "15 clients, every fifth document wrong", Measures::stress),
                new Named("memory", "heap after a collection", Measures::memory));
    }

    @FunctionalInterface
    private interface Run {
        Outcome run(Service service, Effort effort) throws Exception;
    }

    private record Named(String name, String says, Run measure) implements Measure {
        @Override
        public Outcome run(Service service, Effort effort) throws Exception {
            return measure.run(service, effort);
        }
    }

    private static Outcome single(Service service, Effort effort) throws Exception {
        Load.times(WARM_UP, () -> create(service));
        Timings early = Load.times(200, () -> create(service));
        Load.times(600, () -> create(service));
        Timings late = Load.times(200, () -> create(service));
        double change = late.millis(0.5) / early.millis(0.5);
        return new Outcome(
                with("operations", Timings.HEADS),
                List.of(with("1 to 200", early.cells()), with("801 to 1,000", late.cells())),
                List.of(
                        new Floor("mean below 500 ms", late.meanMillis() < 500),
                        new Floor("more than 2 operations a second", late.perSecond() > 2),
                        new Floor("the last of 1,000 take no more than 1.5 times the first (median)", change < 1.5)),
                Json.object()
                        .put("early", early.json())
                        .put("late", late.json())
                        .build());
    }

    private static Outcome concurrency(Service service, Effort effort) throws Exception {
        Load.times(WARM_UP, () -> create(service));
        List<List<String>> rows = new ArrayList<>();
        List<Json> figures = new ArrayList<>();
        double alone = 0;
        for (int clients : new int[] {1, 2, 5, 10, 20, 50}) {
            AtomicLong waited = new AtomicLong();
            Timings timings = Load.during(clients, 3_000, () -> {
                Service.Reply reply = service.execute(Documents.ONE.formatted(service.newId()));
                waited.addAndGet(metric(reply, "poolWaitMicros"));
                return reply.nanos();
            });
            alone = clients == 1 ? timings.perSecond() : alone;
            double wait = waited.get() / 1e3 / timings.sorted().length;
            List<String> row = new ArrayList<>(with(Integer.toString(clients), timings.cells()));
            row.add(Timings.shown(timings.perSecond() / alone));
            row.add(Timings.shown(wait));
            rows.add(row);
            figures.add(timings.json().toBuilder()
                    .put("clients", clients)
                    .put("poolWaitMillis", Timings.rounded(wait))
                    .build());
        }
        List<String> heads = new ArrayList<>(with("clients", Timings.HEADS));
        heads.addAll(List.of("speed-up", "pool wait"));
        return new Outcome(heads, rows, List.of(), Json.array(figures));
    }

    private static Outcome five(Service service, Effort effort) throws Exception {
        Load.times(
                WARM_UP,
                () -> service.execute(Documents.FIVE.formatted(service.newId())).nanos());
        AtomicLong trips = new AtomicLong();
        Timings timings = Load.times(300, () -> {
            Service.Reply reply = service.execute(Documents.FIVE.formatted(service.newId()));
            trips.accumulateAndGet(metric(reply, "roundTrips"), Math::max);
            return reply.nanos();
        });
        List<String> row = new ArrayList<>(with("five forms", timings.cells()));
        row.add(Long.toString(trips.get()));
        List<String> heads = new ArrayList<>(with("document", Timings.HEADS));
        heads.add("round trips");
        return new Outcome(
                heads,
                List.of(row),
                List.of(new Floor("at most four round trips", trips.get() <= 4)),
                timings.json().toBuilder().put("roundTrips", trips.get()).build());
    }

    private static Outcome history(Service service, Effort effort) throws Exception {
        String id = service.newId();
        service.execute(Documents.ONE.formatted(id)).done();
        Load.Work append =
                () -> check(service.execute(Documents.CHANGE.formatted(id))).nanos();
        Load.Work read = () -> check(service.get("/v1/cases/" + id)).nanos();
        Load.times(WARM_UP, append);
        Load.times(WARM_UP, read);
        Timings appendEarly = Load.times(200, append);
        Timings readEarly = Load.times(200, read);
        Load.times(Math.max(0, effort.versions() - WARM_UP - 400), append);
        Timings appendLate = Load.times(200, append);
        Timings readLate = Load.times(200, read);
        double appendRatio = appendLate.millis(0.5) / appendEarly.millis(0.5);
        double readRatio = readLate.millis(0.5) / readEarly.millis(0.5);
        String late = " at version " + effort.versions();
        return new Outcome(
                with("what", Timings.HEADS),
                List.of(
                        with("append early", appendEarly.cells()),
                        with("append" + late, appendLate.cells()),
                        with("read early", readEarly.cells()),
                        with("read" + late, readLate.cells())),
                List.of(
                        new Floor("appending takes no more than 1.3 times as long (median)", appendRatio <= 1.3),
                        new Floor("reading takes no more than 1.3 times as long (median)", readRatio <= 1.3)),
                Json.object()
                        .put("versions", effort.versions())
                        .put("appendRatio", Timings.rounded(appendRatio))
                        .put("readRatio", Timings.rounded(readRatio))
                        .build());
    }

    private static Outcome pipeline(Service service, Effort effort) throws Exception {
        List<Long> generation = new ArrayList<>();
        List<Long> execution = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            whole(service, i, generation, execution);
        }
        generation.clear();
        execution.clear();
        Timings timings = Load.times(50, () -> whole(service, 0, generation, execution));
        double parts = (mean(generation) + mean(execution)) / 1e6;
        return new Outcome(
                with("what", Timings.HEADS),
                List.of(with("English to rows", timings.cells())),
                List.of(
                        new Floor("mean below 2 s", timings.meanMillis() < 2_000),
                        new Floor(
                                "within 1.2 times of generating and executing alone",
                                timings.meanMillis() <= 1.2 * parts)),
                timings.json().toBuilder()
                        .put("generationMillis", Timings.rounded(mean(generation) / 1e6))
                        .put("executionMillis", Timings.rounded(mean(execution) / 1e6))
                        .build());
    }

    private static Outcome generation(Service service, Effort effort) throws Exception {
        AtomicInteger next = new AtomicInteger();
        Load.Work propose = () -> {
            String text = Documents.REQUESTS.get(next.getAndIncrement() % Documents.REQUESTS.size());
            Service.Reply reply = service.post("/v1/generate", Json.object().put("instruction", text));
            reply.done();
            return reply.nanos();
        };
        Timings cold = Load.times(1, propose);
        Load.times(WARM_UP, propose);
        Timings warm = Load.times(600, propose);
        return new Outcome(
                with("requests", Timings.HEADS),
                List.of(with("the first", cold.cells()), with("warm", warm.cells())),
                List.of(
                        new Floor("median below 15 ms", warm.millis(0.5) < 15),
                        new Floor("99 of 100 below 60 ms", warm.millis(0.99) < 60)),
                Json.object().put("first", cold.json()).put("warm", warm.json()).build());
    }

    private static long whole(Service service, int salt, List<Long> generation, List<Long> execution) throws Exception {
        String name = "Larch" + Long.toString(System.nanoTime() + salt, 36);
        long start = System.nanoTime();
        Service.Reply proposed =
                service.post("/v1/generate", Json.object().put("instruction", Documents.ENGLISH.formatted(name)));
        Json.Object proposal = proposed.done();
        Service.Reply executed = service.post(
                "/v1/execute",
                Json.object()
                        .put("document", proposal.text("document").orElseThrow())
                        .put("planHash", proposal.text("planHash").orElseThrow()));
        executed.done();
        generation.add(proposed.nanos());
        execution.add(executed.nanos());
        return System.nanoTime() - start;
    }

    private static Outcome stress(Service service, Effort effort) throws Exception {
        AtomicLong asked = new AtomicLong();
        AtomicLong wrong = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        Timings timings = Load.during(15, effort.seconds() * 1_000L, () -> {
            boolean bad = asked.incrementAndGet() % 5 == 0;
            Service.Reply reply = service.execute((bad ? Documents.WRONG : Documents.ONE).formatted(service.newId()));
            if (bad) {
                wrong.incrementAndGet();
            }
            if (reply.status() == 422) {
                refused.incrementAndGet();
            } else if (reply.status() != 200) {
                failed.incrementAndGet();
            }
            return reply.nanos();
        });
        List<String> row = new ArrayList<>(with(effort.seconds() + " s", timings.cells()));
        row.addAll(List.of(wrong.toString(), refused.toString(), failed.toString()));
        List<String> heads = new ArrayList<>(with("time", Timings.HEADS));
        heads.addAll(List.of("wrong", "refused", "failed"));
        return new Outcome(
                heads,
                List.of(row),
                List.of(new Floor(
                        "exactly the wrong ones are refused and nothing fails",
                        wrong.get() == refused.get() && failed.get() == 0)),
                timings.json().toBuilder()
                        .put("wrong", wrong.get())
                        .put("refused", refused.get())
                        .put("failed", failed.get())
                        .build());
    }

    private static Outcome memory(Service service, Effort effort) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        List<Json> figures = new ArrayList<>();
        List<Long> heaps = new ArrayList<>();
        int done = 0;
        for (int operations = 1_000; operations <= effort.operations(); operations *= 10) {
            AtomicLong left = new AtomicLong(operations - done);
            Load.workers(10, () -> {
                while (left.getAndDecrement() > 0) {
                    create(service);
                }
                return 0;
            });
            done = operations;
            System.gc();
            Thread.sleep(200);
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            heaps.add(heap);
            rows.add(List.of(String.format(java.util.Locale.ROOT, "%,d", operations), Timings.shown(heap / 1048576.0)));
            figures.add(Json.object()
                    .put("operations", operations)
                    .put("heapBytes", heap)
                    .build());
        }
        boolean flat = heaps.size() < 3 || heaps.getLast() <= heaps.get(heaps.size() - 2) * 1.05;
        return new Outcome(
                List.of("operations", "heap MiB"),
                rows,
                List.of(new Floor("ten times the operations take at most 5 % more heap", flat)),
                Json.array(figures));
    }

    private static long create(Service service) throws Exception {
        return check(service.execute(Documents.ONE.formatted(service.newId()))).nanos();
    }

    private static Service.Reply check(Service.Reply reply) {
        reply.done();
        return reply;
    }

    private static long metric(Service.Reply reply, String name) {
        return reply.done()
                .at("metrics", name)
                .flatMap(Json::asInteger)
                .orElseThrow(() -> new IllegalStateException("The answer has no " + name));
    }

    private static double mean(List<Long> nanos) {
        return nanos.stream().mapToLong(Long::longValue).average().orElse(0);
    }

    private static List<String> with(String first, List<String> more) {
        List<String> all = new ArrayList<>();
        all.add(first);
        all.addAll(more);
        return all;
    }
}
