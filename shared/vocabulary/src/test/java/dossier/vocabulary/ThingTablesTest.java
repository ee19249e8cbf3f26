package dossier.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.compiler.Tables;
import dossier.registry.RegistryLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ThingTablesTest {
    private static final Path MIGRATIONS = Path.of("../../migrations/src/main/resources/db/migration");

    @Test
    void every_kind_has_its_table_in_a_migration_exactly_as_its_definition_says() throws IOException {
        String migrations;
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            migrations = files.filter(file -> file.toString().endsWith(".sql"))
                    .map(ThingTablesTest::read)
                    .collect(Collectors.joining());
        }

        for (var kind : RegistryLoader.shipped().kinds()) {
            assertThat(migrations).contains(Tables.sql(java.util.List.of(kind)));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
