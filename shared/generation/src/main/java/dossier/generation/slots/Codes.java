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
    private final WordTree<Word> words = new WordTree<>(token -> Stem.of(token.lower()));

    /**
     * @param noun whether the phrase ends in a noun made of a verb, as "verification" does
     * @param adverb whether it ends in an adverb, as "manually" does
     */
    private record Word(Mention.Coded coded, boolean noun, boolean adverb) {
        Word(Mention.Coded coded, String phrase) {
            this(coded, isNoun(phrase), phrase.endsWith("ly"));
        }
    }

    Codes(Collection<CodeList> lists) {
        for (CodeList list : lists) {
            for (CodeList.Code code : list.codes()) {
                Mention.Coded coded = new Mention.Coded(list.name(), code.code());
                put(code.code().toLowerCase(Locale.ROOT).replace('_', ' '), coded);
                String lower = code.code().toLowerCase(Locale.ROOT);
                words.put(List.of(Stem.of(lower)), new Word(coded, lower));
                put(code.label(), coded);
                code.synonyms().forEach(synonym -> put(synonym, coded));
            }
        }
    }

    private void put(String phrase, Mention.Coded coded) {
        String lower = phrase.toLowerCase(Locale.ROOT).strip();
        Word word = new Word(coded, lower);
        words.put(stems(lower.split("\\s+", -1)), word);
        if (lower.indexOf(' ') >= 0) {
            words.put(List.of(Stem.of(lower.replaceAll("\\s+", "-"))), word);
        }
        if (lower.indexOf('-') >= 0) {
            words.put(stems(lower.split("[\\s-]+", -1)), word);
        }
    }

    private static boolean isNoun(String phrase) {
        return phrase.endsWith("tion") || phrase.endsWith("tions") || phrase.endsWith("ment");
    }

    private static List<String> stems(String[] words) {
        return Arrays.stream(words)
                .filter(word -> !word.isEmpty())
                .map(Stem::of)
                .toList();
    }

    /** The codes that the longest run of words from a token may mean: "verification" is not the state "verified". */
    Optional<WordTree.Match<Mention.Coded>> at(List<Token> tokens, int at) {
        if (!tokens.get(at).holdsContent()) {
            return Optional.empty();
        }
        return words.longest(tokens, at).flatMap(match -> {
            boolean noun = isNoun(tokens.get(match.to() - 1).lower());
            boolean adverb = tokens.get(match.to() - 1).lower().endsWith("ly");
            List<Mention.Coded> codes = match.values().stream()
                    .filter(word -> word.noun() || !noun)
                    .filter(word -> word.adverb() || !adverb)
                    .map(Word::coded)
                    .distinct()
                    .toList();
            return codes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new WordTree.Match<>(codes, match.from(), match.to()));
        });
    }
}
