package dossier.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Whatever the bytes, reading ends in a document or in diagnostics that say where. */
class HostileTextTest {
    private static final String[] PIECES = {
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "\\",
        "\n",
        "\n(",
        "\n(a.b ",
        ";",
        ":",
        ":a ",
        "@attr{",
        "@",
        "%",
        "-",
        "1",
        "1.5",
        "USD",
        ".",
        "a",
        "a.b",
        "é",
        "\0",
        "\\u",
        "\\ud800",
        " ",
        ",",
        "\u202e",
        "true",
        "nil",
        "\"\"",
        "(a :b 1)",
        "\ufeff",
        "\r",
    };

    @Property(tries = 300)
    void any_bytes_end_in_a_result(@ForAll @Size(max = 65_536) byte[] bytes) {
        check(bytes);
    }

    @Property(tries = 3_000)
    void any_sequence_of_pieces_of_the_language_ends_in_a_result(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0, n = random.nextInt(200); i < n; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        check(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 1_000)
    void a_document_with_one_byte_changed_ends_in_a_result(@ForAll long seed) {
        Generated generated = new Generated(seed);
        byte[] bytes = generated
                .disturbed(Printer.minify(Document.of(generated.forms())))
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(seed);
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        check(bytes);
    }

    static void check(byte[] bytes) {
        Parsed parsed = Parser.parse(bytes, Limits.DEFAULT);
        List<Diagnostic> diagnostics = parsed.diagnostics();
        assertThat(diagnostics).hasSizeLessThanOrEqualTo(Limits.DEFAULT.maxErrors() + 1);
        Caret caret = new Caret("text", parsed.document().text().orElseThrow());
        int last = 0;
        for (Diagnostic diagnostic : diagnostics) {
            Position position = diagnostic.position().orElseThrow();
            assertThat(position.offset()).isBetween(last, bytes.length);
            assertThat(position.line()).isPositive();
            assertThat(position.column()).isPositive();
            assertThat(diagnostic.message()).isNotBlank();
            assertThat(diagnostic.hint()).isNotBlank();
            assertThat(caret.render(diagnostic)).contains("^");
            last = position.offset();
        }
        if (diagnostics.isEmpty()) {
            assertThat(parsed.document().forms()).isNotEmpty();
            String pretty = Printer.pretty(parsed.document());
            Parsed again = Parser.parse(pretty);
            assertThat(again.diagnostics()).as(pretty).isEmpty();
            assertThat(Shape.of(again.document())).isEqualTo(Shape.of(parsed.document()));
            assertThat(Printer.pretty(again.document())).isEqualTo(pretty);
        }
    }
}
