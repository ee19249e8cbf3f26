package dossier.language;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The published vectors, whose hashes were worked out by another program, and the example of the page. */
class CanonicalTest {
    private static final Path DOCS = Path.of("..", "..", "docs");

    @TestFactory
    Stream<DynamicTest> a_published_vector_holds() throws IOException {
        List<Json> vectors = Json.parse(Files.readAllBytes(DOCS.resolve("canonical-vectors.json")))
                .orThrow()
                .asArray()
                .orElseThrow();
        assertThat(vectors).hasSizeGreaterThan(10);
        return vectors.stream().map(vector -> {
            Json.Object object = vector.asObject().orElseThrow();
            return DynamicTest.dynamicTest(text(object, "name"), () -> check(object));
        });
    }

    @Test
    void the_example_of_the_page_holds() throws IOException {
        Document document = Parser.parse("(c.d :b 2, :a 1)").document();
        assertThat(Files.readString(DOCS.resolve("canonical.md")))
                .contains(Canonical.hash(document, verb -> List.of("a", "b")));
    }

    private static void check(Json.Object vector) {
        KeyOrder order = verb -> vector.object("order").orElseThrow().array(verb).orElse(List.of()).stream()
                .map(key -> key.asText().orElseThrow())
                .toList();
        Parsed parsed = Parser.parse(text(vector, "text"));
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(Canonical.text(parsed.document(), order)).isEqualTo(text(vector, "canonical"));
        assertThat(Canonical.hash(parsed.document(), order)).isEqualTo(text(vector, "sha256"));
    }

    private static String text(Json.Object object, String member) {
        return object.text(member).orElseThrow();
    }
}
