package dossier.registry;

import dossier.language.Value;

/**
 * A value that has its type.
 *
 * @param value the same in the one way canonical text writes it
 */
record Reading(Typed typed, Value value) {
    /** Whether a lenient reading kept what is written among the extras, since it is no value of the type. */
    boolean aside() {
        return typed instanceof Typed.Nothing && !(value instanceof Value.Nil);
    }
}
