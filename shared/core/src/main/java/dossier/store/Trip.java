package dossier.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Statements that travel to the database together, in one round trip: the driver sends each as a statement of its own
 * and asks for an answer once, at the end. Each sees what those before it did, and under READ COMMITTED each sees what
 * others had committed when it began. Without a transaction around it, a trip is one by itself. Use once.
 */
final class Trip {
    /** A longer text pins a proxied session. */
    private static final int LONGEST_STATEMENT = 16_000;

    /** Where the rows of cases are. */
    private static final String LIVE = "dossier.";

    /** Where cases are rebuilt; its tables bear the same names. */
    private static final String SHADOW = "shadow.";

    private final String schema;
    private final StringBuilder sql = new StringBuilder(2_000);
    private final List<Object> parameters = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();

    Trip() {
        this(LIVE);
    }

    private Trip(String schema) {
        this.schema = schema;
    }

    /** One whose statements speak of the shadow schema wherever they say the live one. */
    static Trip shadow() {
        return new Trip(SHADOW);
    }

    /** The shadow of a live table. */
    static String shadow(String table) {
        return table.replace(LIVE, SHADOW);
    }

    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What a query will have answered once the trip is over. */
    static final class Rows<T> {
        private final List<T> items = new ArrayList<>();

        /** A row that needs no asking. */
        static <T> Rows<T> of(T known) {
            Rows<T> rows = new Rows<>();
            rows.items.add(known);
            return rows;
        }

        List<T> all() {
            return items;
        }

        Optional<T> first() {
            return items.stream().findFirst();
        }
    }

    /** How many rows a statement changed, once the trip is over. */
    static final class Count {
        private long affected;

        long affected() {
            return affected;
        }
    }

    private interface Part {
        void take(PreparedStatement statement, boolean hasRows) throws SQLException;
    }

    /** Adds a query; parameters are texts, numbers, booleans, times of {@code java.time} and arrays of text. */
    <T> Rows<T> query(String text, RowReader<T> reader, Object... values) {
        Rows<T> rows = new Rows<>();
        add(text, values, (statement, hasRows) -> {
            try (ResultSet result = statement.getResultSet()) {
                while (result.next()) {
                    rows.items.add(reader.read(result));
                }
            }
        });
        return rows;
    }

    /** Adds a query whose rows do not matter. */
    void perform(String text, Object... values) {
        add(text, values, (statement, hasRows) -> {});
    }

    /** Adds a change. */
    Count change(String text, Object... values) {
        Count count = new Count();
        add(text, values, (statement, hasRows) -> count.affected = statement.getLargeUpdateCount());
        return count;
    }

    /**
     * Adds a change that must affect so many rows.
     *
     * @param target what it changes, for the report
     */
    void exactly(long expected, String target, String text, Object... values) {
        add(text, values, (statement, hasRows) -> {
            long affected = statement.getLargeUpdateCount();
            if (affected != expected) {
                throw new Mismatch(target, expected, affected);
            }
        });
    }

    private void add(String text, Object[] values, Part part) {
        if (text.length() >= LONGEST_STATEMENT) {
            throw new IllegalStateException("A statement is too long for a proxied session");
        }
        if (!parts.isEmpty()) {
            sql.append(";\n");
        }
        sql.append(schema.equals(LIVE) ? text : text.replace(LIVE, schema));
        parameters.addAll(List.of(values));
        parts.add(part);
    }

    /** Travels. What was promised is there afterwards. */
    void run(Connection connection, Meter meter) throws SQLException {
        long start = System.nanoTime();
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            for (int i = 0; i < parameters.size(); i++) {
                bind(connection, statement, i + 1, parameters.get(i));
            }
            boolean hasRows = statement.execute();
            for (Part part : parts) {
                part.take(statement, hasRows);
                hasRows = statement.getMoreResults();
            }
        } finally {
            meter.trip(System.nanoTime() - start);
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, int index, Object value)
            throws SQLException {
        switch (value) {
            case String text -> statement.setString(index, text);
            case String[] texts -> statement.setArray(index, connection.createArrayOf("text", texts));
            default -> statement.setObject(index, value);
        }
    }

    /** A change affected other rows than the plan said: the plan was made from something else than is there. */
    static final class Mismatch extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String what;

        Mismatch(String target, long expected, long affected) {
            super(null, null, false, false);
            this.what = target + ": " + affected + " rows instead of " + expected;
        }

        String what() {
            return what;
        }
    }
}
