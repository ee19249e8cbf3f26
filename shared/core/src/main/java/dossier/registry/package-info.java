/**
 * The registry: verbs, kinds of things, tracks of states, code lists and attributes as data, and the check that gives
 * every value of a document its type. Knows the language and nothing of databases.
 */
@NullMarked
package dossier.registry;

import org.jspecify.annotations.NullMarked;
