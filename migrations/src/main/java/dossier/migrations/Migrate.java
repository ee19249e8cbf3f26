package dossier.migrations;

import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateOutput;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Applies the migrations that a database lacks. Runs straight against the database as its owner, never through a
 * transaction pool. Safe to run twice at once: Flyway takes a lock in the database. A migration that
 * cannot get a table's lock within the time {@code afterConnect.sql} sets gives up, instead of queueing every reader
 * behind it. Thread-safe.
 */
public final class Migrate {
    /** The schema that holds every table. */
    public static final String SCHEMA = "dossier";

    private Migrate() {}

    /**
     * A database and who migrates it.
     *
     * @param jdbcUrl {@code jdbc:postgresql://...}
     * @param user owner of the database, who may create roles
     */
    public record Target(String jdbcUrl, String user, String password) {
        @Override
        public String toString() {
            return "Target[user=" + user + "]";
        }
    }

    /** What a run came to. */
    public sealed interface Report {
        /**
         * @param from schema version before; empty for a new database
         * @param to schema version now
         * @param applied versions applied by this run, in order
         */
        record Done(Optional<String> from, String to, List<String> applied, long millis) implements Report {}

        /**
         * Nothing of the failed migration remains; those before it do.
         *
         * @param detail for an operator; no value of a row and no password
         */
        record Failed(String detail) implements Report {}
    }

    /** Applies what is missing. */
    public static Report run(Target target) {
        try {
            Flyway flyway = flyway(target);
            MigrateResult result = flyway.migrate();
            List<String> applied =
                    result.migrations.stream().map(Migrate::versionOf).toList();
            Optional<String> from = Optional.ofNullable(result.initialSchemaVersion);
            // Asked afterwards: another run at the same moment may have applied the last ones.
            String to = Optional.ofNullable(flyway.info().current())
                    .map(last -> last.getVersion().getVersion())
                    .orElse("");
            return new Report.Done(from, to, applied, result.getTotalMigrationTime());
        } catch (FlywayException failed) {
            return new Report.Failed(failed.getClass().getSimpleName() + ": " + failed.getMessage());
        }
    }

    private static String versionOf(MigrateOutput output) {
        return output.version;
    }

    private static Flyway flyway(Target target) {
        return Flyway.configure(Migrate.class.getClassLoader())
                .dataSource(target.jdbcUrl(), target.user(), target.password())
                .defaultSchema(SCHEMA)
                .createSchemas(true)
                .locations("classpath:db/migration")
                .load();
    }
}
