@NullMarked
package dossier.store;

import org.jspecify.annotations.NullMarked;
