package dossier.store;

import dossier.json.Json;
import dossier.registry.Kind;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a thing is called, and the words to find it by. Stateless. */
final class Names {
    /** More words than this do not tell one thing from another. */
    private static final int MOST_WORDS = 24;

    private static final int LONGEST_WORD = 64;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Names() {}

    /** The names that a row gives a thing of a kind, best first. */
    static List<String> of(Kind kind, Json.Object row) {
        return kind.naming().stream()
                .map(path -> value(row, path))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** A column, or {@code column.key} of a map; keys may have dots of their own. */
    private static Optional<String> value(Json.Object row, String path) {
        int dot = path.indexOf('.');
        Optional<Json> value = dot < 0
                ? row.get(path)
                : row.object(path.substring(0, dot)).flatMap(map -> map.get(path.substring(dot + 1)));
        return value.flatMap(Json::asText).filter(text -> !text.isBlank());
    }

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
