package dossier.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DiagnosticCodesTest {
    private static final Pattern RAISED = Pattern.compile("\"((?:VOC|TYP)-[A-Z-]+[A-Z])\"");
    private static final Pattern DOCUMENTED = Pattern.compile("`((?:VOC|TYP)-[A-Z-]+[A-Z])`");

    @Test
    void every_code_of_vocabulary_and_types_is_documented_and_none_besides() throws IOException {
        Set<String> raised = new TreeSet<>();
        for (String folder : List.of("registry", "pipeline")) {
            try (Stream<Path> files = Files.list(Path.of("src/main/java/dossier", folder))) {
                files.forEach(file -> raised.addAll(codes(RAISED, read(file))));
            }
        }
        Formats.names().forEach(format -> raised.add("TYP-" + format));

        assertThat(codes(DOCUMENTED, read(Path.of("../../docs/diagnostics.md"))))
                .isEqualTo(raised);
    }

    private static Set<String> codes(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text).results().forEach(match -> found.add(match.group(1)));
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
