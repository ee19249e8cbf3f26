package dossier.pipeline;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.language.Form;
import dossier.language.Limits;
import dossier.language.Span;
import dossier.registry.Effect;
import dossier.registry.Kind;
import dossier.registry.Registry;
import dossier.registry.Rule;
import dossier.registry.Source;
import dossier.registry.Track;
import dossier.registry.Typed;
import dossier.registry.TypedForm;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the forms of one document over a draft: references, states, effects and rules, by the registry's mechanisms
 * alone. Confined to one thread and one use.
 */
final class Performance {
    /** The code of a reference to what nobody has introduced. */
    static final String UNKNOWN = "REF-UNKNOWN";

    private final Registry registry;
    private final Prepared prepared;
    private final Caller caller;
    private final String requestId;
    private final boolean strict;
    private final Draft draft;
    private final Tracks tracks;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private @Nullable Map<ThingKey, Integer> introductions;

    Performance(
            Registry registry, Prepared prepared, Caller caller, String requestId, boolean strict, Snapshot snapshot) {
        this.registry = registry;
        this.prepared = prepared;
        this.caller = caller;
        this.requestId = requestId;
        this.strict = strict;
        this.draft = new Draft(snapshot);
        this.tracks = new Tracks(registry);
    }

    /** Runs every form; the draft is worth something only if no error was found. */
    List<Diagnostic> run() {
        for (TypedForm form : prepared.forms()) {
            perform(form);
        }
        if (diagnostics.stream().noneMatch(Diagnostic::isError)) {
            checkSums();
        }
        return diagnostics;
    }

    Draft draft() {
        return draft;
    }

    private void perform(TypedForm form) {
        if (!caseIsOpen(form) || !referencesHold(form)) {
            return;
        }
        Sayings sayings = new Sayings(form, prepared.caseId(), caller, requestId, Optional.empty());
        for (Effect effect : form.verb().effects()) {
            switch (effect) {
                case Effect.Declare declare ->
                    Preparation.repeated(declare.each(), sayings).forEach(one -> declare(declare, one));
                case Effect.Restate restate ->
                    Preparation.repeated(restate.each(), sayings).forEach(one -> restate(restate, one));
                case Effect.Amend amend -> amend(amend, sayings);
                case Effect.Advance advance -> advance(advance, sayings);
                case Effect.Emit emit -> emit(emit, sayings);
            }
        }
    }

    // ---- what must hold before a form runs

    private boolean caseIsOpen(TypedForm form) {
        if (form.verb().anyState() || prepared.caseId().isEmpty()) {
            return true;
        }
        ThingKey key = new ThingKey(Preparation.CASE, prepared.caseId().get());
        Optional<Draft.Working> theCase = draft.thing(key);
        for (Track track : tracks.blocking(Preparation.CASE)) {
            Optional<String> state = theCase.flatMap(c -> c.row().text(track.column()));
            if (state.isPresent() && !track.open().contains(state.get())) {
                report(
                        form,
                        form.form().verbSpan(),
                        Diagnostic.error(
                                        "STA-CASE-NOT-OPEN",
                                        "The case is " + state.get() + ", so "
                                                + form.verb().name() + " cannot run.")
                                .found(state.get())
                                .expecting(track.open())
                                .hint(tracks.wayOn(track, state.get())));
                return false;
            }
        }
        return true;
    }

    private boolean referencesHold(TypedForm form) {
        int before = diagnostics.size();
        for (Form.Entry entry : form.form().entries()) {
            Optional.ofNullable(form.values().get(entry.key()))
                    .ifPresent(value -> Preparation.references(value, r -> refer(form, entry, r)));
        }
        return diagnostics.stream().skip(before).noneMatch(Diagnostic::isError);
    }

    private void refer(TypedForm form, Form.Entry entry, Typed.Reference reference) {
        ThingKey key = new ThingKey(reference.kind(), reference.id());
        Optional<Draft.Working> thing = draft.thing(key);
        if (thing.filter(t -> t.resolved() || !strict).isPresent()) {
            return;
        }
        Diagnostic unknown = Diagnostic.error(
                        UNKNOWN, "There is no " + label(reference.kind()) + " \"" + reference.id() + "\".")
                .found(reference.id())
                .expecting(List.of("the id of a " + label(reference.kind())))
                .hint(introducedLater(form, key)
                        .map(later -> "It is introduced only later, by form " + (later + 1) + ": move that form up.")
                        .orElse("Introduce it first, or correct the id."));
        if (strict) {
            report(form, entry.value().span(), unknown);
            return;
        }
        report(
                form,
                entry.value().span(),
                unknown.as(dossier.language.Severity.WARNING)
                        .hint("It is kept as an unresolved reference until someone introduces it."));
        draft.refer(new Plan.Write.Unresolved(form.index(), form.verb().name(), key));
    }

