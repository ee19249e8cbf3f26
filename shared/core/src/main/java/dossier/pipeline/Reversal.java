package dossier.pipeline;

import dossier.json.Json;
import dossier.language.Document;
import dossier.language.Form;
import dossier.language.Printer;
import dossier.language.Span;
import dossier.language.Value;
import dossier.registry.Argument;
import dossier.registry.Effect;
import dossier.registry.Kind;
import dossier.registry.Registry;
import dossier.registry.Shape;
import dossier.registry.Source;
import dossier.registry.Typed;
import dossier.registry.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the forms that undo a version: each of its forms once more, the last first, with what the rows held before. A
 * version that introduced something, told the outside world something, or was overtaken cannot be undone, and it is said
 * why. Nothing is taken away: what undoes is a version of its own. Pure and thread-safe.
 */
public final class Reversal {
    private final Registry registry;
    private final Literals literals;

    public Reversal(Registry registry) {
        this.registry = registry;
        this.literals = new Literals(registry);
    }

    /**
     * What a version did to one thing.
     *
     * @param before the row before; empty where this introduced the thing
     * @param after the row as this left it
     * @param overtaken whether a later version has changed the thing again
     */
    public record Touched(
            int form,
            String operation,
            String kind,
            String id,
            Optional<Json.Object> before,
            Json.Object after,
            boolean overtaken) {}

    /** What a version can be undone by. */
    public sealed interface Outcome {
        record Undone(String document) implements Outcome {}

        record Refused(List<String> reasons) implements Outcome {}
    }

    /** @param forms as the version keeps them */
    public Outcome of(List<Json.Object> forms, List<Touched> touched) {
        List<String> reasons = new ArrayList<>();
        List<Form> undone = new ArrayList<>();
        for (Json.Object form : forms.reversed()) {
            int index = form.integer("index").orElse(-1L).intValue();
            List<Touched> own =
                    touched.stream().filter(one -> one.form() == index).toList();
            Optional<Verb> verb = form.text("verb").flatMap(registry::verb);
            if (verb.isEmpty()) {
                reasons.add(form.text("verb").orElse("A verb") + " is not in the vocabulary any more.");
            } else if (!own.isEmpty()) {
                undo(verb.get(), form, own, reasons).ifPresent(undone::add);
            }
        }
        if (reasons.isEmpty() && undone.isEmpty()) {
            reasons.add("This version changed nothing that could be undone.");
        }
        return reasons.isEmpty()
                ? new Outcome.Undone(String.join(
                        "\n",
                        Document.of(undone).forms().stream().map(Printer::line).toList()))
                : new Outcome.Refused(reasons.stream().distinct().toList());
    }

    private Optional<Form> undo(Verb verb, Json.Object form, List<Touched> touched, List<String> reasons) {
        if (verb.irreversible()) {
            reasons.add(verb.name() + " cannot be undone.");
            return Optional.empty();
        }
        Json.Object values = form.object("values").orElseGet(() -> Json.object().build());
        Map<String, Optional<Typed>> given = new LinkedHashMap<>();
        for (Touched one : touched) {
            Optional<String> reason = obstacle(verb, one);
            reason.ifPresent(reasons::add);
            if (reason.isEmpty()) {
                takeBack(verb, one, values, given, reasons);
            }
        }
        return reasons.isEmpty() ? Optional.of(written(verb, values, given)) : Optional.empty();
    }

    private Optional<String> obstacle(Verb verb, Touched one) {
        if (one.operation().equals("emit")) {
            return Optional.of(verb.name() + " has told the outside world something, which cannot be called back.");
        }
        String thing = registry.kind(one.kind()).map(Kind::label).orElse(one.kind()) + " \"" + one.id() + "\"";
        if (one.before().isEmpty()) {
            return Optional.of(
                    verb.name() + " introduced the " + thing + "; what was said first cannot be unsaid, only ended.");
        }
        return one.overtaken()
                ? Optional.of("The " + thing + " has been changed again since; revert that version first.")
                : Optional.empty();
    }

