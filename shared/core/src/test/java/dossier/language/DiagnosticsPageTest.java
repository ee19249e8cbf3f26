package dossier.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DiagnosticsPageTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "dossier");
    private static final Path GENERATION = Path.of("..", "generation", "src", "main", "java", "dossier");
    private static final Path PAGE = Path.of("..", "..", "docs", "diagnostics.md");

    @Test
    void every_code_the_language_can_raise_is_documented() throws IOException {
        Set<String> raised = codes(SOURCES.resolve("language"), Pattern.compile("\"((?:SYN|LIM)-[A-Z0-9-]+)\""));
        assertThat(raised).hasSizeGreaterThan(20);
        assertThat(documented()).containsAll(raised);
    }

    @Test
    void every_documented_code_of_syntax_or_limits_can_be_raised() throws IOException {
        Pattern code = Pattern.compile("\"((?:SYN|LIM)-[A-Z0-9-]+)\"");
        Set<String> raised = codes(SOURCES, code);
        raised.addAll(codes(GENERATION, code));
        assertThat(raised).containsAll(documented());
    }

    private static Set<String> documented() throws IOException {
        return matches(Pattern.compile("(?m)^\\| `((?:SYN|LIM)-[A-Z0-9-]+)` \\|"), Files.readString(PAGE));
    }

    private static Set<String> codes(Path directory, Pattern code) throws IOException {
        Set<String> all = new TreeSet<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> all.addAll(matches(code, read(file))));
        }
        return all;
    }

    private static Set<String> matches(Pattern code, String text) {
        Set<String> found = new TreeSet<>();
        for (Matcher matcher = code.matcher(text); matcher.find(); ) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
