package dossier.generation;

import dossier.registry.Privacy;
import dossier.registry.Shape;
import java.util.List;
import java.util.Set;

/**
 * A place of a verb that a value can stand in: an argument, or an entry of one that is a map.
 *
 * @param key of the argument it belongs to, which may have a dot of its own
 * @param path a key, or {@code key.entry}
 * @param shape of one value; of an item where it is a list
 * @param cues runs of stems that announce a value of it
 * @param appliesTo codes of the form's other values that it makes sense with; empty for all
 * @param naming whether it holds the name of what the form introduces
 * @param declared whether the verb itself lists it, rather than the dictionary
 */
record Slot(
        String key,
        String path,
        Shape shape,
        boolean list,
        boolean required,
        String label,
        List<List<String>> cues,
        Set<String> appliesTo,
        Privacy privacy,
        boolean naming,
        boolean declared) {

    /** The entry of the map; empty for a whole argument. */
    String entry() {
        return path.equals(key) ? "" : path.substring(key.length() + 1);
    }
}
