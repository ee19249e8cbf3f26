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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few connections of one role, opened when first needed. Building one touches no network, so it may be part of a
 * snapshot of the process. Thread-safe.
 *
 * <p>Callers queue, in order, at a gate in front of HikariCP: its own queue knows one time limit for all, while each
 * request here brings its own.
 */
public final class Pool implements AutoCloseable {
    private final HikariDataSource connections;
    private final Semaphore gate;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Duration borrowTimeout;
    private final int size;

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
            return new Lease(connections.getConnection());
        } catch (SQLException | RuntimeException failed) {
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
