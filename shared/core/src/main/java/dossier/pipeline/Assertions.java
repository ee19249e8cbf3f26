package dossier.pipeline;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.registry.Kind;
import dossier.registry.Typed;
import dossier.registry.TypedForm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a lenient reading keeps of claims that take no effect: a kind of things like any other. Stateless. */
public final class Assertions {
    /** The kind; its columns are {@code verb}, {@code code}, {@code message}, {@code about_kind}, {@code about_id}, {@code claimed}. */
    public static final String KIND = "assertion";

    /** The operation of a statement that only keeps a claim. */
    static final String OPERATION = "assert";

    private Assertions() {}

    static Plan.Write.Statement statement(
            Kind kind, String id, TypedForm form, Diagnostic why, Optional<ThingKey> about, Json.Object claimed) {
        Map<String, Json> row = new LinkedHashMap<>();
        kind.columns().forEach(column -> Columns.put(row, column, new Typed.Nothing()));
        row.put("verb", Json.text(form.verb().name()));
        row.put("code", Json.text(why.code()));
        row.put("message", Json.text(why.message()));
        about.ifPresent(key -> {
            row.put("about_kind", Json.text(key.kind()));
            row.put("about_id", Json.text(key.id()));
        });
        row.put("claimed", claimed);
        return new Plan.Write.Statement(
                form.index(),
                form.verb().name(),
                OPERATION,
                kind,
                id,
                1,
                true,
                new Json.Object(row),
                new Json.Object(form.extras()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
