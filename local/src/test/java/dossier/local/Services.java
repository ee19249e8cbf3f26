package dossier.local;

import dossier.testkit.Images;
import dossier.testkit.PostgresServer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.localstack.LocalStackContainer;

/**
 * What a test's stack stands on. Without container images nothing, so that the stack starts its embedded services; with
 * them PostgreSQL, a PgBouncer in transaction mode in front of it, and LocalStack.
 *
 * @param database with its owner's login
 * @param proxy where functions find it
 */
record Services(Optional<String> database, Optional<String> proxy, Optional<String> sqs, Deque<Runnable> stops)
        implements AutoCloseable {
    private static final int POOLER = 6432;

    /** Starts them. */
    static Services start() {
        return Images.given()
                .map(Services::contained)
                .orElseGet(
                        () -> new Services(Optional.empty(), Optional.empty(), Optional.empty(), new ArrayDeque<>()));
    }

    private static Services contained(Images images) {
        Deque<Runnable> stops = new ArrayDeque<>();
        PostgresServer postgres = PostgresServer.start();
        stops.push(postgres::close);
        GenericContainer<?> pooler = pooler(images, postgres);
        stops.push(pooler::stop);
        LocalStackContainer cloud = cloud(images, "sqs");
        stops.push(cloud::stop);
        String login = postgres.superuser() + ":" + postgres.password();
        return new Services(
                Optional.of("postgresql://" + login + "@" + postgres.host() + ":" + postgres.port() + "/postgres"),
                Optional.of(pooler.getHost() + ":" + pooler.getMappedPort(POOLER)),
                Optional.of(cloud.getEndpoint().toString()),
                stops);
    }

    /** Starts LocalStack with some of its services. */
    static LocalStackContainer cloud(Images images, String... names) {
        LocalStackContainer cloud =
                new LocalStackContainer(images.of("localstack", "localstack/localstack")).withServices(names);
        cloud.start();
        return cloud;
    }

    /** As strict as can be: no state of a session outlives a transaction, and passwords are the database's own. */
    private static GenericContainer<?> pooler(Images images, PostgresServer postgres) {
        GenericContainer<?> pooler = new GenericContainer<>(images.of("pgbouncer"))
                .withExposedPorts(POOLER)
                .withCopyToContainer(
                        Transferable.of("""
                        [databases]
                        * = host=%s port=5432
                        [pgbouncer]
                        listen_addr = 0.0.0.0
                        listen_port = %d
                        unix_socket_dir =
                        auth_type = scram-sha-256
                        auth_file = /etc/pgbouncer/users.txt
                        auth_user = %s
                        auth_query = SELECT usename, passwd FROM pg_shadow WHERE usename = $1
                        pool_mode = transaction
                        max_prepared_statements = 0
                        default_pool_size = 10
                        ignore_startup_parameters = extra_float_digits
                        """.formatted(postgres.inside(), POOLER, postgres.superuser())),
                        "/etc/pgbouncer/pgbouncer.ini")
                .withCopyToContainer(
                        Transferable.of("\"%s\" \"%s\"\n".formatted(postgres.superuser(), postgres.password())),
                        "/etc/pgbouncer/users.txt");
        pooler.start();
        return pooler;
    }

    @Override
    public void close() {
        stops.forEach(Runnable::run);
    }
}
