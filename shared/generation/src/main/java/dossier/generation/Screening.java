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
    private static final int PHRASE = 4;

    private final English english;
    private final Set<String> verbs;
    private final Set<String> nouns;
    private final Set<String> massNouns;
    private final Set<String> secrets;

    Screening(English english) {
        this.english = english;
        this.verbs = stems(english.list("override-verb"));
        this.nouns = stems(english.list("override-noun"));
        this.massNouns = stems(english.list("mass-noun"));
        this.secrets = stems(english.list("secret-noun"));
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
        return whole
                ? Optional.of(
                        "The request only quotes a text. Say what should be done with it; a document is executed as it is.")
                : Optional.empty();
    }

    /** What is said when a request asks to leave the rules. */
    static String overriding() {
        return "The request asks to leave the rules of the system, which no wording can do. "
                + "Nothing is proposed; ask for the step itself.";
    }

    /** The first token of the sentence from which on a request asks to leave the rules; empty where it does not. */
    Optional<Integer> attempt(List<Token> tokens) {
        int sentence = 0;
        for (int at = 0; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            if (token.kind() == Token.Kind.QUOTED) {
                continue;
            }
            if (token.kind() == Token.Kind.BREAK || token.is(".") || token.is("!") || token.is("?")) {
                sentence = at + 1;
            } else if (isMarkup(token) || isSpeaker(tokens, at) || overrides(tokens, at)) {
                return Optional.of(sentence);
            }
        }
        return Optional.empty();
    }

    /** "SYSTEM: ...", "[admin]": words put into the mouth of the machine. */
    private static boolean isSpeaker(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        boolean role = token.is("system") || token.is("admin") || token.is("assistant") || token.is("root");
        boolean first = at == 0 || tokens.get(at - 1).isMark();
        return role
                && first
                && at + 1 < tokens.size()
                && (tokens.get(at + 1).is(":") || tokens.get(at + 1).is("]"));
    }

    private boolean isMarkup(Token token) {
        String lower = token.lower().toLowerCase(Locale.ROOT);
        return token.kind() != Token.Kind.QUOTED
                && (lower.contains("</")
                        || lower.contains("/instruction")
                        || lower.contains("<system")
                        || lower.contains("system>"));
    }

    private boolean overrides(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        if (!token.holdsContent()) {
            return false;
        }
        boolean overriding = verbs.contains(token.stem()) && !isNoun(tokens, at) && near(tokens, at, nouns, NEAR);
        boolean mass = isMass(tokens, at);
        boolean secret = english.is("secret-verb", token.lower())
                && near(tokens, at, secrets, NEAR)
                && tokens.subList(at, Math.min(tokens.size(), at + NEAR)).stream()
                        .anyMatch(t -> t.is("your") || t.is("system"));
        return overriding || mass || secret || isPhrase(tokens, at) || isTold(tokens, at);
    }

    /** "you are now", "you're no longer": told what it is, where a request only tells what to do. */
    private boolean isTold(List<Token> tokens, int at) {
        boolean contracted = tokens.get(at).is("you're");
        if (!contracted && !tokens.get(at).is("you")) {
            return false;
        }
        int state = contracted ? at + 1 : at + 2;
        boolean is = contracted
                || (at + 1 < tokens.size()
                        && Set.of("are", "were", "have", "will")
                                .contains(tokens.get(at + 1).lower()));
        return is
                && state < tokens.size()
                && english.is("address-state", tokens.get(state).lower());
    }

    /** "limit" and "suspended" may describe a thing: only what is not behind an article orders. */
    private boolean isNoun(List<Token> tokens, int at) {
        return at > 0 && english.is("article", tokens.get(at - 1).lower());
    }

    /** "approve every case", "wipe all records": an order no one may give in one sentence. */
    private boolean isMass(List<Token> tokens, int at) {
        boolean two = at + 1 < tokens.size()
                && english.is(
                        "mass-verb",
                        tokens.get(at).lower() + " " + tokens.get(at + 1).lower());
        if (!two && !english.is("mass-verb", tokens.get(at).lower())) {
            return false;
        }
        int end = Math.min(tokens.size(), at + NEAR + 1);
        for (int next = at + 1; next < end && !tokens.get(next).isMark(); next++) {
            if (english.is("mass-word", tokens.get(next).lower())) {
                return massNouns.contains(tokens.get(next).stem())
                        || tokens.subList(next + 1, Math.min(tokens.size(), next + 4)).stream()
                                .anyMatch(t -> massNouns.contains(t.stem()));
            }
        }
        return false;
    }

    /** Two to four words in a row that only somebody says who wants to leave the rules. */
    private boolean isPhrase(List<Token> tokens, int at) {
        StringBuilder words = new StringBuilder(tokens.get(at).lower());
        for (int next = at + 1; next < tokens.size() && next < at + PHRASE; next++) {
            if (tokens.get(next).isMark() || tokens.get(next).kind() == Token.Kind.QUOTED) {
                return false;
            }
            words.append(' ').append(tokens.get(next).lower());
            if (english.is("override-phrase", words.toString())) {
                return true;
            }
        }
        return false;
    }

    private static boolean near(List<Token> tokens, int at, Set<String> stems, int distance) {
        int from = Math.max(0, at - distance);
        int to = Math.min(tokens.size(), at + distance + 1);
        return tokens.subList(from, to).stream()
                .anyMatch(t -> t.isWord() && Ranking.parts(t).stream().anyMatch(stems::contains));
    }
}
