package dossier.edge;

import dossier.store.DatabaseUrl;
import dossier.store.Faults;
import dossier.store.Pool;
import dossier.store.PoolSettings;
import java.util.function.Supplier;

/** Makes a function's pool from its environment. Stateless. */
public final class Databases {
    private Databases() {}

    /** @throws IllegalStateException when the environment names no database, or a malformed one */
    public static Pool pool(Environment environment) {
        DatabaseUrl url = url(environment);
        String role = environment.required(Variable.DATABASE_USER);
        return new Pool(
                PoolSettings.of(url, role, password(url, role, environment.region()), environment.concurrency()));
    }

    public static DatabaseUrl url(Environment environment) {
        return switch (DatabaseUrl.parse(environment.required(Variable.DATABASE_URL))) {
            case DatabaseUrl.Outcome.Read read -> read.url();
            case DatabaseUrl.Outcome.Malformed bad -> throw new IllegalStateException(bad.detail());
        };
    }

    /** The JDBC address for work that goes straight to the database, with the options on TLS that the URL says. */
    public static String direct(DatabaseUrl url) {
        StringBuilder jdbc = new StringBuilder("jdbc:").append(url);
        char mark = '?';
        for (String name : new java.util.TreeSet<>(url.options().keySet())) {
            jdbc.append(mark).append(name).append('=').append(url.options().get(name));
            mark = '&';
        }
        return jdbc.toString();
    }

    /** The password of the URL; without one, a short-lived token of the cloud's identity service. */
    public static Supplier<String> password(DatabaseUrl url, String role, String region) {
        return url.password()
                .<Supplier<String>>map(password -> () -> password)
                .orElseGet(() -> new DatabaseToken(url, role, region, DatabaseToken.ofFunction()));
    }

    /** Writes what the database reported as a defect to the log, without any value. */
    public static Faults faults(Log log) {
        return fault -> log.write(Log.Line.of(Log.Level.ERROR, fault.requestId(), "database " + fault.step())
                .code(fault.sqlState() + (fault.object().isEmpty() ? "" : " " + fault.object())));
    }
}
