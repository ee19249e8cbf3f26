package dossier.store;

import dossier.pipeline.Ledger.Recorded;
import java.time.Duration;

/** Asks the database how it is, as the health role, which sees counts and no row. Thread-safe. */
public final class HealthReading {
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private final Pool pool;
    private final Faults faults;

    public HealthReading(Pool pool, Faults faults) {
        this.pool = pool;
        this.faults = faults;
    }

    /** What the database said. */
    public sealed interface Vitals {
        /**
         * @param roundTripMicros of one question and its answer
         * @param schemaVersion of the last migration
         * @param seesTenants whether any tenant has a case
         * @param registryStored whether the vocabulary's content of this version is stored, as after its first use
         * @param outboxWaiting messages not delivered yet
         * @param outboxOldestSeconds how long the oldest of them has waited
         */
        record Alive(
                long roundTripMicros,
                String schemaVersion,
                boolean seesTenants,
                boolean registryStored,
                long outboxWaiting,
                double outboxOldestSeconds)
                implements Vitals {}

        record Down(String detail) implements Vitals {}
    }

    public Vitals ask(String registryVersion) {
        Meter meter = new Meter(TIMEOUT);
        return Single.attempt(
                pool,
                meter,
                faults,
                "health",
                connection -> {
                    Trip trip = new Trip();
                    long start = System.nanoTime();
                    Trip.Rows<Vitals> alive = trip.query(
                            """
                            SELECT app.schema_version(), app.sees_tenants(), app.registry_known(?), lag.waiting,
                                lag.oldest_seconds
                            FROM app.outbox_lag() lag""",
                            row -> new Vitals.Alive(
                                    (System.nanoTime() - start) / 1_000,
                                    row.getString(1),
                                    row.getBoolean(2),
                                    row.getBoolean(3),
                                    row.getLong(4),
                                    row.getDouble(5)),
                            registryVersion);
                    trip.run(connection, meter);
                    return alive.all().getFirst();
                },
                why -> new Vitals.Down(detail(why)));
    }

    private static String detail(Recorded why) {
        return switch (why) {
            case Recorded.Unavailable away -> away.detail();
            case Recorded.TimedOut late -> "The database did not answer in time";
            default -> "The database refused to answer";
        };
    }
}
