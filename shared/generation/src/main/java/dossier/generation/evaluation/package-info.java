/** Scores generation on sets of requests with their expected forms. */
@NullMarked
package dossier.generation.evaluation;

import org.jspecify.annotations.NullMarked;
