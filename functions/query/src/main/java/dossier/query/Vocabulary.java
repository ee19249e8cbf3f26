package dossier.query;

import dossier.edge.HttpAnswer;
import dossier.edge.Problems;
import dossier.edge.Routes.Asked;
import dossier.edge.Routes.Route;
import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.language.Document;
import dossier.language.Form;
import dossier.language.Nearest;
import dossier.language.Parsed;
import dossier.language.Parser;
import dossier.language.Span;
import dossier.language.Value;
import dossier.pipeline.Answer;
import dossier.pipeline.Caller;
import dossier.pipeline.Manager;
import dossier.registry.Attribute;
import dossier.registry.Overlay;
import dossier.registry.Registry;
import dossier.registry.Typing;
import dossier.store.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads of registry and dictionary, as the registry itself says them, with the tenant's own definitions over it. When the
 * database is away they tell what ships, and say so. Thread-safe.
 */
final class Vocabulary {
    private static final int MOST_KEPT = 8;

    private final Registry shipped;
    private final Reading reading;
    private final Dictionary dictionary;
    private final BooleanSupplier away;

    /** By the fingerprint of a tenant's own definitions. */
    private final Map<String, Dictionary> overlaid = new ConcurrentHashMap<>();

    /** @param away whether the database cannot be reached now */
    Vocabulary(Registry registry, Reading reading, BooleanSupplier away) {
        this.shipped = registry;
        this.reading = reading;
        this.dictionary = Dictionary.of(registry);
        this.away = away;
    }

    /** A registry and its content as it is shown. */
    private record Dictionary(Registry registry, Json.Object content) {
        static Dictionary of(Registry registry) {
            return new Dictionary(
                    registry,
                    Json.parse(registry.content()).orThrow().asObject().orElseThrow());
        }

        Stream<Json.Object> objects(String member) {
            return content.array(member).orElse(List.of()).stream().flatMap(entry -> entry.asObject().stream());
        }

        Optional<Json.Object> object(String member, String name) {
            return objects(member)
                    .filter(entry -> entry.text("name").filter(name::equals).isPresent())
                    .findFirst();
        }
    }

    /** With the tenant's own definitions, as far as the database tells them now. */
    private Dictionary of(Caller caller) {
        Optional<Overlay> overlay = away.getAsBoolean() ? Optional.empty() : reading.overlay(caller);
        if (overlay.filter(own -> !own.definitions().isEmpty()).isEmpty()) {
            return dictionary;
        }
        if (overlaid.size() >= MOST_KEPT) {
            overlaid.clear();
        }
        return overlaid.computeIfAbsent(
                overlay.get().fingerprint(), _ -> Dictionary.of(overlay.get().over(shipped)));
    }

    List<Route> routes() {
        return List.of(
                Route.proved("GET", "/v1/verbs", (asked, caller) -> list(asked, dictionary, "verbs")),
                Route.proved("GET", "/v1/verbs/{name}", this::verb),
                Route.proved("GET", "/v1/attributes", (asked, caller) -> list(asked, of(caller), "attributes")),
                Route.proved("GET", "/v1/attributes/{id}", this::attribute),
                Route.proved("POST", "/v1/attributes/{id}/validate", this::validate));
    }

    private HttpAnswer list(Asked asked, Dictionary dictionary, String member) {
        try {
            Page page = Page.of(asked.call());
            return HttpAnswer.json(
                    200,
                    told(
                                    dictionary,
                                    page.of(dictionary
                                            .objects(member)
                                            .filter(matching(asked))
                                            .toList()))
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
        String canonical = shipped.verb(name)
                .map(verb -> verb.name())
                .or(() -> shipped.alias(name).map(alias -> alias.verb().name()))
                .orElse(name);
        return dictionary
                .object("verbs", canonical)
                .map(verb ->
                        HttpAnswer.json(200, told(dictionary, verb.toBuilder()).build()))
                .orElseGet(() -> unknown(asked, "verb", shipped.nearestVerbs(name)));
    }

    /** The definition in force, with every one before it; one that is retired still has its history. */
    private HttpAnswer attribute(Asked asked, Caller caller) {
        Dictionary own = of(caller);
        String wanted = asked.at("id");
        Optional<Json.Object> entry =
                own.registry().attribute(wanted).flatMap(attribute -> own.object("attributes", attribute.name()));
        String name = entry.flatMap(found -> found.text("name")).orElse(wanted);
        List<Json> history = history(caller, name);
        if (entry.isEmpty() && history.isEmpty()) {
            return unknown(
                    asked,
                    "attribute",
                    Nearest.to(
                            wanted,
                            own.registry().attributes().stream()
                                    .map(Attribute::name)
                                    .toList()));
        }
        Json.Builder answer = entry.map(Json.Object::toBuilder)
                .orElseGet(() -> Json.object().put("name", name).put("retired", true));
        return HttpAnswer.json(
                200, told(own, answer.put("history", Json.array(history))).build());
    }

    /** What ships comes first, then what the tenant has said, oldest first. */
    private List<Json> history(Caller caller, String name) {
        List<Json> history = new ArrayList<>();
        if (!away.getAsBoolean() && reading.definitions(caller) instanceof Reading.Outcome.Found found) {
            found.body().array("items").orElse(List.of()).stream()
                    .filter(item -> item.at("attribute")
                            .flatMap(Json::asText)
                            .map(said ->
                                    shipped.attribute(said).map(Attribute::name).orElse(said))
                            .filter(name::equals)
                            .isPresent())
                    .forEach(history::add);
        }
        dictionary
                .object("attributes", name)
                .ifPresent(first -> history.addFirst(first.toBuilder()
                        .put("registryVersion", shipped.version())
                        .build()));
        return history;
    }

    private HttpAnswer validate(Asked asked, Caller caller) {
        Dictionary own = of(caller);
        Typing typing = new Typing(own.registry());
        Optional<Attribute> attribute = own.registry().attribute(asked.at("id"));
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
        List<Diagnostic> found = check(typing, attribute.get(), given.get());
        return HttpAnswer.json(
                200,
                told(
                                own,
                                Json.object()
                                        .put("attribute", attribute.get().name())
                                        .put("valid", found.stream().noneMatch(Diagnostic::isError))
                                        .put("diagnostics", Json.array(found, Manager::json)))
                        .build());
    }

    /** A JSON string is taken as the text, or else as what a form would write without quotes: {@code 33.3%}. */
    private static List<Diagnostic> check(Typing typing, Attribute attribute, Json given) {
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

    private Json.Builder told(Dictionary told, Json.Builder answer) {
        answer.put("registryVersion", told.registry().version());
        return away.getAsBoolean() ? answer.put("degraded", true) : answer;
    }
}
