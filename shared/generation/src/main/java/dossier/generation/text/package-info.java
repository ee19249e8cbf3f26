/** English as characters: tokens with their places in the text, stems, and the word lists the language needs. */
@NullMarked
package dossier.generation.text;

import org.jspecify.annotations.NullMarked;
