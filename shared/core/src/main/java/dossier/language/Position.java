package dossier.language;

/**
 * A place in a text as people name it.
 *
 * @param offset UTF-8 bytes from 0
 * @param line from 1
 * @param column Unicode code points from 1
 * @param length Unicode code points
 */
public record Position(int offset, int line, int column, int length) {}