    /** The top-level form after this one that introduces the thing. */
    private Optional<Integer> introducedLater(TypedForm form, ThingKey key) {
        return Optional.ofNullable(introductions().get(key)).filter(top -> top > form.top());
    }

    private Map<ThingKey, Integer> introductions() {
        if (introductions != null) {
            return introductions;
        }
        Map<ThingKey, Integer> all = new HashMap<>();
        for (TypedForm form : prepared.forms()) {
            Sayings sayings = new Sayings(form, prepared.caseId(), caller, requestId, Optional.empty());
            for (Effect effect : form.verb().effects()) {
                switch (effect) {
                    case Effect.Declare declare ->
                        sayings.id(declare.id())
                                .ifPresent(id -> all.putIfAbsent(new ThingKey(declare.kind(), id.text()), form.top()));
                    case Effect.Restate restate ->
                        sayings.id(restate.id())
                                .ifPresent(id -> all.putIfAbsent(new ThingKey(restate.kind(), id.text()), form.top()));
                    default -> {}
                }
            }
        }
        introductions = all;
        return all;
    }

    // ---- effects

    private void declare(Effect.Declare effect, Sayings sayings) {
        Kind kind = registry.kind(effect.kind()).orElseThrow();
        Sayings.Id id = idOf(kind, effect.id(), sayings);
        ThingKey key = new ThingKey(kind.name(), id.text());
        Optional<Draft.Working> existing = draft.thing(key);
        if (existing.filter(Draft.Working::resolved).isPresent()) {
            report(
                    sayings.form(),
                    spanOf(sayings.form(), effect.id()),
                    Diagnostic.error("STA-EXISTS", "There is already a " + kind.label() + " \"" + id.text() + "\".")
                            .found(id.text())
                            .hint("Give the new one another id, or change the existing one."));
            return;
        }
        Map<String, Json> row = new LinkedHashMap<>();
        kind.columns().forEach(column -> Columns.put(row, column, new Typed.Nothing()));
        fill(row, kind, effect.set(), sayings);
        tracks.start(kind.name(), row);
        say("declare", kind, id.text(), existing, row, validity(effect.validity(), sayings, Optional.empty()), sayings);
    }

    private void restate(Effect.Restate effect, Sayings sayings) {
        Kind kind = registry.kind(effect.kind()).orElseThrow();
        Sayings.Id id = idOf(kind, effect.id(), sayings);
        Optional<Draft.Working> existing = draft.thing(new ThingKey(kind.name(), id.text()));
        Map<String, Json> row = new LinkedHashMap<>();
        kind.columns().forEach(column -> Columns.put(row, column, new Typed.Nothing()));
        fill(row, kind, effect.set(), sayings);
        if (existing.filter(e -> e.revision() > 0).isPresent()) {
            for (String column : effect.identity()) {
                Json was = existing.get().row().get(column).orElseGet(Json::nil);
                Json is = row.getOrDefault(column, Json.nil());
                if (!was.equals(is)) {
                    report(
                            sayings.form(),
                            spanOf(sayings.form(), effect.set().getOrDefault(column, effect.id())),
                            Diagnostic.error(
                                            "RUL-RESTATED-OTHERWISE",
                                            "The " + kind.label() + " \"" + id.text() + "\" has another "
                                                    + column.replace('_', ' ') + ".")
                                    .found(is.asText().orElse(""))
                                    .expecting(was.asText().stream().toList())
                                    .hint("Use another id for another " + kind.label() + "."));
                    return;
                }
            }
        }
        say("restate", kind, id.text(), existing, row, validity(effect.validity(), sayings, Optional.empty()), sayings);
    }

    private void amend(Effect.Amend effect, Sayings sayings) {
        Kind kind = registry.kind(effect.kind()).orElseThrow();
        sayings.id(effect.id())
                .map(Sayings.Id::text)
                .flatMap(id -> draft.thing(new ThingKey(kind.name(), id)))
                .ifPresent(existing -> {
                    Map<String, Json> row = new LinkedHashMap<>(existing.row().members());
                    fill(row, kind, effect.set(), sayings);
                    say(
                            "amend",
                            kind,
                            existing.key().id(),
                            Optional.of(existing),
                            row,
                            validity(effect.validity(), sayings, Optional.of(existing)),
                            sayings);
                });
    }

