package dossier.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    @Test
    void a_text_of_the_greatest_size_is_read_and_one_byte_more_is_not() {
        String text = "(a :x \"" + "z".repeat((1 << 20) - 9) + "\")";
        assertThat(codes(text)).isEmpty();
        assertThat(codes(text + " ")).containsExactly("LIM-SIZE");
    }

    @ParameterizedTest
    @CsvSource({"'(a :x ', [, ], 63", "'(a :x ', '{:k ', }, 63", "'', '(a ', ), 64"})
    void sixty_four_levels_are_read_and_one_more_is_not(String head, String open, String close, int levels) {
        String tail = head.isEmpty() ? "" : ")";
        assertThat(codes(head + open.repeat(levels - 1) + innermost(open) + close.repeat(levels - 1) + tail))
                .isEmpty();
        assertThat(codes(head + open.repeat(levels) + innermost(open) + close.repeat(levels) + tail))
                .containsExactly("LIM-DEPTH");
    }

    private static String innermost(String open) {
        return open.startsWith("{") ? "{}" : open.startsWith("[") ? "[]" : "(a)";
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "{", "(a ", "(a :x [", "(a :x {:k ", "@attr{", "\"", "(a :x \""})
    void ten_thousand_open_brackets_end_in_diagnostics(String open) {
        assertThat(codes(open.repeat(10_000))).isNotEmpty();
    }

    @Test
    void ten_thousand_levels_are_one_error() {
        assertThat(codes("(a ".repeat(10_000) + ")".repeat(10_000))).containsExactly("LIM-DEPTH");
        assertThat(codes("(a :x " + "[".repeat(10_000) + "]".repeat(10_000) + ")"))
                .containsExactly("LIM-DEPTH");
    }

    @Test
    void a_list_of_the_greatest_length_is_read_and_one_item_more_is_not() {
        assertThat(codes("(a :x [" + "1 ".repeat(10_000) + "])")).isEmpty();
        assertThat(codes("(a :x [" + "1 ".repeat(10_001) + "])")).containsExactly("LIM-LENGTH");
        assertThat(codes("(a :x [" + "1 ".repeat(20_000) + "])")).containsExactly("LIM-LENGTH");
    }

    @Test
    void a_map_and_the_keys_of_a_form_have_the_same_limit() {
        assertThat(codes("(a :x {" + keys(10_000) + "})")).isEmpty();
        assertThat(codes("(a :x {" + keys(10_001) + "})")).containsExactly("LIM-LENGTH");
        assertThat(codes("(a " + keys(10_000) + ")")).isEmpty();
        assertThat(codes("(a " + keys(10_001) + ")")).containsExactly("LIM-LENGTH");
    }

    @Test
    void a_key_far_behind_is_still_found_twice() {
        assertThat(codes("(a " + keys(5_000) + ":k17 1)")).containsExactly("SYN-DUPLICATE");
        assertThat(codes("(a :x {" + keys(5_000) + "\"k17\" 1})")).containsExactly("SYN-DUPLICATE");
    }

    @Test
    void reading_stops_after_a_hundred_errors_and_says_so() {
        List<String> codes = codes("(a :x)\n".repeat(5_000));
        assertThat(codes).hasSize(101).startsWith("SYN-VALUE").endsWith("LIM-ERRORS");
    }

    @Test
    void thirty_eight_digits_are_read_and_one_more_is_not() {
        assertThat(codes("(a :x " + "1".repeat(38) + ")")).isEmpty();
        assertThat(codes("(a :x " + "1".repeat(39) + ")")).containsExactly("LIM-DIGITS");
        assertThat(codes("(a :x 0." + "1".repeat(38) + ")")).containsExactly("LIM-DIGITS");
    }

    @Test
    void a_value_of_a_megabyte_is_read() {
        assertThat(codes("(a :x \"" + "\\n".repeat(500_000) + "\")")).isEmpty();
    }

    @Test
    void a_depth_that_could_exhaust_the_stack_cannot_be_asked_for() {
        assertThatThrownBy(() -> new Limits(1, 10_000, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String keys(int count) {
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < count; i++) {
            keys.append(":k").append(i).append(" 1 ");
        }
        return keys.toString();
    }

    private static List<String> codes(String text) {
        return Parser.parse(text).diagnostics().stream().map(Diagnostic::code).toList();
    }
}
