/** The language: text to a positioned syntax tree and back, with diagnostics. Knows nothing of verbs. */
@NullMarked
package dossier.language;

import org.jspecify.annotations.NullMarked;
