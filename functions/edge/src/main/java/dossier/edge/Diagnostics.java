package dossier.edge;

import dossier.json.Json;
import dossier.language.Diagnostic;
import java.util.Locale;

/** The one JSON shape of a diagnostic, the same in HTTP answers, queue results, the command line and the web page. */
public final class Diagnostics {
    private Diagnostics() {}

    public static Json.Object json(Diagnostic diagnostic) {
        Json.Builder json = Json.object()
                .put("code", diagnostic.code())
                .put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT))
                .put("message", diagnostic.message());
        diagnostic
                .position()
                .ifPresent(at -> json.put(
                        "position",
                        Json.object()
                                .put("offset", at.offset())
                                .put("line", at.line())
                                .put("column", at.column())
                                .put("length", at.length())));
        diagnostic.form().ifPresent(form -> json.put("form", form));
        return json.put("found", diagnostic.found())
                .putTexts("expected", diagnostic.expected())
                .putTexts("nearest", diagnostic.nearest())
                .put("hint", diagnostic.hint())
                .build();
    }
}
