/** Brings a database to this program's schema. Start at {@link dossier.migrations.Migrate}. */
@NullMarked
package dossier.migrations;

import org.jspecify.annotations.NullMarked;
