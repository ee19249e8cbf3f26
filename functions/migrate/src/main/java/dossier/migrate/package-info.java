/** Brings the database's schema up to date. */
@NullMarked
package dossier.migrate;

import org.jspecify.annotations.NullMarked;
