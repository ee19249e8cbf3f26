package dossier.pipeline;

import dossier.json.Json;

/**
 * What a document has to know of the outside world.
 *
 * @param service whom to ask, by the name the registry gives it, for example {@code screening}
 * @param question its members are the service's own; a value that is missing is left out
 */
public record Inquiry(String service, Json.Object question) {
    /** As the version keeps it, with what was answered. */
    Json answered(Json.Object answer) {
        return Json.object()
                .put("service", service)
                .put("question", question)
                .put("answer", answer)
                .build();
    }
}
