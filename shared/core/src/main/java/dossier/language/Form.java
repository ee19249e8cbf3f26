package dossier.language;

import java.util.List;
import java.util.Optional;

/**
 * One form: a verb with keyed values, and child forms where it groups others.
 *
 * @param entries in the order written; a parsed form never holds one key twice
 */
public record Form(String verb, Span verbSpan, List<Entry> entries, List<Form> children, Span span) {

    /** One keyed argument, the key without its colon. */
    public record Entry(String key, Span keySpan, Value value) {}

    public Optional<Value> value(String key) {
        return entries.stream()
                .filter(e -> e.key().equals(key))
                .map(Entry::value)
                .findFirst();
    }
}
