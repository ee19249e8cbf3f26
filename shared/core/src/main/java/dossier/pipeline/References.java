package dossier.pipeline;

import dossier.language.Diagnostic;
import dossier.language.Form;
import dossier.language.Severity;
import dossier.registry.Effect;
import dossier.registry.Kind;
import dossier.registry.Registry;
import dossier.registry.Typed;
import dossier.registry.TypedForm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what the forms of one document refer to. Confined to one thread. */
final class References {
    /** The code of a reference to what nobody has introduced. */
    static final String UNKNOWN = "REF-UNKNOWN";

    private final Registry registry;
    private final Prepared prepared;
    private final Caller caller;
    private final String requestId;
    private final boolean strict;
    private final Draft draft;
    private final Findings findings;
    private @Nullable Map<ThingKey, Integer> introductions;

    References(
            Registry registry,
            Prepared prepared,
            Caller caller,
            String requestId,
            boolean strict,
            Draft draft,
            Findings findings) {
        this.registry = registry;
        this.prepared = prepared;
        this.caller = caller;
        this.requestId = requestId;
        this.strict = strict;
        this.draft = draft;
        this.findings = findings;
    }

    /** Whether everything the form refers to is there; a lenient reading keeps what is not as unresolved. */
    boolean hold(TypedForm form) {
        int before = findings.all().size();
        for (Form.Entry entry : form.form().entries()) {
            Optional.ofNullable(form.values().get(entry.key()))
                    .ifPresent(value -> Preparation.references(value, r -> refer(form, entry, r)));
        }
        return findings.all().stream().skip(before).noneMatch(Diagnostic::isError);
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
            findings.report(form, entry.value().span(), unknown);
            return;
        }
        findings.report(
                form,
                entry.value().span(),
                unknown.as(Severity.WARNING)
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
            Sayings sayings =
                    new Sayings(form, prepared.caseId(), caller, requestId, Optional.empty(), Sight.before(registry));
            for (Effect effect : form.effects()) {
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

    private String label(String kind) {
        return registry.kind(kind).map(Kind::label).orElse(kind);
    }
}
