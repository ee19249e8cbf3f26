package dossier.registry;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.language.Form;
import dossier.language.Severity;
import dossier.language.Span;
import dossier.language.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys and values of one form as its verb understands them. */
final class Arguments {
    private final Scope scope;
    private final Verb verb;
    private final Form form;
    private final ValueTyping typing;
    private final Map<String, Argument> known = new LinkedHashMap<>();
    private final Map<String, String> today = new HashMap<>();
    private final Map<String, Form.Entry> said = new HashMap<>();
    private final List<Form.Entry> entries = new ArrayList<>();
    private final Map<String, Typed> values = new LinkedHashMap<>();
    private final Map<Argument, Form.Entry> dependent = new LinkedHashMap<>();
    private final Map<String, Typed> delegated = new LinkedHashMap<>();
    private @Nullable Verb delegate;

    Arguments(Scope scope, Lexicon lexicon, Verb verb, Form form) {
        this.scope = scope;
        this.verb = verb;
        this.form = form;
        this.typing = new ValueTyping(scope, lexicon);
        verb.arguments().forEach(argument -> known.put(argument.key(), argument));
        Map<String, Json> implied = older();
        form.entries().forEach(this::entry);
        implied.forEach(this::implied);
        dependent.forEach(this::readDependent);
        inOrder();
        values.putAll(delegated);
    }

    /** Values by key, in registry order, defaults filled in. */
    Map<String, Typed> values() {
        return Collections.unmodifiableMap(values);
    }

    /** The verb that a dependent argument stands for. */
    Optional<Verb> delegate() {
        return Optional.ofNullable(delegate);
    }

    /** What was said, with today's keys, in the order written; then what an older name of the verb implies. */
    List<Form.Entry> entries() {
        return List.copyOf(entries);
    }

    Form form() {
        return form;
    }

    /** Where a key was said; the verb where it was not. */
    Span where(String path) {
        Form.Entry entry = said.get(head(path));
        return entry == null ? form.verbSpan() : entry.value().span();
    }

    Optional<Typed> value(String path) {
        String head = head(path);
        Optional<Typed> value = Optional.ofNullable(values.get(head));
        return (head.equals(path) ? value : value.flatMap(map -> map.member(path.substring(head.length() + 1))))
                .filter(typed -> !(typed instanceof Typed.Nothing));
    }

    /** The key that a path begins with; some keys have a dot themselves. */
    private String head(String path) {
        int dot = path.indexOf('.');
        return dot < 0 || known.containsKey(path) ? path : path.substring(0, dot);
    }

    /** Older keys that this spelling of the verb allows, and what it implies. */
    private Map<String, Json> older() {
        Map<String, Json> implied = new LinkedHashMap<>();
        for (Verb.Alias alias : verb.aliases()) {
            if (alias.name().equals(verb.name()) || alias.name().equals(form.verb())) {
                alias.keys().forEach((older, key) -> {
                    int dot = key.indexOf('.');
                    if (dot < 0 || known.containsKey(key)) {
                        today.put(older, key);
                    } else {
                        scope.older().put(older, key.substring(dot + 1));
                    }
                });
                implied.putAll(alias.implied());
            }
        }
        return implied;
    }

    private void entry(Form.Entry written) {
        String key = known.containsKey(written.key()) ? written.key() : todaysKey(written);
        Argument argument = known.get(key);
        if (argument == null) {
            unknown(written);
            return;
        }
        Form.Entry entry = new Form.Entry(key, written.keySpan(), written.value());
        if (said.putIfAbsent(key, entry) != null) {
            scope.report()
                    .add(
                            Diagnostic.error("VOC-TWICE", verb.name() + " says :" + key + " twice")
                                    .found(":" + written.key())
                                    .hint("Two spellings name the same key; keep one."),
                            written.keySpan());
            return;
        }
        read(argument, entry);
    }

    private String todaysKey(Form.Entry written) {
        String key = today.get(written.key());
        if (key == null) {
            return written.key();
        }
        scope.report()
                .note("VOC-ALIAS", ":" + written.key() + " is today's :" + key, ":" + written.key(), written.keySpan());
        return key;
    }

