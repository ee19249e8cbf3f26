/** Values as people say them: what a run of tokens can mean, each with its place in the request. */
@NullMarked
package dossier.generation.slots;

import org.jspecify.annotations.NullMarked;
