@NullMarked
package dossier.testkit;

import org.jspecify.annotations.NullMarked;
