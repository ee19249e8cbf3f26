package dossier.testkit;

import dossier.migrations.Migrate;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The PostgreSQL server of this test run, with a migrated database that others are copied from.
 *
 * @param superuser who may create databases and roles
 * @param template name of the migrated database
 */
record TestServer(String host, int port, String superuser, String password, String template) {
    /** Password of every role that tests log in with. */
    static final String ROLE_PASSWORD = "a-test-only";

    /** Who migrates: no superuser, as on a managed server, so that row-level security holds for it too. */
    static final String OWNER = "dossier_owner";

    private static final List<String> ROLES =
            List.of("dossier_execute", "dossier_generate", "dossier_query", "dossier_health", "dossier_upkeep");

    /** Uses the server that {@code TEST_DATABASE_URL} names, or starts one. */
    static TestServer start() {
        try {
            Optional<String> given =
                    Optional.ofNullable(System.getenv("TEST_DATABASE_URL")).filter(url -> !url.isBlank());
            TestServer server = given.isPresent() ? given(URI.create(given.get())) : own();
            server.migrateTemplate();
            return server;
        } catch (SQLException failed) {
            throw new IllegalStateException("There is no PostgreSQL to test with", failed);
        }
    }

    private static TestServer own() {
        PostgresServer server = PostgresServer.start();
        return new TestServer(server.host(), server.port(), server.superuser(), server.password(), templateName());
    }

    private static TestServer given(URI url) {
        String[] login =
                Optional.ofNullable(url.getUserInfo()).orElse("postgres:").split(":", 2);
        return new TestServer(
                url.getHost(),
                url.getPort() < 0 ? 5432 : url.getPort(),
                login[0],
                login.length > 1 ? login[1] : "",
                templateName());
    }

    private static String templateName() {
        return "dossier_template_" + UUID.randomUUID().toString().replace("-", "");
    }

    private void migrateTemplate() throws SQLException {
        try (Connection admin = connect("postgres", superuser, password);
                Statement sql = admin.createStatement()) {
            sql.execute("DO $$ BEGIN CREATE ROLE " + OWNER + " CREATEROLE; EXCEPTION WHEN duplicate_object THEN NULL;"
                    + " END $$");
            sql.execute("ALTER ROLE " + OWNER + " LOGIN CREATEROLE PASSWORD '" + ROLE_PASSWORD + "'");
            sql.execute("CREATE DATABASE " + template + " OWNER " + OWNER);
        }
        Migrate.Report report = Migrate.run(new Migrate.Target(jdbcUrl(template), OWNER, ROLE_PASSWORD));
        if (report instanceof Migrate.Report.Failed failed) {
            throw new IllegalStateException("Migration failed: " + failed.detail());
        }
        try (Connection admin = connect("postgres", superuser, password);
                Statement sql = admin.createStatement()) {
            for (String role : ROLES) {
                sql.execute("ALTER ROLE " + role + " LOGIN PASSWORD '" + ROLE_PASSWORD + "'");
            }
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::dropTemplate));
    }

    void copy(String from, String database) throws SQLException {
        admin("CREATE DATABASE " + database + " TEMPLATE " + from + " OWNER " + OWNER);
    }

    void drop(String database) throws SQLException {
        admin("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    }

    Connection connect(String database, String user, String password) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), user, password);
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    private void admin(String statement) throws SQLException {
        try (Connection admin = connect("postgres", superuser, password);
                Statement sql = admin.createStatement()) {
            sql.execute(statement);
        }
    }

    private void dropTemplate() {
        try {
            drop(template);
        } catch (SQLException gone) {
            // The embedded server may have stopped already; then its folder goes with it.
        }
    }
}
