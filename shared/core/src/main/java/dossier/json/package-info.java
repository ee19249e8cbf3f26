/**
 * JSON as an exact tree: numbers keep every digit, objects keep the order of their members. Start at {@link
 * dossier.json.Json}. Knows nothing of the rest of Dossier.
 */
@NullMarked
package dossier.json;

import org.jspecify.annotations.NullMarked;
