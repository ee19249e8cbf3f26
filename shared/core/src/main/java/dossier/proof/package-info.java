/**
 * What proves a case without trusting who keeps it: the check of a version against its hash, an export that can be
 * checked offline, and signed anchors of all heads. Pure but for the anchors' folder.
 */
@NullMarked
package dossier.proof;

import org.jspecify.annotations.NullMarked;
