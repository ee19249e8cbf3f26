package dossier.store;

import dossier.pipeline.Ledger;
import java.time.Duration;

/** Counts what one call costs and how much of its time is left. Not thread-safe: one for each call. */
final class Meter {
    private final long deadline;
    private long databaseNanos;
    private long waitNanos;
    private int trips;
    private int retries;

    Meter(Duration timeout) {
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /** Milliseconds left, rounded up; 0 when the time is over. */
    int left() {
        long nanos = deadline - System.nanoTime();
        return nanos <= 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, (nanos + 999_999) / 1_000_000);
    }

    void waited(long nanos) {
        waitNanos += nanos;
    }

    void trip(long nanos) {
        databaseNanos += nanos;
        trips++;
    }

    void retry() {
        retries++;
    }

    Ledger.Cost cost() {
        return new Ledger.Cost(databaseNanos / 1_000, waitNanos / 1_000, trips, retries);
    }
}
