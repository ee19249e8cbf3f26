package dossier.store;

import dossier.pipeline.Caller;
import dossier.pipeline.Ledger.Cost;
import dossier.pipeline.Ledger.Recorded;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Work of a single trip, which is a transaction by itself. Nothing is lost by doing it again, so a connection that
 * turns out dead is replaced once.
 */
final class Single {
    private static final Duration SOON = Duration.ofSeconds(1);

    private Single() {}

    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Adds the statement that every transaction starts with. */
    static void enter(Trip trip, Caller caller, Meter meter) {
        trip.perform(Sql.ENTER, caller.tenant(), caller.user(), Math.max(1, meter.left()));
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** Does the work, or says why it could not be done. */
    static <T> T attempt(
            Pool pool, Meter meter, Faults faults, String requestId, Work<T> work, Function<Recorded, T> failed) {
        while (true) {
            try (Pool.Lease lease = pool.borrow(meter)) {
                try {
                    return work.on(lease.connection());
                } catch (SQLException error) {
                    boolean again =
                            Failure.of(error) == Failure.LOST && meter.cost().retries() == 0;
                    if (!again || meter.left() == 0) {
                        return failed.apply(outcome(error, requestId, "read", meter, faults));
                    }
                    meter.retry();
                }
            } catch (SQLException error) {
                return failed.apply(unreachable(error, meter));
            } catch (Pool.Exhausted none) {
                return failed.apply(exhausted(meter));
            }
        }
    }

    /**
     * A trip of a caller that is all of the work.
     *
     * @param ask adds to the trip, and says what it came to once it is over
     */
    static <T> T trip(
            Pool pool,
            Meter meter,
            Faults faults,
            String requestId,
            Caller caller,
            Function<Trip, Supplier<T>> ask,
            Function<Recorded, T> failed) {
        return attempt(
                pool,
                meter,
                faults,
                requestId,
                connection -> {
                    Trip trip = new Trip();
                    enter(trip, caller, meter);
                    Supplier<T> outcome = ask.apply(trip);
                    trip.run(connection, meter);
                    return outcome.get();
                },
                failed);
    }

    /** What an error that ends the work comes to. */
    static Recorded outcome(SQLException error, String requestId, String step, Meter meter, Faults faults) {
        Cost cost = meter.cost();
        return switch (Failure.of(error)) {
            case RIVAL -> new Recorded.Unavailable("Other requests were in the way several times", SOON, cost);
            case LOCKED -> new Recorded.Unavailable("Another request holds what this one needs", SOON, cost);
            case OUT_OF_TIME -> new Recorded.TimedOut(cost);
            case LOST -> new Recorded.Unavailable("The connection to the database was lost", SOON, cost);
            case AWAY -> new Recorded.Unavailable("The database is not available", Duration.ofSeconds(5), cost);
            case DEFECT -> {
                Faults.Fault fault = Failure.fault(requestId, step, error);
                faults.report(fault);
                yield new Recorded.Broken("The database refused to " + step + " (" + fault.sqlState() + ")", cost);
            }
        };
    }

    static Recorded exhausted(Meter meter) {
        return meter.left() == 0
                ? new Recorded.TimedOut(meter.cost())
                : new Recorded.Unavailable("Every connection to the database is in use", SOON, meter.cost());
    }

    /** No connection could be opened; the pool's own error only says that it waited. */
    static Recorded unreachable(SQLException error, Meter meter) {
        return new Recorded.Unavailable("The database cannot be reached", Duration.ofSeconds(2), meter.cost());
    }
}
