package dossier.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.registry.RegistryLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No phrase of the registry is a sentence that generation is scored on. */
class LeakTest {
    @Test
    void no_phrase_equals_a_sentence_of_an_evaluation_set() throws IOException {
        Set<String> phrases = new HashSet<>();
        RegistryLoader.shippedPhrases()
                .phrases()
                .values()
                .forEach(all -> all.forEach(phrase -> phrases.add(bare(phrase))));
        List<String> leaked = new ArrayList<>();

        for (String set : List.of("development.jsonl", "test.jsonl")) {
            for (String line : Files.readAllLines(Path.of("../../conformance/eval", set))) {
                Json.Object request = Json.parse(line).orThrow().asObject().orElseThrow();
                if (phrases.contains(bare(request.text("text").orElseThrow()))) {
                    leaked.add(request.text("id").orElse(set));
                }
            }
        }

        assertThat(phrases).hasSizeGreaterThan(150);
        assertThat(leaked).isEmpty();
    }

    private static String bare(String sentence) {
        return sentence.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}{}]+", " ")
                .strip();
    }
}
