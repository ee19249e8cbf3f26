/**
 * The core pipeline: the manager every edge calls, the pure processor that turns a document into a plan, and the port
 * to the ledger that carries a plan out. Knows the language and the registry and nothing of SQL.
 */
@NullMarked
package dossier.pipeline;

import org.jspecify.annotations.NullMarked;
