package dossier.pipeline;

import dossier.language.Canonical;
import dossier.language.Diagnostic;
import dossier.language.Parsed;
import dossier.language.Parser;
import dossier.language.Severity;
import dossier.registry.Attribute;
import dossier.registry.Checked;
import dossier.registry.Effect;
import dossier.registry.Registry;
import dossier.registry.Rule;
import dossier.registry.Source;
import dossier.registry.Typed;
import dossier.registry.TypedForm;
import dossier.registry.Typing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The first half of the processor: reads and checks a document, finds its case and what else it has to see. */
final class Preparation {
    /** The kind whose things have documents of their own. */
    static final String CASE = "case";

    /** The case of documents that need none; one for each tenant. */
    static final String TENANT_CASE = "_tenant";

    private final Registry registry;
    private final Typing typing;
    private final LongSupplier nanos;

    Preparation(Registry registry, Typing typing, LongSupplier nanos) {
        this.registry = registry;
        this.typing = typing;
        this.nanos = nanos;
    }

    Prepared prepare(String text, Optional<String> requestCase, boolean strict, Caller caller, String requestId) {
        long start = nanos.getAsLong();
        Parsed parsed = Parser.parse(text);
        long afterParse = nanos.getAsLong();
        Checked checked = typing.check(parsed, strict);
        List<Diagnostic> diagnostics = new ArrayList<>(parsed.diagnostics());
        diagnostics.addAll(checked.diagnostics());
        String canonical = parsed.hasErrors() ? "" : Canonical.text(checked.document(), registry);
        CaseOf found = caseOf(checked, requestCase, strict, caller, requestId, diagnostics);
        Needs needs = needs(found, canonical, caller, requestId);
        long afterCheck = nanos.getAsLong();
        return new Prepared(
                text,
                parsed,
                checked,
                found.forms,
                found.implied,
                found.id,
                found.generated,
                found.opens,
                canonical,
                diagnostics,
                needs,
                introduced(found, caller, requestId),
                Map.of(),
                new Prepared.Times((afterParse - start) / 1_000, (afterCheck - afterParse) / 1_000));
    }

    /** The document's case and the forms that will run. */
    private record CaseOf(Optional<String> id, boolean generated, boolean opens, List<TypedForm> forms, int implied) {}

    private CaseOf caseOf(
            Checked checked,
            Optional<String> requestCase,
            boolean strict,
            Caller caller,
            String requestId,
            List<Diagnostic> diagnostics) {
        List<TypedForm> forms = checked.forms();
        Set<String> created = new LinkedHashSet<>();
        Set<String> named = new LinkedHashSet<>();
        boolean generated = false;
        for (TypedForm form : forms) {
            for (Effect effect : form.effects()) {
                if (effect instanceof Effect.Declare declare && declare.kind().equals(CASE)) {
                    Optional<Sayings.Id> id =
                            sayings(form, Optional.empty(), caller, requestId).id(declare.id());
                    id.ifPresent(i -> created.add(i.text()));
                    generated |= id.filter(Sayings.Id::generated).isPresent();
                }
            }
            form.values()
                    .values()
                    .forEach(value -> references(value, r -> {
                        if (r.kind().equals(CASE)) {
                            named.add(r.id());
                        }
                    }));
        }
        Set<String> all = new LinkedHashSet<>(created);
        all.addAll(named);
        requestCase.ifPresent(all::add);
        if (all.size() > 1) {
            Diagnostic several = Diagnostic.error("RUL-ONE-CASE", "This document speaks of several cases.")
                    .found(String.join(", ", all))
                    .hint("Say what belongs to each case in a document of its own.");
            diagnostics.add(strict ? several : several.as(Severity.WARNING));
        }
        if (!all.isEmpty()) {
            String id = requestCase.isPresent() && created.isEmpty()
                    ? requestCase.get()
                    : created.isEmpty()
                            ? all.iterator().next()
                            : created.iterator().next();
            return new CaseOf(Optional.of(id), generated, !created.isEmpty(), forms, 0);
        }
        if (forms.isEmpty()) {
            return new CaseOf(Optional.empty(), false, false, forms, 0);
        }
        if (forms.stream().allMatch(TypedForm::caseFree)) {
            return new CaseOf(Optional.of(TENANT_CASE), false, false, forms, 0);
        }
        return general(forms, caller, requestId);
    }

    /** Opens a general case for a document that needs one and has none. */
    private CaseOf general(List<TypedForm> forms, Caller caller, String requestId) {
        List<TypedForm> opening =
                typing.check(Parser.parse(registry.generalCase()), true).forms();
        List<TypedForm> all = new ArrayList<>(opening);
        for (TypedForm form : forms) {
            all.add(new TypedForm(
                    form.index() + opening.size(),
                    form.top(),
                    form.parent().map(parent -> parent + opening.size()),
                    form.verb(),
                    form.form(),
                    form.values(),
                    form.extras(),
                    form.delegate()));
        }
        Optional<String> id = opening.stream()
                .flatMap(form -> form.effects().stream()
                        .filter(effect -> effect instanceof Effect.Declare declare
                                && declare.kind().equals(CASE))
                        .flatMap(effect ->
                                sayings(form, Optional.empty(), caller, requestId)
                                        .id(((Effect.Declare) effect).id())
                                        .stream()))
                .map(Sayings.Id::text)
                .findFirst();
        return new CaseOf(id, true, true, all, opening.size());
    }

