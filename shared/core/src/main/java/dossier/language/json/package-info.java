/**
 * Documents as JSON and YAML, and back: the same tree in other clothes, shapes in {@code docs/transforms.md}. Start at
 * {@link dossier.language.json.DocumentJson}.
 */
@NullMarked
package dossier.language.json;

import org.jspecify.annotations.NullMarked;
