package dossier.query;

import dossier.edge.HttpAnswer;
import dossier.edge.Problems;
import dossier.edge.Routes.Asked;
import dossier.edge.Routes.Route;
import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.language.Document;
import dossier.language.Form;
import dossier.language.Parsed;
import dossier.language.Parser;
import dossier.language.Span;
import dossier.language.Value;
import dossier.pipeline.Answer;
import dossier.pipeline.Caller;
import dossier.pipeline.Manager;
import dossier.registry.Attribute;
import dossier.registry.Registry;
import dossier.registry.Typing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Reads of registry and dictionary, as the registry itself says them. They need no database; when it is away they
 * say so. Thread-safe.
 */
final class Vocabulary {
    private final Registry registry;
    private final Typing typing;
    private final Json.Object content;
    private final BooleanSupplier away;

    /** @param away whether the database cannot be reached now */
    Vocabulary(Registry registry, BooleanSupplier away) {
        this.registry = registry;
        this.typing = new Typing(registry);
        this.content = Json.parse(registry.content()).orThrow().asObject().orElseThrow();
        this.away = away;
    }

    List<Route> routes() {
        return List.of(
                Route.proved("GET", "/v1/verbs", (asked, caller) -> list(asked, "verbs")),
                Route.proved("GET", "/v1/verbs/{name}", this::verb),
                Route.proved("GET", "/v1/attributes", (asked, caller) -> list(asked, "attributes")),
                Route.proved("GET", "/v1/attributes/{id}", this::attribute),
                Route.proved("POST", "/v1/attributes/{id}/validate", this::validate));
    }

    private HttpAnswer list(Asked asked, String member) {
        try {
            Page page = Page.of(asked.call());
            return HttpAnswer.json(
                    200,
                    told(page.of(objects(member).filter(matching(asked)).toList()))
                            .build());
        } catch (Parameters.Wrong wrong) {
            return Problems.render(Answer.problem(Answer.Fault.UNREADABLE, wrong.detail()), asked.requestId());
        }
    }

    /** {@code q} asks for words anywhere in an entry; other parameters name a member and its value. */
    private static Predicate<Json.Object> matching(Asked asked) {
        List<String> words = List.of(asked.call()
                .parameter("q")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .strip()
                .split("\\s+"));
        Predicate<Json.Object> all = entry -> {
            String text = entry.compact().toLowerCase(Locale.ROOT);
            return words.stream().allMatch(text::contains);
        };
        for (String member : List.of("domain", "category", "group", "role")) {
            Optional<String> wanted = asked.call().parameter(member);
            if (wanted.isPresent()) {
                all = all.and(entry -> entry.text(member)
                        .filter(value -> value.equalsIgnoreCase(wanted.get()))
                        .isPresent());
            }
        }
        return all;
    }

    private HttpAnswer verb(Asked asked, Caller caller) {
        String name = asked.at("name");
        String canonical = registry.verb(name)
                .map(verb -> verb.name())
                .or(() -> registry.alias(name).map(alias -> alias.verb().name()))
                .orElse(name);
        return objects("verbs")
                .filter(verb -> verb.text("name").filter(canonical::equals).isPresent())
                .findFirst()
                .map(verb -> HttpAnswer.json(200, told(verb.toBuilder()).build()))
                .orElseGet(() -> unknown(asked, "verb", registry.nearestVerbs(name)));
    }

    private HttpAnswer attribute(Asked asked, Caller caller) {
        return registry.attribute(asked.at("id"))
                .flatMap(attribute -> objects("attributes")
                        .filter(entry -> entry.text("name")
                                .filter(attribute.name()::equals)
                                .isPresent())
                        .findFirst())
                .map(entry -> HttpAnswer.json(200, told(entry.toBuilder()).build()))
                .orElseGet(() -> unknown(asked, "attribute", List.of()));
    }

    private HttpAnswer validate(Asked asked, Caller caller) {
        Optional<Attribute> attribute = registry.attribute(asked.at("id"));
        if (attribute.isEmpty()) {
            return unknown(asked, "attribute", List.of());
        }
        Optional<Json> given = switch (Json.parse(asked.call().body())) {
            case Json.Outcome.Read(Json json) -> json.at("value");
            case Json.Outcome.Malformed _ -> Optional.empty();
        };
        if (given.isEmpty()) {
            return Problems.render(
                    Answer.problem(Answer.Fault.UNREADABLE, "The body must be a JSON object with value."),
                    asked.requestId());
        }
        List<Diagnostic> found = check(attribute.get(), given.get());
        return HttpAnswer.json(
                200,
                told(Json.object()
                                .put("attribute", attribute.get().name())
                                .put("valid", found.stream().noneMatch(Diagnostic::isError))
                                .put("diagnostics", Json.array(found, Manager::json)))
                        .build());
    }

    /** A JSON string is taken as the text, or else as what a form would write without quotes: {@code 33.3%}. */
    private List<Diagnostic> check(Attribute attribute, Json given) {
        List<Diagnostic> asText = given.asText()
                .map(text -> typing.check(attribute, new Value.Text(text, Span.NONE)))
                .orElse(List.of());
        if (given.asText().isPresent() && asText.stream().noneMatch(Diagnostic::isError)) {
            return asText;
        }
        Optional<Value> literal = literal(given.asText().orElseGet(given::compact));
        return literal.map(value -> typing.check(attribute, value))
                .filter(found -> given.asText().isEmpty() || found.stream().noneMatch(Diagnostic::isError))
                .orElseGet(() -> given.asText().isPresent()
                        ? asText
                        : List.of(Diagnostic.error("TYP-VALUE", "This is no value of the language.")));
    }

    private static Optional<Value> literal(String text) {
        Parsed parsed = Parser.parse("(value :value " + text + ")");
        Document document = parsed.document();
        if (parsed.hasErrors() || document.forms().size() != 1) {
            return Optional.empty();
        }
        Form form = document.forms().getFirst();
        return form.entries().size() == 1 ? form.value("value") : Optional.empty();
    }

    private HttpAnswer unknown(Asked asked, String what, List<String> nearest) {
        String detail = "There is no such " + what + "."
                + (nearest.isEmpty() ? "" : " Did you mean " + String.join(", ", nearest) + "?");
        return Problems.render(Answer.problem(Answer.Fault.NOT_FOUND, detail), asked.requestId());
    }

    private Json.Builder told(Json.Builder answer) {
        answer.put("registryVersion", registry.version());
        return away.getAsBoolean() ? answer.put("degraded", true) : answer;
    }

    private java.util.stream.Stream<Json.Object> objects(String member) {
        List<Json.Object> all = new ArrayList<>();
        content.array(member)
                .orElse(List.of())
                .forEach(entry -> entry.asObject().ifPresent(all::add));
        return all.stream();
    }
}
