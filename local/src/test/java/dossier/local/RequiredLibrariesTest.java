package dossier.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each library that the project must be made with is declared by a module and used by it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequiredLibrariesTest {
    private static final Path ROOT = Path.of("..");

    private List<Part> modules = List.of();

    /** A folder with a POM of its own, the text of that POM, and of all sources below. */
    private record Part(String name, String pom, String sources) {
        static Part of(Path folder) throws IOException {
            return new Part(folder.toString(), Files.readString(folder.resolve("pom.xml")), sources(folder));
        }

        private static String sources(Path folder) throws IOException {
            StringBuilder all = new StringBuilder();
            Path src = folder.resolve("src");
            if (Files.exists(src)) {
                try (Stream<Path> files = Files.walk(src)) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                            .toList()) {
                        all.append(Files.readString(file)).append('\n');
                    }
                }
            }
            return all.toString();
        }

        boolean declares(Library library) {
            return pom.contains(
                    "<groupId>" + library.group() + "</groupId><artifactId>" + library.artifact() + "</artifactId>");
        }
    }

    /**
     * A line of the fixture file.
     *
     * @param use {@code import PREFIX} for a library whose types the code names; {@code loads CLASS} for one that another
     *     library finds by itself
     */
    record Library(String group, String artifact, String use) {
        static Library of(String line) {
            String[] parts = line.split(" +", 2);
            String[] name = parts[0].split(":", 2);
            return new Library(name[0], name[1], parts[1].strip());
        }

        @Override
        public String toString() {
            return artifact;
        }
    }

    static Stream<Library> libraries() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(RequiredLibrariesTest.class.getResourceAsStream("required-libraries.txt"))) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Library::of);
        }
    }

    @BeforeAll
    void read() throws IOException {
        List<Part> found = new ArrayList<>();
        try (Stream<Path> folders = Files.walk(ROOT, 2)) {
            for (Path folder : folders.filter(path -> !path.equals(ROOT) && Files.exists(path.resolve("pom.xml")))
                    .toList()) {
                found.add(Part.of(folder));
            }
        }
        modules = found;
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void a_required_library_is_declared_and_used(Library library) throws Exception {
        List<Part> declaring =
                modules.stream().filter(module -> module.declares(library)).toList();
        assertThat(declaring).as("modules that declare " + library).isNotEmpty();
        String[] use = library.use().split(" ", 2);
        switch (use[0]) {
            case "import" ->
                assertThat(declaring)
                        .as("modules that use " + library)
                        .anyMatch(module -> module.sources().contains("import " + use[1]));
            case "loads" -> assertThat(Class.forName(use[1]).getName()).isEqualTo(use[1]);
            default -> throw new IllegalArgumentException(library.use());
        }
    }
}
