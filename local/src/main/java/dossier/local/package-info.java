/**
 * The whole service in one process: the same handlers, fed with events of the shape AWS sends, over embedded
 * PostgreSQL and SQS.
 */
@NullMarked
package dossier.local;

import org.jspecify.annotations.NullMarked;
