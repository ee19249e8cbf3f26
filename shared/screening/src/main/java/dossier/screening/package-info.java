/**
 * Screens names against lists that ship with the program. {@link dossier.screening.EmbeddedLists} is the one entry; a
 * remote screening service is another implementation of the same port.
 */
@NullMarked
package dossier.screening;

import org.jspecify.annotations.NullMarked;
