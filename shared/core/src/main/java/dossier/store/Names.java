package dossier.store;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words to find a thing by. Stateless. */
final class Names {
    /** More words than this do not tell one thing from another. */
    private static final int MOST_WORDS = 24;

    private static final int LONGEST_WORD = 64;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Names() {}

    /** The distinct words of texts, folded: small letters, no accents. */
    static List<String> words(List<String> texts) {
        return texts.stream().flatMap(Names::fold).distinct().limit(MOST_WORDS).toList();
    }

    private static Stream<String> fold(String text) {
        String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return BETWEEN_WORDS.splitAsStream(plain).filter(word -> !word.isEmpty() && word.length() <= LONGEST_WORD);
    }
}
