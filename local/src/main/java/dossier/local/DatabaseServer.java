package dossier.local;

import dossier.json.Json;
import dossier.migrations.Migrate;
import dossier.store.DatabaseUrl;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds or starts the database of a data folder, brings its schema up to date and lets the functions' roles log in. A
 * server that another process runs on the same folder is used, not started again; one that a killed process left
 * behind is taken over.
 */
final class DatabaseServer implements AutoCloseable {
    private static final String NAME = "dossier";
    private static final String OWNER = "dossier_owner";
    private static final String SUPERUSER = "postgres";

    /** SQLSTATE of a server that does not take connections yet. */
    private static final String STARTING_UP = "57P03";

    private static final Duration AFRESH = Duration.ofSeconds(1);

    /** How long a killed server may keep its number. */
    private static final Duration BURIED = Duration.ofSeconds(15);

    private final Database database;
    private final Runnable stop;

    private DatabaseServer(Database database, Runnable stop) {
        this.database = database;
        this.stop = stop;
    }

    Database database() {
        return database;
    }

    /** What cannot be helped here, said for the person at the keyboard. */
    static final class Unusable extends IOException {
        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message);
        }

        Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Opens the database of a folder. */
    static DatabaseServer open(Path data, Set<String> roles) throws IOException {
        Files.createDirectories(data);
        try (FileChannel channel =
                        FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new Unusable("The data folder " + data + " cannot be locked");
            }
            Optional<State> state = State.read(data);
            Optional<State> alive = state.filter(DatabaseServer::answers);
            if (alive.isPresent()) {
                return attached(data, alive.get(), roles);
            }
            return started(data, state, roles);
        }
    }

    /**
     * Uses a database that somebody else runs; the URL names its owner.
     *
     * @param patient whether one that cannot be reached is waited for in the background, as a service does, and
     *     prepared as soon as it answers; otherwise that is the caller's error
     */
    static DatabaseServer at(String url, Set<String> roles, boolean patient) throws IOException {
        DatabaseUrl read = switch (DatabaseUrl.parse(url)) {
            case DatabaseUrl.Outcome.Malformed bad -> throw new Unusable(bad.detail());
            case DatabaseUrl.Outcome.Read ok -> ok.url();
        };
        String password = read.password().orElse("");
        Database database = new Database(
                read.host(),
                read.port(),
                read.database(),
                read.user().orElse(SUPERUSER),
                password,
                "roles:" + password);
        if (patient && !reachable(database)) {
            System.err.println("The database " + database + " cannot be reached; it is used as soon as it answers");
            Thread waiting = Thread.ofVirtual().name("database").start(() -> prepareOnceReachable(database, roles));
            return new DatabaseServer(database, waiting::interrupt);
        }
        prepare(database, roles);
        return new DatabaseServer(database, () -> {});
    }

    private static void prepareOnceReachable(Database database, Set<String> roles) {
        try {
            while (!reachable(database)) {
                Thread.sleep(AFRESH);
            }
            prepare(database, roles);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException unusable) {
            System.err.println(unusable.getMessage());
        }
    }

    /** Whether somebody answers there; a server that refuses the login does. */
    private static boolean reachable(Database database) {
        DriverManager.setLoginTimeout(2);
        try (Connection connection =
                DriverManager.getConnection(database.jdbcUrl(), database.owner(), database.ownerPassword())) {
            return connection.isValid(2);
        } catch (SQLException refused) {
            String state = String.valueOf(refused.getSQLState());
            return !state.startsWith("08") && !state.equals(STARTING_UP);
        }
    }

    private static DatabaseServer attached(Path data, State state, Set<String> roles) throws IOException {
        prepare(state.database(), roles);
        boolean orphan = ProcessHandle.of(state.process()).isEmpty();
        if (orphan) {
            state.adopted().write(data);
        }
        return new DatabaseServer(state.database(), orphan ? () -> stopServer(data) : () -> {});
    }

    private static DatabaseServer started(Path data, Optional<State> before, Set<String> roles) throws IOException {
        String secret = before.map(State::secret).orElseGet(DatabaseServer::newSecret);
        Path files = data.resolve("postgres");
        awaitGone(files);
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(files)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(
                        data.resolve("postgres.log").toFile()))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(
                        data.resolve("postgres.log").toFile()))
                .setServerConfig("max_connections", "200")
                // What is acknowledged must survive a crash; the embedded server's own default would lose it.
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("log_parameter_max_length", "0")
                .setServerConfig("log_parameter_max_length_on_error", "0")
                .setServerConfig("log_statement", "none");
        builder.setConnectConfig("password", secret);
        EmbeddedPostgres server = builder.start();
        try {
            Database database = new Database("127.0.0.1", server.getPort(), NAME, OWNER, secret, secret);
            if (before.isEmpty()) {
                found(database, files);
            }
            new State(server.getPort(), secret, ProcessHandle.current().pid()).write(data);
            prepare(database, roles);
            return new DatabaseServer(database, () -> close(server));
        } catch (IOException | RuntimeException failed) {
            close(server);
            throw failed;
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException stoppedAlready) {
            System.err.println("The database did not stop in order: " + stoppedAlready.getMessage());
        }
    }

    /** For a server whose process this one did not start. */
    private static void stopServer(Path data) {
        server(data.resolve("postgres")).ifPresent(ProcessHandle::destroy);
    }

    /** The process that last served the files, while the system still knows it. */
    private static Optional<ProcessHandle> server(Path files) {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readAllLines(files.resolve("postmaster.pid"))
                    .getFirst()
                    .strip()));
        } catch (IOException | NumberFormatException | NoSuchElementException neverOrInOrder) {
            return Optional.empty();
        }
    }

    /**
     * A server that was killed together with the process that started it keeps its number until the system has buried
     * it, and until then PostgreSQL takes it for running and starts no other one.
     */
    private static void awaitGone(Path files) {
        try {
            Optional<ProcessHandle> server = server(files);
            if (server.isPresent()) {
                server.get().onExit().get(BURIED.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException | ExecutionException still) {
            // It may be another one that really runs; PostgreSQL says so in its log.
            System.err.println("Process "
                    + server(files).map(ProcessHandle::pid).orElse(0L) + " still holds the database's files");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** First use of a new folder: passwords, an owner that is no superuser, as in the cloud, and its database. */
    private static void found(Database database, Path files) throws IOException {
        String server = "jdbc:postgresql://" + database.host() + ":" + database.port() + "/postgres";
        try (Connection connection = DriverManager.getConnection(server, SUPERUSER, database.secret());
                Statement sql = connection.createStatement()) {
            sql.execute("ALTER ROLE " + SUPERUSER + " PASSWORD '" + database.secret() + "'");
            sql.execute("CREATE ROLE " + OWNER + " LOGIN CREATEROLE PASSWORD '" + database.secret() + "'");
            sql.execute("CREATE DATABASE " + NAME + " OWNER " + OWNER);
            Files.writeString(files.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
            sql.execute("SELECT pg_reload_conf()");
        } catch (SQLException failed) {
            throw new Unusable("The new database cannot be set up (SQLSTATE " + failed.getSQLState() + ")", failed);
        }
    }

    private static void prepare(Database database, Set<String> roles) throws IOException {
        Migrate.Report report =
                Migrate.run(new Migrate.Target(database.jdbcUrl(), database.owner(), database.ownerPassword()));
        if (report instanceof Migrate.Report.Failed failed) {
            throw new Unusable("The database cannot be brought up to date: " + failed.detail());
        }
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.owner(), database.ownerPassword());
                Statement sql = connection.createStatement()) {
            for (String role : roles) {
                sql.addBatch("ALTER ROLE " + quoted(role) + " LOGIN PASSWORD '" + database.password(role) + "'");
            }
            sql.executeBatch();
        } catch (SQLException failed) {
            throw new Unusable("The functions' roles cannot log in (SQLSTATE " + failed.getSQLState() + ")", failed);
        }
    }

    private static String quoted(String role) {
        return '"' + role.replace("\"", "\"\"") + '"';
    }

    private static boolean answers(State state) {
        DriverManager.setLoginTimeout(2);
        Database database = state.database();
        try (Connection connection =
                DriverManager.getConnection(database.jdbcUrl(), database.owner(), database.ownerPassword())) {
            return connection.isValid(2);
        } catch (SQLException notRunning) {
            return false;
        }
    }

    private static String newSecret() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        stop.run();
    }

    /** What the processes of a data folder tell each other. */
    private record State(int port, String secret, long process) {
        private static final String FILE = "database.json";

        Database database() {
            return new Database("127.0.0.1", port, NAME, OWNER, secret, secret);
        }

        State adopted() {
            return new State(port, secret, ProcessHandle.current().pid());
        }

        static Optional<State> read(Path data) throws IOException {
            Path file = data.resolve(FILE);
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            Optional<Json.Object> json =
                    Json.parse(Files.readAllBytes(file)).value().flatMap(Json::asObject);
            Optional<State> state = json.flatMap(object -> object.integer("port")
                    .flatMap(port -> object.text("secret")
                            .map(secret -> new State(
                                    port.intValue(),
                                    secret,
                                    object.integer("process").orElse(0L)))));
            if (state.isEmpty()) {
                throw new Unusable("The file " + file + " is damaged; it holds the database's password");
            }
            return state;
        }

        void write(Path data) throws IOException {
            Path aside = Files.createTempFile(
                    data,
                    "database",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(
                    aside,
                    Json.object()
                            .put("port", port)
                            .put("secret", secret)
                            .put("process", process)
                            .build()
                            .bytes());
            Files.move(aside, data.resolve(FILE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
