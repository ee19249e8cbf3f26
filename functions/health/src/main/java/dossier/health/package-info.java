/** Says whether the service lives. */
@NullMarked
package dossier.health;

import org.jspecify.annotations.NullMarked;
