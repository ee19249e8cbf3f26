package dossier.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page on the command line lists what there is. */
class CommandLinePageTest {
    @Test
    void the_page_shows_how_to_type_each_command() throws IOException {
        String page = Files.readString(Path.of("../docs/cli.md"));
        Main main = new Main(Terminal.ofProcess(Map.of()), Map.of(), Clock.systemUTC());

        assertThat(page.lines()
                        .filter(line -> line.startsWith("    ./dossier "))
                        .map(String::strip))
                .containsExactlyInAnyOrderElementsOf(main.commands().stream()
                        .flatMap(command -> command.usage().lines())
                        .map(usage -> "./dossier " + usage)
                        .toList());
    }
}
