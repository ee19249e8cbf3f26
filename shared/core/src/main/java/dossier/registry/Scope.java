package dossier.registry;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.language.Severity;
import dossier.language.Value;
import java.util.ArrayList;
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

    /**
     * Keeps what a lenient reading cannot type as an untyped extra, word for word, with a warning; nothing is made of it.
     *
     * @return no value
     */
    Reading aside(Diagnostic finding, String path, Value value) {
        keep(path, value);
        report.add(finding.as(Severity.WARNING).found(Written.of(value)), value.span());
        return new Reading(new Typed.Nothing(), value);
    }

    /** Several at one path, as in a list, are kept one after another. */
    void keep(String path, Value value) {
        Json written = Written.json(value);
        extras.merge(path, written, (before, next) -> {
            List<Json> all = new ArrayList<>(before.asArray().orElse(List.of(before)));
            all.add(next);
            return Json.array(all);
        });
    }

    void note(String code, String message, Value value) {
        report.note(code, message, Written.of(value), value.span());
    }
}
