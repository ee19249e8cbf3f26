@NullMarked
package dossier.generation.text;

import org.jspecify.annotations.NullMarked;
