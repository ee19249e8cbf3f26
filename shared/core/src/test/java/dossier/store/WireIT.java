package dossier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.pipeline.Ledger;
import dossier.pipeline.Ledger.Recorded;
import dossier.store.Reading.AsOf;
import dossier.store.Reading.Page;
import dossier.store.Sample.Paper;
import dossier.testkit.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What really goes over the wire, and what happens when the wire breaks. */
@Tag("integration")
@SuppressWarnings("NullAway.Init")
class WireIT {
    /** What would pin a session of a transaction-level proxy, were it to leave the client. */
    private static final Pattern PINS = Pattern.compile(
            "^\\s*(SET|RESET|DISCARD|PREPARE|EXECUTE|DEALLOCATE|LISTEN|DECLARE|CREATE)\\b|set_config|nextval|setval"
                    + "|pg_advisory_lock",
            Pattern.CASE_INSENSITIVE);

    private final List<Faults.Fault> faults = new ArrayList<>();
    private TestDatabase database;
    private WireProxy proxy;
    private Pool pool;
    private Ledger ledger;

    @BeforeEach
    void open() throws SQLException, IOException {
        database = Sample.database();
        proxy = new WireProxy(database.host(), database.port());
        pool = new Pool(Sample.settings(database, "dossier_execute", 1, proxy.port()));
        ledger = new PostgresLedger(pool, Sample.KINDS, Texts.PLAIN, faults::add);
    }

    @AfterEach
    void close() throws SQLException, IOException {
        pool.close();
        proxy.close();
        database.close();
        assertThat(faults).isEmpty();
    }

    private Recorded execute(Paper paper, String request, Optional<String> key) {
        return ledger.execute(paper.entry(Sample.ALICE, request, key, false, Duration.ofSeconds(20)), paper);
    }

    private static Paper fiveForms(String caseId) {
        return new Paper(caseId)
                .party(caseId + "p", "Fund")
                .party(caseId + "q", "Manager")
                .holding(caseId + "h", caseId + "p", caseId + "q", "[60,60]")
                .party(caseId + "p", "Fund renamed")
                .message("case.opened")
                .group("holding", "to_party", caseId + "q");
    }

    @Test
    void a_document_of_five_forms_takes_at_most_four_round_trips() {
        Recorded cold = execute(fiveForms("cold"), "r1", Optional.of("k1"));
        proxy.reset();

        Recorded warm = execute(fiveForms("warm"), "r2", Optional.of("k2"));

        assertThat(cold).isInstanceOf(Recorded.Done.class);
        assertThat(warm).isInstanceOf(Recorded.Done.class);
        assertThat(proxy.syncs()).isEqualTo(warm.cost().roundTrips());
        assertThat(proxy.syncs() + proxy.simpleQueries()).isLessThanOrEqualTo(4);
    }

    @Test
    void nothing_that_pins_a_session_leaves_the_client() throws SQLException {
        execute(fiveForms("pin"), "r1", Optional.of("k1"));
        execute(new Paper("pin").party("pinp", "Again"), "r2", Optional.empty());
        Paper paper = new Paper("pin");
        ledger.look(paper.entry(Sample.ALICE, "r3"));
        ledger.known(Sample.ALICE, Optional.of("pin"), "party", 10);
        ledger.attempt(
                Sample.ALICE,
                new Ledger.Attempt("r4", "execute", Optional.empty(), "hash", "rejected", List.of(), Instant.EPOCH, 1));
        try (Pool generate = new Pool(Sample.settings(database, "dossier_generate", 1, proxy.port()));
                Pool query = new Pool(Sample.settings(database, "dossier_query", 1, proxy.port()));
                Pool upkeep = new Pool(Sample.settings(database, "dossier_upkeep", 1, proxy.port()));
                Pool health = new Pool(Sample.settings(database, "dossier_health", 1, proxy.port()))) {
            new PostgresLedger(generate, Sample.KINDS, Texts.PLAIN, faults::add)
                    .remember(
                            Sample.ALICE,
                            new Ledger.Proposal(
                                    "c",
                                    Optional.empty(),
                                    "h",
                                    "p",
                                    0,
                                    Sample.REGISTRY,
                                    "rules",
                                    "text",
                                    Json.object().build(),
                                    Duration.ofMinutes(1)));
            Reading reading = new Reading(query, Sample.KINDS, Texts.PLAIN, faults::add);
            for (int i = 0; i < 7; i++) {
                reading.caseState(Sample.ALICE, "pin", AsOf.NOW);
            }
            reading.history(Sample.ALICE, "pin", Page.FIRST);
            reading.verify(Sample.ALICE, "pin");
            new OutboxRelay(upkeep, Texts.PLAIN, faults::add).run(m -> true, 10, 10);
            new HealthReading(health, faults::add).ask(Sample.REGISTRY);
        }

        assertThat(proxy.statements()).hasSizeGreaterThan(50);
        assertThat(proxy.statements()).noneMatch(sql -> PINS.matcher(sql).find());
        assertThat(proxy.statements())
                .allMatch(sql -> sql.getBytes(java.nio.charset.StandardCharsets.UTF_8).length < 16_000);
        assertThat(proxy.named()).isEmpty();
    }

