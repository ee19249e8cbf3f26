/** Answers reads: cases, registry and dictionary. */
@NullMarked
package dossier.query;

import org.jspecify.annotations.NullMarked;
