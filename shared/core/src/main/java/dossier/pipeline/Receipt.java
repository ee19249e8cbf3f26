package dossier.pipeline;

import dossier.json.Json;
import java.util.Optional;

/**
 * What a version remembers of the receipts its request was given: the answer by its hash, and the request by its own.
 * Pure.
 */
public final class Receipt {
    private final Json.Object metadata;
    private final String versionHash;

    /** @param metadata as the version's hash covers it */
    public Receipt(Json.Object metadata, String versionHash) {
        this.metadata = metadata;
        this.versionHash = versionHash;
    }

    /** Whether this is the answer that the request was given, to the letter. */
    public boolean holds(Json.Object answer) {
        return isOf(answer) && metadata.text(Plan.ANSWER_HASH).equals(Optional.of(Answers.seal(answer)));
    }

    /** Whether this answer says that it is this version's. */
    public boolean isOf(Json.Object answer) {
        return answer.text(Answers.HASH).equals(Optional.of(versionHash));
    }

    /** The hash of the request's body. */
    public Optional<String> requestHash() {
        return metadata.object("request").flatMap(request -> request.text("hash"));
    }

    /** The key the request came under. */
    public Optional<String> key() {
        return metadata.object("request").flatMap(request -> request.text("key"));
    }

    /** The operation that the request asked for, as requests write it. */
    public Optional<String> operation() {
        return metadata.object("request").flatMap(request -> request.text("operation"));
    }
}