    private Needs needs(CaseOf found, String canonical, Caller caller, String requestId) {
        TreeSet<ThingKey> things = new TreeSet<>();
        Set<Needs.Group> groups = new LinkedHashSet<>();
        Set<String> bindings = new LinkedHashSet<>();
        Set<Query> queries = new LinkedHashSet<>();
        boolean approvals = false;
        found.id.ifPresent(id -> things.add(new ThingKey(CASE, id)));
        if (found.forms.stream().anyMatch(Determinations::asked)) {
            groups.addAll(Determinations.needs(found.forms));
        }
        for (TypedForm form : found.forms) {
            Sayings sayings = sayings(form, found.id, caller, requestId);
            for (Effect effect : form.effects()) {
                touched(effect, sayings).forEach(things::add);
                looked(effect.sources(), sayings, things, groups);
                if (effect instanceof Effect.Change change) {
                    Changes.query(registry, form, change).ifPresent(queries::add);
                }
            }
            form.values().values().forEach(value -> {
                references(value, r -> things.add(new ThingKey(r.kind(), r.id())));
                bound(value, attribute -> {
                    bindings.add(attribute.name());
                    if (registry.kind(Sayings.BINDING).isPresent()) {
                        found.id.ifPresent(id -> things.add(Sayings.binding(id, attribute)));
                    }
                });
            });
            for (Rule rule : form.rules()) {
                switch (rule) {
                    case Rule.SumAtMost sum ->
                        form.value(sum.path()).ifPresent(value -> {
                            things.add(new ThingKey(sum.groupKind(), value.plain()));
                            groups.add(new Needs.Group(sum.kind(), sum.groupBy(), value.plain()));
                        });
                    case Rule.SecondPerson second -> approvals = true;
                    case Rule.Unused unused -> queries.addAll(Uses.queries(registry, form, unused));
                    case Rule.Held held -> found.id.ifPresent(id -> groups.addAll(Holdings.needs(held, id)));
                    case Rule.Compared compared -> {
                        looked(compared.comparison().left().all(), sayings, things, groups);
                        looked(compared.comparison().right().all(), sayings, things, groups);
                    }
                    case Rule.Acyclic acyclic -> looked(acyclic.staged().all(), sayings, things, groups);
                    case Rule.Present present -> looked(present.source().all(), sayings, things, groups);
                    default -> {}
                }
            }
        }
        return new Needs(
                found.id,
                things,
                List.copyOf(groups),
                Canonical.hash(canonical),
                approvals,
                List.copyOf(bindings),
                List.copyOf(queries));
    }

    /** What sources look at, as far as the form itself tells; the rest shows when it runs. */
    private static void looked(List<Source> sources, Sayings sayings, Set<ThingKey> things, Set<Needs.Group> groups) {
        for (Source source : sources) {
            switch (source) {
                case Source.Column column ->
                    sayings.id(column.id()).ifPresent(id -> things.add(new ThingKey(column.kind(), id.text())));
                case Source.Names names ->
                    sayings.id(names.id()).ifPresent(id -> things.add(new ThingKey(names.kind(), id.text())));
                case Source.TheOnly only ->
                    sayings.caseId().ifPresent(id -> groups.add(new Needs.Group(only.kind(), Needs.Group.CASE, id)));
                default -> {}
            }
        }
    }

    private Set<ThingKey> introduced(CaseOf found, Caller caller, String requestId) {
        Set<ThingKey> all = new LinkedHashSet<>();
        for (TypedForm form : found.forms) {
            Sayings sayings = sayings(form, found.id, caller, requestId);
            for (Effect effect : form.effects()) {
                if (effect instanceof Effect.Declare
                        || effect instanceof Effect.Restate
                        || (effect instanceof Effect.Amend amend && amend.introduces())) {
                    all.addAll(touched(effect, sayings));
                }
            }
        }
        return all;
    }

    /** The things an effect writes. */
    private List<ThingKey> touched(Effect effect, Sayings sayings) {
        return switch (effect) {
            case Effect.Declare declare -> keys(declare.kind(), declare.id(), declare.each(), sayings);
            case Effect.Restate restate -> keys(restate.kind(), restate.id(), restate.each(), sayings);
            case Effect.Amend amend -> keys(amend.kind(), amend.id(), amend.each(), sayings);
            case Effect.Advance advance ->
                keys(registry.track(advance.track()).orElseThrow().kind(), advance.id(), advance.each(), sayings);
            case Effect.Change _, Effect.Look _, Effect.Emit _, Effect.Tell _ -> List.of();
        };
    }

    private static List<ThingKey> keys(String kind, Source id, Optional<Source> each, Sayings sayings) {
        return sayings.repeated(each).stream()
                .flatMap(one -> one.id(id).stream())
                .map(i -> new ThingKey(kind, i.text()))
                .toList();
    }

    private Sayings sayings(TypedForm form, Optional<String> caseId, Caller caller, String requestId) {
        return new Sayings(form, caseId, caller, requestId, Optional.empty(), Sight.before(registry));
    }

    static void references(Typed value, Consumer<Typed.Reference> each) {
        switch (value) {
            case Typed.Reference reference -> each.accept(reference);
            case Typed.Items list -> list.items().forEach(item -> references(item, each));
            case Typed.Members map -> map.members().values().forEach(member -> references(member, each));
            default -> {}
        }
    }

    private static void bound(Typed value, Consumer<Attribute> each) {
        switch (value) {
            case Typed.Bound bound -> each.accept(bound.attribute());
            case Typed.Items list -> list.items().forEach(item -> bound(item, each));
            case Typed.Members map -> map.members().values().forEach(member -> bound(member, each));
            default -> {}
        }
    }
}
