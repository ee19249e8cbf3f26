package dossier.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A text of the greatest size takes a fraction of a second to read. One step for each pair of its bytes would be 10^12
 * steps, many minutes; the bound below tells the two apart on any machine.
 */
class LinearTimeTest {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final int SIZE = 1 << 20;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "(",
                ")",
                "[",
                "{",
                "\"",
                "\\",
                ";",
                "\n",
                ":",
                "@",
                "-",
                "1",
                ".",
                ",",
                "(a ",
                "\n(a ",
                "\n(a.b :x [",
                "(a :x {:k ",
                "\"\\\"\n",
                "\"a\"b ",
                "x\" ",
                "\n;",
                "é",
                "\u202e",
                "\"\n(a ",
                "@attr{",
                "@a{ ",
                "a.",
                "(a)",
                "(a :x \"y\")\n",
                "#",
                "(\n",
                ":k 1 ",
                "{:k 1} ",
                "; (\n",
                "\0",
                ") (a",
            })
    void any_repetition_is_read_in_linear_time(String piece) {
        byte[] text = piece.repeat(SIZE / piece.getBytes(StandardCharsets.UTF_8).length)
                .getBytes(StandardCharsets.UTF_8);
        assertTimeoutPreemptively(BOUND, () -> {
            Parsed parsed = Parser.parse(text, Limits.DEFAULT);
            assertThat(parsed.hasErrors() || !Printer.pretty(parsed.document()).isEmpty())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {":k%d 1 ", ":k%d {:k 1} ", ":k%d \"漢\" "})
    void many_keys_are_compared_in_linear_time(String entry) {
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            keys.append(entry.formatted(i));
        }
        assertTimeoutPreemptively(BOUND, () -> {
            assertThat(Parser.parse("(a " + keys + ")").diagnostics()).isEmpty();
            assertThat(Parser.parse("(a :m {" + keys + "})").diagnostics()).isEmpty();
        });
    }

    @Test
    void many_positions_in_one_long_line_are_worked_out_in_linear_time() {
        Document document = Parser.parse("(a :x [" + "\"漢\" ".repeat(10_000) + "])" + "(b :x \"漢\")".repeat(50_000))
                .document();
        assertTimeoutPreemptively(BOUND, () -> {
            List<Form> forms = document.forms();
            assertThat(forms).hasSize(50_001);
            assertThat(forms)
                    .allSatisfy(
                            form -> assertThat(document.position(form.span())).isPresent());
        });
    }

    @Test
    void a_deep_document_is_laid_out_in_linear_time() {
        String deep = "(a :x " + "[{:k ".repeat(30) + "\"" + "z".repeat(900_000) + "\"" + "}]".repeat(30) + ")";
        assertTimeoutPreemptively(
                BOUND,
                () -> assertThat(Printer.pretty(Parser.parse(deep).document())).contains("zzz"));
    }
}
