package dossier.store;

/** Statements that more than one transaction sends. */
final class Sql {
    /** First of every transaction: tenant, actor, milliseconds. */
    static final String ENTER = "SELECT app.enter(?, ?, ?)";

    /** As {@link #ENTER}, and marks the transaction as an open writer. */
    static final String ENTER_TO_WRITE = "SELECT app.enter(?, ?, ?), app.open_writer()";

    /** Tenant, request id, time, outcome, answer. */
    static final String RESULT = """
            INSERT INTO dossier.result (tenant_id, request_id, recorded_at, outcome, answer)
            VALUES (?, ?, ?, ?, ?::json)
            ON CONFLICT (tenant_id, request_id) DO UPDATE
            SET recorded_at = excluded.recorded_at, outcome = excluded.outcome, answer = excluded.answer""";

    /** Tenant, time, user, source, request id, operation, case or nothing, document hash, outcome, codes, micros. */
    static final String ATTEMPT = """
            INSERT INTO dossier.attempt (tenant_id, at, actor, source, request_id, operation, case_id, document_hash,
                outcome, codes, micros)
            VALUES (?, ?, ?, ?, ?, ?, nullif(?, ''), ?, ?, ?, ?)""";

    private Sql() {}
}
