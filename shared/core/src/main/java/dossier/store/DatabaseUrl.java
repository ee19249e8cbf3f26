package dossier.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where a database is: {@code postgresql://[user[:password]@]host[:port]/name[?sslmode=...]}, {@code jdbc:} in front
 * or not.
 *
 * @param options what the URL says about TLS; nothing else may be said in it
 */
public record DatabaseUrl(
        String host,
        int port,
        String database,
        Optional<String> user,
        Optional<String> password,
        Map<String, String> options) {
    private static final Set<String> SCHEMES = Set.of("postgresql", "postgres");
    private static final Set<String> OPTIONS = Set.of("sslmode", "sslrootcert", "sslfactory");
    private static final String SHAPE = "postgresql://host:port/database";

    public DatabaseUrl {
        options = Map.copyOf(options);
    }

    /** What reading came to. */
    public sealed interface Outcome {
        record Read(DatabaseUrl url) implements Outcome {}

        /** @param detail what is wrong, without the URL, which may hold a password */
        record Malformed(String detail) implements Outcome {}
    }

    public static Outcome parse(String text) {
        String plain = text.strip();
        if (plain.startsWith("jdbc:")) {
            plain = plain.substring("jdbc:".length());
        }
        URI uri;
        try {
            uri = new URI(plain);
        } catch (URISyntaxException bad) {
            return malformed(bad.getReason() + " at character " + (bad.getIndex() + 1));
        }
        if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
            return malformed("it does not start with postgresql://");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            return malformed("it names no host, or a port that is no number");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            return malformed("its port is not between 1 and 65535");
        }
        String name = Optional.ofNullable(uri.getPath()).orElse("");
        if (name.length() < 2 || name.indexOf('/', 1) >= 0) {
            return malformed("it names no database");
        }
        return login(uri, name.substring(1));
    }

    private static Outcome login(URI uri, String database) {
        Map<String, String> options = new TreeMap<>();
        String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (equals < 0 || !OPTIONS.contains(key)) {
                return malformed("only sslmode, sslrootcert and sslfactory may follow the question mark");
            }
            options.put(key, decoded(pair.substring(equals + 1)));
        }
        Optional<String> info = Optional.ofNullable(uri.getRawUserInfo());
        Optional<String> user = info.map(i -> decoded(i.split(":", 2)[0])).filter(u -> !u.isEmpty());
        Optional<String> password =
                info.filter(i -> i.indexOf(':') >= 0).map(i -> decoded(i.substring(i.indexOf(':') + 1)));
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        return new Outcome.Read(new DatabaseUrl(uri.getHost(), port, database, user, password, options));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Outcome malformed(String why) {
        return new Outcome.Malformed("The database URL is malformed: " + why + ". Expected: " + SHAPE);
    }

    /** Whether it is this machine, where TLS protects nothing. */
    boolean loopback() {
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }

    /** Leaves user and password out. */
    @Override
    public String toString() {
        return "postgresql://" + host + ":" + port + "/" + database;
    }
}
