package dossier.pipeline;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.language.Severity;
import dossier.registry.Asset;
import dossier.registry.Attribute;
import dossier.registry.Condition;
import dossier.registry.Effect;
import dossier.registry.Kind;
import dossier.registry.Place;
import dossier.registry.Registry;
import dossier.registry.Rule;
import dossier.registry.Source;
import dossier.registry.Track;
import dossier.registry.Typed;
import dossier.registry.TypedForm;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the forms of one document over a draft: references, states, effects and rules, by the registry's mechanisms
 * alone. Confined to one thread and one use.
 */
final class Performance {
    private final Registry registry;
    private final Prepared prepared;
    private final Caller caller;
    private final String requestId;
    private final Draft draft;
    private final Tracks tracks;
    private final Findings findings;
    private final References references;
    private final Holdings holdings;
    private final boolean strict;
    private final Map<Integer, List<String>> found = new HashMap<>();
    private final Determinations determinations;

    Performance(
            Registry registry, Prepared prepared, Caller caller, String requestId, boolean strict, Snapshot snapshot) {
        this.registry = registry;
        this.prepared = prepared;
        this.caller = caller;
        this.requestId = requestId;
        this.strict = strict;
        this.draft = new Draft(snapshot, prepared.needs().things(), prepared.answers());
        this.tracks = new Tracks(registry);
        this.findings = new Findings(prepared.parsed().document());
        this.references = new References(registry, prepared, caller, requestId, strict, draft, findings);
        this.determinations = new Determinations(registry, draft);
        this.holdings = new Holdings(registry, draft, findings);
    }

    /**
     * Runs every form; the draft is worth something only if no error was found.
     *
     * @param conceded by form, what a lenient reading tells of instead of letting the form take effect
     */
    List<Diagnostic> run(Map<Integer, Diagnostic> conceded) {
        for (TypedForm form : prepared.forms()) {
            int before = draft.writes().size();
            int told = findings.all().size();
            if (conceded.containsKey(form.index())) {
                findings.report(
                        form, form.form().verbSpan(), conceded.get(form.index()).as(Severity.WARNING));
            } else {
                perform(form);
            }
            if (!strict
                    && draft.writes().size() == before
                    && registry.kind(Assertions.KIND).isPresent()) {
                asserted(form, findings.all().stream().skip(told).toList());
            }
        }
        if (!findings.hasErrors()) {
            new SumRules(prepared, draft, findings).check();
        }
        return findings.all();
    }

    Draft draft() {
        return draft;
    }

    private void perform(TypedForm form) {
        if (!caseIsOpen(form) || !references.hold(form) || !holdings.hold(form, prepared.caseId(), strict)) {
            return;
        }
        Sayings sayings = new Sayings(form, prepared.caseId(), caller, requestId, Optional.empty(), sight());
        if (!StateRules.hold(sayings, findings, strict)
                || !unused(form)
                || !determinations.hold(form, sayings::value, findings)) {
            return;
        }
        for (Effect effect : form.effects()) {
            switch (effect) {
                case Effect.Declare declare -> sayings.repeated(declare.each()).forEach(one -> declare(declare, one));
                case Effect.Restate restate -> sayings.repeated(restate.each()).forEach(one -> restate(restate, one));
                case Effect.Amend amend -> sayings.repeated(amend.each()).forEach(one -> amend(amend, one));
                case Effect.Advance advance -> sayings.repeated(advance.each()).forEach(one -> advance(advance, one));
                case Effect.Change change -> change(change, sayings);
                case Effect.Look look -> look(look, sayings);
                case Effect.Emit emit -> emit(emit, sayings);
                case Effect.Tell tell -> tell(tell, sayings);
            }
        }
    }

    private boolean unused(TypedForm form) {
        boolean hold = true;
        for (Rule rule : form.rules()) {
            if (rule instanceof Rule.Unused unused) {
                hold &= Uses.hold(registry, form, unused, draft.snapshot(), findings);
            }
        }
        return hold;
    }

