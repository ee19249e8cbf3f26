package dossier.pipeline;

import dossier.json.Json;
import java.util.Optional;

/**
 * How a version was asked for, as far as its plan and its receipts depend on it: part of the version's metadata, so that
 * a replay can ask the same again.
 *
 * @param general whether the document had no case and got a general one
 */
record Asked(Operation operation, boolean strict, boolean general, Optional<String> key, String hash) {
    static Json.Object json(Prepared prepared, Request request, Request.Unit unit) {
        Json.Builder json = Json.object()
                .put("operation", request.operation().wire())
                .put("strict", unit.options().strict());
        if (prepared.implied() > 0) {
            json.put("general", true);
        }
        return json.putText("key", unit.idempotencyKey().or(request::idempotencyKey))
                .put("hash", request.requestHash())
                .build();
    }

    /** Reads it back; empty where a member is missing. */
    static Optional<Asked> of(Json.Object json) {
        Optional<Operation> operation = json.text("operation").flatMap(Operation::named);
        Optional<Boolean> strict = json.bool("strict");
        Optional<String> hash = json.text("hash");
        return operation.isEmpty() || strict.isEmpty() || hash.isEmpty()
                ? Optional.empty()
                : Optional.of(new Asked(
                        operation.get(),
                        strict.get(),
                        json.bool("general").orElse(false),
                        json.text("key"),
                        hash.get()));
    }
}
