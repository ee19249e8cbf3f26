package dossier.generation.slots;

import dossier.generation.text.Stem;
import dossier.generation.text.Token;
import dossier.generation.text.WordTree;
import dossier.registry.CodeList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Words of code lists: a code itself, its label or one of its synonyms, in any inflection. */
final class Codes {
    private final WordTree<Mention.Coded> words = new WordTree<>(token -> Stem.of(token.lower()));

    Codes(Collection<CodeList> lists) {
        for (CodeList list : lists) {
            for (CodeList.Code code : list.codes()) {
                Mention.Coded coded = new Mention.Coded(list.name(), code.code());
                put(code.code().toLowerCase(Locale.ROOT).replace('_', ' '), coded);
                words.put(List.of(Stem.of(code.code().toLowerCase(Locale.ROOT))), coded);
                put(code.label(), coded);
                code.synonyms().forEach(synonym -> put(synonym, coded));
            }
        }
    }

    private void put(String phrase, Mention.Coded coded) {
        String lower = phrase.toLowerCase(Locale.ROOT).strip();
        words.put(stems(lower.split("\\s+", -1)), coded);
        if (lower.indexOf(' ') >= 0) {
            words.put(List.of(Stem.of(lower.replaceAll("\\s+", "-"))), coded);
        }
        if (lower.indexOf('-') >= 0) {
            words.put(stems(lower.split("[\\s-]+", -1)), coded);
        }
    }

    private static List<String> stems(String[] words) {
        return Arrays.stream(words)
                .filter(word -> !word.isEmpty())
                .map(Stem::of)
                .toList();
    }

    /** The codes that the longest run of words from a token may mean. */
    Optional<WordTree.Match<Mention.Coded>> at(List<Token> tokens, int at) {
        return tokens.get(at).holdsContent() ? words.longest(tokens, at) : Optional.empty();
    }
}
