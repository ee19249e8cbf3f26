package dossier.generation;

import dossier.json.Json;
import java.util.List;

/**
 * A language model somewhere, asked for forms. It gets no tools that act, and what it says is data that is checked like
 * anybody's. Implementations keep to their timeouts, never throw for what happens on the way, and are thread-safe.
 */
public interface Model {
    /** The provider, as proposals name it. */
    String provider();

    /** The model's own name. */
    String name();

    Reply ask(Ask ask);

    /**
     * What is asked.
     *
     * @param system the same for all requests of one version of the registry
     * @param schema of the answer, as JSON Schema
     * @param turns ours and the model's, beginning and ending with ours
     * @param mostTokens the longest answer that is wanted
     */
    record Ask(String system, Json.Object schema, List<Turn> turns, int mostTokens) {
        public Ask {
            turns = List.copyOf(turns);
        }
    }

    /** @param ofModel whether the model said it */
    record Turn(boolean ofModel, String text) {}

    /** What came back. */
    sealed interface Reply {
        /**
         * A whole answer, not yet read.
         *
         * @param tokens that were counted for it, both ways
         */
        record Said(String text, long tokens) implements Reply {}

        /** Cut off before its end: what there is of it may parse and is still only a part. */
        record Cut(long tokens) implements Reply {}

        /** The model, or a guard before it, would not answer. */
        record Declined() implements Reply {}

        record Failed(Fault fault) implements Reply {}
    }

    /** Why there is no answer. */
    enum Fault {
        /** Too many requests, also after the permitted attempts. */
        THROTTLED,
        /** No answer in time. */
        SLOW,
        /** No connection, or a broken one. */
        UNREACHABLE,
        /** The service refuses the request: the key, the schema, the model's name. */
        REFUSED,
        /** An answer that is none of the service's. */
        GARBLED
    }
}
