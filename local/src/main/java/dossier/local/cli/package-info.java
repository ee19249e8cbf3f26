/** The command line. */
@NullMarked
package dossier.local.cli;

import org.jspecify.annotations.NullMarked;
