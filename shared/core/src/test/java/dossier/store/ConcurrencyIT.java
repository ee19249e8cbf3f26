package dossier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.language.Diagnostic;
import dossier.pipeline.Ledger;
import dossier.pipeline.Ledger.Recorded;
import dossier.pipeline.Needs;
import dossier.pipeline.Snapshot;
import dossier.pipeline.ThingKey;
import dossier.store.Sample.Paper;
import dossier.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rivals: nothing lost, nothing doubled, and rules that hold across cases. */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ConcurrencyIT {
    private static final int WORKERS = Integer.getInteger("dossier.test.workers", 50);

    private final List<Faults.Fault> faults = new ArrayList<>();
    private TestDatabase database;
    private Pool pool;
    private Ledger ledger;

    @BeforeAll
    void open() throws SQLException {
        database = Sample.database();
        pool = new Pool(patient(8));
        ledger = new PostgresLedger(pool, Sample.KINDS, Texts.PLAIN, faults::add);
    }

    @AfterAll
    void close() throws SQLException {
        pool.close();
        database.close();
        assertThat(faults).isEmpty();
    }

    private PoolSettings patient(int size) {
        PoolSettings usual = Sample.settings(database, "dossier_execute", size);
        return new PoolSettings(
                usual.url(), usual.role(), usual.password(), size, Duration.ofSeconds(25), usual.application());
    }

    private Recorded execute(Ledger on, Paper paper, String request, boolean waits) {
        return on.execute(
                paper.entry(Sample.ALICE, request, Optional.of(request), waits, Duration.ofSeconds(25)), paper);
    }

    private static <T> List<T> all(List<Callable<T>> work) throws Exception {
        try (ExecutorService workers = Executors.newFixedThreadPool(Math.min(work.size(), WORKERS))) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : workers.invokeAll(work)) {
                results.add(future.get());
            }
            return results;
        }
    }

    @Test
    void writers_that_wait_on_one_case_all_get_their_turn() throws Exception {
        List<Callable<Recorded>> work = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String request = "turn" + i;
            work.add(() -> execute(ledger, new Paper("T1").party("t1", request), request, true));
        }

        List<Recorded> results = all(work);

        assertThat(results).allMatch(Recorded.Done.class::isInstance);
        assertThat(Sample.column(
                        database, "SELECT number FROM dossier.case_version WHERE case_id = 'T1' ORDER BY number"))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 50).mapToObj(Long::toString).toList());
        assertThat(Sample.column(database, "SELECT revision FROM dossier.thing WHERE id = 't1'"))
                .containsExactly("50");
        assertThat(Sample.column(
                        database,
                        "SELECT count(*) FROM dossier.case_version a JOIN dossier.case_version b ON b.case_id = a.case_id"
                                + " AND b.number = a.number + 1 WHERE a.case_id = 'T1' AND b.previous_hash = a.hash"
                                + " AND b.recorded_at > a.recorded_at"))
                .containsExactly("49");
    }

    @Test
    void writers_that_do_not_wait_get_the_new_version_and_nothing_is_lost_or_doubled() throws Exception {
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String request = "race" + i;
            work.add(() -> {
                int conflicts = 0;
                while (true) {
                    switch (execute(ledger, new Paper("R1").party(request, request), request, false)) {
                        case Recorded.Done done -> {
                            return conflicts;
                        }
                        case Recorded.Conflict conflict -> {
                            assertThat(conflict.currentVersion()).isPresent();
                            conflicts++;
                        }
                        case Recorded other -> throw new AssertionError(other);
                    }
                }
            });
        }

        all(work);

        assertThat(Sample.column(database, "SELECT version FROM dossier.case_head WHERE case_id = 'R1'"))
                .containsExactly("50");
        assertThat(Sample.column(database, "SELECT count(*) FROM dossier.sample_party WHERE case_id = 'R1'"))
                .containsExactly("50");
    }

    @Test
    void a_pool_of_two_serves_fifty_workers_on_many_cases() throws Exception {
        try (Pool two = new Pool(patient(2))) {
            Ledger small = new PostgresLedger(two, Sample.KINDS, Texts.PLAIN, faults::add);
            List<Callable<Recorded>> work = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                String id = "P" + i;
                work.add(() -> execute(small, new Paper(id).party(id, "Name"), id, false));
            }

            List<Recorded> results = all(work);

            assertThat(results).allMatch(Recorded.Done.class::isInstance);
            assertThat(results).anyMatch(r -> r.cost().poolWaitMicros() > 0);
            assertThat(two.state().active()).isZero();
            assertThat(two.state().waiting()).isZero();
        }
    }

    /** Adds ten percent of a shared party, unless that makes more than a hundred; says what it saw. */
    private Ledger.Planned tenPercent(Paper paper, Needs.Group group, Snapshot snapshot) {
        int before = snapshot.groups().getOrDefault(group, List.of()).size() * 10;
        return before + 10 > 100
                ? new Ledger.Planned.Refuse(new Ledger.Refusal.Rejected(List.<Diagnostic>of()))
                : paper.plan(snapshot);
    }

    @Test
    void a_sum_over_a_shared_thing_holds_across_cases_and_races() throws Exception {
        execute(ledger, new Paper("S0").party("shared", "Shared").party("owner", "Owner"), "S0", false);
        Needs.Group group = new Needs.Group("holding", "to_party", "shared");
        List<Callable<Recorded>> work = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            String id = "S" + i;
            Paper paper =
                    new Paper(id).holding(id, "owner", "shared", "[10,10]").group("holding", "to_party", "shared");
            work.add(() -> ledger.execute(
                    paper.entry(Sample.ALICE, id, Optional.of(id), true, Duration.ofSeconds(25)),
                    snapshot -> tenPercent(paper, group, snapshot)));
        }

        List<Recorded> results = all(work);

        assertThat(results).filteredOn(Recorded.Done.class::isInstance).hasSize(10);
        assertThat(results).filteredOn(Recorded.Refused.class::isInstance).hasSize(10);
        assertThat(Sample.column(database, "SELECT count(*) FROM dossier.sample_holding WHERE to_party = 'shared'"))
                .containsExactly("10");
    }

    /** A planner that stops when it has the locks until it is let on. */
    private static final class Paused implements Ledger.Planner {
        private final Paper paper;
        private final CountDownLatch locked = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);

        Paused(Paper paper) {
            this.paper = paper;
        }

        @Override
        public Ledger.Planned plan(Snapshot snapshot) {
            locked.countDown();
            await(go);
            return paper.plan(snapshot);
        }

        static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }

    /** On a thread of its own: the common pool may have only one, and that one may be waiting. */
    private static CompletableFuture<Recorded> later(Supplier<Recorded> work) {
        return CompletableFuture.supplyAsync(work, task -> Thread.ofPlatform().start(task));
    }

    private CompletableFuture<Recorded> start(Paused planner, String request, String key) {
        CompletableFuture<Recorded> result = later(() -> ledger.execute(
                planner.paper.entry(Sample.ALICE, request, Optional.of(key), false, Duration.ofSeconds(25)), planner));
        Paused.await(planner.locked);
        return result;
    }

    private void waitUntilBlocked() throws Exception {
        for (int i = 0; i < 200; i++) {
            if (!Sample.column(
                            database,
                            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                                    + " AND wait_event_type = 'Lock'")
                    .isEmpty()) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("Nobody waits for a lock");
    }

    @Test
    void a_writer_that_waited_for_a_rival_sees_what_the_rival_committed() throws Exception {
        execute(ledger, new Paper("W0").party("wshared", "Shared").party("wowner", "Owner"), "W0", false);
        Needs.Group group = new Needs.Group("holding", "to_party", "wshared");
        Paused rival = new Paused(new Paper("W1").holding("w1", "wowner", "wshared", "[60,60]"));
        CompletableFuture<Recorded> first = start(rival, "W1", "W1");
        Paper second =
                new Paper("W2").holding("w2", "wowner", "wshared", "[50,50]").group("holding", "to_party", "wshared");
        List<Snapshot.Thing> seen = new ArrayList<>();

        CompletableFuture<Recorded> waiting = later(() -> ledger.execute(
                second.entry(Sample.ALICE, "W2", Optional.of("W2"), true, Duration.ofSeconds(25)), snapshot -> {
                    seen.addAll(snapshot.groups().getOrDefault(group, List.of()));
                    return second.plan(snapshot);
                }));
        waitUntilBlocked();
        rival.go.countDown();

        assertThat(first.get()).isInstanceOf(Recorded.Done.class);
        assertThat(waiting.get()).isInstanceOf(Recorded.Done.class);
        assertThat(seen)
                .extracting(thing -> thing.row().text("percent").orElseThrow())
                .containsExactly("[60,60]");
    }

    @Test
    void the_same_key_while_its_first_request_runs_waits_and_gets_its_answer() throws Exception {
        Paper paper = new Paper("K1").party("k1", "Once");
        Paused first = new Paused(paper);
        CompletableFuture<Recorded> running = start(first, "K1", "K1");

        CompletableFuture<Recorded> again = later(() -> execute(ledger, paper, "K1", false));
        waitUntilBlocked();
        first.go.countDown();

        assertThat(running.get()).isInstanceOf(Recorded.Done.class);
        assertThat(again.get()).isInstanceOf(Recorded.Repeated.class);
        assertThat(Sample.column(database, "SELECT number FROM dossier.case_version WHERE case_id = 'K1'"))
                .containsExactly("1");
    }

    @Test
    void twenty_requests_at_once_under_one_key_make_one_version_and_get_one_answer() throws Exception {
        List<Callable<Recorded>> work = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            work.add(() -> execute(ledger, new Paper("K20").party("k20", "Once"), "twenty", true));
        }

        List<Recorded> results = all(work);

        assertThat(results.stream().filter(Recorded.Done.class::isInstance)).hasSize(1);
        assertThat(results.stream()
                        .map(result -> switch (result) {
                            case Recorded.Done done -> done.answer();
                            case Recorded.Repeated repeated -> repeated.answer();
                            default -> throw new AssertionError(result);
                        })
                        .distinct())
                .hasSize(1);
        assertThat(Sample.column(database, "SELECT count(*) FROM dossier.case_version WHERE case_id = 'K20'"))
                .containsExactly("1");
        assertThat(Sample.column(database, "SELECT count(*) FROM dossier.sample_party WHERE party_id = 'k20'"))
                .containsExactly("1");
    }

    @Test
    void of_two_creators_of_a_case_one_wins() throws Exception {
        Paused first = new Paused(new Paper("C1").party("c1", "First"));
        CompletableFuture<Recorded> running = start(first, "C1a", "C1a");

        CompletableFuture<Recorded> second =
                later(() -> execute(ledger, new Paper("C1").party("c2", "Second"), "C1b", false));
        waitUntilBlocked();
        first.go.countDown();

        assertThat(running.get()).isInstanceOf(Recorded.Done.class);
        assertThat(second.get())
                .isInstanceOfSatisfying(
                        Recorded.Conflict.class,
                        conflict -> assertThat(conflict.currentVersion()).contains(1L));
    }

    @Test
    void of_two_creators_of_a_thing_the_second_plans_again_with_the_thing_there() throws Exception {
        Paused slow = new Paused(new Paper("D1").party("d", "Slow"));
        CompletableFuture<Recorded> running = start(slow, "D1", "D1");
        Recorded fast = execute(ledger, new Paper("D2").party("d", "Fast"), "D2", false);
        slow.go.countDown();

        assertThat(fast).isInstanceOf(Recorded.Done.class);
        assertThat(running.get()).isInstanceOf(Recorded.Done.class);
        assertThat(running.get().cost().retries()).isEqualTo(1);
        assertThat(Sample.column(
                        database, "SELECT name FROM dossier.sample_party WHERE party_id = 'd' ORDER BY revision"))
                .containsExactly("Fast", "Slow");
    }

    @Test
    void a_deadlock_is_tried_again() throws Exception {
        execute(ledger, new Paper("X0").party("xa", "A").party("xb", "B"), "X0", false);
        try (Connection other = database.asSuperuser();
                Statement sql = other.createStatement()) {
            other.setAutoCommit(false);
            sql.execute("SELECT FROM dossier.thing WHERE id = 'xb' FOR UPDATE");
            CompletableFuture<Recorded> running = later(
                    () -> execute(ledger, new Paper("X1").party("xa", "A2").party("xb", "B2"), "X1", false));
            waitUntilBlocked();
            sql.execute("SET deadlock_timeout = '10s'");
            sql.execute("SELECT FROM dossier.thing WHERE id = 'xa' FOR UPDATE");
            other.commit();

            assertThat(running.get()).isInstanceOf(Recorded.Done.class);
            assertThat(running.get().cost().retries()).isEqualTo(1);
        }
    }

    @Test
    void a_pool_in_use_says_so_and_serves_again() throws Exception {
        PoolSettings usual = Sample.settings(database, "dossier_execute", 1);
        PoolSettings hasty = new PoolSettings(
                usual.url(), usual.role(), usual.password(), 1, Duration.ofMillis(300), usual.application());
        try (Pool one = new Pool(hasty)) {
            Ledger small = new PostgresLedger(one, Sample.KINDS, Texts.PLAIN, faults::add);
            Paused holder = new Paused(new Paper("Y1").party("y1", "Holder"));
            CompletableFuture<Recorded> running =
                    later(() -> small.execute(holder.paper.entry(Sample.ALICE, "Y1"), holder));
            Paused.await(holder.locked);

            Recorded refused = execute(small, new Paper("Y2").party("y2", "Other"), "Y2", false);
            Recorded hurried = small.execute(
                    new Paper("Y2").entry(Sample.ALICE, "Y3", Optional.empty(), false, Duration.ofMillis(50)),
                    new Paper("Y2"));
            holder.go.countDown();

            assertThat(refused)
                    .isInstanceOfSatisfying(
                            Recorded.Unavailable.class,
                            away -> assertThat(away.retryAfter()).isPositive());
            assertThat(hurried).isInstanceOf(Recorded.TimedOut.class);
            assertThat(running.get()).isInstanceOf(Recorded.Done.class);
            assertThat(execute(small, new Paper("Y2").party("y2", "Other"), "Y2", false))
                    .isInstanceOf(Recorded.Done.class);
        }
    }

    @Test
    void things_are_written_by_the_case_that_holds_their_lock_only() {
        execute(ledger, new Paper("Z1").party("z", "One"), "Z1", false);
        Snapshot seen = ((Ledger.Looked.Seen)
                        ledger.look(new Paper("Z2").reads("party", "z").entry(Sample.ALICE, "z")))
                .snapshot();

        assertThat(seen.head()).isEmpty();
        assertThat(seen.things()).containsOnlyKeys(new ThingKey("party", "z"));
    }
}
