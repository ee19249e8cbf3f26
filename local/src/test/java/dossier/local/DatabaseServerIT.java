package dossier.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class DatabaseServerIT {
    private final Path data;

    DatabaseServerIT(@TempDir Path data) {
        this.data = data;
    }

    @Test
    void a_killed_server_that_the_system_has_not_buried_yet_is_waited_for() throws IOException {
        DatabaseServer.open(data, Set.of()).close();
        Process unburied = new ProcessBuilder("sleep", "3").start();
        Files.writeString(data.resolve("postgres/postmaster.pid"), unburied.pid() + "\n");

        try (DatabaseServer again = DatabaseServer.open(data, Set.of())) {
            assertThat(again.database().port()).isPositive();
            assertThat(unburied.isAlive()).isFalse();
        }
    }
}
