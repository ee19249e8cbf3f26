/** Runs documents: for people over HTTP, and from the queues. */
@NullMarked
package dossier.execute;

import org.jspecify.annotations.NullMarked;
