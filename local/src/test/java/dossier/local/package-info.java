/** The running stack, tried over HTTP and through its queues. */
@NullMarked
package dossier.local;

import org.jspecify.annotations.NullMarked;
