package dossier.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is uploaded for each function: its size, and that nothing in it stands in another's way. */
@Tag("integration")
class PackagesIT {
    private static final long MEGABYTE = 1_000_000;

    @ParameterizedTest
    @CsvSource({"execute, 12", "query, 12", "health, 12", "upkeep, 15", "migrate, 15", "generate, 40"})
    void a_package_is_within_its_size(String module, int megabytes) throws IOException {
        assertThat(zipped(module)).isLessThan(megabytes * MEGABYTE);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void no_class_is_in_a_package_twice(String module) throws IOException {
        Map<String, List<String>> places = new TreeMap<>();
        for (Path jar : jars(module)) {
            for (String entry : entries(jar)) {
                if (entry.endsWith(".class") && !entry.endsWith("-info.class") && !entry.startsWith("META-INF/")) {
                    places.computeIfAbsent(entry, _ -> new ArrayList<>())
                            .add(jar.getFileName().toString());
                }
            }
        }
        assertThat(places).hasSizeGreaterThan(1_000);
        places.values().removeIf(jars -> jars.size() == 1);
        assertThat(places).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void a_package_has_native_code_for_one_platform_at_most(String module) throws IOException {
        List<String> natives = new ArrayList<>();
        for (Path jar : jars(module)) {
            natives.addAll(entries(jar).stream()
                    .filter(entry -> entry.matches(".*\\.(so|dll|dylib|jnilib)"))
                    .toList());
        }
        assertThat(natives).hasSizeLessThan(2);
    }

    @Test
    void only_generate_carries_a_model_and_native_code_for_one_platform() throws IOException {
        for (String module : Packages.MODULES) {
            List<String> names = files(module).stream()
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(".*\\.(onnx|so|dll|dylib)"))
                    .toList();
            assertThat(names)
                    .as(module)
                    .hasSize(module.equals("generate") ? 3 : 0)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void only_migrate_carries_flyway_and_only_upkeep_an_sqs_client() throws IOException {
        for (String module : Packages.MODULES) {
            List<String> names = jars(module).stream()
                    .map(jar -> jar.getFileName().toString())
                    .toList();
            assertThat(names.stream().anyMatch(name -> name.startsWith("flyway-")))
                    .as(module)
                    .isEqualTo(module.equals("migrate"));
            assertThat(names.stream().anyMatch(name -> name.startsWith("sqs-")))
                    .as(module)
                    .isEqualTo(module.equals("upkeep"));
            assertThat(names).as(module).noneMatch(name -> name.matches("(junit|assertj|embedded-|snakeyaml).*"));
        }
    }

    static List<String> modules() {
        return Packages.MODULES;
    }

    private static List<Path> jars(String module) throws IOException {
        try (Stream<Path> files = Files.list(Packages.folder(module).resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> files(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Packages.folder(module))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<String> entries(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }

    private static long zipped(String module) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Path file : files(module)) {
                zip.putNextEntry(
                        new ZipEntry(Packages.folder(module).relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return bytes.size();
    }
}
