package dossier.registry;

import dossier.json.Json;
import java.util.List;

/** Where a value that an effect writes comes from. */
public sealed interface Source {
    /**
     * An argument of the form.
     *
     * @param path a key, or {@code key.field} for an entry of a map
     */
    record Said(String path) implements Source {}

    /** What a column of the thing that the path refers to holds when the form runs. */
    record Of(String path, String column) implements Source {}

    /** A value of the registry itself. */
    record Constant(Json value) implements Source {}

    /** An id made of other values of the form, the same again whenever they are: {@code prefix} and their digest. */
    record Derived(String prefix, List<String> paths) implements Source {}

    /** An id made new for the form from the request id. */
    record Fresh(String prefix) implements Source {}

    /** The case of the document. */
    record TheCase() implements Source {}

    /** Who asks. */
    record TheCaller() implements Source {}

    /** The item of the list that the effect is repeated for. */
    record Item() implements Source {}

    /** The first of several that has a value. */
    record FirstOf(List<Source> choices) implements Source {}
}
