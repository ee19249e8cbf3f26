/** Scheduled work: delivers what cases send. */
@NullMarked
package dossier.upkeep;

import org.jspecify.annotations.NullMarked;
