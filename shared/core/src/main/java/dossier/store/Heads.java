package dossier.store;

import dossier.proof.Anchor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The heads of all cases of all tenants, for an anchor. Thread-safe. */
public final class Heads {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final int PAGE = 10_000;

    private final Pool pool;
    private final Faults faults;

    /** @param pool of the role that keeps up: it sees no case otherwise */
    public Heads(Pool pool, Faults faults) {
        this.pool = pool;
        this.faults = faults;
    }

    /** What reading came to. */
    public sealed interface Outcome {
        record Read(Map<Anchor.Key, Anchor.Head> heads) implements Outcome {}

        record Failed(String detail) implements Outcome {}
    }

    /** Each head as it was when its page was read; a case only ever goes on. */
    public Outcome read() {
        Meter meter = new Meter(TIMEOUT);
        return Single.attempt(
                pool,
                meter,
                faults,
                "anchor",
                connection -> {
                    Map<Anchor.Key, Anchor.Head> heads = new LinkedHashMap<>();
                    Anchor.Key last = new Anchor.Key("", "");
                    while (true) {
                        Trip trip = new Trip();
                        Trip.Rows<Map.Entry<Anchor.Key, Anchor.Head>> page = trip.query(
                                "SELECT tenant_id, case_id, version, hash FROM app.heads(?, ?, ?)",
                                row -> Map.entry(
                                        new Anchor.Key(row.getString(1), row.getString(2)),
                                        new Anchor.Head(row.getLong(3), row.getString(4))),
                                last.tenant(),
                                last.caseId(),
                                PAGE);
                        trip.run(connection, meter);
                        List<Map.Entry<Anchor.Key, Anchor.Head>> found = page.all();
                        found.forEach(head -> heads.put(head.getKey(), head.getValue()));
                        if (found.size() < PAGE) {
                            return (Outcome) new Outcome.Read(heads);
                        }
                        last = found.getLast().getKey();
                    }
                },
                why -> new Outcome.Failed("The heads cannot be read now"));
    }
}
