/** The functions as packaged, under Lambda's own runtime client. */
@NullMarked
package dossier.local.runtime;

import org.jspecify.annotations.NullMarked;