    /** Finds for each path of the form what its column held before. */
    private void takeBack(
            Verb verb, Touched one, Json.Object values, Map<String, Optional<Typed>> given, List<String> reasons) {
        Json.Object before = one.before().orElseThrow();
        boolean found = false;
        for (Effect effect : verb.effects()) {
            switch (effect) {
                case Effect.Amend amend
                when is(one, "amend", amend.kind()) -> {
                    found = true;
                    columns(verb, one, amend.set(), amend.validity(), values, false, given, reasons);
                    repeated(verb, amend.each(), reasons);
                }
                case Effect.Restate restate
                when is(one, "restate", restate.kind()) -> {
                    found = true;
                    columns(verb, one, restate.set(), restate.validity(), values, true, given, reasons);
                    repeated(verb, restate.each(), reasons);
                }
                case Effect.Advance advance
                when is(
                        one,
                        "advance",
                        registry.track(advance.track())
                                .map(track -> track.kind())
                                .orElse("")) -> {
                    found = true;
                    repeated(verb, advance.each(), reasons);
                    String column =
                            registry.track(advance.track()).orElseThrow().column();
                    if (advance.to() instanceof Source.Said(String path)) {
                        given.put(path, before.text(column).map(Typed.Text::new));
                    } else {
                        reasons.add(verb.name() + " moves on by itself; go back with a form of its own.");
                    }
                }
                default -> {}
            }
        }
        if (!found) {
            reasons.add(verb.name() + " does not do any more what it did then.");
        }
    }

    private static boolean is(Touched one, String operation, String kind) {
        return one.operation().equals(operation) && one.kind().equals(kind);
    }

    private static void repeated(Verb verb, Optional<Source> each, List<String> reasons) {
        if (each.isPresent()) {
            reasons.add(verb.name() + " changes several things at once; undo each by a form of its own.");
        }
    }

    private void columns(
            Verb verb,
            Touched one,
            Map<String, Source> set,
            Effect.Validity validity,
            Json.Object values,
            boolean whole,
            Map<String, Optional<Typed>> given,
            List<String> reasons) {
        Kind kind = registry.kind(one.kind()).orElseThrow();
        Json.Object before = one.before().orElseThrow();
        boolean dated = validity.from().filter(source -> said(source, values)).isPresent()
                || validity.to().filter(source -> said(source, values)).isPresent();
        if (dated) {
            reasons.add(verb.name() + " said when it holds; say the dates anew instead.");
        }
        set.forEach((name, source) -> {
            Optional<Kind.Column> column = kind.column(name);
            Optional<Typed> was = column.flatMap(c -> Columns.read(before, c));
            if (source instanceof Source.Said(String path)) {
                if (whole || said(source, values)) {
                    given.put(path, was);
                }
            } else if (!was.equals(column.flatMap(c -> Columns.read(one.after(), c)))) {
                reasons.add(verb.name() + " sets " + name.replace('_', ' ')
                        + " by itself, so that saying it again gives nothing back.");
            }
        });
    }

    private static boolean said(Source source, Json.Object values) {
        return source instanceof Source.Said(String path)
                && values.at(path.split("\\.", -1)).isPresent();
    }

    private Form written(Verb verb, Json.Object values, Map<String, Optional<Typed>> given) {
        List<Form.Entry> entries = new ArrayList<>();
        for (Argument argument : verb.arguments()) {
            value(argument, values, given)
                    .ifPresent(value -> entries.add(new Form.Entry(argument.key(), Span.NONE, value)));
        }
        return new Form(verb.name(), Span.NONE, entries, List.of(), Span.NONE);
    }

    private Optional<Value> value(Argument argument, Json.Object values, Map<String, Optional<Typed>> given) {
        String key = argument.key();
        Optional<Json> said = values.get(key).filter(json -> !json.isNull());
        if (given.containsKey(key)) {
            Optional<Json> was = given.getOrDefault(key, Optional.empty()).map(Typed::json);
            if (argument.shape() instanceof Shape.MapOf && said.isPresent()) {
                return Optional.of(
                        literals.entries(argument.shape(), said.flatMap(Json::asObject), was.flatMap(Json::asObject)));
            }
            return was.isPresent()
                    ? was.map(json -> literals.of(json, argument.shape()))
                    : said.map(json -> new Value.Nil(Span.NONE));
        }
        Map<String, Json> fields = new LinkedHashMap<>();
        String prefix = key + ".";
        given.forEach((path, was) -> {
            if (path.startsWith(prefix)) {
                String field = path.substring(prefix.length());
                Optional<Json> json = was.map(Typed::json);
                if (json.isPresent() || said.flatMap(s -> s.at(field)).isPresent()) {
                    fields.put(field, json.orElseGet(Json::nil));
                }
            }
        });
        return fields.isEmpty()
                ? said.map(json -> literals.of(json, argument.shape()))
                : Optional.of(literals.of(new Json.Object(fields), argument.shape()));
    }
}
