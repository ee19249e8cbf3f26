package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import java.util.List;

/**
 * A part of a request that says one thing to do.
 *
 * @param tokens of the whole request
 * @param mentions that begin in the clause
 * @param continues whether it has no order of its own and goes on with that of the clause before
 */
record Clause(List<Token> tokens, int from, int to, List<Mention> mentions, boolean continues) {
    List<Token> words() {
        return tokens.subList(from, to);
    }

    Clause within(int start, int end) {
        return new Clause(
                tokens,
                start,
                end,
                mentions.stream()
                        .filter(m -> m.from() >= start && m.to() <= end)
                        .toList(),
                continues);
    }
}
