package dossier.pipeline;

import dossier.json.Json;
import java.time.Duration;

/**
 * The port to services whose answers no document and no table holds, such as screening. It is asked while no transaction
 * is open and no lock is held. What it answers is kept with the version it was asked for, under the version's hash, so
 * that a replay never asks again. Implementations are thread-safe; what goes wrong comes back as a value.
 */
public interface Outside {
    /** @param within the time the caller has left; a remote service must give up by then */
    Outcome ask(Inquiry inquiry, Duration within);

    /** What came of asking. */
    sealed interface Outcome {
        record Answered(Json.Object answer) implements Outcome {}

        /**
         * No answer now; nothing is written.
         *
         * @param detail in plain words, without a value of the question
         */
        record Unavailable(String detail) implements Outcome {}
    }

    /** Where no service is connected. */
    Outside NONE = (inquiry, within) ->
            new Outcome.Unavailable("No service is connected that answers questions of " + inquiry.service() + ".");
}
