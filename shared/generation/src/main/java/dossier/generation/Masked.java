package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Texts as they are compared by meaning: names and other values, which say nothing of a verb, are left out of phrases
 * and of requests alike.
 */
public final class Masked {
    private static final Pattern VALUE = Pattern.compile("\\{[^}]*}");

    private Masked() {}

    /** A phrase of the registry, whose values stand in braces. */
    public static String phrase(String phrase) {
        return tidy(VALUE.matcher(phrase).replaceAll(" "));
    }

    static String clause(Clause clause) {
        StringBuilder out = new StringBuilder();
        for (int at = clause.from(); at < clause.to(); at++) {
            int place = at;
            Token token = clause.tokens().get(at);
            Optional<Mention> value = clause.mentions().stream()
                    .filter(m -> m.covers(place) && Readings.isProper(m))
                    .findFirst();
            if (value.isEmpty() && token.isWord()) {
                out.append(token.text()).append(' ');
            }
        }
        return tidy(out.toString());
    }

    private static String tidy(String text) {
        return text.replaceAll("[\\s\\p{Punct}&&[^'-]]+", " ").strip();
    }
}
