package dossier.language;

import java.util.List;
import java.util.Optional;

/**
 * A sequence of forms with the text it was read from. Immutable and safe to share between threads.
 * A document that a program built has no text: its nodes carry {@link Span#NONE}.
 */
public interface Document {
    List<Form> forms();

    /** Line and column of a span of this document's text; empty for {@link Span#NONE}. */
    Optional<Position> position(Span span);

    /** The text this document was read from, byte for byte; empty when a program built it. */
    default Optional<String> text() {
        return Optional.empty();
    }

    /** Its comments in the order of the text. */
    default List<Comment> comments() {
        return List.of();
    }

    /** A document built by a program. */
    static Document of(List<Form> forms) {
        return new BuiltDocument(List.copyOf(forms));
    }
}