    private void advance(Effect.Advance effect, Sayings sayings) {
        if (effect.when().isPresent() && sayings.value(effect.when().get()).isEmpty()) {
            return;
        }
        Track track = registry.track(effect.track()).orElseThrow();
        Kind kind = registry.kind(track.kind()).orElseThrow();
        Optional<Draft.Working> existing =
                sayings.id(effect.id()).map(Sayings.Id::text).flatMap(id -> draft.thing(new ThingKey(kind.name(), id)));
        Optional<String> to = sayings.value(effect.to()).map(Typed::plain);
        if (existing.isEmpty() || to.isEmpty()) {
            return;
        }
        Map<String, Json> row = new LinkedHashMap<>(existing.get().row().members());
        switch (tracks.step(track, row, to.get())) {
            case Tracks.Step.Taken taken ->
                say(
                        "advance",
                        kind,
                        existing.get().key().id(),
                        existing,
                        row,
                        new Valid(existing.get().validFrom(), existing.get().validTo()),
                        sayings);
            case Tracks.Step.Stayed stayed -> {}
            case Tracks.Step.Illegal illegal ->
                report(
                        sayings.form(),
                        spanOf(sayings.form(), effect.to()),
                        Diagnostic.error(
                                        "STA-STEP",
                                        "A " + kind.label() + " cannot go from " + illegal.from() + " to " + to.get()
                                                + ".")
                                .found(to.get())
                                .expecting(illegal.legal())
                                .hint(
                                        illegal.legal().isEmpty()
                                                ? illegal.from() + " is a final state."
                                                : "From " + illegal.from() + " it can go to "
                                                        + String.join(", ", illegal.legal()) + "."));
        }
    }

    private void emit(Effect.Emit effect, Sayings sayings) {
        Json.Builder payload = Json.object();
        effect.payload()
                .forEach((name, source) -> sayings.value(source).ifPresent(value -> payload.put(name, value.json())));
        String key = Chain.digest(requestId, Integer.toString(sayings.form().index()), effect.topic());
        draft.send(new Plan.Write.Message(
                sayings.form().index(), sayings.form().verb().name(), effect.topic(), key, payload.build()));
    }

    private Sayings.Id idOf(Kind kind, Source source, Sayings sayings) {
        Sayings.Id id = sayings.id(source)
                .orElseThrow(() -> new IllegalStateException("The registry gives no id for a " + kind.name() + " in "
                        + sayings.form().verb().name()));
        if (id.generated()) {
            String item = sayings.item().map(i -> "[" + i.index() + "]").orElse("");
            draft.generate(placeholder(sayings.form(), kind) + item, id.text());
        }
        return id;
    }

    private String placeholder(TypedForm form, Kind kind) {
        int said = form.index() - prepared.implied();
        return (said < 0 ? form.verb().name() : "forms[" + said + "]") + "." + kind.name() + "-id";
    }

    private record Valid(Optional<LocalDate> from, Optional<LocalDate> to) {}

    private static Valid validity(Effect.Validity validity, Sayings sayings, Optional<Draft.Working> before) {
        return new Valid(
                date(validity.from(), sayings).or(() -> before.flatMap(Draft.Working::validFrom)),
                date(validity.to(), sayings).or(() -> before.flatMap(Draft.Working::validTo)));
    }

    private static Optional<LocalDate> date(Optional<Source> source, Sayings sayings) {
        return source.flatMap(sayings::value).flatMap(value -> switch (value) {
            case Typed.Date date -> Optional.of(date.value());
            case Typed.Time time -> Optional.of(time.value().toLocalDate());
            default -> Optional.empty();
        });
    }

    private void fill(Map<String, Json> row, Kind kind, Map<String, Source> set, Sayings sayings) {
        set.forEach((name, source) -> sayings.value(source)
                .ifPresent(value -> Columns.put(row, kind.column(name).orElseThrow(), resolved(value))));
    }

    /** A reference to a bound attribute becomes its value in this case. */
    private Typed resolved(Typed value) {
        return switch (value) {
            case Typed.Bound bound ->
                Optional.ofNullable(draft.snapshot()
                                .bindings()
                                .get(bound.attribute().name()))
                        .<Typed>map(Typed.Raw::new)
                        .orElse(new Typed.Nothing());
            default -> value;
        };
    }

