/**
 * The ledger on PostgreSQL: a small pool, one transaction for each document, and the reads. Writers start at {@link
 * dossier.store.PostgresLedger}, readers at {@link dossier.store.Reading}; both borrow from a {@link
 * dossier.store.Pool}. SQL is here and in the migrations, and nowhere else.
 */
@NullMarked
package dossier.store;

import org.jspecify.annotations.NullMarked;
