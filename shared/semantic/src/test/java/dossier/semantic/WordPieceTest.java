package dossier.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Held to what the model's own tokenizer made of the same texts. */
class WordPieceTest {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    private static WordPiece pieces;

    record Sample(String text, List<Long> ids) {
        @Override
        public String toString() {
            return text.substring(0, Math.min(40, text.length()));
        }
    }

    @BeforeAll
    static void read_the_pieces_of_the_shipped_model() throws IOException {
        pieces = WordPiece.read(SentenceVectors.folder().resolve(Encoder.WORDS));
    }

    static List<Sample> samples() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/resources/tokens/pieces.txt"));
        List<Sample> out = new ArrayList<>();
        for (int i = 1; i + 1 < lines.size(); i += 2) {
            String text = ESCAPE.matcher(lines.get(i))
                    .replaceAll(m -> Character.toString(Integer.parseInt(m.group(1), 16)))
                    .replace("\\t", "\t")
                    .replace("\\n", "\n");
            out.add(new Sample(
                    text,
                    Arrays.stream(lines.get(i + 1).split(" ", -1))
                            .map(Long::valueOf)
                            .toList()));
        }
        return out;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_text_has_the_pieces_that_the_models_own_tokenizer_gives_it(Sample sample) {
        assertThat(Arrays.stream(pieces.ids(sample.text())).boxed().toList()).isEqualTo(sample.ids());
    }

    @Test
    void there_are_samples_in_several_scripts() throws IOException {
        assertThat(samples()).hasSizeGreaterThan(15);
    }

    @Test
    void a_megabyte_is_cut_off() {
        assertThat(pieces.ids("word ".repeat(200_000))).hasSize(WordPiece.MOST);
    }
}
