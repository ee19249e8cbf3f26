package dossier.screening;

import dossier.json.Json;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names as they are compared: small letters without diacritics, letters that stand for several spelt out, no
 * punctuation, no titles in front, and no legal forms in front or behind. A name of nothing but such words keeps them.
 * Thread-safe.
 *
 * @param letters what is written for letters that do not fall apart into a plain one and a mark
 * @param titles words before a person's name, each a list of normal words; longest first
 * @param forms words before or behind a company's name, likewise
 */
record NormalName(Map<String, String> letters, List<List<String>> titles, List<List<String>> forms) {
    /** More words than this do not tell one name from another. */
    private static final int MOST_WORDS = 24;

    private static final int LONGEST = 400;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern WITHIN_WORDS = Pattern.compile("[.'’`´]");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    static NormalName of(Json.Object settings) {
        Map<String, String> letters = new LinkedHashMap<>();
        settings.object("letters")
                .orElseThrow()
                .members()
                .forEach((letter, plain) -> letters.put(letter, plain.asText().orElseThrow()));
        return new NormalName(
                Map.copyOf(letters), phrases(settings, "titles", letters), phrases(settings, "forms", letters));
    }

    private static List<List<String>> phrases(Json.Object settings, String member, Map<String, String> letters) {
        return settings.array(member).orElseThrow().stream()
                .map(phrase -> folded(phrase.asText().orElseThrow(), letters))
                .sorted(Comparator.comparingInt((List<String> words) -> words.size())
                        .reversed())
                .toList();
    }

    List<String> words(String name) {
        List<String> words = new ArrayList<>(folded(name, letters));
        while (strip(words, titles, true) || strip(words, forms, false) || strip(words, forms, true)) {
            // One more taken off.
        }
        return List.copyOf(words.size() > MOST_WORDS ? words.subList(0, MOST_WORDS) : words);
    }

    private static boolean strip(List<String> words, List<List<String>> phrases, boolean front) {
        for (List<String> phrase : phrases) {
            if (phrase.size() < words.size()) {
                List<String> end = front
                        ? words.subList(0, phrase.size())
                        : words.subList(words.size() - phrase.size(), words.size());
                if (end.equals(phrase)) {
                    end.clear();
                    return true;
                }
            }
        }
        return false;
    }

    private static List<String> folded(String name, Map<String, String> letters) {
        String text = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
        StringBuilder plain = new StringBuilder();
        MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .mapToObj(Character::toString)
                .forEach(letter -> plain.append(letters.getOrDefault(letter, letter)));
        return BETWEEN_WORDS
                .splitAsStream(WITHIN_WORDS.matcher(plain).replaceAll(""))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
