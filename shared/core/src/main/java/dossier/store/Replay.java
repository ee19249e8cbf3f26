package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Caller;
import dossier.pipeline.Rebuilder;
import dossier.store.Reading.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The replay certificate: rebuilds a case from its documents alone, in the shadow schema, and compares every row with
 * the live one. The facts that other cases said are taken as they stand; their own replay compares them. Nothing stays
 * of a replay, since its transaction is rolled back. Thread-safe.
 */
public final class Replay {
    private final Pool pool;
    private final Rebuilder rebuilder;
    private final Texts texts;
    private final Faults faults;

    /** @param pool of the role that executes: the shadow is written the way the live tables are */
    public Replay(Pool pool, Rebuilder rebuilder, Texts texts, Faults faults) {
        this.pool = pool;
        this.rebuilder = rebuilder;
        this.texts = texts;
        this.faults = faults;
    }

    /**
     * Replays one case: {@code {caseId, match, firstDifference?, registryVersions[], versions, rows}}. A difference
     * names the table, the row's key and the column, and never a value.
     */
    public Outcome certificate(Caller caller, String requestId, String caseId, Duration timeout) {
        if (!Desk.isId(caseId)) {
            return new Outcome.Missing();
        }
        Meter meter = new Meter(timeout);
        return Single.attempt(
                pool,
                meter,
                faults,
                requestId,
                connection -> replayed(connection, new CaseReplay(connection, meter, caller, caseId, rebuilder, texts)),
                Outcome.Failed::new);
    }

    private static Outcome replayed(Connection connection, CaseReplay replay) throws SQLException {
        connection.setAutoCommit(false);
        try {
            return replay.run();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Where live rows and rebuilt ones part. */
    record Difference(String table, Json.Object key, String column, String reason) {
        Json json() {
            Json.Builder json = Json.object().put("table", table).put("key", key);
            if (!column.isEmpty()) {
                json.put("column", column);
            }
            return json.put("reason", reason).build();
        }
    }

    /** Ends a replay at its first difference. */
    static final class Differs extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Difference difference;

        Differs(Difference difference) {
            super(null, null, false, false);
            this.difference = difference;
        }

        Difference difference() {
            return difference;
        }
    }
}
