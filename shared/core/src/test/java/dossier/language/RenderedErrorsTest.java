package dossier.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each {@code errors/NAME.dossier} beside what its writer is shown, {@code errors/NAME.expected}. Run with
 * {@code -Dgolden.write=DIRECTORY} to write what is shown now to a directory for review.
 */
class RenderedErrorsTest {
    @TestFactory
    Stream<DynamicTest> a_broken_document_is_shown_as_expected() {
        return inputs().map(input -> DynamicTest.dynamicTest(name(input), () -> {
            String shown = shown(input);
            String directory = System.getProperty("golden.write", "");
            if (!directory.isEmpty()) {
                Files.writeString(Path.of(directory, name(input) + ".expected"), shown);
            }
            Path expected = input.resolveSibling(name(input) + ".expected");
            assertThat(expected).exists();
            assertThat(shown).isEqualTo(Files.readString(expected));
        }));
    }

    @Test
    void every_broken_document_has_an_error_with_a_place() {
        List<Path> inputs = inputs().toList();
        assertThat(inputs).hasSizeGreaterThan(50);
        assertThat(inputs).allSatisfy(input -> {
            Parsed parsed = parsed(input);
            assertThat(parsed.hasErrors()).isTrue();
            assertThat(parsed.diagnostics())
                    .allMatch(diagnostic -> diagnostic.position().isPresent());
        });
    }

    private static String shown(Path input) {
        Parsed parsed = parsed(input);
        Caret caret = new Caret(
                input.getFileName().toString(), parsed.document().text().orElseThrow());
        return parsed.diagnostics().stream().map(caret::render).collect(Collectors.joining("\n"));
    }

    private static Parsed parsed(Path input) {
        try {
            return Parser.parse(Files.readAllBytes(input), Limits.DEFAULT);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<Path> inputs() {
        try {
            Path directory = Path.of(Objects.requireNonNull(RenderedErrorsTest.class.getResource("errors"))
                    .toURI());
            try (Stream<Path> files = Files.list(directory)) {
                return files.filter(file -> file.toString().endsWith(".dossier")).sorted().toList().stream();
            }
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String name(Path input) {
        return input.getFileName().toString().replace(".dossier", "");
    }
}