    @Test
    void a_read_of_a_case_now_asks_for_the_kinds_it_speaks_of_in_two_round_trips() {
        execute(new Paper("read").party("readp", "Fund"), "r1", Optional.empty());
        try (Pool query = new Pool(Sample.settings(database, "dossier_query", 1, proxy.port()))) {
            Reading reading = new Reading(query, Sample.KINDS, Texts.PLAIN, faults::add);
            reading.caseState(Sample.ALICE, "read", AsOf.NOW);
            proxy.reset();

            reading.caseState(Sample.ALICE, "read", AsOf.NOW);

            assertThat(proxy.syncs() + proxy.simpleQueries()).isEqualTo(2);
            assertThat(proxy.statements())
                    .anyMatch(sql -> sql.contains(Sample.PARTY.table()))
                    .noneMatch(sql -> sql.contains(Sample.HOLDING.table()));
        }
    }

    @Test
    void a_commit_whose_answer_is_lost_is_found_done_and_not_repeated() throws SQLException {
        for (Optional<String> key : List.of(Optional.of("lost"), Optional.<String>empty())) {
            String caseId = key.orElse("keyless");
            proxy.cut(WireProxy.Cut.AFTER_COMMIT);

            Recorded recorded = execute(new Paper(caseId).party(caseId, "Once"), caseId, key);

            assertThat(recorded).isInstanceOf(Recorded.Done.class);
            assertThat(recorded.cost().retries()).isEqualTo(1);
            assertThat(Sample.column(
                            database, "SELECT number FROM dossier.case_version WHERE case_id = '" + caseId + "'"))
                    .containsExactly("1");
        }
    }

    @Test
    void a_commit_that_never_arrived_is_done_again() throws SQLException {
        proxy.cut(WireProxy.Cut.BEFORE_COMMIT);

        Recorded recorded = execute(new Paper("again").party("again", "Once"), "again", Optional.of("again"));

        assertThat(recorded).isInstanceOf(Recorded.Done.class);
        assertThat(recorded.cost().retries()).isEqualTo(1);
        assertThat(Sample.column(database, "SELECT number FROM dossier.case_version WHERE case_id = 'again'"))
                .containsExactly("1");
    }

    @Test
    void a_backend_killed_under_an_idle_connection_goes_unnoticed() throws SQLException {
        execute(new Paper("idle").party("idle", "One"), "r1", Optional.of("k1"));
        kill();

        Recorded recorded = execute(new Paper("idle").party("idle", "Two"), "r2", Optional.of("k2"));

        assertThat(recorded).isInstanceOf(Recorded.Done.class);
        kill();
        assertThat(ledger.look(new Paper("idle").entry(Sample.ALICE, "r3"))).isInstanceOf(Ledger.Looked.Seen.class);
    }

    @Test
    void a_backend_killed_in_mid_transaction_leaves_nothing_and_the_work_is_done_once() throws SQLException {
        Paper paper = new Paper("mid").party("mid", "Once");
        int[] plans = {0};

        Recorded recorded = ledger.execute(paper.entry(Sample.ALICE, "mid"), snapshot -> {
            if (plans[0]++ == 0) {
                kill();
            }
            return paper.plan(snapshot);
        });

        assertThat(recorded).isInstanceOf(Recorded.Done.class);
        assertThat(plans[0]).isEqualTo(2);
        assertThat(Sample.column(database, "SELECT number FROM dossier.case_version WHERE case_id = 'mid'"))
                .containsExactly("1");
    }

    private void kill() {
        try {
            Sample.column(
                    database,
                    "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity"
                            + " WHERE usename = 'dossier_execute' AND datname = current_database()");
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void a_database_that_is_away_is_said_so_and_used_again_when_it_is_back() throws IOException {
        execute(new Paper("away").party("away", "One"), "r1", Optional.of("k1"));
        proxy.away();
        Instant start = Instant.now();

        Recorded gone = execute(new Paper("away").party("away", "Two"), "r2", Optional.of("k2"));
        boolean kept = ledger.attempt(
                Sample.ALICE,
                new Ledger.Attempt("r2", "execute", Optional.empty(), "h", "failed", List.of(), Instant.EPOCH, 1));

        assertThat(gone)
                .isInstanceOfSatisfying(
                        Recorded.Unavailable.class,
                        away -> assertThat(away.retryAfter()).isPositive());
        assertThat(kept).isFalse();
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(12));
        assertThat(pool.state().active()).isZero();
        proxy.back();
        assertThat(untilDone(Duration.ofSeconds(15))).isInstanceOf(Recorded.Done.class);
    }

    /** The pool looks for a lost database at growing intervals, so the first request after its return may miss it. */
    private Recorded untilDone(Duration patience) {
        Instant end = Instant.now().plus(patience);
        while (true) {
            Recorded recorded = execute(new Paper("away").party("away", "Two"), "r2", Optional.of("k2"));
            if (recorded instanceof Recorded.Done || Instant.now().isAfter(end)) {
                return recorded;
            }
        }
    }
}
