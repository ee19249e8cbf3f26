package dossier.local.cli;

import dossier.json.Json;
import dossier.pipeline.Caller;
import dossier.pipeline.Ledger;
import dossier.pipeline.Snapshot;
import dossier.registry.Overlay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stands where there is no database: nothing is known yet, and nothing can be written. */
final class NoLedger implements Ledger {
    private static final String DETAIL = "This command works without a database.";

    private final Clock clock;

    NoLedger(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Recorded execute(Entry entry, Planner planner) {
        return new Recorded.Unavailable(DETAIL, Duration.ZERO, Cost.NONE);
    }

    @Override
    public Looked look(Entry entry) {
        return new Looked.Seen(
                new Snapshot(
                        Optional.empty(), Map.of(), Map.of(), clock.instant(), Optional.empty(), List.of(), Map.of()),
                Cost.NONE);
    }

    @Override
    public Optional<Overlay> overlay(Caller caller) {
        return Optional.of(Overlay.NONE);
    }

    @Override
    public boolean attempt(Caller caller, Attempt attempt) {
        return false;
    }

    @Override
    public boolean result(Caller caller, String requestId, String outcome, Json.Object answer, Instant at) {
        return false;
    }

    @Override
    public Remembered remember(Caller caller, Proposal proposal) {
        return new Remembered.Away(DETAIL);
    }

    @Override
    public List<String> known(Caller caller, Optional<String> caseId, String kind, int limit) {
        return List.of();
    }
}
