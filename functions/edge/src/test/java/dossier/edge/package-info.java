/** Tests of the edges over recorded events. */
@NullMarked
package dossier.edge;

import org.jspecify.annotations.NullMarked;
