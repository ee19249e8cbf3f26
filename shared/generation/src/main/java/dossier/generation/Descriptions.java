package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;

/** Finds the words that describe what was just named: ", an Irish company,", "(UK company)", "from Poland". */
final class Descriptions {
    private Descriptions() {}

    /** Past the last token of the description that follows a name; the end of the name where none does. */
    static int end(Vocabulary vocabulary, Clause clause, Mention name) {
        int at = name.to();
        if (at >= clause.to()) {
            return name.to();
        }
        Token first = clause.tokens().get(at);
        boolean opened = first.is("(");
        boolean comma = first.is(",");
        int start = opened || comma ? at + 1 : at;
        if (start >= clause.to() || !(opened || describes(clause, start, comma))) {
            return name.to();
        }
        int end = start;
        while (end < clause.to()) {
            Token token = clause.tokens().get(end);
            boolean verb = vocabulary.english.is("stating", token.lower()) && end > start;
            if (token.is(opened ? ")" : ",") || token.is(";") || verb || token.is("and")) {
                break;
            }
            end++;
        }
        return end;
    }

    private static boolean describes(Clause clause, int at, boolean comma) {
        Token token = clause.tokens().get(at);
        boolean article = comma && (token.is("a") || token.is("an") || token.is("the"));
        boolean origin = token.is("from") || (comma && isCountry(clause, at));
        return article || origin || (comma && token.is("being"));
    }

    private static boolean isCountry(Clause clause, int at) {
        return clause.mentions().stream().anyMatch(m -> m.from() == at && m.meaning() instanceof Mention.Country);
    }
}
