/**
 * Facts about ownership to and from the formats of registers.
 *
 * <p>{@link dossier.ownership.exchange.BodsWriter} and {@link dossier.ownership.exchange.BodsReader} speak the
 * Beneficial Ownership Data Standard 0.4. Readers give forms of the language and findings to a {@link
 * dossier.ownership.exchange.Sink}: what a record does not say is not invented, and what has no place here is said.
 */
@NullMarked
package dossier.ownership.exchange;

import org.jspecify.annotations.NullMarked;
