package dossier.generation;

import dossier.generation.text.English;
import dossier.generation.text.Stem;
import dossier.generation.text.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Turns away what is no request: texts of absurd size, texts in no language it reads, and orders to leave the rules. The
 * rules themselves are enforced elsewhere and do not depend on this; it only saves a reader from a proposal that was
 * talked out of it. Quoted text is not looked at, since nothing in it is obeyed.
 */
final class Screening {
    static final int LONGEST = 10_000;
    private static final int NEAR = 5;

    private final English english;
    private final Set<String> verbs;
    private final Set<String> nouns;

    Screening(English english) {
        this.english = english;
        this.verbs = stems(english.list("override-verb"));
        this.nouns = stems(english.list("override-noun"));
    }

    private static Set<String> stems(Set<String> words) {
        Set<String> out = new HashSet<>();
        words.forEach(word -> out.add(Stem.of(word)));
        return out;
    }

    /** Why a text is not read at all; decided before it is split, in time linear in its length. */
    Optional<String> unreadable(String text) {
        if (text.length() > LONGEST) {
            return Optional.of("The request has " + text.codePointCount(0, text.length()) + " characters; at most "
                    + LONGEST + " are read. Documents are executed, not described: send them to execute.");
        }
        long letters = text.codePoints().filter(Character::isLetter).count();
        long latin = text.codePoints()
                .filter(c -> Character.isLetter(c) && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN)
                .count();
        if (letters == 0) {
            return Optional.of("There are no words in the request. Say in English what should be done.");
        }
        return latin * 2 < letters
                ? Optional.of("The request is not in English, the only language that is read.")
                : Optional.empty();
    }

    /** Why a request is turned away for what it asks. */
    Optional<String> forbidden(List<Token> tokens) {
        boolean whole = tokens.stream().allMatch(t -> t.kind() == Token.Kind.QUOTED || t.isMark());
        if (whole) {
            return Optional.of(
                    "The request only quotes a text. Say what should be done with it; a document is executed as it is.");
        }
        if (tokens.stream().anyMatch(this::isMarkup) || overrides(tokens)) {
            return Optional.of("The request asks to leave the rules of the system, which no wording can do. "
                    + "Nothing is proposed; ask for the step itself.");
        }
        return Optional.empty();
    }

    private boolean isMarkup(Token token) {
        String lower = token.lower().toLowerCase(Locale.ROOT);
        return token.kind() != Token.Kind.QUOTED
                && (lower.contains("</")
                        || lower.contains("/instruction")
                        || lower.contains("<system")
                        || lower.contains("system>"));
    }

    private boolean overrides(List<Token> tokens) {
        for (int at = 0; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            if (token.kind() == Token.Kind.QUOTED) {
                continue;
            }
            if (verbs.contains(token.stem()) && nounNear(tokens, at)) {
                return true;
            }
            String next = at + 1 < tokens.size() && tokens.get(at + 1).isWord()
                    ? tokens.get(at + 1).lower()
                    : "";
            if (english.is("override-phrase", token.lower() + " " + next)) {
                return true;
            }
        }
        return false;
    }

    private boolean nounNear(List<Token> tokens, int at) {
        int from = Math.max(0, at - NEAR);
        int to = Math.min(tokens.size(), at + NEAR + 1);
        return tokens.subList(from, to).stream()
                .anyMatch(t -> t.isWord() && Ranking.parts(t).stream().anyMatch(nouns::contains));
    }
}
