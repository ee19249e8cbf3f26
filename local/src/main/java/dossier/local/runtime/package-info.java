/** A packaged function in a process of its own, under the runtime client that the Lambda service runs it with. */
@NullMarked
package dossier.local.runtime;

import org.jspecify.annotations.NullMarked;
