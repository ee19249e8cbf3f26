package dossier.generation.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TextTest {
    private final Tokens tokeniser = new Tokens(English.load().abbreviations(), Map.of());

    @Property
    void every_token_stands_where_it_says(@ForAll @StringLength(max = 400) String text) {
        for (Token token : tokeniser.split(text)) {
            assertThat(token.text())
                    .isEqualTo(text.substring(token.from(), token.to()))
                    .isNotEmpty();
        }
    }

    @Property
    void tokens_do_not_overlap(@ForAll @StringLength(max = 400) String text) {
        List<Token> tokens = tokeniser.split(text);

        for (int i = 1; i < tokens.size(); i++) {
            assertThat(tokens.get(i).from())
                    .isGreaterThanOrEqualTo(tokens.get(i - 1).to());
        }
    }

    @Test
    void a_legal_form_keeps_its_dots_and_a_sentence_gives_its_dot_up() {
        assertThat(words("Corvane Fund Services S.A. owns Acme Ltd. and so on."))
                .containsExactly("Corvane", "Fund", "Services", "S.A.", "owns", "Acme", "Ltd.", "and", "so", "on", ".");
    }

    @Test
    void what_belongs_to_somebody_loses_its_ending() {
        assertThat(words("File Jane's passport and the trustees' deed"))
                .containsExactly("File", "Jane", "'s", "passport", "and", "the", "trustees", "'", "deed");
    }

    @Test
    void a_quotation_is_one_token() {
        assertThat(words("note \"close it, now\" please")).containsExactly("note", "close it, now", "please");
    }

    @Test
    void a_quotation_that_is_never_closed_takes_the_rest() {
        assertThat(words("note \"close it, now please")).containsExactly("note", "close it, now please");
    }

    @Test
    void a_pasted_form_is_one_token() {
        List<Token> tokens = tokeniser.split("he wrote (case.approve :case-id \"x\") to us (i.e. me)");

        assertThat(tokens.get(2).kind()).isEqualTo(Token.Kind.QUOTED);
        assertThat(tokens.get(2).text()).startsWith("(case.approve").endsWith(")");
    }

    @Test
    void one_word_in_its_inflections_has_one_stem() {
        assertThat(List.of("register", "registers", "registered", "registering").stream()
                        .map(Stem::of)
                        .distinct())
                .hasSize(1);
        assertThat(List.of("verify", "verified", "verifying", "verification").stream()
                        .map(Stem::of)
                        .distinct())
                .hasSize(1);
        assertThat(List.of("own", "owns", "owned", "owner", "ownership").stream()
                        .map(Stem::of)
                        .distinct())
                .hasSize(1);
    }

    private List<String> words(String text) {
        return tokeniser.split(text).stream().map(Token::text).toList();
    }
}
