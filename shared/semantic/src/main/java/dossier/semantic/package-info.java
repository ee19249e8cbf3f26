/** Nearness in meaning, by sentence vectors that a small model makes in process. */
@NullMarked
package dossier.semantic;

import org.jspecify.annotations.NullMarked;
