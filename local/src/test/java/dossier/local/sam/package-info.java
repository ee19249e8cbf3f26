/** The deployment's template under the SAM CLI: functions in containers, from the artefacts it built. */
@NullMarked
package dossier.local.sam;

import org.jspecify.annotations.NullMarked;
