package dossier.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.registry.RegistryLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** No phrase of the registry is a sentence that generation is scored on, nor holds a longer part of one. */
class LeakTest {
    private static final List<String> SETS =
            List.of("development.jsonl", "test.jsonl", "extra.jsonl", "blind-a.jsonl", "blind-b.jsonl");
    private static final int PART = 8;

    @Test
    void no_phrase_equals_a_sentence_of_an_evaluation_set() throws IOException {
        Set<String> phrases = new HashSet<>(phrases());

        List<String> leaked = requests().entrySet().stream()
                .filter(request -> phrases.contains(request.getValue()))
                .map(Map.Entry::getKey)
                .toList();

        assertThat(phrases).hasSizeGreaterThan(150);
        assertThat(leaked).isEmpty();
    }

    @Test
    void no_phrase_has_eight_words_in_a_row_of_a_sentence_of_an_evaluation_set() throws IOException {
        Set<String> parts = new HashSet<>();
        phrases().forEach(phrase -> parts.addAll(parts(phrase)));

        List<String> leaked = requests().entrySet().stream()
                .filter(request -> parts(request.getValue()).stream().anyMatch(parts::contains))
                .map(Map.Entry::getKey)
                .toList();

        assertThat(leaked).isEmpty();
    }

    private static List<String> phrases() {
        return RegistryLoader.shippedPhrases().phrases().values().stream()
                .flatMap(List::stream)
                .map(LeakTest::bare)
                .toList();
    }

    private static Map<String, String> requests() throws IOException {
        Map<String, String> out = new TreeMap<>();
        for (String set : SETS) {
            for (String line : Files.readAllLines(Path.of("../../conformance/eval", set))) {
                Json.Object request = Json.parse(line).orThrow().asObject().orElseThrow();
                out.put(
                        set + " " + request.text("id").orElseThrow(),
                        bare(request.text("text").orElseThrow()));
            }
        }
        return out;
    }

    private static Set<String> parts(String sentence) {
        List<String> words = List.of(sentence.split(" ", -1));
        Set<String> out = new HashSet<>();
        for (int at = 0; at + PART <= words.size(); at++) {
            out.add(String.join(" ", words.subList(at, at + PART)));
        }
        return out;
    }

    private static String bare(String sentence) {
        return sentence.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}{}]+", " ")
                .strip();
    }
}
