package dossier.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A PostgreSQL server of a test's own: in a container where this run has images, or else embedded. It is fast and
 * forgets everything; no value of a statement gets into its log.
 *
 * @param port as this machine sees it
 * @param inside where other containers find it: an address with port 5432; blank when it runs in none
 */
public record PostgresServer(String host, int port, String superuser, String password, String inside, Runnable stop)
        implements AutoCloseable {
    private static final String USER = "postgres";
    private static final String[] SETTINGS = {
        "max_connections=200",
        "fsync=off",
        "synchronous_commit=off",
        "log_parameter_max_length=0",
        "log_parameter_max_length_on_error=0"
    };

    /** Starts one; takes some seconds. */
    public static PostgresServer start() {
        return Images.given().map(PostgresServer::contained).orElseGet(PostgresServer::embedded);
    }

    private static PostgresServer contained(Images images) {
        PostgreSQLContainer container = new PostgreSQLContainer(images.of("postgres", "postgres"))
                .withUsername(USER)
                .withPassword(USER)
                .withDatabaseName(USER);
        StringBuilder command = new StringBuilder("postgres");
        for (String setting : SETTINGS) {
            command.append(" -c ").append(setting);
        }
        container.withCommand(command.toString());
        container.start();
        String inside = container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .flatMap(network -> Optional.ofNullable(network.getIpAddress()).stream())
                .findFirst()
                .orElseThrow();
        return new PostgresServer(
                container.getHost(), container.getMappedPort(5432), USER, USER, inside, container::stop);
    }

    private static PostgresServer embedded() {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
            for (String setting : SETTINGS) {
                String[] parts = setting.split("=", 2);
                builder.setServerConfig(parts[0], parts[1]);
            }
            EmbeddedPostgres server = builder.start();
            return new PostgresServer("127.0.0.1", server.getPort(), USER, USER, "", () -> stop(server));
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL does not start", failed);
        }
    }

    private static void stop(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL does not stop", failed);
        }
    }

    @Override
    public void close() {
        stop.run();
    }
}
