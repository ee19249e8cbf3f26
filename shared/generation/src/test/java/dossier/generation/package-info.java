@NullMarked
package dossier.generation;

import org.jspecify.annotations.NullMarked;
