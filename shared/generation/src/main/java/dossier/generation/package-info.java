/** English in, a proposal out: typed forms with the place of every value in the request, a question, or a refusal. */
@NullMarked
package dossier.generation;

import org.jspecify.annotations.NullMarked;
