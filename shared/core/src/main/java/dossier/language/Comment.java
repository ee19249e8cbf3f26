package dossier.language;

/**
 * A comment of a text.
 *
 * @param text from its semicolon to the end of the line, without the line break
 * @param trailing whether something else stands before it on its line
 */
public record Comment(String text, boolean trailing, Span span) {}
