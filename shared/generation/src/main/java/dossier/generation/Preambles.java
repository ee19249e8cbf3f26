package dossier.generation;

import dossier.generation.text.English;
import dossier.generation.text.Token;
import java.util.List;
import java.util.Set;

/** Tells what only says on what footing something is ordered: "pursuant to the mandate", "the trustee having retired". */
final class Preambles {
    private static final int PHRASE = 4;

    private Preambles() {}

    /** Whether a clause is one, with what it is the footing of behind its comma. */
    static boolean stands(English english, Clause clause) {
        return clause.to() < clause.tokens().size()
                && clause.tokens().get(clause.to()).is(",")
                && is(english, clause.tokens(), clause.from(), clause.to());
    }

    /** Whether a range of tokens is one. */
    static boolean is(English english, List<Token> tokens, int from, int to) {
        StringBuilder words = new StringBuilder();
        for (int at = from; at < Math.min(to, from + PHRASE); at++) {
            words.append(at == from ? "" : " ").append(tokens.get(at).lower());
            if (english.is("preamble", words.toString())) {
                return true;
            }
        }
        return isAbsolute(english, tokens, from, to);
    }

    /** "the trustee having retired", "the passport being revoked": a subject with a participle, and no verb. */
    private static boolean isAbsolute(English english, List<Token> tokens, int from, int to) {
        boolean participle = false;
        for (int at = from; at < to; at++) {
            Token token = tokens.get(at);
            if (english.is("stating", token.lower())
                    || Set.of("shall", "must", "will", "be", "should").contains(token.lower())) {
                return false;
            }
            boolean opens = at > from && (token.is("having") || token.is("being"));
            participle |= opens && at + 1 < to && tokens.get(at + 1).lower().endsWith("ed");
        }
        return participle;
    }

    /** Where the preamble of a sentence ends, at its first comma; the beginning of the sentence where it has none. */
    static int end(English english, List<Token> tokens, int from, int to) {
        for (int at = from; at < to; at++) {
            if (tokens.get(at).is(",")) {
                return at + 1 < to && is(english, tokens, from, at) ? at : from;
            }
        }
        return from;
    }
}
