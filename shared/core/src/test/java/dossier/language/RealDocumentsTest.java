package dossier.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The documents of the evaluation sets, which were written for other purposes, read, format and read back. */
class RealDocumentsTest {
    private static final Path WORLDS = Path.of("..", "..", "conformance", "eval");

    @TestFactory
    Stream<DynamicTest> a_document_reads_formats_and_reads_back() throws IOException {
        List<Path> documents;
        try (Stream<Path> files = Files.walk(WORLDS)) {
            documents = files.filter(file -> file.toString().endsWith(".dossier"))
                    .sorted()
                    .toList();
        }
        assertThat(documents).hasSizeGreaterThan(5);
        return documents.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        Parsed parsed = Parser.parse(Files.readAllBytes(file), Limits.DEFAULT);
        assertThat(parsed.diagnostics()).isEmpty();
        String pretty = Printer.pretty(parsed.document());
        Document again = Parser.parse(pretty).document();
        assertThat(Shape.of(again)).isEqualTo(Shape.of(parsed.document()));
        assertThat(again.comments()).hasSameSizeAs(parsed.document().comments());
        assertThat(Printer.pretty(again)).isEqualTo(pretty);
        assertThat(Shape.of(Parser.parse(Printer.minify(again)).document())).isEqualTo(Shape.of(again));
    }
}
