package dossier.generation;

import dossier.registry.Argument;
import dossier.registry.CodeList;
import dossier.registry.Kind;
import dossier.registry.Rule;
import dossier.registry.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what has to be asked about drafts, the first thing first. */
final class Questions {
    private static final int CHOICES = 8;

    private final Vocabulary vocabulary;
    private final Things things;

    Questions(Vocabulary vocabulary, Things things) {
        this.vocabulary = vocabulary;
        this.things = things;
    }

    /**
     * What to ask.
     *
     * @param draft index of the form it is about
     * @param values behind the choices, in their order; empty where a choice is the value itself
     */
    record Open(int draft, String path, Proposal.Clarification clarification, List<String> values) {}

    Optional<Open> first(List<Draft> drafts) {
        for (int index = 0; index < drafts.size(); index++) {
            Optional<Open> open = of(drafts.get(index), index);
            if (open.isPresent()) {
                return open;
            }
        }
        return Optional.empty();
    }

    private Optional<Open> of(Draft draft, int index) {
        for (Argument argument : draft.frame().verb().arguments()) {
            Optional<Draft.Doubt> doubt = draft.doubts().stream()
                    .filter(d -> d.slot().key().equals(argument.key()))
                    .min(Comparator.comparingInt(d -> draft.frame().slots().indexOf(d.slot())));
            if (doubt.isPresent()) {
                Draft.Doubt asked = doubt.get();
                return Optional.of(new Open(
                        index,
                        asked.slot().path(),
                        new Proposal.Clarification(
                                asked.question(), asked.slot().path(), asked.choices()),
                        asked.values()));
            }
            boolean there =
                    draft.entries().stream().anyMatch(e -> e.slot().key().equals(argument.key()));
            if (argument.required() && !there && !(argument.shape() instanceof Shape.NewId)) {
                return Optional.of(missing(draft, index, argument.key(), argument.label(), argument.shape()));
            }
        }
        return unnamed(draft, index)
                .or(() -> draft.frame().verb().rules().stream()
                        .flatMap(rule -> unmet(draft, index, rule).stream())
                        .findFirst());
    }

    /** What is introduced under a name has to have one, though no single key for it is required. */
    private Optional<Open> unnamed(Draft draft, int index) {
        List<Slot> naming = draft.frame().naming();
        boolean byAttribute = !naming.isEmpty() && naming.stream().noneMatch(Slot::declared);
        return byAttribute && naming.stream().noneMatch(slot -> draft.has(slot.path()))
                ? Optional.of(missing(
                        draft,
                        index,
                        naming.getFirst().path(),
                        naming.getFirst().label(),
                        new Shape.Text()))
                : Optional.empty();
    }

    private Optional<Open> unmet(Draft draft, int index, Rule rule) {
        return switch (rule) {
            case Rule.AtLeastOne any
            when holds(draft, any.when()) && any.paths().stream().noneMatch(draft::has) ->
                Optional.of(missing(draft, index, any.paths()));
            case Rule.ExactlyOne one
            when holds(draft, one.when()) && one.paths().stream().noneMatch(draft::has) ->
                Optional.of(missing(draft, index, one.paths()));
            default -> Optional.empty();
        };
    }

    private static boolean holds(Draft draft, Optional<Rule.When> when) {
        return when.map(w -> draft.value(w.path()).filter(w.values()::contains).isPresent())
                .orElse(true);
    }

    private Open missing(Draft draft, int index, List<String> paths) {
        String first = paths.getFirst();
        Optional<Slot> slot = draft.frame().slot(first);
        if (paths.size() == 1 || slot.isEmpty()) {
            return missing(
                    draft,
                    index,
                    first,
                    slot.map(Slot::label).orElse(first),
                    slot.map(Slot::shape).orElse(new Shape.Text()));
        }
        List<String> labels = paths.stream()
                .map(path -> draft.frame().slot(path).map(Slot::label).orElse(path))
                .toList();
        String question = "Which is it for \"" + purpose(draft) + "\": " + String.join(", ", labels) + "?";
        return new Open(index, first, new Proposal.Clarification(question, first, labels), List.of());
    }

    private Open missing(Draft draft, int index, String path, String label, Shape shape) {
        List<String> choices = new ArrayList<>();
        List<String> values = new ArrayList<>();
        switch (shape instanceof Shape.ListOf list ? list.item() : shape) {
            case Shape.Code code ->
                vocabulary.registry.codes(code.list()).map(CodeList::codes).orElse(List.of()).stream()
                        .limit(CHOICES)
                        .forEach(c -> {
                            choices.add(c.label());
                            values.add(c.code());
                        });
            case Shape.Ref ref ->
                things.ofKind(ref.kind()).stream()
                        .filter(Thing::ofCase)
                        .limit(CHOICES)
                        .forEach(thing -> {
                            choices.add(thing.call());
                            values.add(thing.key().id());
                        });
            case Shape.Bool bool -> {
                choices.addAll(List.of("yes", "no"));
                values.addAll(List.of("true", "false"));
            }
            default -> {}
        }
        return new Open(
                index,
                path,
                new Proposal.Clarification(question(draft, label, shape), path, List.copyOf(choices)),
                List.copyOf(values));
    }

    private String question(Draft draft, String label, Shape shape) {
        String of = " (" + purpose(draft) + ")";
        return switch (shape instanceof Shape.ListOf list ? list.item() : shape) {
            case Shape.Date date -> "On which day: " + label + "?" + of;
            case Shape.Ref ref ->
                "Which " + vocabulary.registry.kind(ref.kind()).map(Kind::label).orElse(ref.kind()) + " is meant: "
                        + label + "?" + of;
            case Shape.Percent percent -> "How many percent: " + label + "?" + of;
            case Shape.Money money -> "How much, and in which currency: " + label + "?" + of;
            default -> "What is the " + label + "?" + of;
        };
    }

    /** What the form is for, as the registry says it. */
    static String purpose(Draft draft) {
        String purpose = draft.frame().verb().purpose();
        String bare = purpose.endsWith(".") ? purpose.substring(0, purpose.length() - 1) : purpose;
        return bare.isEmpty()
                ? draft.frame().verb().name()
                : bare.substring(0, 1).toLowerCase(Locale.ROOT) + bare.substring(1);
    }
}
