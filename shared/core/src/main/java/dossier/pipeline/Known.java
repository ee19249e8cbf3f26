package dossier.pipeline;

import dossier.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * What the database knows by name: lets generation resolve the names of a request. Thread-safe.
 */
public interface Known {
    /**
     * Things a request may mean.
     *
     * @param names what it is called, best first; its id is not among them
     * @param ofCase whether the case asked for knows it; otherwise it is the tenant's
     * @param row its current columns
     */
    record Named(ThingKey key, List<String> names, boolean ofCase, Json.Object row) {}

    /**
     * The things of a case, newest first, then the tenant's things whose name holds one of the words.
     *
     * @return empty also when the database is away; {@link Found#away()} tells
     */
    Found named(Caller caller, Optional<String> caseId, List<String> words, int limit);

    record Found(List<Named> things, boolean away) {}
}
