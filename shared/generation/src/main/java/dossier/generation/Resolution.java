package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import dossier.json.Json;
import dossier.pipeline.ThingKey;
import dossier.registry.Kind;
import dossier.registry.Shape;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what the words of a draft stand for: things by name, description or pronoun, the case the request is made in,
 * ids of new things. What is not clear becomes a doubt. Used by one request, on one thread.
 */
final class Resolution {
    private static final int CHOICES = 6;

    private final Vocabulary vocabulary;
    private final Things things;
    private final List<Token> tokens;
    private final Wording wording;
    private final Ids ids;
    private final Optional<String> caseId;
    /** Whether every name of the request is new, since the request opens the case itself. */
    private boolean opensCase;
    /** What was spoken of, the last at the end. */
    private final List<ThingKey> recent = new ArrayList<>();

    /** Takes names that nobody bears as those of new things. */
    void permitNewNames() {
        opensCase = true;
    }

    Resolution(
            Vocabulary vocabulary,
            Things things,
            List<Token> tokens,
            Wording wording,
            Ids ids,
            Optional<String> caseId) {
        this.vocabulary = vocabulary;
        this.things = things;
        this.tokens = tokens;
        this.wording = wording;
        this.ids = ids;
        this.caseId = caseId;
    }

    /** Makes a form that introduces what a name stands for. */
    @FunctionalInterface
    interface Introducer {
        Optional<ThingKey> introduce(Clause clause, Mention name, String kind);
    }

    // ---- plain values

    void value(Draft draft, Slot slot, Mention mention) {
        if (mention.meaning() instanceof Mention.Day day && day.readings().size() > 1) {
            List<String> choices =
                    day.readings().stream().map(LocalDate::toString).toList();
            draft.doubt(new Draft.Doubt(
                    slot,
                    "Which day is \"" + wording.said(mention, tokens) + "\", " + String.join(" or ", choices) + "?",
                    choices,
                    choices));
            return;
        }
        wording.value(slot, mention, tokens)
                .ifPresent(value ->
                        draft.put(new Draft.Entry(slot, value, Optional.of(mention), Proposal.Provenance.SAID)));
    }

    // ---- references

    void reference(Draft draft, Slot slot, String kind, Mention mention, Introducer introducer) {
        switch (mention.meaning()) {
            case Mention.Known known ->
                known(draft, slot, kind, mention, References.ofKind(known, kind), known.described());
            case Mention.Name name -> named(draft, slot, kind, mention, name, introducer);
            case Mention.Pronoun pronoun -> pronoun(draft, slot, kind, mention, pronoun);
            case Mention.Identifier identifier -> identified(draft, slot, kind, mention, identifier.text());
            default -> value(draft, slot, mention);
        }
    }

    private void known(Draft draft, Slot slot, String kind, Mention mention, List<ThingKey> keys, boolean described) {
        List<ThingKey> open = keys.stream()
                .filter(key -> !stands(draft, key) || keys.size() == 1)
                .toList();
        List<ThingKey> introduced = open.stream()
                .filter(k -> things.get(k).filter(Thing::isNew).isPresent())
                .toList();
        Optional<ThingKey> one = open.size() == 1
                ? Optional.of(open.getFirst())
                : !introduced.isEmpty()
                        ? Optional.of(introduced.getLast())
                        : described || open.size() > 1 ? lastSpokenOf(open) : Optional.empty();
        if (one.isPresent()) {
            put(draft, slot, one.get(), mention);
        } else if (!open.isEmpty()) {
            doubt(draft, slot, kind, wording.said(mention, tokens), open);
        }
    }

    /** One of several things, and it is not said which. */
    void either(Draft draft, Slot slot, String kind, List<ThingKey> keys) {
        List<ThingKey> ofKind =
                keys.stream().filter(key -> key.kind().equals(kind)).toList();
        doubt(
                draft,
                slot,
                kind,
                String.join(
                        " or ",
                        ofKind.stream()
                                .map(k -> things.get(k).map(Thing::call).orElse(k.id()))
                                .toList()),
                ofKind);
    }

    private static boolean stands(Draft draft, ThingKey key) {
        return draft.entries().stream()
                .anyMatch(
                        e -> e.slot().shape() instanceof Shape.Ref && e.value().equals(key.id()));
    }

    private Optional<ThingKey> lastSpokenOf(List<ThingKey> keys) {
        for (int at = recent.size() - 1; at >= 0; at--) {
            if (keys.contains(recent.get(at))) {
                return Optional.of(recent.get(at));
            }
        }
        return Optional.empty();
    }

