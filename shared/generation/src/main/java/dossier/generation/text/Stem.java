package dossier.generation.text;

import java.util.List;

/**
 * Cuts English endings, so that "registered", "registering" and "registers" are one word. It only has to be the same
 * for the registry's phrases and for requests; the stem need not be a word.
 */
public final class Stem {
    private static final int SHORTEST = 3;

    /** Longest first where one ends in another; what is left must have at least {@link #SHORTEST} letters. */
    private static final List<String> ENDINGS = List.of(
            "ications",
            "ication",
            "izations",
            "isations",
            "ization",
            "isation",
            "ations",
            "ation",
            "ships",
            "ship",
            "ments",
            "ment",
            "ings",
            "ing",
            "ers",
            "er",
            "ors",
            "or",
            "ions",
            "ion",
            "ies",
            "ied",
            "ed",
            "es",
            "ly",
            "s",
            "e",
            "y");

    private Stem() {}

    /** @param lower a word in lower case */
    public static String of(String lower) {
        String stem = lower;
        for (int round = 0; round < 2; round++) {
            String shorter = cut(stem);
            if (shorter.equals(stem)) {
                break;
            }
            stem = shorter;
        }
        return stem;
    }

    private static String cut(String word) {
        for (String ending : ENDINGS) {
            int left = word.length() - ending.length();
            if (left >= SHORTEST && word.endsWith(ending) && !word.endsWith("ss") && hasVowel(word, left)) {
                return single(word.substring(0, left));
            }
        }
        return word;
    }

    private static boolean hasVowel(String word, int before) {
        return word.chars().limit(before).anyMatch(c -> "aeiouy".indexOf(c) >= 0);
    }

    /** "plann" is "plan". */
    private static String single(String stem) {
        int last = stem.length() - 1;
        return last >= SHORTEST
                        && stem.charAt(last) == stem.charAt(last - 1)
                        && "bdgmnprt".indexOf(stem.charAt(last)) >= 0
                ? stem.substring(0, last)
                : stem;
    }
}
