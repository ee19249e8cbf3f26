package dossier.local.cli;

import dossier.json.Json;
import dossier.local.Query;
import dossier.local.Scratch;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kills the serving process or its database without warning while several clients write, starts again, and looks: every
 * acknowledged execution is there exactly once, none half, every chain holds and every case replays. Repeatable: a seed
 * decides what is killed, and after how many acknowledgements.
 */
record Drill(Terminal terminal) implements Command {
    private static final int CLIENTS = 4;
    private static final int CASES = 4;
    /** A round is cut short after fewer acknowledgements than these. */
    private static final int MOST_ACKNOWLEDGED = 60;

    private static final Duration START = Duration.ofMinutes(2);

    @Override
    public String usage() {
        return "drill [--seed N] [--rounds N]";
    }

    @Override
    public String does() {
        return "kills the process and its database under load, and checks that nothing is lost, doubled or half";
    }

    /** Something did not hold. */
    private static final class Failed extends Exception {
        private static final long serialVersionUID = 1;

        Failed(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * One execution that a client asked for.
     *
     * @param version that it was acknowledged with; empty while nobody knows
     */
    private record Asked(String key, String caseId, String document, Optional<Long> version) {
        Asked acknowledged(long number) {
            return new Asked(key, caseId, document, Optional.of(number));
        }
    }

    @Override
    public int run(List<String> typed) throws Exception {
        Arguments arguments = Arguments.parse(typed, Set.of(), Set.of("seed", "rounds"));
        arguments.none();
        long seed = arguments.number("seed", 1);
        long rounds = arguments.number("rounds", 10);
        Scratch scratch = Scratch.make("dossier-drill");
        Path data = scratch.folder();
        terminal.line("Seed " + seed + ", " + rounds + " rounds in " + data);
        Random random = new Random(seed);
        long start = System.nanoTime();
        long executions = 0;
        for (int round = 1; round <= rounds; round++) {
            try {
                executions += round(data, round, random);
            } catch (Failed failed) {
                terminal.line(terminal.styled(Terminal.Style.RED, "  ✗ round " + round + ": ") + failed.getMessage());
                terminal.line("The folder is kept: " + data);
                return REJECTED;
            }
        }
        terminal.line(
                terminal.styled(Terminal.Style.GREEN, "Every round held") + ": " + rounds + " kills, " + executions
                        + " executions, each there exactly once, every chain holds, every case replays; "
                        + Terminal.seconds((System.nanoTime() - start) / 1_000));
        scratch.close();
        return DONE;
    }

    private int round(Path data, int round, Random random) throws Exception {
        boolean database = random.nextBoolean();
        int acknowledged = random.nextInt(MOST_ACKNOWLEDGED);
        long then = random.nextInt(30);
        Map<String, Asked> asked = new ConcurrentHashMap<>();
        try (Served served = Served.start(data)) {
            load(served, round, random.nextLong(), asked, () -> {
                for (long end = System.nanoTime() + START.toNanos();
                        known(asked) < acknowledged && System.nanoTime() < end; ) {
                    Thread.sleep(1);
                }
                Thread.sleep(then);
                if (database) {
                    killDatabase(data);
                }
                served.kill();
            });
        }
        long known = known(asked);
        try (Served served = Served.start(data)) {
            settle(served.api(), asked);
            check(served.api(), asked);
        }
        terminal.line(terminal.styled(Terminal.Style.GREEN, "  ✓ ") + "round " + round + ": "
                + (database ? "database and process" : "process") + " killed with " + known
                + " executions acknowledged and " + (asked.size() - known) + " in doubt");
        return asked.size();
    }

    private static long known(Map<String, Asked> asked) {
        return asked.values().stream().filter(a -> a.version().isPresent()).count();
    }

    @FunctionalInterface
    private interface Kill {
        void now() throws Exception;
    }

    /** Clients write without pause until the server they talk to is gone. */
    private static void load(Served served, int round, long seed, Map<String, Asked> asked, Kill kill)
            throws Exception {
        AtomicBoolean gone = new AtomicBoolean();
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> working = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int c = 0; c < CLIENTS; c++) {
                Random random = new Random(seed + c);
                working.add(clients.submit(() -> {
                    while (!gone.get()) {
                        Asked one = ask(round, next.incrementAndGet(), random);
                        asked.put(one.key(), one);
                        try {
                            send(served.api(), one).ifPresent(v -> asked.put(one.key(), one.acknowledged(v)));
                        } catch (IOException cutOff) {
                            // In doubt: whether it happened shows afterwards.
                            gone.set(true);
                        }
                    }
                    return null;
                }));
            }
            kill.now();
            gone.set(true);
            clients.shutdown();
            if (!clients.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new Failed("A client still waits for a server that is gone.");
            }
            for (Future<?> one : working) {
                try {
                    one.get();
                } catch (ExecutionException failed) {
                    throw new Failed(String.valueOf(failed.getMessage()));
                }
            }
        }
    }

