package dossier.pipeline;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.registry.Overlay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The port to the database. Implementations are thread-safe and hold no transaction between calls; what goes wrong
 * comes back as a value.
 */
public interface Ledger {
    /**
     * Carries out a document in one transaction: takes the locks in their order (idempotency key, case, things sorted),
     * reads the snapshot with a later statement, lets the planner decide, writes and commits. At most four round trips.
     */
    Recorded execute(Entry entry, Planner planner);

    /** The snapshot as it is, without locks and with nothing written: for validation, compiling and dry runs. */
    Looked look(Entry entry);

    /** The tenant's own definitions as they are in force; empty where they cannot be read now. */
    Optional<Overlay> overlay(Caller caller);

    /** Leaves the record of an attempt that wrote nothing else, in a short transaction of its own. */
    boolean attempt(Caller caller, Attempt attempt);

    /**
     * Keeps what became of a request that wrote nothing, for a producer that cannot wait for its answer. What was
     * executed keeps its own result with its commit.
     *
     * @return whether it is kept
     */
    boolean result(Caller caller, String requestId, String outcome, Json.Object answer, Instant at);

    /**
     * Remembers a proposal of generation by the hash of its canonical text, so that executing that text needs its
     * plan's hash.
     */
    Remembered remember(Caller caller, Proposal proposal);

    /** Ids of a kind that the case knows, then others of the tenant: to suggest nearest ones. */
    List<String> known(Caller caller, Optional<String> caseId, String kind, int limit);

    /** Pure decision between the two halves of the transaction; it must not block. */
    @FunctionalInterface
    interface Planner {
        Planned plan(Snapshot snapshot);
    }

    sealed interface Planned {
        /**
         * Write this.
         *
         * @param answer stored with the request, for a repetition of it; without metrics
         */
        record Commit(Plan plan, Json.Object answer) implements Planned {}

        /** Write nothing. */
        record Refuse(Refusal refusal) implements Planned {}
    }

    /**
     * Why nothing is written though the database could.
     */
    sealed interface Refusal {
        /** The document is wrong. */
        record Rejected(List<Diagnostic> diagnostics) implements Refusal {}

        /** Another version, or another plan, than the caller saw. */
        record Changed(String detail, Optional<Long> currentVersion, List<String> changes) implements Refusal {}

        /** The forms look at these things too, which the entry's needs did not ask for: ask again with them. */
        record SeesMore(Set<ThingKey> things) implements Refusal {}

        /** The outside world has to be asked first, which no transaction waits for: come again with the answers. */
        record Asks(Set<Inquiry> inquiries) implements Refusal {}

        /** The tenant's own definitions are others than the document was checked against. */
        record Redefined() implements Refusal {}

        /** There is no such case. */
        record NoCase(String caseId) implements Refusal {}

        /** The caller may not. */
        record Forbidden(List<Diagnostic> diagnostics) implements Refusal {}
    }

    /**
     * What one execution asks of the ledger.
     *
     * @param key the caller's idempotency key, or one made from queue and message
     * @param requestHash of the request's body, to tell a repetition from another request under the same key
     * @param waits whether to wait for a concurrent writer of the case; otherwise it is a conflict at once
     * @param timeout for all of it, enforced in the database too
     */
    record Entry(
            Caller caller,
            String requestId,
            Optional<String> key,
            String requestHash,
            Needs needs,
            boolean waits,
            Duration timeout,
            String registryVersion,
            String registryContent) {}

    /**
     * @param poolWaitMicros spent waiting for a pooled connection
     * @param retries of the whole transaction
     */
    record Cost(long databaseMicros, long poolWaitMicros, int roundTrips, int retries) {
        public static final Cost NONE = new Cost(0, 0, 0, 0);
    }

    /** What became of an execution. */
    sealed interface Recorded {
        Cost cost();

        /**
         * Committed.
         *
         * @param executeMicros spent writing
         * @param commitMicros spent committing
         */
        record Done(Plan plan, Json.Object answer, long executeMicros, long commitMicros, Cost cost)
                implements Recorded {}

        /** The same request had been executed before: its stored answer. */
        record Repeated(Json.Object answer, Cost cost) implements Recorded {}

        /** The key was used for another request. */
        record KeyReused(Cost cost) implements Recorded {}

        /** The planner refused. */
        record Refused(Refusal refusal, Cost cost) implements Recorded {}

        /** A rival wrote the case first. */
        record Conflict(String detail, Optional<Long> currentVersion, Cost cost) implements Recorded {}

        /** The database cannot be used now. */
        record Unavailable(String detail, Duration retryAfter, Cost cost) implements Recorded {}

        /** It took longer than the caller allows; nothing is written. */
        record TimedOut(Cost cost) implements Recorded {}

        /** The database refused what it should not have; a defect, already logged without values. */
        record Broken(String detail, Cost cost) implements Recorded {}
    }

    sealed interface Looked {
        Cost cost();

        record Seen(Snapshot snapshot, Cost cost) implements Looked {}

        record Failed(Recorded why, Cost cost) implements Looked {}
    }

    /** An attempt that did not change the case. No text and no value of the request is in it. */
    record Attempt(
            String requestId,
            String operation,
            Optional<String> caseId,
            String documentHash,
            String outcome,
            List<String> codes,
            Instant at,
            long micros) {}

    /**
     * A pending proposal.
     *
     * @param conversation what generation has to know to go on, as JSON
     */
    record Proposal(
            String conversationId,
            Optional<String> caseId,
            String canonicalHash,
            String planHash,
            long baseVersion,
            String registryVersion,
            String provider,
            String document,
            Json.Object conversation,
            Duration lives) {}

    sealed interface Remembered {
        record Kept() implements Remembered {}

        record Away(String detail) implements Remembered {}
    }
}
