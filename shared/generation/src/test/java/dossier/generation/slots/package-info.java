@NullMarked
package dossier.generation.slots;

import org.jspecify.annotations.NullMarked;