    /** A document that is accepted whenever it comes: a case that it opens, or a thing in one of the round's cases. */
    private static Asked ask(int round, int number, Random random) {
        String key = "drill-" + round + "-" + number;
        String caseId = "DRILL-" + round + "-" + random.nextInt(CASES);
        String entity = "e-" + round + "-" + number;
        String document = "(entity.register :entity-id \"" + entity
                + "\" :entity-type \"LIMITED_COMPANY\" :props {:legal-name \"Company " + number + "\"})"
                + " (tasks.create :task-id \"t-" + round + "-" + number + "\" :type \"MANUAL\" :title \"Call "
                + entity + "\")";
        return new Asked(key, caseId, document, Optional.empty());
    }

    /** The version it was acknowledged with; nothing where the answer says that it has not happened. */
    private static Optional<Long> send(Api api, Asked one) throws Exception {
        for (int tries = 0; tries < 50; tries++) {
            Api.Reply reply = api.call(
                    "POST",
                    "/v1/execute",
                    Optional.of(Json.object()
                            .put("document", one.document())
                            .put("caseId", one.caseId())
                            .put("options", Json.object().put("wait", true))
                            .build()),
                    Map.of("idempotency-key", one.key()));
            if (reply.ok()) {
                return reply.body().integer("version");
            }
            if (reply.status() == 404) {
                open(api, one.caseId());
            } else if (reply.status() == 409 || reply.status() == 503) {
                Thread.sleep(20);
            } else {
                throw new Failed("HTTP " + reply.status() + " for " + one.key() + ": " + reply.text());
            }
        }
        return Optional.empty();
    }

    /** The first of several clients opens the case; for the others it is there. */
    private static void open(Api api, String caseId) throws Exception {
        api.call(
                "POST",
                "/v1/execute",
                Optional.of(Json.object()
                        .put("document", "(case.create :case-id \"" + caseId + "\" :case-type \"TESTING\")")
                        .build()),
                Map.of("idempotency-key", "open-" + caseId));
    }

    /** Asks for everything again under its key: what was acknowledged must be answered as it was. */
    private static void settle(Api api, Map<String, Asked> asked) throws Exception {
        for (Asked one : List.copyOf(asked.values())) {
            long now = send(api, one).orElseThrow(() -> new Failed(one.key() + " cannot be settled."));
            if (one.version().filter(was -> was != now).isPresent()) {
                throw new Failed(one.key() + " was acknowledged as version "
                        + one.version().get() + " and is " + now);
            }
            asked.put(one.key(), one.acknowledged(now));
        }
    }

    private static void check(Api api, Map<String, Asked> asked) throws Exception {
        Map<String, List<Asked>> byCase = new TreeMap<>();
        asked.values()
                .forEach(one -> byCase.computeIfAbsent(one.caseId(), c -> new ArrayList<>())
                        .add(one));
        for (Map.Entry<String, List<Asked>> one : byCase.entrySet()) {
            String path = "/v1/cases/" + Query.encoded(one.getKey());
            long distinct = one.getValue().stream()
                    .map(a -> a.version().orElse(-1L))
                    .distinct()
                    .count();
            // One version for each execution, and the one that opened the case.
            long versions = api.get(path).body().integer("version").orElse(0L);
            if (distinct != one.getValue().size() || versions != distinct + 1) {
                throw new Failed(one.getKey() + " has " + versions + " versions for "
                        + one.getValue().size() + " executions of " + distinct + " versions.");
            }
            holds(api.get(path + "/verify"), "ok");
            holds(api.post(path + "/replay", Json.object().build()), "match");
        }
    }

    private static void holds(Api.Reply reply, String member) throws Failed {
        if (!reply.ok() || !reply.body().bool(member).orElse(false)) {
            throw new Failed(reply.text());
        }
    }

    private static void killDatabase(Path data) throws IOException {
        List<String> lines = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
        ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** The stack in a process of its own. */
    private record Served(Process process, Api.There api) implements AutoCloseable {
        static Served start(Path data) throws Exception {
            String java = ProcessHandle.current().info().command().orElse("java");
            Process process = new ProcessBuilder(
                            java,
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "serve",
                            "--port",
                            "0",
                            "--data",
                            data.toString())
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            data.resolve("serve.log").toFile()))
                    .start();
            Thread watchdog = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(START);
                    process.destroyForcibly();
                } catch (InterruptedException ready) {
                    Thread.currentThread().interrupt();
                }
            });
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String line = out.readLine();
            while (line != null && !line.startsWith("ready ")) {
                line = out.readLine();
            }
            watchdog.interrupt();
            if (line == null) {
                process.destroyForcibly();
                throw new Failed("The server does not start; " + data.resolve("serve.log") + " says why.");
            }
            return new Served(process, Api.There.at(line.substring("ready ".length()), Optional.empty()));
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        @Override
        public void close() {
            api.close();
            process.destroy();
            try {
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
