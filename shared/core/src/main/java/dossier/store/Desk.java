package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Caller;
import dossier.pipeline.Chain;
import dossier.pipeline.Ledger.Recorded;
import dossier.store.Reading.Outcome;
import dossier.store.Reading.Page;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What every read needs: a connection for one trip, the tables, and the form of lists and answers. Thread-safe. */
record Desk(Pool pool, Kinds kinds, Texts texts, Faults faults) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:@$-]{1,200}");

    /** A read on a connection, in as many trips as it needs. */
    @FunctionalInterface
    interface Work {
        Outcome on(Session session) throws SQLException, Cursor.Unreadable;
    }

    /** A connection, for one caller. */
    record Session(Connection connection, Meter meter, Caller caller) {
        String tenant() {
            return caller.tenant();
        }

        /** A trip that has entered already. */
        Trip trip() {
            Trip trip = new Trip();
            Single.enter(trip, caller, meter);
            return trip;
        }

        void run(Trip trip) throws SQLException {
            trip.run(connection, meter);
        }

        /**
         * A time asked for, but never later than the oldest open writer, who might still bring something from before it
         * and so change an answer already given.
         */
        Trip.Rows<Instant> horizon(Trip trip, Instant asked) {
            return trip.query("SELECT least(?, app.horizon())", row -> instant(row, 1), Single.utc(asked));
        }
    }

    /** A read that comes to something else than an answer. */
    @FunctionalInterface
    interface Look<T> {
        T on(Session session) throws SQLException;
    }

    Outcome read(Caller caller, Work work) {
        return reading(
                caller,
                session -> {
                    try {
                        return work.on(session);
                    } catch (Cursor.Unreadable bad) {
                        return new Outcome.Unreadable("cursor is not one that this list gave out.");
                    }
                },
                Outcome.Failed::new);
    }

    /** @param failed what it comes to when the database cannot answer */
    <T> T reading(Caller caller, Look<T> look, Function<Recorded, T> failed) {
        Meter meter = new Meter(TIMEOUT);
        return Single.attempt(
                pool, meter, faults, "", connection -> look.on(new Session(connection, meter, caller)), failed);
    }

    /** A list; a limit out of range is an error. */
    Outcome list(Caller caller, Page page, Work work) {
        if (page.limit() < 1 || page.limit() > Page.MOST) {
            return new Outcome.Unreadable("limit must be 1 to " + Page.MOST + "; found " + page.limit() + ".");
        }
        return read(caller, work);
    }

    /** Whether this can be an id at all; what cannot is not asked for. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    static Outcome found(Json.Object body) {
        return new Outcome.Found(body, Chain.sha256(body.compact()));
    }

    /**
     * A page of a list whose query asked for one row more than fits.
     *
     * @param name of the list in the body
     */
    static <T> Outcome page(
            String name, List<T> rows, Page page, Function<T, Json> item, Function<T, Cursor> key, Json.Builder body) {
        List<T> shown = rows.subList(0, Math.min(rows.size(), page.limit()));
        body.put(name, Json.array(shown, item));
        Optional<Json> next = rows.size() > page.limit()
                ? Optional.of(Json.text(key.apply(shown.getLast()).encode()))
                : Optional.empty();
        return found(body.putOrNull("nextCursor", next).build());
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static Optional<String> text(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    /** A stored JSON text as it reads. */
    Json json(String tenant, String stored) {
        return texts.read(tenant, Json.parse(stored).orThrow());
    }

    static String camel(String snake) {
        StringBuilder camel = new StringBuilder(snake.length());
        for (int i = 0; i < snake.length(); i++) {
            char c = snake.charAt(i);
            if (c == '_' && i + 1 < snake.length()) {
                camel.append(Character.toUpperCase(snake.charAt(++i)));
            } else {
                camel.append(c);
            }
        }
        return camel.toString();
    }
}
