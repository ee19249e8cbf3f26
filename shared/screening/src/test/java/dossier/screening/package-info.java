@NullMarked
package dossier.screening;

import org.jspecify.annotations.NullMarked;
