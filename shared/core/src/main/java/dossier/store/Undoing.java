package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Caller;
import dossier.pipeline.Ledger.Recorded;
import dossier.pipeline.Reversal.Touched;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is to be known of a version before it can be undone. Thread-safe. */
public final class Undoing {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Pool pool;
    private final Texts texts;
    private final Faults faults;

    public Undoing(Pool pool, Texts texts, Faults faults) {
        this.pool = pool;
        this.texts = texts;
        this.faults = faults;
    }

    /** What reading came to. */
    public sealed interface Outcome {
        /** @param current the case's last version */
        record Said(long current, List<Json.Object> forms, List<Touched> touched) implements Outcome {}

        /** There is no such case or version. */
        record Missing() implements Outcome {}

        record Failed(Recorded why) implements Outcome {}
    }

    public Outcome of(Caller caller, String requestId, String caseId, long version) {
        if (!Desk.isId(caseId)) {
            return new Outcome.Missing();
        }
        Meter meter = new Meter(TIMEOUT);
        String tenant = caller.tenant();
        return Single.trip(
                pool,
                meter,
                faults,
                requestId,
                caller,
                trip -> {
                    Trip.Rows<Long> head = trip.query(
                            "SELECT version FROM dossier.case_head WHERE tenant_id = ? AND case_id = ?",
                            row -> row.getLong(1),
                            tenant,
                            caseId);
                    Trip.Rows<String> forms = trip.query(
                            "SELECT forms FROM dossier.case_version WHERE tenant_id = ? AND case_id = ? AND number = ?",
                            row -> row.getString(1),
                            tenant,
                            caseId,
                            version);
                    Trip.Rows<Touched> touched = trip.query(
                            """
                            SELECT a.form, a.operation, a.kind, a.id, a.before, a.after, EXISTS (
                                SELECT FROM dossier.thing t
                                WHERE t.tenant_id = a.tenant_id AND t.kind = a.kind AND t.id = a.id
                                    AND t.changed_at > a.at)
                            FROM dossier.audit a
                            WHERE a.tenant_id = ? AND a.case_id = ? AND a.version = ? ORDER BY a.position""",
                            row -> new Touched(
                                    row.getInt(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    Desk.text(row, 5).flatMap(before -> object(tenant, before)),
                                    Desk.text(row, 6)
                                            .flatMap(after -> object(tenant, after))
                                            .orElseGet(() -> Json.object().build()),
                                    row.getBoolean(7)),
                            tenant,
                            caseId,
                            version);
                    return () -> forms.first()
                            .<Outcome>map(text ->
                                    new Outcome.Said(head.first().orElse(0L), forms(tenant, text), touched.all()))
                            .orElseGet(Outcome.Missing::new);
                },
                Outcome.Failed::new);
    }

    private Optional<Json.Object> object(String tenant, String stored) {
        return texts.read(tenant, Json.parse(stored).orThrow()).asObject();
    }

    private List<Json.Object> forms(String tenant, String stored) {
        return texts.read(tenant, Json.parse(stored).orThrow()).asArray().orElse(List.of()).stream()
                .flatMap(form -> form.asObject().stream())
                .toList();
    }
}
