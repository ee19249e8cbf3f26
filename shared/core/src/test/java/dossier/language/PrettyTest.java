package dossier.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PrettyTest {
    @Test
    void a_document_is_laid_out_as_the_golden_file_says() throws IOException {
        assertThat(Printer.pretty(Parser.parse(resource("pretty.dossier")).document()))
                .isEqualTo(resource("pretty.expected"));
    }

    @Test
    void a_laid_out_document_stays_as_it_is() throws IOException {
        String text = resource("pretty.expected");
        assertThat(Printer.pretty(Parser.parse(text).document())).isEqualTo(text);
    }

    @Test
    void what_fits_on_a_line_stands_on_a_line() {
        assertThat(pretty("(a\n :x\n  [1,2]\n :y {:k \"v\" :l nil})"))
                .isEqualTo("(a :x [1 2] :y {:k \"v\", :l nil})\n");
    }

    @Test
    void blank_lines_between_forms_become_one() {
        assertThat(pretty("\n\n(a)\n\n\n\n(b)\n(c)\n\n; d\n\n\n; e\n")).isEqualTo("(a)\n\n(b)\n(c)\n\n; d\n\n; e\n");
    }

    @Test
    void depth_costs_no_more_width_than_its_level() {
        String text = pretty("(a :x " + "{:key-of-some-length ".repeat(60) + "1" + "}".repeat(60) + ")");
        assertThat(text.lines().mapToInt(String::length).max().orElseThrow()).isBetween(100, 300);
    }

    @Test
    void what_no_text_can_say_is_refused() {
        assertThatThrownBy(() -> Printer.line(new Value.Symbol("true", Span.NONE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Printer.line(new Value.Symbol("x) (y", Span.NONE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Printer.line(new Value.Text("\0", Span.NONE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        Printer.line(new Value.Numeric(BigDecimal.ONE, new Value.Unit.Currency("usd"), Span.NONE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Printer.line(new Form("a b", Span.NONE, List.of(), List.of(), Span.NONE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void minified_text_has_only_the_white_space_it_needs() {
        Document document = Parser.parse("(a :x [1 \"b\" [2]] ; c\n :y {\"k\" nil :l @attr{m}} (b))\n(c)")
                .document();
        assertThat(Printer.minify(document)).isEqualTo("(a :x[1 \"b\"[2]]:y{\"k\" nil :l @attr{m}}(b))(c)");
    }

    private static String pretty(String text) {
        return Printer.pretty(Parser.parse(text).document());
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(PrettyTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
