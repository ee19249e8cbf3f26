package dossier.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.language.Limits;
import dossier.language.Parsed;
import dossier.language.Parser;
import dossier.registry.RegistryLoader;
import dossier.registry.Typing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What registers publish becomes documents that the language accepts. */
class ImportTest {
    private static final Path FIXTURES = Path.of("../shared/core/src/test/resources/dossier/ownership/exchange")
            .toAbsolutePath();

    private final Terminal terminal = Terminal.ofProcess(Map.of());

    @TempDir
    Path folder;

    private Path imported(String format, Path file) throws Exception {
        Path out = folder.resolve(format + ".dossier");

        assertThat(new Import(terminal).run(List.of(format, file.toString(), "--out", out.toString())))
                .isEqualTo(Command.DONE);

        Parsed parsed = Parser.parse(Files.readAllBytes(out), Limits.DEFAULT);
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(new Typing(RegistryLoader.shipped()).check(parsed, true).diagnostics())
                .isEmpty();
        return out;
    }

    @Test
    void statements_of_the_standard_become_a_valid_document() throws Exception {
        assertThat(imported("bods", FIXTURES.resolve("register.json")))
                .content()
                .isEqualTo(Files.readString(FIXTURES.resolve("register.dossier")));
    }

    @Test
    void entries_of_the_register_of_significant_control_become_a_valid_document() throws Exception {
        assertThat(imported("psc", FIXTURES.resolve("psc.jsonl")))
                .content()
                .isEqualTo(Files.readString(FIXTURES.resolve("psc.dossier")));
    }

    @Test
    void relationship_records_become_a_valid_document() throws Exception {
        assertThat(imported("gleif", FIXTURES.resolve("gleif.csv")))
                .content()
                .isEqualTo(Files.readString(FIXTURES.resolve("gleif.dossier")));
    }

    @Test
    void a_document_becomes_statements_that_say_who_published_them_when() throws Exception {
        Path out = folder.resolve("out.json");
        Clock clock = Clock.fixed(Instant.parse("2026-11-25T10:00:00Z"), ZoneOffset.UTC);

        int exit = new Transform(terminal, RegistryLoader::shipped, clock)
                .run(List.of(
                        "bods",
                        FIXTURES.resolve("group.dossier").toString(),
                        "--publisher",
                        "A Bank",
                        "--out",
                        out.toString()));

        assertThat(exit).isEqualTo(Command.DONE);
        assertThat(Json.parse(Files.readAllBytes(out)))
                .isEqualTo(Json.parse(Files.readAllBytes(FIXTURES.resolve("group.json"))));
    }

    @Test
    void a_file_without_a_single_statement_is_refused() throws Exception {
        Path file = Files.writeString(folder.resolve("no.json"), "not json at all");

        assertThat(new Import(terminal)
                        .run(List.of(
                                "bods",
                                file.toString(),
                                "--out",
                                folder.resolve("none").toString())))
                .isEqualTo(Command.REJECTED);
    }
}
