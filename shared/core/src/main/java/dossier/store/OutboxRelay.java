package dossier.store;

import dossier.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings the messages that executions left to the outside world: at least once, and in order within a case. Runs as the
 * upkeep role, over all tenants; several may run at once, since each claims its cases for the length of its
 * transaction. Thread-safe.
 */
public final class OutboxRelay {
    private static final Duration TIMEOUT = Duration.ofSeconds(50);

    private final Pool pool;
    private final Texts texts;
    private final Faults faults;

    public OutboxRelay(Pool pool, Texts texts, Faults faults) {
        this.pool = pool;
        this.texts = texts;
        this.faults = faults;
    }

    /** A message as it leaves. */
    public record Message(
            String tenant, String caseId, long version, int position, String topic, String key, Json payload) {}

    /** The outside world. */
    @FunctionalInterface
    public interface Delivery {
        /** Whether it arrived; it may throw nothing, and a message that did not arrive comes again later. */
        boolean deliver(Message message);
    }

    /** What a run came to. */
    public sealed interface Relayed {
        /** @param failed messages that did not arrive now; their cases wait */
        record Ran(int delivered, int failed) implements Relayed {}

        record Failed(String detail) implements Relayed {}
    }

    /**
     * Delivers waiting messages until there are none, a delivery fails everywhere, or {@code most} are delivered.
     *
     * @param batch most messages claimed at once
     */
    public Relayed run(Delivery delivery, int batch, int most) {
        Meter meter = new Meter(TIMEOUT);
        int delivered = 0;
        int failed = 0;
        try (Pool.Lease lease = pool.borrow(meter)) {
            Connection connection = lease.connection();
            connection.setAutoCommit(false);
            while (delivered < most && meter.left() > 0) {
                Tally tally = once(connection, meter, delivery, Math.min(batch, most - delivered));
                delivered += tally.delivered;
                failed += tally.failed;
                if (tally.delivered == 0) {
                    break;
                }
            }
            return new Relayed.Ran(delivered, failed);
        } catch (SQLException error) {
            if (Failure.of(error) == Failure.DEFECT) {
                faults.report(Failure.fault("relay", "relay", error));
            }
            return new Relayed.Failed("The database is not available after " + delivered + " messages");
        } catch (Pool.Exhausted none) {
            return new Relayed.Failed("Every connection to the database is in use");
        }
    }

    private record Tally(int delivered, int failed) {}

    /** Claims the first waiting message of each case and what follows it, delivers, and marks, in one transaction. */
    private Tally once(Connection connection, Meter meter, Delivery delivery, int batch) throws SQLException {
        try {
            List<Message> claimed = claim(connection, meter, batch);
            Set<String> stuck = new HashSet<>();
            List<Message> arrived = new ArrayList<>();
            List<Message> missed = new ArrayList<>();
            for (Message message : claimed) {
                String chain = message.tenant() + "\n" + message.caseId();
                if (stuck.contains(chain)) {
                    continue;
                }
                if (delivery.deliver(message)) {
                    arrived.add(message);
                } else {
                    stuck.add(chain);
                    missed.add(message);
                }
            }
            Trip trip = new Trip();
            mark(trip, arrived, "delivered_at = clock_timestamp(), attempts = attempts + 1");
            mark(
                    trip,
                    missed,
                    "attempts = attempts + 1, not_before = clock_timestamp()"
                            + " + least(300, 2 ^ least(attempts, 10)) * interval '1 second'");
            if (!claimed.isEmpty()) {
                trip.run(connection, meter);
            }
            connection.commit();
            return new Tally(arrived.size(), missed.size());
        } catch (SQLException | RuntimeException error) {
            connection.rollback();
            throw error;
        }
    }

    /**
     * A case is claimed by its first waiting message; later ones follow only if that lock was free, so a second relay
     * cannot overtake the first.
     */
    private List<Message> claim(Connection connection, Meter meter, int batch) throws SQLException {
        Trip trip = new Trip();
        Trip.Rows<Message> rows = trip.query(
                """
                WITH first AS MATERIALIZED (
                    SELECT o.tenant_id, o.case_id FROM dossier.outbox o
                    WHERE o.delivered_at IS NULL AND (o.not_before IS NULL OR o.not_before <= clock_timestamp())
                        AND NOT EXISTS (SELECT FROM dossier.outbox e
                            WHERE e.tenant_id = o.tenant_id AND e.case_id = o.case_id AND e.delivered_at IS NULL
                                AND (e.version, e.position) < (o.version, o.position))
                    ORDER BY o.tenant_id, o.case_id
                    LIMIT ? FOR UPDATE OF o SKIP LOCKED)
                SELECT o.tenant_id, o.case_id, o.version, o.position, o.topic, o.key, o.payload
                FROM first f JOIN dossier.outbox o
                    ON o.tenant_id = f.tenant_id AND o.case_id = f.case_id AND o.delivered_at IS NULL
                ORDER BY o.tenant_id, o.case_id, o.version, o.position
                LIMIT ?""",
                row -> new Message(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getInt(4),
                        row.getString(5),
                        row.getString(6),
                        texts.read(
                                row.getString(1), Json.parse(row.getString(7)).orThrow())),
                batch,
                batch);
        trip.run(connection, meter);
        return rows.all();
    }

    private static void mark(Trip trip, List<Message> messages, String change) {
        if (messages.isEmpty()) {
            return;
        }
        Json keys = Json.array(
                messages,
                m -> Json.object()
                        .put("t", m.tenant())
                        .put("c", m.caseId())
                        .put("v", m.version())
                        .put("p", m.position())
                        .build());
        trip.exactly(messages.size(), "outbox", "UPDATE dossier.outbox o SET " + change + """

                        FROM jsonb_to_recordset(?::jsonb) AS w (t text, c text, v bigint, p integer)
                        WHERE o.tenant_id = w.t AND o.case_id = w.c AND o.version = w.v AND o.position = w.p
                            AND o.delivered_at IS NULL""", keys.compact());
    }
}
