package dossier.generation.evaluation;

import dossier.json.Json;
import dossier.language.Parser;
import dossier.pipeline.Caller;
import dossier.pipeline.Known;
import dossier.pipeline.ThingKey;
import dossier.registry.Checked;
import dossier.registry.Effect;
import dossier.registry.Kind;
import dossier.registry.Registry;
import dossier.registry.Source;
import dossier.registry.Typed;
import dossier.registry.TypedForm;
import dossier.registry.Typing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A document as generation would know it after it was executed as a case: the current row of each thing, by what the
 * effects of its forms say. Forms of verbs that the registry does not have are passed over.
 */
public final class World implements Known {
    private final Registry registry;
    private final String caseId;
    private final Map<ThingKey, Json.Object> rows = new LinkedHashMap<>();

    /** @param caseId name of the case it is executed as */
    public World(Registry registry, String document, String caseId) {
        this.registry = registry;
        this.caseId = caseId;
        Checked checked = new Typing(registry).check(Parser.parse(document), false);
        checked.forms().forEach(form -> form.effects().forEach(effect -> carryOut(effect, form)));
    }

    /** No case and nothing known. */
    public static World empty(Registry registry) {
        return new World(registry, "", "");
    }

    private void carryOut(Effect effect, TypedForm form) {
        switch (effect) {
            case Effect.Declare e -> state(e.kind(), e.id(), e.set(), e.each(), form);
            case Effect.Restate e -> state(e.kind(), e.id(), e.set(), e.each(), form);
            case Effect.Amend e -> state(e.kind(), e.id(), e.set(), Optional.empty(), form);
            case Effect.Advance e -> {}
            case Effect.Change _, Effect.Look _, Effect.Emit _, Effect.Tell _ -> {}
        }
    }

    private void state(String kind, Source id, Map<String, Source> set, Optional<Source> each, TypedForm form) {
        List<Optional<Typed>> items = new ArrayList<>();
        if (each.isEmpty()) {
            items.add(Optional.empty());
        } else if (each.get() instanceof Source.Said said
                && form.value(said.path()).orElse(null) instanceof Typed.Items many) {
            many.items().forEach(item -> items.add(Optional.of(item)));
        }
        for (Optional<Typed> item : items) {
            String name = value(id, form, item)
                    .map(json -> json.asText().orElse(json.toString()))
                    .orElse(kind + "-" + rows.size());
            ThingKey key = new ThingKey(kind, name);
            Json.Builder row = Optional.ofNullable(rows.get(key))
                    .map(Json.Object::toBuilder)
                    .orElse(Json.object());
            set.forEach((column, source) -> value(source, form, item).ifPresent(json -> row.put(column, json)));
            rows.put(key, row.build());
        }
    }

    private Optional<Json> value(Source source, TypedForm form, Optional<Typed> item) {
        return switch (source) {
            case Source.Said said -> form.value(said.path()).map(Typed::json);
            case Source.Of of ->
                form.value(of.path())
                        .flatMap(value -> value instanceof Typed.Reference thing
                                ? Optional.ofNullable(rows.get(new ThingKey(thing.kind(), thing.id())))
                                : Optional.empty())
                        .flatMap(row -> row.get(of.column()));
            case Source.Column column ->
                value(column.id(), form, item)
                        .flatMap(Json::asText)
                        .flatMap(id -> Optional.ofNullable(rows.get(new ThingKey(column.kind(), id))))
                        .flatMap(row -> row.get(column.column()));
            case Source.Constant constant -> Optional.of(constant.value());
            case Source.Item it -> item.map(Typed::json);
            case Source.TheCase it -> Optional.of(Json.text(caseId));
            case Source.FirstOf first ->
                first.choices().stream()
                        .flatMap(s -> value(s, form, item).stream())
                        .findFirst();
            case Source.Derived derived -> Optional.empty();
            case Source.Fresh fresh -> Optional.empty();
            case Source.TheCaller caller -> Optional.empty();
            // What only an execution works out is no name by which anything is known.
            case Source.ItemKey _,
                    Source.Names _,
                    Source.Answered _,
                    Source.Found _,
                    Source.Today _,
                    Source.TheOnly _,
                    Source.Computed _,
                    Source.Property _,
                    Source.Listed _,
                    Source.Union _,
                    Source.Without _,
                    Source.Staged _,
                    Source.Member _,
                    Source.Determined _,
                    Source.Provided _ -> Optional.empty();
        };
    }

    @Override
    public Found named(Caller caller, Optional<String> asked, List<String> words, int limit) {
        boolean ofCase = asked.filter(caseId::equals).isPresent();
        List<Named> out = new ArrayList<>();
        rows.forEach((key, row) -> out.add(new Named(key, names(key.kind(), row), ofCase, row)));
        return new Found(out.reversed().stream().limit(limit).toList(), false);
    }

    private List<String> names(String kind, Json.Object row) {
        return registry.kind(kind).map(Kind::naming).orElse(List.of()).stream()
                .flatMap(path -> row.at(path.split("\\.", 2)).flatMap(Json::asText).stream())
                .toList();
    }
}