    private void named(Draft draft, Slot slot, String kind, Mention mention, Mention.Name name, Introducer introducer) {
        List<ThingKey> found = things.named(name.text()).stream()
                .map(Thing::key)
                .filter(key -> key.kind().equals(kind))
                .toList();
        if (!found.isEmpty()) {
            known(draft, slot, kind, mention, found, false);
            return;
        }
        boolean described = Descriptions.end(vocabulary, draft.clause(), mention) > mention.to();
        Optional<ThingKey> made =
                opensCase || described ? introducer.introduce(draft.clause(), mention, kind) : Optional.empty();
        if (made.isPresent()) {
            put(draft, slot, made.get(), mention);
        } else {
            unknown(draft, slot, kind, name.text());
        }
    }

    private void unknown(Draft draft, Slot slot, String kind, String name) {
        List<Thing> nearest = things.nearest(name, kind, CHOICES - 1);
        List<String> choices = new ArrayList<>(nearest.stream().map(Thing::call).toList());
        choices.add("register " + name);
        List<String> values =
                new ArrayList<>(nearest.stream().map(t -> t.key().id()).toList());
        values.add("");
        draft.doubt(new Draft.Doubt(
                slot,
                "I know no " + label(kind) + " called \"" + name + "\". Which one is meant, or shall it be registered?",
                choices,
                values));
    }

    private void pronoun(Draft draft, Slot slot, String kind, Mention mention, Mention.Pronoun pronoun) {
        for (int at = recent.size() - 1; at >= 0; at--) {
            ThingKey key = recent.get(at);
            boolean person = things.get(key).map(Thing::person).orElse(false);
            boolean fits = switch (pronoun.stands()) {
                case PERSON -> person;
                case THING -> !person;
                case SEVERAL -> true;
            };
            if (fits && key.kind().equals(kind) && !stands(draft, key)) {
                put(draft, slot, key, mention);
                return;
            }
        }
    }

    private void identified(Draft draft, Slot slot, String kind, Mention mention, String id) {
        Optional<Thing> found =
                things.withId(id).stream().filter(t -> t.kind().equals(kind)).findFirst();
        if (found.isPresent()) {
            put(draft, slot, found.get().key(), mention);
            return;
        }
        List<Thing> nearest = things.nearest(id, kind, CHOICES);
        if (nearest.isEmpty()) {
            // With nothing to choose from a question helps nobody; the checks of the proposal say what is wrong.
            value(draft, slot, mention);
            return;
        }
        draft.doubt(new Draft.Doubt(
                slot,
                "I know no " + label(kind) + " with the id \"" + id + "\". Which one is meant?",
                nearest.stream().map(Thing::call).toList(),
                nearest.stream().map(t -> t.key().id()).toList()));
    }

    private void doubt(Draft draft, Slot slot, String kind, String said, List<ThingKey> keys) {
        List<Thing> found = keys.stream()
                .flatMap(k -> things.get(k).stream())
                .limit(CHOICES)
                .toList();
        draft.doubt(new Draft.Doubt(
                slot,
                "Which " + label(kind) + " is meant by \"" + said + "\"?",
                found.stream().map(Thing::call).toList(),
                found.stream().map(t -> t.key().id()).toList()));
    }

    private String label(String kind) {
        return vocabulary.registry.kind(kind).map(Kind::label).orElse(kind);
    }

    private void put(Draft draft, Slot slot, ThingKey key, Mention mention) {
        boolean literal = wording.said(mention, tokens).equals(key.id());
        draft.put(new Draft.Entry(
                slot,
                key.id(),
                Optional.of(mention),
                literal ? Proposal.Provenance.SAID : Proposal.Provenance.RESOLVED));
    }

    /** Whether a thing of a kind was spoken of before. */
    boolean hasSpokenOf(String kind) {
        return recent.stream().anyMatch(key -> key.kind().equals(kind));
    }

    /** Keeps what was spoken of without an order, for what comes after it. */
    void hear(Clause clause) {
        for (Mention mention : clause.mentions()) {
            if (mention.meaning() instanceof Mention.Known known) {
                recent.removeAll(known.things());
                recent.addAll(known.things());
            }
        }
    }

    // ---- what goes without saying

