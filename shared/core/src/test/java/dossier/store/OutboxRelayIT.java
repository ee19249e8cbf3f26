package dossier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.pipeline.Ledger;
import dossier.pipeline.Ledger.Recorded;
import dossier.store.OutboxRelay.Relayed;
import dossier.store.Sample.Paper;
import dossier.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
@SuppressWarnings("NullAway.Init")
class OutboxRelayIT {
    private final List<Faults.Fault> faults = new ArrayList<>();
    private TestDatabase database;
    private Pool writers;
    private Pool upkeep;
    private Ledger ledger;
    private OutboxRelay relay;

    @BeforeEach
    void open() throws SQLException {
        database = Sample.database();
        writers = new Pool(Sample.settings(database, "dossier_execute", 1));
        upkeep = new Pool(Sample.settings(database, "dossier_upkeep", 4));
        ledger = new PostgresLedger(writers, Sample.KINDS, Texts.PLAIN, faults::add);
        relay = new OutboxRelay(upkeep, Texts.PLAIN, faults::add);
    }

    @AfterEach
    void close() throws SQLException {
        writers.close();
        upkeep.close();
        database.close();
        assertThat(faults).isEmpty();
    }

    private void send(String caseId, String request, String... topics) {
        Paper paper = new Paper(caseId);
        for (String topic : topics) {
            paper.message(topic);
        }
        assertThat(ledger.execute(paper.entry(Sample.ALICE, request), paper)).isInstanceOf(Recorded.Done.class);
    }

    @Test
    void messages_leave_once_and_in_the_order_of_their_case() {
        send("A", "1", "a1", "a2");
        send("B", "2", "b1");
        send("A", "3", "a3");
        List<String> arrived = new ArrayList<>();

        Relayed first = relay.run(m -> arrived.add(m.topic()), 10, 100);
        Relayed second = relay.run(m -> arrived.add(m.topic()), 10, 100);

        assertThat(first).isEqualTo(new Relayed.Ran(4, 0));
        assertThat(second).isEqualTo(new Relayed.Ran(0, 0));
        assertThat(arrived).containsExactlyInAnyOrder("a1", "a2", "a3", "b1");
        assertThat(arrived.stream().filter(t -> t.startsWith("a"))).containsExactly("a1", "a2", "a3");
    }

    @Test
    void a_message_that_does_not_arrive_holds_up_its_case_only() throws SQLException {
        send("A", "1", "a1", "a2");
        send("B", "2", "b1");
        List<String> arrived = new ArrayList<>();

        Relayed ran = relay.run(m -> !m.topic().equals("a1") && arrived.add(m.topic()), 10, 100);

        assertThat(ran).isInstanceOf(Relayed.Ran.class);
        assertThat(arrived).containsExactly("b1");
        assertThat(Sample.column(
                        database,
                        "SELECT topic || attempts || (delivered_at IS NULL) FROM dossier.outbox"
                                + " WHERE case_id = 'A' ORDER BY position"))
                .containsExactly("a11true", "a20true");
    }

    @Test
    void several_relays_at_once_deliver_each_message_once_and_in_order() throws InterruptedException {
        for (int i = 0; i < 30; i++) {
            send("C" + i % 5, "r" + i, "m" + i);
        }
        List<String> arrived = Collections.synchronizedList(new ArrayList<>());
        try (var workers = Executors.newFixedThreadPool(4)) {
            for (int w = 0; w < 4; w++) {
                workers.execute(() -> relay.run(m -> arrived.add(m.topic()), 3, 100));
            }
            workers.shutdown();
            assertThat(workers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
        relay.run(m -> arrived.add(m.topic()), 10, 100);

        assertThat(arrived).hasSize(30).doesNotHaveDuplicates();
        for (int c = 0; c < 5; c++) {
            int wanted = c;
            assertThat(arrived.stream()
                            .map(topic -> Integer.parseInt(topic.substring(1)))
                            .filter(n -> n % 5 == wanted))
                    .isSorted();
        }
    }

    @Test
    void health_counts_without_seeing_a_row() {
        send("A", "1", "a1");
        try (Pool health = new Pool(Sample.settings(database, "dossier_health", 1))) {
            HealthReading.Vitals vitals = new HealthReading(health, faults::add).ask(Sample.REGISTRY);

            assertThat(vitals).isInstanceOfSatisfying(HealthReading.Vitals.Alive.class, alive -> {
                assertThat(alive.schemaVersion()).matches("[0-9.]+");
                assertThat(alive.seesTenants()).isTrue();
                assertThat(alive.registryStored()).isTrue();
                assertThat(alive.outboxWaiting()).isEqualTo(1);
                assertThat(alive.outboxOldestSeconds()).isBetween(0.0, 60.0);
            });
        }
    }
}
