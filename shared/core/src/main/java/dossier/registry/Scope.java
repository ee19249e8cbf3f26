package dossier.registry;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.language.Value;
import java.util.List;
import java.util.Map;

/**
 * What the reading of one form's values shares.
 *
 * @param extras filled with what a lenient reading keeps though the registry does not know it, by path
 * @param older older spellings of map entries: path as written to today's entry
 */
record Scope(Registry registry, Report report, boolean strict, Map<String, Json> extras, Map<String, String> older) {

    /** Reports a value that is not of its shape. */
    void wrong(String code, String path, Value value, String expected, String hint) {
        report.add(
                Diagnostic.error(code, ":" + path + " must be " + expected)
                        .found(Written.of(value))
                        .expecting(List.of(expected))
                        .hint(hint),
                value.span());
    }

    void note(String code, String message, Value value) {
        report.note(code, message, Written.of(value), value.span());
    }
}