    private void read(Argument argument, Form.Entry entry) {
        if (argument.required() && isNothing(entry.value())) {
            scope.report()
                    .add(
                            Diagnostic.error("TYP-NIL", ":" + argument.key() + " must have a value")
                                    .found(Written.of(entry.value()))
                                    .expecting(List.of(Shapes.describe(argument.shape()))),
                            entry.value().span());
            return;
        }
        if (!scope.strict()
                && argument.shape() instanceof Shape.Money
                && Quantities.plain(entry.value()).isPresent()) {
            keepWithoutCurrency(argument, entry);
            return;
        }
        if (argument.shape() instanceof Shape.Dependent) {
            dependent.put(argument, entry);
            return;
        }
        read(argument, argument.shape(), entry);
    }

    /** An amount that older documents write without its currency is kept as it was said. */
    private void keepWithoutCurrency(Argument argument, Form.Entry entry) {
        scope.report()
                .add(
                        Diagnostic.error("TYP-MONEY", ":" + argument.key() + " has no currency; it is kept as written")
                                .as(Severity.WARNING)
                                .found(Written.of(entry.value())),
                        entry.value().span());
        entries.add(entry);
        scope.extras().put(argument.key(), Written.json(entry.value()));
    }

    /** Reads what another argument gives its shape, now that all of those are known. */
    private void readDependent(Argument argument, Form.Entry entry) {
        Shape.Dependent shape = (Shape.Dependent) argument.shape();
        Optional<Asset> asset = Optional.ofNullable(values.get(shape.by()))
                .flatMap(code -> verb.argument(shape.by()).map(Argument::shape).orElse(null) instanceof Shape.Code list
                        ? Asset.of(scope.registry(), list.list(), code.plain())
                        : Optional.empty());
        if (asset.isEmpty()) {
            entries.add(entry);
            withoutAsset(shape, argument, entry);
            return;
        }
        asset.get()
                .older(shape.part())
                .forEach((older, today) -> scope.older().put(argument.key() + "." + older, today));
        read(argument, asset.get().shape(scope.registry(), shape.part(), verb.read()), entry);
        if (shape.part() == Shape.Part.ARGUMENTS && values.get(argument.key()) instanceof Typed.Members members) {
            delegate = asset.get().creator();
            delegated.putAll(asset.get().arguments(members));
        }
    }

    /** Nothing can be read before it is known what it is about; where that was said wrongly, it is told already. */
    private void withoutAsset(Shape.Dependent shape, Argument argument, Form.Entry entry) {
        if (!(entry.value() instanceof Value.Fields)) {
            scope.wrong("TYP-MAP", argument.key(), entry.value(), "a map", "Write it as {:key value}.");
        } else if (!said.containsKey(shape.by())) {
            scope.report()
                    .add(
                            Diagnostic.error("VOC-MISSING", ":" + argument.key() + " needs :" + shape.by())
                                    .expecting(List.of(":" + shape.by()))
                                    .hint("Say what it is about."),
                            entry.value().span());
        }
    }

    private void read(Argument argument, Shape shape, Form.Entry entry) {
        Optional<Reading> reading = typing.read(entry.value(), shape, argument.key());
        entries.add(new Form.Entry(
                argument.key(), entry.keySpan(), reading.map(Reading::value).orElse(entry.value())));
        reading.filter(r -> !r.aside()).ifPresent(r -> values.put(argument.key(), r.typed()));
    }

    private static boolean isNothing(Value value) {
        return value instanceof Value.Nil
                || (value instanceof Value.Text text && text.value().isBlank());
    }

    private void unknown(Form.Entry written) {
        List<String> nearest = scope.report().near(written.key(), known.keySet());
        boolean hasProps =
                known.values().stream().anyMatch(a -> a.shape() instanceof Shape.MapOf map && map.attributes());
        String hint = nearest.isEmpty()
                ? hasProps ? "An extra fact goes into the map of attributes, for example :props." : ""
                : "Did you mean :" + nearest.getFirst() + "?";
        Diagnostic finding = Diagnostic.error("VOC-KEY", verb.name() + " has no key :" + written.key())
                .found(":" + written.key())
                .expecting(List.copyOf(known.keySet()))
                .nearest(nearest)
                .hint(hint);
        scope.report().complain(scope.strict(), finding, written.keySpan());
        entries.add(written);
        if (!scope.strict()) {
            scope.extras().put(written.key(), Written.json(written.value()));
        }
    }

