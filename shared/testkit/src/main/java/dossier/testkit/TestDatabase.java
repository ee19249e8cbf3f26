package dossier.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A fresh, migrated database of its own for a test class; close it at the end. The server behind it is the one
 * that the environment's {@code TEST_DATABASE_URL} names ({@code postgresql://superuser:password@host:port/}), or a
 * {@link PostgresServer} that is started once for the test run. Without a server tests fail; they never skip. Thread-safe.
 */
public final class TestDatabase implements AutoCloseable {
    /** Starts the server at the first use, once. */
    private static final class Holder {
        static final TestServer SERVER = TestServer.start();
    }

    private final TestServer server;
    private final String name;

    private TestDatabase(TestServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** A copy of the migrated database. */
    public static TestDatabase fresh() {
        return make(Holder.SERVER.template());
    }

    /** A database that nothing was migrated in yet. */
    public static TestDatabase empty() {
        return make("template0");
    }

    private static TestDatabase make(String template) {
        TestServer server = Holder.SERVER;
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        try {
            server.copy(template, name);
        } catch (SQLException failed) {
            throw new IllegalStateException("The test database cannot be made", failed);
        }
        return new TestDatabase(server, name);
    }

    public String host() {
        return server.host();
    }

    public int port() {
        return server.port();
    }

    public String name() {
        return name;
    }

    /** Without a user: {@code postgresql://host:port/name}. */
    public String url() {
        return url(server.port());
    }

    /** As {@link #url()} through another port, such as a proxy's. */
    public String url(int port) {
        return "postgresql://" + server.host() + ":" + port + "/" + name;
    }

    /** Password of every role here. */
    public String password() {
        return TestServer.ROLE_PASSWORD;
    }

    /** A plain connection of a role, with auto-commit. */
    public Connection as(String role) throws SQLException {
        return server.connect(name, role, TestServer.ROLE_PASSWORD);
    }

    /** The migrator's connection; row-level security holds for it too. */
    public Connection asOwner() throws SQLException {
        return server.connect(name, TestServer.OWNER, TestServer.ROLE_PASSWORD);
    }

    /** A connection that row-level security does not bind: to look at what is really there. */
    public Connection asSuperuser() throws SQLException {
        return server.connect(name, server.superuser(), server.password());
    }

    @Override
    public void close() throws SQLException {
        server.drop(name);
    }
}
