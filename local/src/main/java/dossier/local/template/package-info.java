/** Reads the deployment's template, so that what runs on a laptop is what is deployed. */
@NullMarked
package dossier.local.template;

import org.jspecify.annotations.NullMarked;
