/**
 * Compiles the registry at build time: YAML that people review becomes checked, canonical JSON that the functions load.
 */
@NullMarked
package dossier.compiler;

import org.jspecify.annotations.NullMarked;
