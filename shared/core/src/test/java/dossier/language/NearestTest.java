package dossier.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {
    private static final List<String> NAMES = List.of("entity.register", "entity.link", "case.create", "case.close");

    @ParameterizedTest
    @ValueSource(strings = {"entity.lnk", "entity.lik", "entity.linkk", "entity.ilnk", "Entity.Link", "link"})
    void a_slip_of_the_finger_is_near(String written) {
        assertThat(Nearest.to(written, NAMES, 3)).first().isEqualTo("entity.link");
    }

    @Test
    void hyphen_and_underscore_are_the_same_distance() {
        assertThat(Nearest.to("legal_name", List.of("legal-name", "legal-form"), 1))
                .containsExactly("legal-name");
    }

    @Test
    void another_word_is_not_near() {
        assertThat(Nearest.to("passport", NAMES, 3)).isEmpty();
        assertThat(Nearest.to("", NAMES, 3)).isEmpty();
    }

    @Test
    void input_of_any_length_costs_nothing() {
        assertThat(Nearest.to("x".repeat(1_000_000), NAMES, 3)).isEmpty();
    }

    @Test
    void the_nearest_comes_first_and_ties_are_alphabetical() {
        assertThat(Nearest.to("ab", List.of("ad", "ac", "ab"), 2)).containsExactly("ab", "ac");
    }

    @Test
    void two_neighbours_swapped_are_one_change() {
        assertThat(Nearest.changes("abcd", "acbd", 3)).isEqualTo(1);
        assertThat(Nearest.changes("abcd", "xbyd", 3)).isEqualTo(2);
        assertThat(Nearest.changes("abcdef", "uvwxyz", 3)).isEqualTo(4);
    }
}
