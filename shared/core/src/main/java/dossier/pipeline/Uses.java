package dossier.pipeline;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.registry.Attribute;
import dossier.registry.Condition;
import dossier.registry.Kind;
import dossier.registry.Place;
import dossier.registry.Registry;
import dossier.registry.Rule;
import dossier.registry.Shape;
import dossier.registry.Source;
import dossier.registry.Typed;
import dossier.registry.TypedForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether anything of the tenant uses an attribute that a form would take away. Stateless. */
final class Uses {
    /** One use is enough to know. */
    private static final int ONE = 1;

    private Uses() {}

    /** What has to be asked: one question for each attribute and place. */
    static List<Query> queries(Registry registry, TypedForm form, Rule.Unused rule) {
        List<Query> queries = new ArrayList<>();
        for (String name : names(form, rule)) {
            registry.attribute(name)
                    .ifPresent(attribute -> rule.places().forEach(use -> queries.add(query(registry, use, attribute))));
        }
        return queries;
    }

    /** Reports where it is used, and where the form does not name it. */
    static boolean hold(Registry registry, TypedForm form, Rule.Unused rule, Snapshot snapshot, Findings findings) {
        if (applies(form, rule) && names(form, rule).isEmpty()) {
            report(
                    form,
                    rule,
                    findings,
                    "Only an attribute that is named can be taken away.",
                    "Name it, or list them.");
            return false;
        }
        Optional<Query> used = queries(registry, form, rule).stream()
                .filter(query ->
                        !snapshot.found().getOrDefault(query, List.of()).isEmpty())
                .findFirst();
        used.flatMap(query -> registry.kind(query.kind()))
                .ifPresent(kind -> report(
                        form,
                        rule,
                        findings,
                        "It is in use by a " + kind.label() + ".",
                        "Take its values away first, or leave it."));
        return used.isEmpty();
    }

    private static void report(TypedForm form, Rule.Unused rule, Findings findings, String message, String hint) {
        findings.report(
                form,
                Findings.spanOf(form, new Source.Said(rule.path())),
                Diagnostic.error(rule.code(), message).hint(hint));
    }

    private static boolean applies(TypedForm form, Rule.Unused rule) {
        return rule.when().map(when -> when.holds(form.value(when.path()))).orElse(true);
    }

    /** The names at the path: said there, or the only ones that a condition there lets through. */
    private static List<String> names(TypedForm form, Rule.Unused rule) {
        if (!applies(form, rule)) {
            return List.of();
        }
        return switch (form.value(rule.path()).orElseGet(Typed.Nothing::new)) {
            case Typed.Nothing _ -> List.of();
            case Typed.Members(Map<String, Typed> condition) -> {
                Typed only = Optional.ofNullable(condition.get("is"))
                        .or(() -> Optional.ofNullable(condition.get("any")))
                        .orElseGet(Typed.Nothing::new);
                yield only instanceof Typed.Items items
                        ? items.items().stream().map(Typed::plain).toList()
                        : only instanceof Typed.Nothing ? List.of() : List.of(only.plain());
            }
            case Typed said -> List.of(said.plain());
        };
    }

    private static Query query(Registry registry, Rule.Use use, Attribute attribute) {
        Shape shape = registry.kind(use.kind())
                .flatMap(kind -> kind.column(use.column()))
                .map(Kind.Column::shape)
                .orElseThrow();
        Condition condition = shape instanceof Shape.MapOf
                ? new Condition(
                        new Place(use.column(), Optional.of(attribute.key()), attribute.shape()),
                        Condition.Is.GIVEN,
                        new Json.Bool(true))
                : new Condition(
                        new Place(use.column(), Optional.empty(), shape), Condition.Is.IS, Json.text(attribute.name()));
        return new Query(use.kind(), List.of(condition), ONE);
    }
}
