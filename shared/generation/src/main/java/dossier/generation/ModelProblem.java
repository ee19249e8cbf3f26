package dossier.generation;

import dossier.json.Json;
import java.util.List;

/**
 * What is wrong with an answer of a model, as data for its next try.
 *
 * @param at JSON pointer into the answer
 * @param got what stands there
 * @param nearest what could stand there instead
 */
record ModelProblem(String code, String at, String got, List<String> nearest) {
    static final String NOT_JSON = "E_NOT_JSON";
    static final String CUT = "E_CUT";
    static final String VERB = "E_UNKNOWN_VERB";
    static final String ARGUMENT = "E_UNKNOWN_ARG";
    static final String TYPE = "E_TYPE";
    static final String REFERENCE = "E_UNRESOLVED_REF";
    /** A value that neither the request nor a record says. */
    static final String SOURCE = "E_NO_SOURCE";
    /** A form that the request's own words do not ask for. */
    static final String NOT_ASKED = "E_NOT_ASKED";

    static final String TOO_MANY = "E_TOO_MANY";
    static final String INVALID = "E_INVALID";

    ModelProblem(String code, String at, String got) {
        this(code, at, got, List.of());
    }

    Json json() {
        return Json.object()
                .put("code", code)
                .put("at", at)
                .put("got", got.substring(0, Math.min(60, got.length())))
                .putTexts("nearest", nearest)
                .build();
    }
}
