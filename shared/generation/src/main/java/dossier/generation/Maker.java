package dossier.generation;

import dossier.json.Json;
import java.util.Optional;

/**
 * Who made a proposal.
 *
 * @param promptHash of what a model was told
 */
record Maker(String provider, String model, Optional<String> promptHash) {
    Json.Object json() {
        return Json.object()
                .put("provider", provider)
                .put("model", model)
                .putText("promptHash", promptHash)
                .build();
    }

    static Maker read(Json.Object json) {
        return new Maker(json.text("provider").orElse(""), json.text("model").orElse(""), json.text("promptHash"));
    }
}
