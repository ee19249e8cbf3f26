package dossier.ownership;

import java.util.Locale;

/** Turns code words into ordinary ones. */
final class Words {
    private Words() {}

    /** {@code SENIOR_MANAGING_OFFICIAL} gives {@code a senior managing official}. */
    static String article(String code) {
        String words = code.toLowerCase(Locale.ROOT).replace('_', ' ');
        return ("aeiou".indexOf(words.charAt(0)) >= 0 ? "an " : "a ") + words;
    }
}
