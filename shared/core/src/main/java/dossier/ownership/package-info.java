/**
 * Who owns and controls: one graph of facts, every regime, exact, with proof.
 *
 * <p>Three layers stay apart. {@link dossier.ownership.Graph} holds facts with their evidence and dates; shares and
 * control are derived from it; {@link dossier.ownership.Packs} holds the rules that decide. {@link
 * dossier.ownership.Determiner} is the one entry: pure, deterministic, without recursion over the graph and without
 * floating point. {@link dossier.ownership.Answers} and {@link dossier.ownership.Batch} speak text and JSON.
 */
@NullMarked
package dossier.ownership;

import org.jspecify.annotations.NullMarked;
