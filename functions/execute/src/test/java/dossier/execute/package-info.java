/** Tests of the execute function's edges. */
@NullMarked
package dossier.execute;

import org.jspecify.annotations.NullMarked;
