package dossier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.pipeline.Ledger;
import dossier.pipeline.Ledger.Recorded;
import dossier.store.Reading.AsOf;
import dossier.store.Reading.Outcome;
import dossier.store.Sample.Paper;
import dossier.testkit.Images;
import dossier.testkit.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many pools over two server connections of a PgBouncer in transaction mode, which breaks whatever keeps state in a
 * session: the strict stand-in for a proxy that would pin. Runs where PgBouncer is
 * installed, and must run where the tests run on containers.
 */
@Tag("integration")
@EnabledIf("wanted")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class PgBouncerIT {
    private static final int POOLS = 10;
    private static final int EACH = 10;

    private final List<Faults.Fault> faults = new ArrayList<>();
    private TestDatabase database;
    private Process bouncer;
    private int port;

    static boolean wanted() {
        return binary().isPresent() || Images.given().isPresent();
    }

    private static Optional<File> binary() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":/usr/sbin:/usr/local/sbin";
        return Arrays.stream(path.split(":", -1))
                .map(folder -> new File(folder, "pgbouncer"))
                .filter(File::canExecute)
                .findFirst();
    }

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        database = Sample.database();
        port = freePort();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path users = folder.resolve("users.txt");
        Files.writeString(
                users, "\"dossier_execute\" \"%1$s\"\n\"dossier_query\" \"%1$s\"\n".formatted(database.password()));
        Path settings = folder.resolve("pgbouncer.ini");
        Files.writeString(settings, """
                [databases]
                %1$s = host=%2$s port=%3$d dbname=%1$s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %4$d
                unix_socket_dir =
                auth_type = trust
                auth_file = %5$s
                pool_mode = transaction
                default_pool_size = 2
                max_client_conn = 100
                ignore_startup_parameters = extra_float_digits
                """.formatted(database.name(), database.host(), database.port(), port, users));
        List<String> command = new ArrayList<>(List.of(binary().orElseThrow().getPath()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(settings.toString());
        bouncer = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pgbouncer.log").toFile())
                .start();
        awaitPort(folder);
    }

    @AfterAll
    void close() throws Exception {
        bouncer.destroy();
        bouncer.waitFor();
        database.close();
        assertThat(faults).isEmpty();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort(Path folder) throws Exception {
        for (int i = 0; i < 100; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (IOException notYet) {
                Thread.sleep(50);
            }
        }
        throw new AssertionError(Files.readString(folder.resolve("pgbouncer.log")));
    }

    private Pool pool(String role) {
        PoolSettings usual = Sample.settings(database, role, 1, port);
        return new Pool(new PoolSettings(
                usual.url(), usual.role(), usual.password(), 1, Duration.ofSeconds(20), usual.application()));
    }

    private List<Recorded> write(int worker) {
        List<Recorded> results = new ArrayList<>();
        try (Pool pool = pool("dossier_execute")) {
            Ledger ledger = new PostgresLedger(pool, Sample.KINDS, Texts.PLAIN, faults::add);
            for (int i = 0; i < EACH; i++) {
                String id = worker + "-" + i;
                Paper paper = new Paper("case" + worker).party(id, "Name " + id);
                results.add(ledger.execute(
                        paper.entry(Sample.ALICE, id, Optional.of(id), true, Duration.ofSeconds(20)), paper));
            }
        }
        return results;
    }

    @Test
    void many_clients_share_two_connections_and_leave_nothing_behind() throws Exception {
        List<Callable<List<Recorded>>> work = new ArrayList<>();
        for (int w = 0; w < POOLS; w++) {
            int worker = w;
            work.add(() -> write(worker));
        }
        List<Recorded> results = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(POOLS)) {
            for (Future<List<Recorded>> future : workers.invokeAll(work)) {
                results.addAll(future.get());
            }
        }

        assertThat(results).hasSize(POOLS * EACH).allMatch(Recorded.Done.class::isInstance);
        assertThat(Sample.column(database, "SELECT version FROM dossier.case_head"))
                .hasSize(POOLS)
                .containsOnly(Integer.toString(EACH));
        try (Pool pool = pool("dossier_query")) {
            Reading reading = new Reading(pool, Sample.KINDS, Texts.PLAIN, faults::add);
            assertThat(reading.caseState(Sample.ALICE, "case1", AsOf.NOW)).isInstanceOf(Outcome.Found.class);
            assertThat(reading.caseState(Sample.OTHER, "case1", AsOf.NOW)).isInstanceOf(Outcome.Missing.class);
        }
    }
}
