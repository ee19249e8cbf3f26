/** A real PostgreSQL for tests. Start at {@link dossier.testkit.TestDatabase}. */
@NullMarked
package dossier.testkit;

import org.jspecify.annotations.NullMarked;
