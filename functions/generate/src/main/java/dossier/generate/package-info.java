/** Proposes documents for requests in English. */
@NullMarked
package dossier.generate;

import org.jspecify.annotations.NullMarked;
