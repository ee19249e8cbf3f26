package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import dossier.generation.text.WordTree;
import dossier.registry.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the words that announce the slots of a verb, and says how strongly they announce a value. Immutable. */
final class Cues {
    private static final int REACH = 4;
    /** How far a little word parts a value from the words that announce it. */
    private static final double LITTLE = 0.5;

    private final Vocabulary vocabulary;

    Cues(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** A run of words that announces slots. */
    record Cue(List<Slot> slots, int from, int to) {}

    /** All of them in a clause. */
    List<Cue> of(Frame frame, Clause clause) {
        List<Cue> out = new ArrayList<>();
        int at = clause.from();
        while (at < clause.to()) {
            int place = at;
            if (frame.ordersWith(clause.tokens().get(at))
                    && vocabulary.isImperative(clause.tokens().get(at))) {
                at++;
                continue;
            }
            boolean inName = clause.mentions().stream()
                    .anyMatch(m -> m.covers(place) && m.length() > 1 && m.meaning() instanceof Mention.Name);
            Optional<WordTree.Match<Slot>> match =
                    inName ? Optional.empty() : frame.cues().longest(clause.tokens(), at);
            match = match.filter(m -> m.to() - m.from() > 1 || !orders(frame, clause, m.from()));
            match.ifPresent(m -> out.add(new Cue(m.values(), m.from(), m.to())));
            at = match.map(WordTree.Match::to).orElse(at + 1);
        }
        return out;
    }

    /** Whether a word is the one that orders, and announces nothing. */
    private boolean orders(Frame frame, Clause clause, int at) {
        Token token = clause.tokens().get(at);
        return frame.ordersWith(token)
                && (vocabulary.isImperative(token) || token.lower().endsWith("ed"))
                && clause.tokens().subList(clause.from(), at).stream()
                        .allMatch(t -> t.isMark() || vocabulary.english.isLittle(t.lower()));
    }

    /** A word that announces another value says less by itself. */
    static double announcing(Mention mention, List<Cue> cues) {
        return mention.meaning() instanceof Mention.Coded
                        && cues.stream()
                                .anyMatch(c -> c.to() - c.from() > mention.length()
                                        && c.from() <= mention.from()
                                        && mention.to() <= c.to())
                ? -0.3
                : 0;
    }

    /** "incorporation-date 2022-05-17": a word that looks like an id and announces a value. */
    static boolean isCue(Mention mention, List<Cue> cues) {
        return mention.meaning() instanceof Mention.Identifier
                && cues.stream()
                        .anyMatch(c -> c.from() == mention.from()
                                && c.to() == mention.to()
                                && c.slots().stream().noneMatch(Slot::required));
    }

    /** A word behind a value announces too little for facts that only some forms have. */
    static boolean isOnlyFollowed(Slot slot, Mention mention, List<Cue> cues) {
        return !slot.declared()
                && slot.shape() instanceof Shape.Text
                && cues.stream()
                        .noneMatch(
                                c -> c.slots().contains(slot) && c.from() < mention.to() && c.from() <= mention.from());
    }

    /** How strongly the words beside a value announce the slot. */
    double strength(Slot slot, Mention mention, Clause clause, List<Cue> cues) {
        double best = 0;
        for (Cue cue : cues) {
            if (!cue.slots().contains(slot)) {
                continue;
            }
            int words = cue.to() - cue.from();
            double weight = isLittle(clause, cue) ? 0.5 : 1;
            if (cue.to() <= mention.from()) {
                double gap = gap(clause, cue.to(), mention.from());
                best = Math.max(best, gap <= REACH ? weight * (0.6 - 0.1 * gap + 0.05 * words) : 0);
            } else if (mention.to() <= cue.from()) {
                int gap = cue.from() - mention.to();
                best = Math.max(best, gap <= 1 && directly(clause, mention.to(), cue.from()) ? 0.4 - 0.1 * gap : 0);
            } else if (mention.length() > 1 || cue.to() - cue.from() > mention.length()) {
                best = Math.max(best, 0.2);
            }
        }
        return best;
    }

    private boolean isLittle(Clause clause, Cue cue) {
        return clause.tokens().subList(cue.from(), cue.to()).stream()
                .allMatch(token -> vocabulary.english.isLittle(token.lower()));
    }

    /** Words between a cue and its value; other values in between count more, since the cue may be theirs. */
    private double gap(Clause clause, int from, int to) {
        double gap = 0;
        for (int at = from; at < to; at++) {
            Token token = clause.tokens().get(at);
            if (token.is(":")
                    || token.is("=")
                    || token.is("the")
                    || token.is("is")
                    || token.is("of")
                    || token.is("on")) {
                continue;
            }
            boolean little = token.kind() == Token.Kind.POSSESSIVE || vocabulary.english.isLittle(token.lower());
            gap += little ? LITTLE : token.isMark() ? 2 : 1;
        }
        int start = from;
        boolean other = clause.mentions().stream()
                .anyMatch(m -> m.from() >= start
                        && m.to() <= to
                        && !(m.meaning() instanceof Mention.Pronoun)
                        && m.length() > 0);
        return other ? gap + 2 : gap;
    }

    private static boolean directly(Clause clause, int from, int to) {
        return clause.tokens().subList(from, to).stream().noneMatch(Token::isMark);
    }

    /** A word that announces a value which has found its place, and only by chance is a value of another list. */
    static boolean isCueWord(Mention mention, List<Cue> cues, List<Filling.Chosen> chosen) {
        return mention.meaning() instanceof Mention.Coded
                && cues.stream()
                        .anyMatch(c -> c.from() <= mention.from()
                                && mention.to() <= c.to()
                                && c.to() - c.from() > mention.length()
                                && chosen.stream()
                                        .anyMatch(v -> c.slots().contains(v.slot())
                                                && v.mention().from() >= c.to()));
    }
}
