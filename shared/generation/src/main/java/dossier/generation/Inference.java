package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.registry.CodeList;
import dossier.registry.Rule;
import dossier.registry.Shape;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Adds codes that nobody said but that a value which was said calls for. Immutable. */
final class Inference {
    private final Vocabulary vocabulary;

    Inference(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** What a name says of the type of its bearer: its legal form, or that it is a person's. */
    void types(Frame frame, Clause clause, List<Filling.Chosen> chosen) {
        Optional<Filling.Chosen> name = chosen.stream()
                .filter(c -> c.slot().naming() && c.mention().meaning() instanceof Mention.Name)
                .findFirst();
        Optional<Slot> type = frame.slots().stream()
                .filter(slot -> slot.declared() && slot.shape() instanceof Shape.Code code && isType(frame, code))
                .findFirst();
        if (name.isEmpty()
                || type.isEmpty()
                || chosen.stream().anyMatch(c -> c.slot().equals(type.get()))) {
            return;
        }
        Mention.Name said = (Mention.Name) name.get().mention().meaning();
        String list = ((Shape.Code) type.get().shape()).list();
        typeOf(said, list, clause, name.get().mention())
                .ifPresent(code -> chosen.add(new Filling.Chosen(
                        type.get(),
                        new Mention(
                                new Mention.Coded(list, code),
                                name.get().mention().from(),
                                name.get().mention().to()),
                        0.5)));
    }

    /**
     * A code that a value calls for: where the registry says that a code needs one of some values, such a value means the
     * code. Of several rules the one with the fewest values says most.
     */
    static void codes(Frame frame, List<Filling.Chosen> chosen) {
        frame.verb().rules().stream()
                .filter(rule -> rule instanceof Rule.AtLeastOne any
                        && any.when().filter(when -> when.values().size() == 1).isPresent())
                .map(Rule.AtLeastOne.class::cast)
                .sorted(Comparator.comparingInt(any -> any.paths().size()))
                .forEach(any -> {
                    Rule.When when = any.when().orElseThrow();
                    Optional<Filling.Chosen> value = chosen.stream()
                            .filter(c -> any.paths().contains(c.slot().path()))
                            .findFirst();
                    Optional<Slot> slot = frame.slot(when.path());
                    boolean open =
                            chosen.stream().noneMatch(c -> c.slot().path().equals(when.path()));
                    if (open
                            && value.isPresent()
                            && slot.isPresent()
                            && slot.get().shape() instanceof Shape.Code code) {
                        Mention said = value.get().mention();
                        chosen.add(new Filling.Chosen(
                                slot.get(),
                                new Mention(
                                        new Mention.Coded(
                                                code.list(), when.values().getFirst()),
                                        said.from(),
                                        said.to()),
                                0.5));
                    }
                });
    }

    private boolean isType(Frame frame, Shape.Code shape) {
        Set<String> codes = new HashSet<>();
        vocabulary.registry.codes(shape.list()).ifPresent(list -> list.codes().forEach(code -> codes.add(code.code())));
        return frame.naming().stream()
                .anyMatch(slot -> slot.appliesTo().stream().anyMatch(codes::contains));
    }

    private Optional<String> typeOf(Mention.Name name, String list, Clause clause, Mention mention) {
        boolean spokenOfAsPerson = clause.tokens().subList(mention.to(), clause.to()).stream()
                .limit(12)
                .anyMatch(token -> vocabulary.english.is("person-noun", token.lower())
                        || vocabulary.english.is("person-sign", token.lower()));
        if (name.bearer() == Mention.Bearer.PERSON || (name.bearer() == Mention.Bearer.UNKNOWN && spokenOfAsPerson)) {
            return vocabulary.personCodes.stream().sorted().findFirst();
        }
        return name.legalForm()
                .flatMap(form -> vocabulary
                        .registry
                        .codes(list)
                        .flatMap(codes -> codes.codes().stream()
                                .filter(code -> isCalled(code, form))
                                .findFirst())
                        .map(CodeList.Code::code));
    }

    private static boolean isCalled(CodeList.Code code, String word) {
        return code.label().equalsIgnoreCase(word)
                || code.code().equalsIgnoreCase(word)
                || code.synonyms().contains(word);
    }
}