    private Sight sight() {
        return new Sight() {
            @Override
            public Registry registry() {
                return registry;
            }

            @Override
            public Optional<LocalDate> today() {
                return Optional.of(Performance.this.today());
            }

            @Override
            public Optional<Json.Object> answer(Inquiry inquiry) {
                return draft.answer(inquiry);
            }

            @Override
            public List<String> found(int form) {
                return found.getOrDefault(form, List.of());
            }

            @Override
            public Optional<Json.Object> row(ThingKey key) {
                return draft.thing(key).map(Draft.Working::row);
            }

            @Override
            public Optional<Determinations.Answer> determined(Determinations.Question question) {
                return determinations.answer(question);
            }

            @Override
            public List<String> ofCase(String kind) {
                return prepared.caseId()
                        .map(id -> draft.ofCase(new Needs.Group(kind, Needs.Group.CASE, id)).stream()
                                .filter(Draft.Working::resolved)
                                .map(thing -> thing.key().id())
                                .toList())
                        .orElse(List.of());
            }
        };
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
                findings.report(
                        form,
                        form.form().verbSpan(),
                        conceded(Diagnostic.error(
                                        "STA-CASE-NOT-OPEN",
                                        "The case is " + state.get() + ", so "
                                                + form.verb().name() + " cannot run.")
                                .found(state.get())
                                .expecting(track.open())
                                .hint(tracks.wayOn(track, state.get()))));
                return !strict;
            }
        }
        return true;
    }

    // ---- effects

    private void declare(Effect.Declare effect, Sayings sayings) {
        Kind kind = registry.kind(effect.kind()).orElseThrow();
        Sayings.Id id = idOf(kind, effect.id(), sayings);
        ThingKey key = new ThingKey(kind.name(), id.text());
        Optional<Draft.Working> existing = draft.thing(key);
        if (existing.filter(Draft.Working::resolved).isPresent()) {
            findings.report(
                    sayings.form(),
                    Findings.spanOf(sayings.form(), effect.id()),
                    conceded(Diagnostic.error(
                                    "STA-EXISTS", "There is already a " + kind.label() + " \"" + id.text() + "\".")
                            .found(id.text())
                            .hint("Give the new one another id, or change the existing one.")));
            if (!strict) {
                amend(
                        new Effect.Amend(
                                effect.kind(),
                                effect.id(),
                                effect.set(),
                                effect.validity(),
                                Optional.empty(),
                                effect.when(),
                                false),
                        sayings);
            }
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
                    findings.report(
                            sayings.form(),
                            Findings.spanOf(sayings.form(), effect.set().getOrDefault(column, effect.id())),
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
        Optional<String> named = sayings.id(effect.id()).map(Sayings.Id::text);
        boolean missing = named.flatMap(id -> draft.thing(new ThingKey(kind.name(), id)))
                .filter(Draft.Working::resolved)
                .isEmpty();
        if (missing && effect.introduces()) {
            declare(
                    new Effect.Declare(
                            effect.kind(), effect.id(), effect.set(), effect.validity(), effect.each(), effect.when()),
                    sayings);
            return;
        }
        named.flatMap(id -> draft.thing(new ThingKey(kind.name(), id))).ifPresent(existing -> {
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
        Optional<Draft.Working> existing = sayings.id(effect.id())
                .map(Sayings.Id::text)
                .flatMap(id -> draft.thing(new ThingKey(track.kind(), id)));
        Optional<String> to = sayings.value(effect.to()).map(Typed::plain);
        if (existing.isEmpty() || to.isEmpty()) {
            return;
        }
        Map<String, Json> row = existing.get().row().members();
        if (!effect.from().isEmpty() && !effect.from().contains(tracks.state(track, row))) {
            return;
        }
        step(track, existing.get(), to.get(), effect.to(), sayings);
    }

    private void step(Track track, Draft.Working thing, String to, Source said, Sayings sayings) {
        Kind kind = registry.kind(track.kind()).orElseThrow();
        Map<String, Json> row = new LinkedHashMap<>(thing.row().members());
        switch (tracks.step(track, row, to)) {
            case Tracks.Step.Taken taken ->
                say(
                        "advance",
                        kind,
                        thing.key().id(),
                        Optional.of(thing),
                        row,
                        new Valid(thing.validFrom(), thing.validTo()),
                        sayings);
            case Tracks.Step.Stayed stayed -> {}
            case Tracks.Step.Illegal illegal -> {
                Diagnostic finding = conceded(Diagnostic.error(
                                "STA-STEP",
                                "A " + kind.label() + " cannot go from " + illegal.from() + " to " + to + ".")
                        .found(to)
                        .expecting(illegal.legal())
                        .hint(
                                illegal.legal().isEmpty()
                                        ? illegal.from() + " is a final state."
                                        : "From " + illegal.from() + " it can go to "
                                                + String.join(", ", illegal.legal()) + "."));
                findings.report(sayings.form(), Findings.spanOf(sayings.form(), said), finding);
                if (!strict) {
                    claim(
                            sayings.form(),
                            finding,
                            Optional.of(thing.key()),
                            Json.object().put(track.column(), to).build());
                }
            }
        }
    }

    /** Changes everything that is now as the form's conditions say, whether it was before the document or came with it. */
    private void change(Effect.Change effect, Sayings sayings) {
        TypedForm form = sayings.form();
        Optional<Asset> of = Changes.asset(registry, form, effect.by());
        if (of.isEmpty()) {
            return;
        }
        Asset asset = of.get();
        List<Condition> where = Changes.conditions(registry, form, asset, effect.where());
        List<Draft.Working> things = matching(asset.kind(), where, form, effect);
        if (things.size() > Changes.MOST) {
            findings.report(
                    form,
                    form.form().verbSpan(),
                    Diagnostic.error("LIM-FOUND", "More than " + Changes.MOST + " things are so.")
                            .hint("Say more about which ones are meant."));
            return;
        }
        if (things.isEmpty()) {
            findings.report(
                    form,
                    Findings.spanOf(form, new Source.Said(effect.where())),
                    Diagnostic.error("RUL-NOTHING-FOUND", "No " + asset.kind().label() + " is so; nothing changes.")
                            .as(Severity.WARNING));
        }
        found.put(form.index(), things.stream().map(thing -> thing.key().id()).toList());
        Map<String, Typed> set = effect.set()
                .flatMap(form::value)
                .map(value -> value instanceof Typed.Members members ? members.members() : Map.<String, Typed>of())
                .orElse(Map.of());
        things.forEach(thing -> change(effect, asset, set, thing, sayings));
    }

    private List<Draft.Working> matching(Kind kind, List<Condition> where, TypedForm form, Effect.Change effect) {
        Place id = new Place(kind.idColumn(), Optional.empty(), new dossier.registry.Shape.Ref(kind.name()));
        Set<String> ids = new LinkedHashSet<>(Changes.query(registry, form, effect)
                .map(query -> draft.snapshot().found().getOrDefault(query, List.of()))
                .orElse(List.of()));
        ids.addAll(draft.saidOf(kind.name()));
        return ids.stream()
                .flatMap(one -> draft.thing(new ThingKey(kind.name(), one)).stream())
                .filter(Draft.Working::resolved)
                .filter(thing ->
                        thing.validTo().filter(end -> !end.isAfter(today())).isEmpty())
                .filter(thing -> Changes.hold(where, thing, id))
                .toList();
    }

    private void change(
            Effect.Change effect, Asset asset, Map<String, Typed> set, Draft.Working thing, Sayings sayings) {
        Kind kind = asset.kind();
        Map<String, Json> row = new LinkedHashMap<>(thing.row().members());
        Map<Track, String> steps = new LinkedHashMap<>();
        set.forEach((name, value) -> asset.place(registry, name).ifPresent(place -> {
            Optional<Track> track = registry.tracks().stream()
                    .filter(t -> t.kind().equals(kind.name()) && t.column().equals(place.column()))
                    .findFirst();
            Typed known = resolved(value, sayings.form());
            if (track.isPresent()) {
                steps.put(track.get(), known.plain());
            } else {
                Columns.put(
                        row,
                        kind.column(place.column()).orElseThrow(),
                        place.entry()
                                .<Typed>map(entry -> new Typed.Members(Map.of(entry, known)))
                                .orElse(known));
            }
        }));
        Optional<LocalDate> until = date(effect.until(), sayings);
        if (until.isPresent() || !row.equals(thing.row().members())) {
            say(
                    "amend",
                    kind,
                    thing.key().id(),
                    Optional.of(thing),
                    row,
                    new Valid(thing.validFrom(), until.or(thing::validTo)),
                    sayings);
        }
        steps.forEach((track, to) -> draft.thing(thing.key())
                .ifPresent(
                        now -> step(track, now, to, new Source.Said(effect.set().orElse(effect.where())), sayings)));
    }

    private void look(Effect.Look effect, Sayings sayings) {
        Looking looking = new Looking(registry, sayings, findings, effect);
        effect.by()
                .flatMap(by -> Changes.asset(registry, sayings.form(), by))
                .ifPresent(asset -> draft.ask(looking.question(asset.kind(), name -> asset.place(registry, name))));
        effect.kind()
                .flatMap(registry::kind)
                .ifPresent(kind -> draft.ask(looking.question(kind, name -> Place.of(registry, kind, name))));
    }

    /** What is an error to a strict reader and a finding to a lenient one. */
    private Diagnostic conceded(Diagnostic diagnostic) {
        return strict ? diagnostic : diagnostic.as(Severity.WARNING);
    }

    /** Keeps what a form says that has no effect. */
    private void asserted(TypedForm form, List<Diagnostic> told) {
        if (told.stream().anyMatch(Diagnostic::isError)) {
            return;
        }
        Diagnostic why = told.isEmpty()
                ? Diagnostic.error("STA-NO-EFFECT", form.verb().name() + " changes nothing here.")
                        .as(Severity.WARNING)
                : told.getLast();
        if (told.isEmpty()) {
            findings.report(form, form.form().verbSpan(), why);
        }
        Json.Builder values = Json.object();
        form.values().forEach((key, value) -> values.put(key, value.json()));
        claim(form, why, Optional.empty(), values.build());
    }

    /** Stores what is claimed without letting it take effect. */
    private void claim(TypedForm form, Diagnostic why, Optional<ThingKey> about, Json.Object claimed) {
        if (registry.kind(Assertions.KIND).isEmpty()) {
            return;
        }
        Sayings sayings = new Sayings(form, prepared.caseId(), caller, requestId, Optional.empty(), sight())
                .of(draft.writes().size(), Optional.empty(), new Typed.Nothing());
        String id = sayings.id(new Source.Fresh(Assertions.KIND + "-"))
                .orElseThrow()
                .text();
        draft.say(Assertions.statement(registry.kind(Assertions.KIND).get(), id, form, why, about, claimed));
    }

    private LocalDate today() {
        return draft.snapshot().now().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private void tell(Effect.Tell effect, Sayings sayings) {
        Json.Builder result = Json.object()
                .put("form", sayings.form().index())
                .put("verb", sayings.form().verb().name());
        effect.result()
                .forEach((name, source) -> sayings.value(source).ifPresent(value -> result.put(name, value.json())));
        draft.tell(result.build());
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
                .ifPresent(
                        value -> Columns.put(row, kind.column(name).orElseThrow(), resolved(value, sayings.form()))));
    }

    /** A reference to a bound attribute becomes its value in this case, within lists and maps too. */
    private Typed resolved(Typed value, TypedForm form) {
        return switch (value) {
            case Typed.Bound bound -> bound(bound.attribute(), form);
            case Typed.Items list ->
                new Typed.Items(
                        list.items().stream().map(item -> resolved(item, form)).toList());
            case Typed.Members map -> {
                Map<String, Typed> members = new LinkedHashMap<>();
                map.members().forEach((key, member) -> members.put(key, resolved(member, form)));
                yield new Typed.Members(members);
            }
            default -> value;
        };
    }

    private Typed bound(Attribute attribute, TypedForm form) {
        Optional<Json> value = prepared.caseId()
                .flatMap(id -> draft.thing(Sayings.binding(id, attribute)))
                .flatMap(binding -> binding.row().get("value"))
                .filter(json -> !json.isNull());
        if (value.isEmpty()) {
            findings.report(
                    form,
                    Findings.spanOf(form, attribute),
                    conceded(Diagnostic.error("REF-UNBOUND", "The case has no value of " + attribute.name() + ".")
                            .found(attribute.name())
                            .hint("Bind a value to it first.")));
        }
        return value.map(json -> Columns.typed(json, attribute.shape())).orElseGet(Typed.Nothing::new);
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
            findings.report(
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
        draft.say(new Plan.Write.Statement(
                form.index(),
                form.verb().name(),
                operation,
                kind,
                id,
                existing.map(Draft.Working::revision).orElse(0L) + 1,
                declares || wasResolved,
                new Json.Object(row),
                new Json.Object(form.extras()),
                valid.from(),
                valid.to(),
                existing.filter(e -> e.revision() > 0).map(Draft.Working::row)));
    }
}
