package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import dossier.registry.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what no recogniser can: free text behind the words that announce it, truth values, entries of open maps. Immutable. */
final class FreeText {
    private final Vocabulary vocabulary;

    FreeText(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** Free text behind a cue, and truth values that a cue says. */
    List<Filling.Chosen> find(Frame frame, Clause clause, List<Cues.Cue> cues, List<Filling.Chosen> chosen) {
        List<Filling.Chosen> out = new ArrayList<>();
        for (Cues.Cue cue : cues) {
            for (Slot slot : cue.slots()) {
                boolean open = chosen.stream().noneMatch(c -> c.slot().path().equals(slot.path()))
                        && out.stream().noneMatch(c -> c.slot().path().equals(slot.path()));
                if (open && slot.shape() instanceof Shape.Text && !slot.list() && !slot.naming() && slot.declared()) {
                    free(slot, clause, cue, chosen).ifPresent(out::add);
                } else if (open && slot.declared() && slot.shape() instanceof Shape.Bool) {
                    out.add(new Filling.Chosen(
                            slot, new Mention(new Mention.Quoted(truth(clause, cue)), cue.from(), cue.to()), 0.5));
                }
            }
        }
        new Entries(vocabulary, frame, clause, chosen).find().forEach(out::add);
        return List.copyOf(out);
    }

    private String truth(Clause clause, Cues.Cue cue) {
        boolean denied =
                clause
                        .tokens()
                        .subList(Math.max(clause.from(), cue.from() - 3), Math.min(clause.to(), cue.to() + 3))
                        .stream()
                        .anyMatch(token -> vocabulary.english.is("negative", token.lower()));
        return denied ? "false" : "true";
    }

    /** The words after the cue, to the end of the clause or to the next value that has a place of its own. */
    private Optional<Filling.Chosen> free(Slot slot, Clause clause, Cues.Cue cue, List<Filling.Chosen> chosen) {
        int from = cue.to();
        boolean marked = from < clause.to()
                && (clause.tokens().get(from).is(":")
                        || clause.tokens().get(from).is("="));
        boolean opener = vocabulary.english.is(
                "opener", clause.tokens().get(cue.to() - 1).lower());
        if (!marked && !(slot.required() && opener)) {
            return Optional.empty();
        }
        int start = marked ? from + 1 : from;
        int first = start;
        if (!marked && chosen.stream().anyMatch(c -> c.mention().covers(first))) {
            return Optional.empty();
        }
        int end = start;
        while (end < clause.to()) {
            int at = end;
            boolean placed = chosen.stream().anyMatch(c -> c.mention().covers(at) && c.score() > 0.8);
            if (clause.tokens().get(at).kind() == Token.Kind.QUOTED
                    || clause.tokens().get(at).is(";")
                    || (placed && at > start && clause.tokens().get(at - 1).is(","))) {
                break;
            }
            end++;
        }
        while (end > start && clause.tokens().get(end - 1).isMark()) {
            end--;
        }
        return end - start < 1
                ? Optional.empty()
                : Optional.of(new Filling.Chosen(slot, new Mention(new Mention.Quoted(""), start, end), 0.4));
    }
}