    /** Fills what a person leaves out because it is clear: the case, the one thing there is, the id of what is new. */
    void complete(Draft draft, int step) {
        for (Slot slot : draft.frame().slots()) {
            if (draft.has(slot.path())
                    || draft.doubts().stream().anyMatch(d -> d.slot().equals(slot))) {
                continue;
            }
            if (slot.shape() instanceof Shape.Ref ref && slot.declared() && !slot.list()) {
                understood(draft, slot, ref.kind())
                        .ifPresent(id ->
                                draft.put(new Draft.Entry(slot, id, Optional.empty(), Proposal.Provenance.RESOLVED)));
            }
        }
        draft.frame().introduces().ifPresent(introduces -> introduce(draft, introduces, step));
    }

    private Optional<String> understood(Draft draft, Slot slot, String kind) {
        List<ThingKey> introduced = things.ofKind(kind).stream()
                .filter(Thing::isNew)
                .map(Thing::key)
                .toList();
        if (kind.equals(CASE)) {
            return slot.required()
                    ? introduced.isEmpty()
                            ? caseId
                            : Optional.of(introduced.getLast().id())
                    : Optional.empty();
        }
        if (!slot.required()) {
            boolean certain = introduced.size() == 1 && slot.entry().isEmpty() && !vocabulary.hasPeople(kind);
            return certain
                    ? Optional.of(introduced.getFirst().id())
                    : draft.frame().isSubject(slot)
                            ? lastSpokenOf(things.ofKind(kind).stream()
                                            .map(Thing::key)
                                            .toList())
                                    .map(ThingKey::id)
                            : Optional.empty();
        }
        if (introduced.size() == 1 && !stands(draft, introduced.getFirst())) {
            return Optional.of(introduced.getFirst().id());
        }
        Optional<ThingKey> spoken = lastSpokenOf(things.ofKind(kind).stream()
                .map(Thing::key)
                .filter(key -> !stands(draft, key))
                .toList());
        if (spoken.isPresent()) {
            return spoken.map(ThingKey::id);
        }
        List<Thing> ofCase = things.ofKind(kind).stream().filter(Thing::ofCase).toList();
        return introduced.isEmpty()
                        && ofCase.size() == 1
                        && !stands(draft, ofCase.getFirst().key())
                ? Optional.of(ofCase.getFirst().key().id())
                : Optional.empty();
    }

    private static final String CASE = Drafting.CASE;

    private void introduce(Draft draft, Frame.Introduces introduces, int step) {
        Slot slot = draft.frame().slot(introduces.key()).orElseThrow();
        ThingKey key;
        if (draft.has(slot.path())) {
            key = new ThingKey(introduces.kind(), draft.value(slot.path()).orElseThrow());
        } else if (slot.required() || !draft.frame().naming().isEmpty()) {
            key = ids.fresh(draft, introduces.kind());
            draft.put(new Draft.Entry(slot, key.id(), Optional.empty(), Proposal.Provenance.GENERATED));
        } else {
            return;
        }
        opensCase |= introduces.kind().equals(CASE);
        draft.introduces(key);
        List<String> names = draft.frame().naming().stream()
                .flatMap(naming -> draft.value(naming.path()).stream())
                .toList();
        things.introduce(key, names, row(draft, introduces.kind()), step);
    }

    /** The coded columns of what a draft introduces, which say what it is. */
    private Json.Object row(Draft draft, String kindName) {
        Json.Builder row = Json.object();
        vocabulary
                .registry
                .kind(kindName)
                .ifPresent(kind -> draft.entries().forEach(entry -> {
                    if (entry.slot().shape() instanceof Shape.Code code) {
                        kind.columns().stream()
                                .filter(c -> c.shape() instanceof Shape.Code other
                                        && other.list().equals(code.list()))
                                .findFirst()
                                .ifPresent(column -> row.put(column.name(), entry.value()));
                    }
                }));
        return row.build();
    }

    /** Keeps what a draft spoke of: its subject last, since "it" means that first. */
    void remember(Draft draft) {
        List<ThingKey> spoken = new ArrayList<>();
        draft.entries().stream()
                .filter(e ->
                        e.slot().shape() instanceof Shape.Ref && e.mention().isPresent())
                .sorted(java.util.Comparator.comparingInt(
                        (Draft.Entry e) -> -e.mention().map(Mention::from).orElse(0)))
                .forEach(e -> spoken.add(new ThingKey(((Shape.Ref) e.slot().shape()).kind(), e.value())));
        draft.introduced().ifPresent(spoken::add);
        recent.removeAll(spoken);
        recent.addAll(spoken);
    }
}
