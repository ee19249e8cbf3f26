package dossier.store;

import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What an error of the database means for the work that met it. */
enum Failure {
    /** A rival was in the way and all is rolled back: the same work may well succeed now. */
    RIVAL,
    /** A lock was not to be had in time. */
    LOCKED,
    /** The server stopped a statement that ran out of its time. */
    OUT_OF_TIME,
    /** This connection is gone; another may work. */
    LOST,
    /** The database cannot be used now. */
    AWAY,
    /** The database refused what it should not have. */
    DEFECT;

    private static final String UNIQUE_VIOLATION = "23505";
    private static final Set<String> RIVAL_STATES = Set.of("40P01", "40001", UNIQUE_VIOLATION);
    private static final Set<String> LOST_STATES = Set.of("57P01", "57P02", "57P05", "25P03", "25P04");
    /** Cannot connect now, too many connections, disk full, out of memory, read-only after a failover. */
    private static final Set<String> AWAY_STATES = Set.of("57P03", "53300", "53100", "53200", "53000", "25006");
    /** Wrong password, role or database: for the caller the database is away. */
    private static final Set<String> LOGIN_STATES = Set.of("28P01", "28000", "3D000");

    static Failure of(SQLException error) {
        String state = state(error);
        if (RIVAL_STATES.contains(state)) {
            return RIVAL;
        }
        if (state.equals("55P03")) {
            return LOCKED;
        }
        if (state.equals("57014")) {
            return OUT_OF_TIME;
        }
        if (state.startsWith("08") || LOST_STATES.contains(state)) {
            return LOST;
        }
        return AWAY_STATES.contains(state) || LOGIN_STATES.contains(state) ? AWAY : DEFECT;
    }

    static String state(SQLException error) {
        String state = error.getSQLState();
        return state == null ? "" : state;
    }

    /** The defect as it may be logged: never the error's own message, which may quote a value. */
    static Faults.Fault fault(String requestId, String step, SQLException error) {
        String object = "";
        if (error instanceof PSQLException postgres) {
            ServerErrorMessage message = postgres.getServerErrorMessage();
            if (message != null) {
                object = first(message.getConstraint(), message.getColumn(), message.getTable());
            }
        }
        return new Faults.Fault(requestId, step, state(error), object);
    }

    private static String first(@org.jspecify.annotations.Nullable String... names) {
        for (String name : names) {
            if (name != null && !name.isEmpty()) {
                return name;
            }
        }
        return "";
    }
}
