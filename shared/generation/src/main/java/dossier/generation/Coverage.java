package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Weighs what a clause says, and how much of that a verb with its values accounts for. Immutable. */
final class Coverage {
    private static final double WORD = 0.5;
    /** How near the words of a clause are to a verb that they certainly mean. */
    private static final double NEAR = 0.8;

    private final Vocabulary vocabulary;
    private final List<Token> tokens;

    Coverage(Vocabulary vocabulary, List<Token> tokens) {
        this.vocabulary = vocabulary;
        this.tokens = tokens;
    }

    /** The weight of all that a clause says. */
    double said(Clause clause) {
        double sum = 0;
        for (int at = clause.from(); at < clause.to(); ) {
            Optional<Mention> mention = mention(clause, at);
            sum += mention.map(Coverage::weight).orElse(isWord(at) ? WORD : 0);
            at = mention.map(Mention::to).orElse(at + 1);
        }
        return sum;
    }

    /**
     * The weight of what a verb accounts for.
     *
     * @param forms that the filling spreads into
     * @param words how near the words are to the verb, 0 to 1
     */
    double explained(Filling filling, List<Filling> forms, double words) {
        double near = Math.min(1, words / NEAR);
        Clause clause = filling.clause();
        double sum = 0;
        for (int at = clause.from(); at < clause.to(); ) {
            int place = at;
            Optional<Mention> mention = mention(clause, at);
            boolean placed = mention.isPresent()
                    ? forms.stream().anyMatch(form -> form.uses(mention.get()))
                    : filling.texts().stream().anyMatch(c -> c.mention().covers(place));
            if (placed) {
                sum += mention.map(Filler::weight).orElse(isWord(at) ? WORD : 0);
            } else if (mention.isEmpty() ? isWord(at) : isWord(mention.get())) {
                sum += WORD * near * vocabulary.ranking.share(filling.frame(), List.of(tokens.get(at)));
            }
            at = mention.map(Mention::to).orElse(at + 1);
        }
        return sum;
    }

    /** The share of what a clause says that a verb accounts for, 0 to 1. */
    double share(Filling filling, double words) {
        double said = said(filling.clause());
        return said == 0 ? 0.5 : Math.min(1, explained(filling, List.of(filling), words) / said);
    }

    private Optional<Mention> mention(Clause clause, int at) {
        Token token = tokens.get(at);
        return clause.mentions().stream()
                .filter(m -> m.from() == at && !(m.meaning() instanceof Mention.Pronoun))
                .max(Comparator.comparingInt(Mention::length))
                .filter(m -> m.length() > 1 || token.holdsContent() || token.kind() == Token.Kind.QUOTED);
    }

    private boolean isWord(int at) {
        return vocabulary.isContent(tokens.get(at));
    }

    private static double weight(Mention mention) {
        return isWord(mention) ? WORD : Filler.weight(mention);
    }

    /** A code, or a description of somebody, may as well be words about the verb. */
    private static boolean isWord(Mention mention) {
        return mention.meaning() instanceof Mention.Coded
                || mention.meaning() instanceof Mention.Country
                || (mention.meaning() instanceof Mention.Known known && known.described());
    }
}
