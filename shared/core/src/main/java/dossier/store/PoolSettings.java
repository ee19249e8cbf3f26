package dossier.store;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How to reach a database, as whom, and with how many connections.
 *
 * @param role the database role to log in as
 * @param password asked for anew for each connection, so that a short-lived token works
 * @param size most connections at once
 * @param borrowTimeout longest wait for a free connection, and for a new one to open
 * @param application name the server shows for these connections
 */
public record PoolSettings(
        DatabaseUrl url, String role, Supplier<String> password, int size, Duration borrowTimeout, String application) {
    private static final Duration BORROW_TIMEOUT = Duration.ofSeconds(3);

    public PoolSettings {
        if (size < 1) {
            throw new IllegalArgumentException("A pool has at least one connection");
        }
    }

    /** The usual settings; the size is that of the environment a Lambda function runs in. */
    public static PoolSettings of(DatabaseUrl url, String role, Supplier<String> password, int size) {
        return new PoolSettings(url, role, password, size, BORROW_TIMEOUT, role);
    }

    /**
     * Every option has a reason: unnamed statements and no version check keep a proxied session unpinned, error detail
     * may quote a row, and the socket outlasts the longest statement timeout so that the server's own error comes first.
     */
    String jdbcUrl() {
        StringBuilder jdbc = new StringBuilder("jdbc:").append(url);
        jdbc.append("?prepareThreshold=0")
                .append("&assumeMinServerVersion=12")
                .append("&logServerErrorDetail=false")
                .append("&connectTimeout=3")
                .append("&loginTimeout=3")
                .append("&socketTimeout=35")
                .append("&tcpKeepAlive=true")
                .append("&gssEncMode=disable")
                .append("&ApplicationName=")
                .append(application);
        if (url.options().containsKey("sslmode") || !url.loopback()) {
            jdbc.append("&sslmode=").append(url.options().getOrDefault("sslmode", "verify-full"));
        } else {
            jdbc.append("&sslmode=disable");
        }
        if (url.options().containsKey("sslrootcert")) {
            jdbc.append("&sslrootcert=").append(url.options().get("sslrootcert"));
        } else if (!url.loopback()) {
            String factory = url.options().getOrDefault("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
            jdbc.append("&sslfactory=").append(factory);
        }
        return jdbc.toString();
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "PoolSettings[" + url + ", role=" + role + ", size=" + size + "]";
    }
}
