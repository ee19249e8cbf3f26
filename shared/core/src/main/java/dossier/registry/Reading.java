package dossier.registry;

import dossier.language.Value;

/**
 * A value that has its type.
 *
 * @param value the same in the one way canonical text writes it
 */
record Reading(Typed typed, Value value) {}