    private void say(
            String operation,
            Kind kind,
            String id,
            Optional<Draft.Working> existing,
            Map<String, Json> row,
            Valid valid,
            Sayings sayings) {
        if (valid.from().isPresent()
                && valid.to().filter(to -> to.isBefore(valid.from().get())).isPresent()) {
            report(
                    sayings.form(),
                    sayings.form().form().verbSpan(),
                    Diagnostic.error(
                                    "RUL-DATES",
                                    "This would end on " + valid.to().get() + ", before it begins on "
                                            + valid.from().get() + ".")
                            .hint("Give an end that is not before the beginning."));
            return;
        }
        boolean declares = !operation.equals("amend") && !operation.equals("advance");
        boolean wasResolved = existing.filter(Draft.Working::resolved).isPresent();
        TypedForm form = sayings.form();
        draft.say(
                new Plan.Write.Statement(
                        form.index(),
                        form.verb().name(),
                        operation,
                        kind,
                        id,
                        existing.map(Draft.Working::revision).orElse(0L) + 1,
                        declares && existing.isPresent() && !wasResolved,
                        new Json.Object(row),
                        new Json.Object(form.extras()),
                        valid.from(),
                        valid.to(),
                        existing.filter(e -> e.revision() > 0).map(Draft.Working::row)),
                declares || wasResolved);
    }

    // ---- rules over many things

    /** Each group once, told at the last form that speaks of it. */
    private void checkSums() {
        record Sum(Rule.SumAtMost rule, String group) {}
        Map<Sum, TypedForm> sums = new LinkedHashMap<>();
        for (TypedForm form : prepared.forms()) {
            for (Rule rule : form.verb().rules()) {
                if (rule instanceof Rule.SumAtMost sum) {
                    form.value(sum.path()).ifPresent(group -> sums.put(new Sum(sum, group.plain()), form));
                }
            }
        }
        sums.forEach((sum, form) -> checkSum(form, sum.rule, sum.group));
    }

    private void checkSum(TypedForm form, Rule.SumAtMost rule, String group) {
        Map<ThingKey, List<Draft.Working>> things = draft.group(new Needs.Group(rule.kind(), rule.groupBy(), group));
        Sums.over(rule, group, things.values()).ifPresent(excess -> {
            String label = rule.sum().replace('_', ' ');
            report(
                    form,
                    spanOf(form, new Source.Said(rule.path())),
                    Diagnostic.error(
                                    rule.code(),
                                    "The " + label + " in \"" + group + "\" would add up to "
                                            + excess.sum().stripTrailingZeros().toPlainString() + " %"
                                            + excess.date()
                                                    .map(d -> " from " + d)
                                                    .orElse("") + ".")
                            .found(excess.sum().stripTrailingZeros().toPlainString() + "%")
                            .expecting(List.of("at most " + rule.limit().toPlainString() + "%"))
                            .hint("Counted: " + contributors(things.keySet()) + ". Restate or end one of them first."));
        });
    }

    private static String contributors(Set<ThingKey> keys) {
        return keys.stream().map(ThingKey::id).sorted().limit(8).collect(Collectors.joining(", "))
                + (keys.size() > 8 ? " and " + (keys.size() - 8) + " more" : "");
    }

    // ---- telling where

    private void report(TypedForm form, Span span, Diagnostic diagnostic) {
        if (diagnostics.size() >= Limits.DEFAULT.maxErrors()) {
            return;
        }
        diagnostics.add(diagnostic.at(prepared.parsed().document().position(span), form.top()));
    }

    /** Where the form says the value of a source; the verb where it does not. */
    private static Span spanOf(TypedForm form, Source source) {
        Optional<String> path = switch (source) {
            case Source.Said said -> Optional.of(said.path());
            case Source.FirstOf first ->
                first.choices().stream()
                        .filter(choice -> choice instanceof Source.Said said
                                && form.value(said.path()).isPresent())
                        .map(choice -> ((Source.Said) choice).path())
                        .findFirst();
            default -> Optional.empty();
        };
        return path.map(p -> p.indexOf('.') < 0 ? p : p.substring(0, p.indexOf('.')))
                .flatMap(key -> form.form().value(key))
                .map(value -> value.span())
                .filter(Span::exists)
                .orElse(form.form().verbSpan());
    }

    private String label(String kind) {
        return registry.kind(kind).map(Kind::label).orElse(kind);
    }
}
