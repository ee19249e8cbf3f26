package dossier.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A request of one caller, read and in range.
 *
 * @param requestId names this request everywhere
 * @param idempotencyKey under which a repetition gets the stored answer
 * @param requestHash of the body, SHA-256 in hexadecimal
 * @param documents one, except for a batch
 */
public record Request(
        Caller caller,
        String requestId,
        Operation operation,
        Optional<String> idempotencyKey,
        String requestHash,
        List<Unit> documents,
        Options options,
        Optional<String> format) {

    /** The same, in at most this time. */
    public Request within(Duration most) {
        return new Request(
                caller,
                requestId,
                operation,
                idempotencyKey,
                requestHash,
                documents.stream().map(unit -> unit.within(most)).toList(),
                options.within(most),
                format);
    }

    /** The same under this key, where it has none of its own. */
    public Request keyed(String key) {
        return new Request(
                caller,
                requestId,
                operation,
                idempotencyKey.or(() -> Optional.of(key)),
                requestHash,
                documents,
                options,
                format);
    }

    /** The request for one document of a batch: its own id, so that ids made up from it differ. */
    Request of(int document) {
        return new Request(
                caller,
                requestId + "." + document,
                operation,
                documents.get(document).idempotencyKey().or(() -> idempotencyKey.map(key -> key + "." + document)),
                requestHash,
                List.of(documents.get(document)),
                options,
                format);
    }

    /**
     * One document to be done as a whole or not at all.
     *
     * @param planHash the confirmation: run only exactly this plan
     * @param expectedVersion run only on this version of the case
     */
    public record Unit(
            String document,
            Optional<String> caseId,
            Optional<String> planHash,
            Optional<Long> expectedVersion,
            Optional<String> idempotencyKey,
            Options options) {
        Unit within(Duration most) {
            return new Unit(document, caseId, planHash, expectedVersion, idempotencyKey, options.within(most));
        }
    }
}
