package dossier.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
    private static final String ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

    @Test
    void a_form_is_a_verb_with_keys_and_values_in_order() {
        Form form = form("(entity.link :link-id \"l-1\" :b 2 :a.b 1)");
        assertThat(form.verb()).isEqualTo("entity.link");
        assertThat(form.entries()).extracting(Form.Entry::key).containsExactly("link-id", "b", "a.b");
        assertThat(form.value("link-id")).contains(new Value.Text("l-1", new Span(22, 27)));
    }

    @Test
    void forms_keep_the_order_of_the_text() {
        assertThat(sound("(b)(a)\n(c)").forms()).extracting(Form::verb).containsExactly("b", "a", "c");
    }

    @Test
    void a_comma_is_white_space() {
        assertThat(Shape.of(sound("(a,:x,[1,2,,3],:y,{:k,1,})")))
                .isEqualTo(Shape.of(sound("(a :x [1 2 3] :y {:k 1})")));
    }

    @Test
    void child_forms_follow_the_keys() {
        Form form = form("(group :name \"g\" (a.b :x 1 (deep)) (c.d))");
        assertThat(form.entries()).hasSize(1);
        assertThat(form.children()).extracting(Form::verb).containsExactly("a.b", "c.d");
        assertThat(form.children().getFirst().children()).extracting(Form::verb).containsExactly("deep");
    }

    @ParameterizedTest
    @CsvSource({
        "12, 12",
        "0.50, 0.50",
        "-3.20, -3.20",
        "007, 7",
        "-0, 0",
        "0.000, 0.000",
        "99999999999999999999999999999999999999, 99999999999999999999999999999999999999",
        "-0.1234567890123456789012345678901234567, -0.1234567890123456789012345678901234567",
    })
    void a_number_keeps_every_digit(String written, BigDecimal amount) {
        assertThat(value(written)).isInstanceOfSatisfying(Value.Numeric.class, number -> {
            assertThat(number.amount()).isEqualTo(amount);
            assertThat(number.unit()).isEqualTo(Value.Unit.PLAIN);
        });
    }

    @Test
    void a_number_keeps_its_unit() {
        assertThat(value("33.3333%"))
                .isEqualTo(new Value.Numeric(new BigDecimal("33.3333"), Value.Unit.PERCENT, new Span(6, 14)));
        assertThat(value("-100.00USD"))
                .isEqualTo(
                        new Value.Numeric(new BigDecimal("-100.00"), new Value.Unit.Currency("USD"), new Span(6, 16)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "-a", "--5", "-5a", "-5.a", "_", "trueish", "nil.x", "OWNERSHIP", "a-1.b_2", "-5USDX"})
    void a_bare_word_that_cannot_be_a_number_is_a_symbol(String word) {
        assertThat(value(word))
                .isInstanceOfSatisfying(
                        Value.Symbol.class, symbol -> assertThat(symbol.name()).isEqualTo(word));
    }

    @Test
    void what_can_be_a_number_is_a_number() {
        assertThat(value("-5")).isInstanceOf(Value.Numeric.class);
        assertThat(value("-5USD")).isInstanceOf(Value.Numeric.class);
    }

    @Test
    void true_false_and_nil_are_words_of_their_own() {
        assertThat(value("true")).isEqualTo(new Value.Bool(true, new Span(6, 10)));
        assertThat(value("false")).isEqualTo(new Value.Bool(false, new Span(6, 11)));
        assertThat(value("nil")).isEqualTo(new Value.Nil(new Span(6, 9)));
    }

    @Test
    void escapes_are_undone() {
        assertThat(text("\"\\\"\\\\\\n\\r\\t\\u00e9\\uD83D\\uDE00\"")).isEqualTo("\"\\\n\r\té😀");
    }

    @Test
    void a_string_may_span_lines_and_hold_anything() {
        assertThat(text("\"one\n(two) ; three\u202e\"")).isEqualTo("one\n(two) ; three\u202e");
        assertThat(text("\"漢字 😀\"")).isEqualTo("漢字 😀");
    }

    @Test
    void a_map_key_is_a_key_a_string_or_a_reference() {
        Value.Fields map = (Value.Fields) value("{:a 1 \"b c\" 2 @attr{d.e} 3}");
        assertThat(map.fields().stream().map(field -> field.key().getClass().getSimpleName()))
                .containsExactly("Named", "Quoted", "Referenced");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@attr{" + ID + "}", "@attr{\"" + ID + "\"}", "@attr{ " + ID + " }"})
    void a_reference_may_be_a_uuid(String written) {
        assertThat(reference(written).id()).contains(UUID.fromString(ID));
        assertThat(reference(written).name()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@attr{" + ID + ":fund.legal_name}", "@attr{\"" + ID + "\":fund.legal_name}"})
    void a_reference_may_be_a_uuid_and_a_name(String written) {
        assertThat(reference(written).id()).contains(UUID.fromString(ID));
        assertThat(reference(written).name()).contains("fund.legal_name");
    }

    @Test
    void a_reference_may_be_a_name() {
        assertThat(reference("@attr{fund.legal-name}"))
                .isEqualTo(new Value.Attribute(Optional.empty(), Optional.of("fund.legal-name"), new Span(6, 28)));
        assertThat(reference("@attr{abcdef01-x}").name()).contains("abcdef01-x");
    }

    @Test
    void comments_stand_wherever_white_space_may() {
        Document document = sound(";1\n(;2\na.b;3\n:x;4\n[;5\n1;6\n];7\n:y {;8\n:k;9\n2;10\n};11\n);12");
        assertThat(document.comments())
                .extracting(Comment::text)
                .containsExactly(";1", ";2", ";3", ";4", ";5", ";6", ";7", ";8", ";9", ";10", ";11", ";12");
        assertThat(Shape.of(document)).isEqualTo(Shape.of(sound("(a.b :x [1] :y {:k 2})")));
    }

    @Test
    void a_comment_knows_whether_something_stands_before_it() {
        assertThat(sound("; own\n(a) ; behind\n  ;; own \r\n").comments())
                .containsExactly(
                        new Comment("; own", false, new Span(0, 5)),
                        new Comment("; behind", true, new Span(10, 18)),
                        new Comment(";; own", false, new Span(21, 27)));
    }

    @Test
    void a_leading_byte_order_mark_is_skipped() {
        Document document = sound("\ufeff(a :x 1)");
        assertThat(document.position(document.forms().getFirst().span())).contains(new Position(3, 1, 1, 8));
        assertThat(document.text()).contains("\ufeff(a :x 1)");
    }

    @Test
    void positions_count_bytes_lines_and_code_points() {
        Document document = sound("(a :x \"é😀\"\r\n :y [1 漢漢])".replace("漢漢", "\"漢\""));
        Form form = document.forms().getFirst();
        assertThat(document.position(form.entries().get(0).value().span())).contains(new Position(6, 1, 7, 4));
        assertThat(document.position(form.entries().get(1).keySpan())).contains(new Position(17, 2, 2, 2));
        Value.Many list = (Value.Many) form.entries().get(1).value();
        assertThat(document.position(list.items().get(1).span())).contains(new Position(23, 2, 8, 3));
    }

    @Test
    void a_column_is_right_far_into_a_long_line_of_wide_characters() {
        Document document = sound("(a :x \"" + "漢".repeat(2_000) + "\" :y 1)");
        Form.Entry last = document.forms().getFirst().entries().getLast();
        assertThat(document.position(last.keySpan())).contains(new Position(6_009, 1, 2_010, 2));
    }

    @Test
    void verbatim_text_is_the_text() {
        String text = ";; é\r\n(a :x 1,)\t; z\n\n";
        assertThat(sound(text).text()).contains(text);
    }

    @Test
    void a_broken_form_does_not_hide_the_sound_ones() {
        Parsed parsed = Parser.parse("(a.b :x 1)\n(c.d :y)\n(e.f :z 3)");
        assertThat(parsed.document().forms()).extracting(Form::verb).containsExactly("a.b", "c.d", "e.f");
        assertThat(parsed.isSound(0)).isTrue();
        assertThat(parsed.isSound(1)).isFalse();
        assertThat(parsed.isSound(2)).isTrue();
    }

    @Test
    void a_missing_bracket_does_not_swallow_the_forms_behind_it() {
        Parsed parsed = Parser.parse("(a.b :x 1\n(c.d :y 2)\n(e.f :z 3)\n");
        assertThat(parsed.document().forms()).extracting(Form::verb).containsExactly("a.b", "c.d", "e.f");
        assertThat(codes(parsed)).containsExactly("SYN-UNCLOSED");
    }

    @Test
    void a_lone_surrogate_in_text_is_an_error_where_it_stands() {
        Parsed parsed = Parser.parse("(a :x \"é\ud800\")");
        assertThat(codes(parsed)).containsExactly("SYN-ENCODING");
        assertThat(parsed.diagnostics().getFirst().position()).contains(new Position(9, 1, 9, 1));
    }

    @Test
    void invalid_utf8_is_an_error_where_it_stands() {
        byte[] text = "(a :x \"?\" :y 1)".getBytes(StandardCharsets.US_ASCII);
        text[7] = (byte) 0xc0;
        Parsed parsed = Parser.parse(text, Limits.DEFAULT);
        assertThat(codes(parsed)).containsExactly("SYN-ENCODING");
        assertThat(parsed.diagnostics().getFirst().position().map(Position::offset))
                .contains(7);
        assertThat(parsed.isSound(0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a :x \"\0\")", "(a :x \0 )", "(a\0 :x 1)", "; \0\n(a)", "\0(a)"})
    void nul_is_an_error_anywhere(String text) {
        assertThat(codes(Parser.parse(text))).containsExactly("SYN-CHARACTER");
    }

    @Test
    void no_text_at_all_is_an_error_at_its_beginning() {
        Parsed parsed = Parser.parse("");
        assertThat(codes(parsed)).containsExactly("SYN-EMPTY");
        assertThat(parsed.diagnostics().getFirst().position()).contains(new Position(0, 1, 1, 0));
    }

    @Test
    void sql_in_a_string_is_only_text() {
        assertThat(text("\"'; DROP TABLE cases; --\"")).isEqualTo("'; DROP TABLE cases; --");
    }

    private static List<String> codes(Parsed parsed) {
        return parsed.diagnostics().stream().map(Diagnostic::code).toList();
    }

    private static Document sound(String text) {
        Parsed parsed = Parser.parse(text);
        assertThat(parsed.diagnostics()).as(text).isEmpty();
        return parsed.document();
    }

    private static Form form(String text) {
        return sound(text).forms().getFirst();
    }

    private static Value value(String written) {
        return form("(a :x " + written + ")").entries().getFirst().value();
    }

    private static String text(String written) {
        return ((Value.Text) value(written)).value();
    }

    private static Value.Attribute reference(String written) {
        return (Value.Attribute) value(written);
    }
}
