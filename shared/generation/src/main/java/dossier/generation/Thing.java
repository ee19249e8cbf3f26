package dossier.generation;

import dossier.json.Json;
import dossier.pipeline.ThingKey;
import java.util.List;
import java.util.Set;

/**
 * Something a request can speak of: a thing the database knows, or one that the request itself introduces.
 *
 * @param names what it is called, best first
 * @param nameWords the words of each name, as {@link Things#words} gives them
 * @param describing stems of common nouns that say what it is
 * @param callings what it is, as people say it: in the words of its coded values and of its parts in others
 * @param codes coded values it bears, such as its type
 * @param person whether it is called "he" or "she"
 * @param ofCase whether the case knows it
 * @param step index of the form that introduces it; -1 for a known one
 * @param row its columns; empty for one that the request introduces
 */
record Thing(
        ThingKey key,
        List<String> names,
        List<List<String>> nameWords,
        Set<String> describing,
        Set<String> callings,
        Set<String> codes,
        boolean person,
        boolean ofCase,
        int step,
        Json.Object row) {

    boolean isNew() {
        return step >= 0;
    }

    String kind() {
        return key.kind();
    }

    /** How to call it in a question. */
    String call() {
        return names.isEmpty() ? key.id() : names.getFirst();
    }
}
