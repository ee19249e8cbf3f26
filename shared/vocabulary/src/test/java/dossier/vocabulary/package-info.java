/** What the shipped registry must be, beyond what its compiler checks. */
@NullMarked
package dossier.vocabulary;

import org.jspecify.annotations.NullMarked;
