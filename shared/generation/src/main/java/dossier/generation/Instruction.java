package dossier.generation;

import dossier.json.Json;
import dossier.pipeline.Caller;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A request in English and what it is asked in.
 *
 * @param text as typed; may be hostile
 * @param caseId case it is asked in
 * @param conversation what {@link Proposal#conversation()} said of the turn before, when this one goes on with it
 * @param document pending text that the request changes, when no conversation is remembered
 * @param now when it is made; relative dates count from its date
 * @param requestId generated ids are made from it, so that a retry proposes the same text
 */
public record Instruction(
        String text,
        Caller caller,
        Optional<String> caseId,
        Optional<Json.Object> conversation,
        Optional<String> document,
        OffsetDateTime now,
        String requestId) {}
