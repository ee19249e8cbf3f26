package dossier.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import dossier.registry.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sound registry in {@code sound}; each file of {@code broken} is added to it and says in {@code #= line: message}
 * what the compiler must find there.
 */
class CompilerTest {
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final Path SOUND = RESOURCES.resolve("sound");

    @TempDir
    private Path folder;

    @Test
    void a_sound_registry_compiles_to_what_the_loader_reads() throws Exception {
        Compiled compiled = Compiler.compile(List.of(SOUND));

        Registry registry = RegistryLoader.load(compiled.structureJson());
        assertThat(registry.version()).isEqualTo(compiled.version()).matches("[0-9a-f]{64}");
        assertThat(registry.verbs()).extracting(Verb::name).containsExactly("folder.open", "note.add");
        assertThat(registry.order("note.add")).containsExactly("note-id", "folder", "text", "price", "facts", "shut");
        assertThat(registry.codes("colour")
                        .orElseThrow()
                        .find("BLUE")
                        .orElseThrow()
                        .properties())
                .containsEntry("shade", "light");
        assertThat(RegistryLoader.phrases(compiled.phrasesJson()).phrases().get("folder.open"))
                .hasSize(12);
    }

    @Test
    void the_same_files_always_give_the_same_version() throws Exception {
        assertThat(Compiler.compile(List.of(SOUND))).isEqualTo(Compiler.compile(List.of(SOUND)));
    }

    @Test
    void a_changed_phrase_is_another_version() throws Exception {
        String changed = Files.readString(SOUND.resolve("registry.yaml")).replace("Open {title}.", "Start {title}.");
        Files.writeString(folder.resolve("registry.yaml"), changed);

        assertThat(Compiler.compile(List.of(folder)).version())
                .isNotEqualTo(Compiler.compile(List.of(SOUND)).version());
    }

    @Test
    void a_further_folder_adds_a_verb_as_data_only() throws Exception {
        Compiled compiled = Compiler.compile(List.of(SOUND, RESOURCES.resolve("fifteenth")));

        Registry registry = RegistryLoader.load(compiled.structureJson());
        assertThat(registry.verb("stamp.put")).isPresent();
        assertThat(Tables.sql(List.of(registry.kind("stamp").orElseThrow())))
                .contains("CREATE TABLE dossier.stamps")
                .contains("folder_id text")
                .contains("day date")
                .contains("CREATE INDEX stamps_folder_id");
    }

    @Test
    void an_argument_keeps_its_uuid_when_others_come_before_it() throws Exception {
        String more = Files.readString(SOUND.resolve("registry.yaml"))
                .replace("      title: required text", "      owner: text\n      title: required text");
        Files.writeString(folder.resolve("registry.yaml"), more);

        Registry before = RegistryLoader.load(Compiler.compile(List.of(SOUND)).structureJson());
        Registry after = RegistryLoader.load(Compiler.compile(List.of(folder)).structureJson());

        assertThat(after.verb("folder.open").flatMap(v -> v.argument("title")))
                .isEqualTo(before.verb("folder.open").flatMap(v -> v.argument("title")))
                .isPresent();
        assertThat(after.attribute("arg.folder.open.title").orElseThrow().id().version())
                .isEqualTo(5);
    }

    @TestFactory
    Stream<DynamicTest> every_broken_registry_is_refused_with_file_and_line() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(RESOURCES.resolve("broken"))) {
            files.sorted()
                    .forEach(file -> tests.add(dynamicTest(String.valueOf(file.getFileName()), () -> refused(file))));
        }
        assertThat(tests).hasSizeGreaterThan(12);
        return tests.stream();
    }

    private void refused(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        Path alone = Files.createDirectories(folder.resolve(name.replace(".yaml", "")));
        Files.copy(file, alone.resolve(name));
        List<String> expected = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("#= "))
                .map(line -> name + ":" + line.substring(3))
                .toList();

        CompilationFailed failed =
                catchThrowableOfType(CompilationFailed.class, () -> Compiler.compile(List.of(SOUND, alone)));

        assertThat(expected).isNotEmpty();
        assertThat(failed).isNotNull().hasMessageContaining(expected.getFirst());
        expected.forEach(problem -> assertThat(failed.problems())
                .as(problem)
                .anyMatch(found -> found.toString().startsWith(problem)));
        assertThat(failed.problems()).allMatch(problem -> problem.file().equals(name));
    }
}
