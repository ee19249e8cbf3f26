package dossier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.pipeline.Ledger;
import dossier.pipeline.Ledger.Recorded;
import dossier.store.Reading.AsOf;
import dossier.store.Reading.Filter;
import dossier.store.Reading.Outcome;
import dossier.store.Reading.Page;
import dossier.store.Sample.Paper;
import dossier.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Nothing that a request reads may cost more because there are many other cases, or many versions of its own. The
 * database counts what it reads by scanning whole tables; here it must not.
 */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class IndexedReadsIT {
    private static final int CASES = Integer.getInteger("dossier.test.cases", 20_000);

    private final List<Faults.Fault> faults = new ArrayList<>();
    private TestDatabase database;

    @BeforeAll
    void open() throws SQLException {
        database = Sample.database();
        String many = "generate_series(1, " + CASES + ") n";
        try (Connection superuser = database.asSuperuser();
                Statement sql = superuser.createStatement()) {
            sql.execute("INSERT INTO dossier.case_head SELECT 'acme', 'c' || n, 1, 'h', now() - n * interval '1 second'"
                    + " FROM " + many);
            sql.execute("INSERT INTO dossier.case_version SELECT 'acme', 'c' || n, 1, 'v', 'c', '[]', '{}', 'r',"
                    + " now() - n * interval '1 second', 'a', 's', 'q' || n, 'p', 'x', 'h', false, '[]' FROM " + many);
            sql.execute("INSERT INTO dossier.thing SELECT 'acme', 'party', 'p' || n, 'c' || n, 1, true, now() FROM "
                    + many);
            sql.execute("INSERT INTO dossier.thing SELECT 'acme', 'holding', 'h' || n, 'c' || n, 1, true, now() FROM "
                    + many);
            sql.execute("INSERT INTO dossier.case_thing SELECT 'acme', 'c' || n, 'party', 'p' || n, 1 FROM " + many);
            sql.execute("INSERT INTO dossier.case_thing SELECT 'acme', 'c' || n, 'holding', 'h' || n, 1 FROM " + many);
            sql.execute("INSERT INTO dossier.thing_word SELECT 'acme', 'name' || n, 'party', 'p' || n FROM " + many);
            sql.execute("INSERT INTO dossier.sample_party (tenant_id, party_id, revision, kind, case_id, version, form,"
                    + " known_at, name, extras) SELECT 'acme', 'p' || n, 1, 'party', 'c' || n, 1, 0, now(), 'name' || n,"
                    + " '{}' FROM " + many);
            sql.execute("INSERT INTO dossier.sample_holding (tenant_id, holding_id, revision, kind, case_id, version,"
                    + " form, known_at, from_party, to_party, percent, extras) SELECT 'acme', 'h' || n, 1, 'holding',"
                    + " 'c' || n, 1, 0, now(), 'p' || n, 'p' || (n + 1), '[1,1]', '{}' FROM " + many);
            sql.execute(
                    "INSERT INTO dossier.audit SELECT 'acme', 'c' || n, 1, 0, now(), 'a', 's', 'q' || n, 0, 'v', 'o',"
                            + " 'party', 'p' || n, null, '{}' FROM " + many);
            sql.execute("INSERT INTO dossier.outbox SELECT 'acme', 'c' || n, 1, 0, 't', 'k', '{}', now(), now() FROM "
                    + many);
            sql.execute("INSERT INTO dossier.idempotency SELECT 'acme', 'alice', 'k' || n, 'h', 'q' || n, now(), '{}'"
                    + " FROM " + many);
            sql.execute("INSERT INTO dossier.result SELECT 'acme', 'q' || n, now(), 'accepted', '{}' FROM " + many);
            sql.execute("INSERT INTO dossier.attempt (tenant_id, at, actor, source, request_id, operation,"
                    + " document_hash, outcome, codes, micros) SELECT 'acme', now(), 'a', 's', 'q' || n, 'execute', 'h',"
                    + " 'accepted', '{}', 1 FROM " + many);
            sql.execute(
                    "INSERT INTO dossier.proposal SELECT 'acme', 'v' || n, 'p' || n, 'c' || n, 'c' || n, 1, 'r', 'x',"
                            + " 'd', '{}', 'a', now(), now() + interval '1 hour' FROM " + many);
            sql.execute("VACUUM ANALYZE");
        }
    }

    @AfterAll
    void close() throws SQLException {
        database.close();
        assertThat(faults).isEmpty();
    }

    /** Rows read so far by scanning whole tables, by table. */
    private Map<String, Long> scanned() throws SQLException {
        Map<String, Long> scanned = new HashMap<>();
        for (String line : Sample.column(
                database,
                "SELECT relname || ' ' || seq_tup_read FROM pg_stat_user_tables WHERE schemaname = 'dossier'")) {
            String[] parts = line.split(" ", -1);
            scanned.put(parts[0], Long.parseLong(parts[1]));
        }
        return scanned;
    }

    private static void found(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Found.class);
    }

    /** Every read and write, each connection closed afterwards so that its counts are published. */
    private void work() {
        try (Pool execute = new Pool(Sample.settings(database, "dossier_execute", 1));
                Pool query = new Pool(Sample.settings(database, "dossier_query", 1));
                Pool upkeep = new Pool(Sample.settings(database, "dossier_upkeep", 1));
                Pool health = new Pool(Sample.settings(database, "dossier_health", 1))) {
            Ledger ledger = new PostgresLedger(execute, Sample.KINDS, Texts.PLAIN, faults::add);
            Paper paper = new Paper("c77")
                    .party("p77", "Changed")
                    .holding("h77", "p77", "p78", "[2,2]")
                    .group("holding", "to_party", "p78")
                    .message("topic");
            assertThat(ledger.execute(paper.entry(Sample.ALICE, "w" + System.nanoTime()), paper))
                    .isInstanceOf(Recorded.Done.class);
            ledger.known(Sample.ALICE, Optional.of("c5"), "party", 10);
            Reading reading = new Reading(query, Sample.KINDS, Texts.PLAIN, faults::add);
            Filter named = new Filter(Map.of(), Optional.of("name500"));
            found(reading.cases(Sample.ALICE, Filter.ALL, Page.FIRST));
            found(reading.cases(Sample.ALICE, named, Page.FIRST));
            found(reading.caseState(Sample.ALICE, "c50", AsOf.NOW));
            AsOf known = new AsOf(Optional.empty(), Optional.of(Instant.now()), Optional.empty());
            found(reading.caseState(Sample.ALICE, "c50", known));
            found(reading.document(Sample.ALICE, "c50", Optional.empty()));
            found(reading.history(Sample.ALICE, "c50", Page.FIRST));
            found(reading.diff(Sample.ALICE, "c50", 0, 1));
            found(reading.verify(Sample.ALICE, "c50"));
            found(reading.audit(Sample.ALICE, "c50", Page.FIRST));
            found(reading.result(Sample.ALICE, "q50"));
            found(reading.operations(Sample.ALICE, Page.FIRST));
            found(reading.operation(Sample.ALICE, "q50"));
            found(reading.things(
                    Sample.ALICE, "parties", new Reading.Filter(java.util.Map.of(), Optional.empty()), Page.FIRST));
            found(reading.things(
                    Sample.ALICE,
                    "parties",
                    new Reading.Filter(java.util.Map.of(), Optional.of("name50")),
                    Page.FIRST));
            found(reading.thing(Sample.ALICE, "parties", "p50", AsOf.NOW));
            found(reading.conversation(Sample.ALICE, "v50"));
            new KnownNames(query, Sample.KINDS, faults::add)
                    .named(Sample.ALICE, Optional.of("c50"), List.of("name7"), 10);
            new OutboxRelay(upkeep, Texts.PLAIN, faults::add).run(m -> true, 10, 10);
            new HealthReading(health, faults::add).ask(Sample.REGISTRY);
        }
    }

    @Test
    void no_read_scans_a_table_that_grows() throws Exception {
        work();
        Thread.sleep(300);
        Map<String, Long> before = scanned();
        work();
        Thread.sleep(300);
        Map<String, Long> after = scanned();

        after.forEach((table, rows) -> assertThat(rows - before.getOrDefault(table, 0L))
                .as("rows of %s read by scanning it", table)
                .isLessThan(100));
    }
}