    private void implied(String key, Json json) {
        Argument argument = known.get(key);
        if (argument == null) {
            throw new MalformedRegistry(verb.name(), "an alias implies the unknown key " + key);
        }
        Optional<Reading> meant = typing.read(Written.value(json), argument.shape(), key);
        Form.Entry entry = said.get(key);
        if (entry == null) {
            meant.ifPresent(reading -> {
                said.put(key, new Form.Entry(key, form.verbSpan(), reading.value()));
                entries.add(new Form.Entry(key, form.verbSpan(), reading.value()));
                values.put(key, reading.typed());
            });
        } else if (meant.isPresent()
                && values.containsKey(key)
                && !meant.get().typed().equals(values.get(key))) {
            scope.report()
                    .add(
                            Diagnostic.error(
                                            "VOC-IMPLIED",
                                            form.verb() + " means :" + key + " "
                                                    + meant.get().typed().plain())
                                    .found(Written.of(entry.value()))
                                    .expecting(List.of(meant.get().typed().plain()))
                                    .hint("Leave the key out, or use " + verb.name() + "."),
                            entry.value().span());
        }
    }

    /** Puts values into registry order, with defaults; says what is missing. */
    private void inOrder() {
        Map<String, Typed> unordered = new HashMap<>(values);
        values.clear();
        for (Argument argument : verb.arguments()) {
            Typed value = unordered.get(argument.key());
            if (value != null) {
                values.put(argument.key(), value);
            } else if (!said.containsKey(argument.key())) {
                absent(argument);
            }
        }
    }

    private void absent(Argument argument) {
        if (argument.fallback().isPresent()) {
            typing.read(Written.value(argument.fallback().get()), argument.shape(), argument.key())
                    .ifPresent(reading -> values.put(argument.key(), reading.typed()));
            return;
        }
        if (argument.required()) {
            Diagnostic finding = Diagnostic.error("VOC-MISSING", verb.name() + " needs :" + argument.key())
                    .expecting(List.of(":" + argument.key() + " " + Shapes.describe(argument.shape())))
                    .hint("Say the " + argument.label() + ".");
            boolean fatal = scope.strict() || Identity.of(verb).contains(argument.key());
            scope.report().add(fatal ? finding : finding.as(Severity.WARNING), form.verbSpan());
        }
    }

    /** The keys without which a verb's rows could not exist: those that make up their ids. */
    private static final class Identity {
        static Set<String> of(Verb verb) {
            Set<String> keys = new java.util.HashSet<>();
            for (Effect effect : verb.effects()) {
                switch (effect) {
                    case Effect.Declare e -> {
                        collect(e.id(), keys);
                        e.each().ifPresent(each -> collect(each, keys));
                    }
                    case Effect.Restate e -> {
                        collect(e.id(), keys);
                        e.each().ifPresent(each -> collect(each, keys));
                        e.identity().forEach(column -> {
                            Source source = e.set().get(column);
                            if (source != null) {
                                collect(source, keys);
                            }
                        });
                    }
                    case Effect.Amend e -> collect(e.id(), keys);
                    case Effect.Advance e -> collect(e.id(), keys);
                    case Effect.Change _, Effect.Look _, Effect.Emit _, Effect.Tell _ -> {}
                }
            }
            return keys;
        }

        private static void collect(Source source, Set<String> keys) {
            if (source instanceof Source.FirstOf first
                    && first.choices().stream().anyMatch(choice -> !(choice instanceof Source.Said))) {
                return;
            }
            for (Source part : source.all()) {
                if (part instanceof Source.Said said) {
                    keys.add(head(said.path()));
                } else if (part instanceof Source.Of of) {
                    keys.add(head(of.path()));
                }
            }
        }

        private static String head(String path) {
            int dot = path.indexOf('.');
            return dot < 0 ? path : path.substring(0, dot);
        }
    }
}
