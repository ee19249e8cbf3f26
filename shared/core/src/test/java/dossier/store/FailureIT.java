package dossier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.pipeline.Ledger;
import dossier.pipeline.Ledger.Planned;
import dossier.pipeline.Ledger.Recorded;
import dossier.pipeline.Plan;
import dossier.store.Sample.Paper;
import dossier.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What goes wrong comes back as a value, leaves nothing behind, and the next request works. */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class FailureIT {
    private final List<Faults.Fault> faults = new ArrayList<>();
    private TestDatabase database;
    private Pool pool;
    private Ledger ledger;

    @BeforeAll
    void open() throws SQLException {
        database = Sample.database();
        pool = new Pool(Sample.settings(database, "dossier_execute", 2));
        ledger = new PostgresLedger(pool, Sample.KINDS, Texts.PLAIN, faults::add);
    }

    @AfterEach
    void nothing_is_left_over() throws SQLException {
        faults.clear();
        assertThat(pool.state().active()).isZero();
        assertThat(Sample.column(
                        database,
                        "SELECT state FROM pg_stat_activity WHERE usename = 'dossier_execute'"
                                + " AND datname = current_database() AND state <> 'idle'"))
                .isEmpty();
    }

    @AfterAll
    void close() throws SQLException {
        pool.close();
        database.close();
    }

    private Recorded execute(Paper paper, String request, Duration timeout) {
        return ledger.execute(paper.entry(Sample.ALICE, request, Optional.of(request), true, timeout), paper);
    }

    private List<String> written(String caseId) throws SQLException {
        return Sample.column(database, """
                SELECT 'head' FROM dossier.case_head WHERE case_id = '%1$s'
                UNION ALL SELECT 'version' FROM dossier.case_version WHERE case_id = '%1$s'
                UNION ALL SELECT 'thing' FROM dossier.thing WHERE declaring_case = '%1$s'
                UNION ALL SELECT 'row' FROM dossier.sample_party WHERE case_id = '%1$s'
                UNION ALL SELECT 'audit' FROM dossier.audit WHERE case_id = '%1$s'
                UNION ALL SELECT 'outbox' FROM dossier.outbox WHERE case_id = '%1$s'
                UNION ALL SELECT 'key' FROM dossier.idempotency WHERE key = '%1$s'
                UNION ALL SELECT 'result' FROM dossier.result WHERE request_id = '%1$s'
                UNION ALL SELECT 'attempt' FROM dossier.attempt WHERE case_id = '%1$s'""".formatted(caseId));
    }

    @Test
    void a_row_the_database_refuses_leaves_nothing_and_no_value_in_the_log() throws SQLException {
        Paper bad = new Paper("A1")
                .party("a1", "Fine")
                .holding("ah", "a1", "a1", "[secret-value")
                .message("topic");

        Recorded recorded = execute(bad, "A1", Duration.ofSeconds(20));

        assertThat(recorded)
                .isInstanceOfSatisfying(
                        Recorded.Broken.class,
                        broken -> assertThat(broken.detail()).doesNotContain("secret"));
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.sqlState()).isEqualTo("22P02");
            assertThat(fault.toString()).doesNotContain("secret");
        });
        assertThat(written("A1")).isEmpty();
        assertThat(execute(new Paper("A1").party("a1", "Fine"), "A1", Duration.ofSeconds(20)))
                .isInstanceOf(Recorded.Done.class);
    }

    @Test
    void a_plan_that_does_not_fit_the_rows_is_broken_and_leaves_nothing() throws SQLException {
        Paper paper = new Paper("B1").party("b1", "One");

        Recorded recorded = ledger.execute(paper.entry(Sample.ALICE, "B1"), snapshot -> {
            Planned.Commit commit = (Planned.Commit) paper.plan(snapshot);
            Plan plan = commit.plan();
            Plan.Version v = plan.version();
            Plan.Version wrong = new Plan.Version(
                    v.caseId(),
                    7,
                    true,
                    v.verbatim(),
                    v.canonical(),
                    v.forms(),
                    v.metadata(),
                    v.registryVersion(),
                    v.time(),
                    v.actor(),
                    v.source(),
                    v.requestId(),
                    v.previousHash(),
                    v.hash());
            return new Planned.Commit(new Plan(plan.hash(), wrong, plan.writes(), plan.reads()), commit.answer());
        });

        assertThat(recorded).isInstanceOf(Recorded.Broken.class);
        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.object()).isEqualTo("case_head: 0 rows instead of 1"));
        assertThat(written("B1")).isEmpty();
    }

    @Test
    void a_planner_that_fails_leaves_nothing() throws SQLException {
        Paper paper = new Paper("C1").party("c1", "One");
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(
                () -> ledger.execute(paper.entry(Sample.ALICE, "C1"), snapshot -> {
                    throw new IllegalStateException("a defect");
                }));

        assertThat(thrown).isInstanceOf(IllegalStateException.class);
        assertThat(written("C1")).isEmpty();
        assertThat(execute(paper, "C1", Duration.ofSeconds(20))).isInstanceOf(Recorded.Done.class);
    }

    private void whileLocked(String caseId, Runnable work) throws SQLException {
        try (Connection rival = database.asSuperuser();
                Statement sql = rival.createStatement()) {
            rival.setAutoCommit(false);
            sql.execute("SELECT FROM dossier.case_head WHERE case_id = '" + caseId + "' FOR UPDATE");
            work.run();
            rival.rollback();
        }
    }

    @Test
    void a_request_ends_when_its_time_is_over() throws SQLException {
        execute(new Paper("D1").party("d1", "One"), "D0", Duration.ofSeconds(20));
        Paper late = new Paper("D1").party("d1", "Two");
        List<Recorded> ended = new ArrayList<>();

        Instant start = Instant.now();
        whileLocked("D1", () -> ended.add(execute(late, "D1", Duration.ofMillis(400))));

        assertThat(ended).singleElement().isInstanceOf(Recorded.TimedOut.class);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
        assertThat(Sample.column(database, "SELECT version FROM dossier.case_head WHERE case_id = 'D1'"))
                .containsExactly("1");
        assertThat(execute(late, "D1", Duration.ofSeconds(20))).isInstanceOf(Recorded.Done.class);
    }

    @Test
    void a_slow_planner_counts_too() throws SQLException {
        Paper paper = new Paper("E1").party("e1", "One");

        Recorded recorded = ledger.execute(
                paper.entry(Sample.ALICE, "E1", Optional.of("E1"), true, Duration.ofMillis(700)), snapshot -> {
                    pause(Duration.ofMillis(800));
                    return paper.plan(snapshot);
                });

        assertThat(recorded).isInstanceOf(Recorded.TimedOut.class);
        assertThat(written("E1")).isEmpty();
    }

    @Test
    void nobody_waits_longer_than_five_seconds_for_a_rival() throws SQLException {
        execute(new Paper("F1").party("f1", "One"), "F0", Duration.ofSeconds(20));
        List<Recorded> ended = new ArrayList<>();

        Instant start = Instant.now();
        whileLocked("F1", () -> ended.add(execute(new Paper("F1").party("f1", "Two"), "F1", Duration.ofSeconds(20))));

        assertThat(ended)
                .singleElement()
                .isInstanceOfSatisfying(
                        Recorded.Unavailable.class,
                        away -> assertThat(away.retryAfter()).isPositive());
        assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
    }

    @Test
    void a_wrong_host_port_or_database_is_unavailable_in_time() {
        DatabaseUrl url = Sample.settings(database, "dossier_execute", 1).url();
        for (DatabaseUrl wrong : List.of(
                new DatabaseUrl("127.0.0.1", 1, url.database(), url.user(), url.password(), url.options()),
                new DatabaseUrl(
                        "no-such-host.invalid", 5432, url.database(), url.user(), url.password(), url.options()),
                new DatabaseUrl(
                        url.host(), url.port(), "no_such_database", url.user(), url.password(), url.options()))) {
            Instant start = Instant.now();
            try (Pool away = new Pool(PoolSettings.of(wrong, "dossier_execute", database::password, 1))) {
                Ledger there = new PostgresLedger(away, Sample.KINDS, Texts.PLAIN, faults::add);
                Paper paper = new Paper("G1").party("g1", "One");

                assertThat(there.execute(paper.entry(Sample.ALICE, "G1"), paper))
                        .as(wrong.toString())
                        .isInstanceOf(Recorded.Unavailable.class);
                assertThat(there.look(paper.entry(Sample.ALICE, "G1"))).isInstanceOf(Ledger.Looked.Failed.class);
                assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
            }
        }
    }

    @Test
    void a_million_characters_in_one_value_are_kept() throws SQLException {
        String large = "x".repeat(1_000_000);

        Recorded recorded = execute(
                new Paper("H1")
                        .say(
                                Sample.PARTY,
                                "h1",
                                Json.object().put("name", large).build()),
                "H1",
                Duration.ofSeconds(20));

        assertThat(recorded).isInstanceOf(Recorded.Done.class);
        assertThat(Sample.column(database, "SELECT length(name) FROM dossier.sample_party WHERE party_id = 'h1'"))
                .containsExactly("1000000");
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
