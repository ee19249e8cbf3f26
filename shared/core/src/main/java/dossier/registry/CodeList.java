package dossier.registry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The words a coded value may be.
 *
 * @param open whether an unknown word is kept in UPPER_SNAKE with a note, instead of being an error
 */
public record CodeList(String name, boolean open, List<Code> codes) {
    /**
     * @param synonyms other words for the same code, lower case
     * @param properties what else the registry says of the code, for example the risk weight of a document type
     */
    public record Code(String code, String label, List<String> synonyms, Map<String, String> properties) {}

    public Optional<Code> find(String code) {
        return codes.stream().filter(c -> c.code().equals(code)).findFirst();
    }

    /** What makes two spellings one word: case, and whether spaces, hyphens or underscores part it, do not count. */
    public static String fold(String word) {
        StringBuilder folded = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c != ' ' && c != '-' && c != '_' && c != '\t') {
                folded.append(c);
            } else if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ') {
                folded.append(' ');
            }
        }
        return folded.toString().strip().toLowerCase(Locale.ROOT);
    }
}
