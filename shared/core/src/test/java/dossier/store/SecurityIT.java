package dossier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dossier.pipeline.Ledger;
import dossier.pipeline.Ledger.Recorded;
import dossier.store.Sample.Paper;
import dossier.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each role must not be able to do, tried in SQL. */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class SecurityIT {
    private static final String REFUSED = "42501";

    private TestDatabase database;
    private List<String> tables;

    @BeforeAll
    void open() throws SQLException {
        database = Sample.database();
        List<Faults.Fault> faults = new ArrayList<>();
        try (Pool pool = new Pool(Sample.settings(database, "dossier_execute", 1))) {
            Ledger ledger = new PostgresLedger(pool, Sample.KINDS, Texts.PLAIN, faults::add);
            for (String tenant : List.of("acme", "other")) {
                Paper paper = new Paper("S1").party("s1", "Secret of " + tenant).message("topic");
                var caller = tenant.equals("acme") ? Sample.ALICE : Sample.OTHER;
                assertThat(ledger.execute(paper.entry(caller, "s1"), paper)).isInstanceOf(Recorded.Done.class);
            }
        }
        assertThat(faults).isEmpty();
        tables = Sample.column(
                database,
                "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relnamespace = 'dossier'::regnamespace"
                        + " AND c.relkind IN ('r', 'p') ORDER BY 1");
    }

    @AfterAll
    void close() throws SQLException {
        database.close();
    }

    private static String state(Connection connection, String sql) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return "done";
        } catch (SQLException error) {
            return error.getSQLState();
        } finally {
            connection.rollback();
        }
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void every_table_belongs_to_a_tenant_and_row_level_security_is_forced() throws SQLException {
        assertThat(Sample.column(database, """
                        SELECT c.relname FROM pg_class c
                        WHERE c.relnamespace = 'dossier'::regnamespace AND c.relkind IN ('r', 'p')
                            AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
                                SELECT FROM pg_index i JOIN pg_attribute a
                                    ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
                                WHERE i.indrelid = c.oid AND i.indisprimary AND a.attname = 'tenant_id'))
                        ORDER BY 1""")).containsExactly("flyway_schema_history", "registry_content");
        assertThat(tables).hasSizeGreaterThan(12);
    }

    @Test
    void every_foreign_key_carries_the_tenant() throws SQLException {
        assertThat(Sample.column(database, """
                        SELECT k.conname FROM pg_constraint k
                        WHERE k.contype = 'f' AND k.connamespace = 'dossier'::regnamespace AND NOT EXISTS (
                            SELECT FROM pg_attribute a
                            WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) AND a.attname = 'tenant_id')""")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dossier_execute", "dossier_generate", "dossier_query"})
    void a_role_sees_no_row_before_it_enters_and_only_its_tenants_afterwards(String role) throws SQLException {
        try (Connection connection = database.as(role)) {
            for (String table : tables) {
                if (table.equals("dossier.registry_content")
                        || !state(connection, "SELECT FROM " + table).equals("done")) {
                    continue;
                }
                connection.setAutoCommit(true);
                assertThat(count(connection, "SELECT count(*) FROM " + table))
                        .as(table)
                        .isZero();
                connection.setAutoCommit(false);
                connection.createStatement().execute("SELECT app.enter('acme', 'mallory', 1000)");
                assertThat(count(connection, "SELECT count(*) FROM " + table + " WHERE tenant_id <> 'acme'"))
                        .as(table)
                        .isZero();
                connection.rollback();
                assertThat(count(connection, "SELECT count(*) FROM " + table))
                        .as(table)
                        .isZero();
                connection.rollback();
            }
            connection.createStatement().execute("SELECT app.enter('acme', 'mallory', 1000)");
            assertThat(count(connection, "SELECT count(*) FROM dossier.sample_party"))
                    .isEqualTo(1);
            connection.rollback();
        }
    }

    @Test
    void nobody_enters_without_a_tenant() throws SQLException {
        try (Connection connection = database.as("dossier_execute")) {
            assertThat(state(connection, "SELECT app.enter('', 'mallory', 1000)"))
                    .isEqualTo("22023");
            assertThat(state(connection, "SELECT app.enter(null, 'mallory', 1000)"))
                    .isEqualTo("22023");
        }
    }

    @Test
    void a_row_of_another_tenant_can_neither_be_added_nor_reached() throws SQLException {
        try (Connection connection = database.as("dossier_execute")) {
            connection.setAutoCommit(false);
            Statement sql = connection.createStatement();
            sql.execute("SELECT app.enter('acme', 'mallory', 1000)");
            assertThat(sql.executeUpdate("UPDATE dossier.case_head SET version = 99 WHERE tenant_id = 'other'"))
                    .isZero();
            assertThatThrownBy(() -> sql.execute("INSERT INTO dossier.case_head (tenant_id, case_id, version, hash,"
                            + " changed_at) VALUES ('other', 'X', 1, '', now())"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            error -> assertThat(error.getSQLState()).isEqualTo(REFUSED));
            connection.rollback();
        }
    }

    @Test
    void the_owner_too_sees_no_tenants_documents() throws SQLException {
        try (Connection owner = database.asOwner()) {
            for (String table : List.of("case_version", "audit", "thing", "sample_party", "result", "idempotency")) {
                assertThat(count(owner, "SELECT count(*) FROM dossier." + table))
                        .as(table)
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dossier_execute", "dossier_generate", "dossier_query", "dossier_upkeep", "dossier_health"})
    void a_role_can_change_no_schema_and_no_history(String role) throws SQLException {
        List<String> forbidden = new ArrayList<>(List.of(
                "CREATE TABLE dossier.mine (x int)",
                "CREATE TABLE public.mine (x int)",
                "CREATE SCHEMA mine",
                "CREATE FUNCTION app.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE OR REPLACE FUNCTION app.enter(tenant text, actor text, timeout_ms integer) RETURNS void"
                        + " LANGUAGE sql AS 'SELECT'",
                "CREATE ROLE mine",
                "SET ROLE dossier_owner",
                "ALTER ROLE " + role + " BYPASSRLS",
                "CALL app.statements('dossier.audit')",
                "COPY dossier.case_version TO PROGRAM 'cat'"));
        for (String table : tables) {
            forbidden.add("DROP TABLE " + table);
            forbidden.add("ALTER TABLE " + table + " DISABLE ROW LEVEL SECURITY");
            forbidden.add("ALTER TABLE " + table + " ADD COLUMN x int");
            forbidden.add("CREATE POLICY mine ON " + table + " USING (true)");
            forbidden.add("CREATE TRIGGER mine BEFORE UPDATE ON " + table + " FOR EACH ROW EXECUTE FUNCTION"
                    + " suppress_redundant_updates_trigger()");
            forbidden.add("TRUNCATE " + table + " CASCADE");
            forbidden.add("DELETE FROM " + table);
        }
        for (String table : List.of("dossier.case_version", "dossier.audit")) {
            forbidden.add("UPDATE " + table + " SET tenant_id = tenant_id");
            forbidden.add("UPDATE " + table + " SET actor = 'nobody'");
            forbidden.add("MERGE INTO " + table + " v USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE");
        }
        try (Connection connection = database.as(role)) {
            for (String sql : forbidden) {
                // 0LP01, 42704: nothing of the kind may even be named; never "done".
                assertThat(state(connection, sql)).as(sql).isIn(REFUSED, "42P17");
            }
        }
    }

    @Test
    void row_level_security_cannot_be_switched_off() throws SQLException {
        try (Connection connection = database.as("dossier_query")) {
            assertThat(state(connection, "SET LOCAL row_security = off; SELECT * FROM dossier.audit"))
                    .isEqualTo(REFUSED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dossier_generate", "dossier_query", "dossier_upkeep", "dossier_health"})
    void only_execute_writes_cases(String role) throws SQLException {
        try (Connection connection = database.as(role)) {
            for (String table : List.of("case_head", "case_version", "thing", "audit", "sample_party", "outbox")) {
                assertThat(state(connection, "INSERT INTO dossier." + table + " DEFAULT VALUES"))
                        .as(table)
                        .isEqualTo(REFUSED);
            }
        }
    }

    @Test
    void execute_can_only_supersede_a_statement() throws SQLException {
        try (Connection connection = database.as("dossier_execute")) {
            assertThat(state(connection, "UPDATE dossier.sample_party SET name = 'x'"))
                    .isEqualTo(REFUSED);
            assertThat(state(connection, "UPDATE dossier.sample_party SET superseded_at = now()"))
                    .isEqualTo("done");
        }
    }

    @Test
    void health_and_upkeep_see_no_case() throws SQLException {
        for (String role : List.of("dossier_health", "dossier_upkeep")) {
            try (Connection connection = database.as(role)) {
                for (String table : tables) {
                    boolean relayed = role.equals("dossier_upkeep") && table.equals("dossier.outbox");
                    assertThat(state(connection, "SELECT FROM " + table))
                            .as(role + " " + table)
                            .isEqualTo(relayed ? "done" : REFUSED);
                }
            }
        }
    }

    @Test
    void every_role_has_its_time_limits() throws SQLException {
        for (String role : List.of("execute", "generate", "query", "health", "upkeep")) {
            try (Connection connection = database.as("dossier_" + role)) {
                for (String limit :
                        List.of("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")) {
                    assertThat(count(connection, "SELECT setting FROM pg_settings WHERE name = '" + limit + "'"))
                            .as(role + " " + limit)
                            .isBetween(1L, 60_000L);
                }
            }
        }
    }
}
