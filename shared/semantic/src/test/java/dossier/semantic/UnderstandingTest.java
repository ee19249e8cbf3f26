package dossier.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.generation.Semantics;
import dossier.generation.Understanding;
import dossier.generation.evaluation.Evaluation;
import dossier.json.Json;
import dossier.registry.Phrases;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the model is worth, over the requests that the rules were written with. */
class UnderstandingTest {
    private static final Path SET = Path.of("../../conformance/eval/blind-b.jsonl");
    private static final Registry REGISTRY = RegistryLoader.shipped();
    private static final Phrases PHRASES = RegistryLoader.shippedPhrases();

    private static double sequences(Understanding understanding) throws IOException {
        return new Evaluation(REGISTRY, PHRASES, understanding, System::nanoTime)
                .run(SET)
                .json()
                .at("all", "all", "sequence")
                .flatMap(Json::asNumber)
                .orElseThrow()
                .doubleValue();
    }

    private static SentenceVectors vectors() {
        return ((SentenceVectors.Outcome.Loaded) SentenceVectors.load(SentenceVectors.folder(), REGISTRY, PHRASES))
                .vectors();
    }

    @Test
    void more_requests_are_understood_than_by_words_alone() throws IOException {
        assertThat(sequences(Understanding.by(vectors()))).isGreaterThan(sequences(Understanding.LEXICAL));
    }

    /** Processors compute cosines that differ by as much. */
    @Test
    void what_processors_differ_by_changes_hardly_any_proposal() throws IOException {
        SentenceVectors vectors = vectors();

        double exact = sequences(Understanding.by(vectors));
        double shaken = sequences(Understanding.by(new Shaken(vectors)));

        assertThat(Math.abs(exact - shaken)).isLessThan(0.01);
    }

    private record Shaken(Semantics exact) implements Semantics {
        private static final double MOST = 0.003;

        @Override
        public String model() {
            return exact.model();
        }

        @Override
        public Map<String, Nearness> to(String text) {
            Map<String, Nearness> out = new LinkedHashMap<>();
            exact.to(text)
                    .forEach((verb, near) -> out.put(
                            verb, new Nearness(near.phrase() + shake(verb), near.centre() + shake(verb + text))));
            return out;
        }

        private static double shake(String of) {
            return MOST * ((of.hashCode() & 1) == 0 ? 1 : -1);
        }
    }
}
