package dossier.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void what_is_built_is_written_in_the_order_put_and_read_back_equal() {
        Json.Object built = Json.object()
                .put("zeta", "é \"quoted\" \\ \n")
                .put("alpha", new BigDecimal("33.3300"))
                .put("count", 5)
                .put("yes", true)
                .put("nothing", Json.nil())
                .putText("absent", Optional.empty())
                .putOrNull("empty", Optional.empty())
                .putTexts("names", List.of("a", "b"))
                .put("inner", Json.object().put("x", 1))
                .build();

        assertThat(built.compact())
                .isEqualTo("{\"zeta\":\"é \\\"quoted\\\" \\\\ \\n\",\"alpha\":33.3300,\"count\":5,\"yes\":true,"
                        + "\"nothing\":null,\"empty\":null,\"names\":[\"a\",\"b\"],\"inner\":{\"x\":1}}");
        assertThat(Json.parse(built.bytes()).orThrow()).isEqualTo(built);
        assertThat(Json.parse(built.pretty()).orThrow()).isEqualTo(built);
    }

    @Test
    void pretty_text_has_a_member_a_line() {
        Json json = Json.object()
                .put("a", 1)
                .put("none", Json.array())
                .put("list", Json.array(Json.number(1), Json.object().build()))
                .build();

        assertThat(json.pretty()).isEqualTo("""
                        {
                          "a": 1,
                          "none": [],
                          "list": [
                            1,
                            {}
                          ]
                        }""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.50", "1E+5", "1E-30", "12345678901234567890.123456789", "0.000", "1.5E+300"})
    void a_number_keeps_its_digits_and_its_scale(String digits) {
        BigDecimal exact = new BigDecimal(digits);

        assertThat(Json.parse(Json.number(exact).compact()).orThrow()).isEqualTo(Json.number(exact));
    }

    @Test
    void a_lookup_of_another_type_is_empty() {
        Json json = Json.parse("{\"a\":{\"b\":[1,2.5]},\"t\":\"x\"}").orThrow();

        assertThat(json.at("a", "b").flatMap(Json::asArray).orElseThrow()).hasSize(2);
        assertThat(json.at("a", "missing")).isEmpty();
        assertThat(json.at("t").flatMap(Json::asNumber)).isEmpty();
        assertThat(Json.parse("2.5").orThrow().asInteger()).isEmpty();
        assertThat(Json.parse("2.0").orThrow().asInteger()).contains(2L);
        assertThat(Json.parse("1e300").orThrow().asInteger()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,",
                "[1,]",
                "{\"a\":1,}",
                "{\"a\":1,\"a\":2}",
                "{a:1}",
                "'a'",
                "01",
                "+1",
                ".5",
                "1.",
                "4E443333333333333331",
                "NaN",
                "1e401",
                "1e-999999999",
                "nul",
                "1 2",
                "{} x",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "{\"\\ud800\":1}",
                "\"a\nb\"",
                "// c\n1",
                "\uFEFF1"
            })
    void what_the_standard_does_not_allow_is_malformed(String text) {
        assertThat(Json.parse(text)).isInstanceOf(Json.Outcome.Malformed.class);
    }

    @Test
    void a_refusal_names_line_and_column() {
        assertThat(Json.parse("{\n  \"a\": 1,\n  \"a\": 2\n}"))
                .isEqualTo(new Json.Outcome.Malformed("The same name stands twice in one object", 3, 3));
        byte[] bad = "{\n \"é\": \"\u0000\"}".getBytes(StandardCharsets.UTF_8);
        bad[bad.length - 3] = (byte) 0xC0;
        assertThat(Json.parse(bad)).isEqualTo(new Json.Outcome.Malformed("This is not valid UTF-8", 2, 8));
    }

    @Test
    void overlong_and_surrogate_bytes_are_not_utf_8() {
        assertThat(Json.parse(new byte[] {'"', (byte) 0xC1, (byte) 0x81, '"'}))
                .isInstanceOf(Json.Outcome.Malformed.class);
        assertThat(Json.parse(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}))
                .isInstanceOf(Json.Outcome.Malformed.class);
        assertThat(Json.parse(new byte[] {'"', (byte) 0xE2, (byte) 0x82})).isInstanceOf(Json.Outcome.Malformed.class);
    }

    @Test
    void depth_and_number_length_have_limits() {
        assertThat(Json.parse("[".repeat(256) + "]".repeat(256)).value()).isPresent();
        assertThat(Json.parse("[".repeat(257) + "]".repeat(257)).value()).isEmpty();
        assertThat(Json.parse("[".repeat(100_000)).value()).isEmpty();
        assertThat(Json.parse("9".repeat(100)).value()).isPresent();
        assertThat(Json.parse("9".repeat(101)).value()).isEmpty();
        assertThat(Json.parse("9".repeat(100_000)).value()).isEmpty();
    }
}
