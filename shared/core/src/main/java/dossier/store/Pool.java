package dossier.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.util.Credentials;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A few connections of one role, opened when first needed. Building one touches no network, so it may be part of a
 * snapshot of the process. Thread-safe.
 *
 * <p>Callers queue, in order, at a gate in front of HikariCP: its own queue knows one time limit for all, while each
 * request here brings its own.
 */
public final class Pool implements AutoCloseable {
    /** How long the end of the last attempt tells how the next would end. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final HikariDataSource connections;
    private final Semaphore gate;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Duration borrowTimeout;
    private final int size;
    private final AtomicReference<Contact> last = new AtomicReference<>(Contact.NEVER);
    private final AtomicBoolean trying = new AtomicBoolean();

    /** How the last attempt to reach the database ended, and when by {@link System#nanoTime}. */
    private record Contact(boolean tried, boolean reached, long nanos) {
        private static final Contact NEVER = new Contact(false, false, 0);

        private boolean fresh() {
            return tried && System.nanoTime() - nanos < FRESH.toNanos();
        }
    }

    public Pool(PoolSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(settings.application());
        config.setJdbcUrl(settings.jdbcUrl());
        config.setCredentialsProvider(
                () -> Credentials.of(settings.role(), settings.password().get()));
        config.setMaximumPoolSize(settings.size());
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(settings.borrowTimeout().toMillis());
        config.setValidationTimeout(Math.min(1_000, settings.borrowTimeout().toMillis()));
        config.setMaxLifetime(Duration.ofMinutes(12).toMillis());
        config.setIdleTimeout(0);
        this.connections = new HikariDataSource(config);
        this.gate = new Semaphore(settings.size(), true);
        this.borrowTimeout = settings.borrowTimeout();
        this.size = settings.size();
    }

    /**
     * What the pool is doing.
     *
     * @param active lent out
     * @param waiting callers waiting for one
     */
    public record State(int size, int active, int idle, int waiting) {}

    public State state() {
        HikariPoolMXBean pool = connections.getHikariPoolMXBean();
        int idle = pool == null ? 0 : pool.getIdleConnections();
        return new State(size, size - gate.availablePermits(), idle, waiting.get());
    }

    /**
     * Whether the database cannot be reached, for answers that do not need it and say so. What was seen in the last few
     * seconds counts; otherwise one caller tries, for at most the time a connection may take, while the others go by
     * what was seen last.
     */
    public boolean away() {
        if (!last.get().fresh() && trying.compareAndSet(false, true)) {
            try (Lease _ = borrow(new Meter(borrowTimeout))) {
                return false;
            } catch (SQLException unreachable) {
                return true;
            } catch (Exhausted inUse) {
                return false;
            } finally {
                trying.set(false);
            }
        }
        Contact seen = last.get();
        return seen.tried() && !seen.reached();
    }

    /** Closes what is idle now and the rest when it comes back; for a checkpoint, after which nothing may be open. */
    public void evict() {
        HikariPoolMXBean pool = connections.getHikariPoolMXBean();
        if (pool != null) {
            pool.softEvictConnections();
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    /** A connection with auto-commit; give it back by closing the lease. */
    Lease borrow(Meter meter) throws SQLException, Exhausted {
        long start = System.nanoTime();
        enter(meter);
        try {
            Lease lease = new Lease(connections.getConnection());
            last.set(new Contact(true, true, System.nanoTime()));
            return lease;
        } catch (SQLException | RuntimeException failed) {
            last.set(new Contact(true, false, System.nanoTime()));
            gate.release();
            throw failed;
        } finally {
            meter.waited(System.nanoTime() - start);
        }
    }

    private void enter(Meter meter) throws Exhausted {
        waiting.incrementAndGet();
        try {
            long patience = Math.min(borrowTimeout.toMillis(), meter.left());
            if (!gate.tryAcquire(patience, TimeUnit.MILLISECONDS)) {
                throw new Exhausted();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Exhausted();
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** No connection became free in time. */
    static final class Exhausted extends Exception {
        private static final long serialVersionUID = 1;

        Exhausted() {
            super("No connection became free in time", null, false, false);
        }
    }

    /** A connection on loan. */
    final class Lease implements AutoCloseable {
        private final Connection connection;

        private Lease(Connection connection) {
            this.connection = connection;
        }

        Connection connection() {
            return connection;
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException broken) {
                // It was broken already, which its user has seen; the pool drops it.
            } finally {
                gate.release();
            }
        }
    }
}
