package dossier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dossier.pipeline.Ledger.Recorded;
import dossier.store.Reading.AsOf;
import dossier.store.Reading.Outcome;
import dossier.store.Sample.Paper;
import dossier.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A case with ten thousand versions costs what one with a single version does: now is kept apart from history. */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class CaseLengthIT {
    private static final int VERSIONS = 10_000;

    /** Rows that earlier changes left dead are counted until they are cleaned up. */
    private static final long A_FEW = 10;

    private final List<Faults.Fault> faults = new ArrayList<>();
    private TestDatabase database;

    @BeforeAll
    void open() throws SQLException {
        database = Sample.database();
        try (Connection superuser = database.asSuperuser();
                Statement sql = superuser.createStatement()) {
            write(sql, "short", 1);
            write(sql, "long", VERSIONS);
            sql.execute("VACUUM ANALYZE");
        }
    }

    /** A case with one party, which every version says anew. */
    private static void write(Statement sql, String name, int versions) throws SQLException {
        String many = " FROM generate_series(1, " + versions + ") n";
        sql.execute("INSERT INTO dossier.case_head VALUES ('acme', 'c-" + name + "', " + versions + ", 'h', now())");
        sql.execute("INSERT INTO dossier.case_version SELECT 'acme', 'c-" + name + "', n, 'v', 'c', '[]', '{}', 'r',"
                + " now() - (" + versions + " - n) * interval '1 minute', 'a', 's', 'q" + name
                + "' || n, 'p', 'x', 'h',"
                + " false, '[]'" + many);
        sql.execute("INSERT INTO dossier.thing VALUES ('acme', 'party', 'p-" + name + "', 'c-" + name + "', " + versions
                + ", true, now())");
        sql.execute("INSERT INTO dossier.case_thing VALUES ('acme', 'c-" + name + "', 'party', 'p-" + name + "', 1)");
        sql.execute("INSERT INTO dossier.sample_party (tenant_id, party_id, revision, kind, case_id, version, form,"
                + " known_at, superseded_at, name, extras) SELECT 'acme', 'p-" + name + "', n, 'party', 'c-" + name
                + "', n, 0, now() - (" + versions + " - n) * interval '1 minute', CASE WHEN n < " + versions
                + " THEN now() - (" + versions + " - n - 1) * interval '1 minute' END, 'name' || n, '{}'" + many);
        sql.execute("INSERT INTO dossier.audit SELECT 'acme', 'c-" + name
                + "', n, 0, now(), 'a', 's', 'q', 0, 'v', 'o'," + " 'party', 'p-" + name + "', null, '{}'" + many);
    }

    @AfterAll
    void close() throws SQLException {
        database.close();
        assertThat(faults).isEmpty();
    }

    @FunctionalInterface
    private interface Work {
        void run();
    }

    /** Rows that work takes out of each table and index, as the database counts them. */
    private Map<String, Long> taken(Work work) throws SQLException, InterruptedException {
        Map<String, Long> before = counted();
        work.run();
        Thread.sleep(300);
        TreeMap<String, Long> taken = new TreeMap<>();
        counted().forEach((table, rows) -> {
            long more = rows - before.getOrDefault(table, 0L);
            if (more > 0) {
                taken.put(table, more);
            }
        });
        return taken;
    }

    private Map<String, Long> counted() throws SQLException {
        TreeMap<String, Long> counted = new TreeMap<>();
        for (String line : Sample.column(
                database,
                "SELECT relname || ' ' || seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_user_tables"
                        + " WHERE schemaname = 'dossier'")) {
            String[] parts = line.split(" ", -1);
            counted.put(parts[0], Long.parseLong(parts[1]));
        }
        return counted;
    }

    private void read(String caseId) {
        try (Pool query = new Pool(Sample.settings(database, "dossier_query", 1))) {
            assertThat(new Reading(query, Sample.KINDS, Texts.PLAIN, faults::add)
                            .caseState(Sample.ALICE, caseId, AsOf.NOW))
                    .isInstanceOf(Outcome.Found.class);
        }
    }

    private void append(String caseId, String party, String request) {
        try (Pool execute = new Pool(Sample.settings(database, "dossier_execute", 1))) {
            Paper paper = new Paper(caseId).party(party, "Again").withoutAuthors();
            assertThat(new PostgresLedger(execute, Sample.KINDS, Texts.PLAIN, faults::add)
                            .execute(paper.entry(Sample.ALICE, request), paper))
                    .isInstanceOf(Recorded.Done.class);
        }
    }

    @Test
    void reading_a_case_now_takes_the_same_rows_at_version_1_and_at_version_10000_and_no_version() throws Exception {
        read("c-short");
        read("c-long");
        Thread.sleep(300);

        Map<String, Long> shortly = taken(() -> read("c-short"));
        Map<String, Long> longly = taken(() -> read("c-long"));

        assertThat(longly.keySet()).isEqualTo(shortly.keySet());
        assertThat(sum(longly)).as("%s, then %s", shortly, longly).isCloseTo(sum(shortly), within(A_FEW));
        assertThat(longly).doesNotContainKeys("case_version", "audit").containsKey("sample_party");
    }

    @Test
    void appending_takes_about_the_same_rows_at_version_1_and_at_version_10000() throws Exception {
        append("c-short", "p-short", "warm-short");
        append("c-long", "p-long", "warm-long");
        Thread.sleep(300);

        Map<String, Long> shortly = taken(() -> append("c-short", "p-short", "one-short"));
        Map<String, Long> longly = taken(() -> append("c-long", "p-long", "one-long"));

        assertThat(sum(longly)).as("%s, then %s", shortly, longly).isCloseTo(sum(shortly), within(A_FEW));
    }

    private static long sum(Map<String, Long> taken) {
        return taken.values().stream().mapToLong(Long::longValue).sum();
    }
}
