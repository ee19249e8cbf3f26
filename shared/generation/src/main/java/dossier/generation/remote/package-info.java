/** Models that are reached over a network, or replayed from a file. */
@NullMarked
package dossier.generation.remote;

import org.jspecify.annotations.NullMarked;
