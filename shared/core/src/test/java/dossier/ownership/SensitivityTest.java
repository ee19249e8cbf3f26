package dossier.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class SensitivityTest {
    private final Answers answers = Answers.shipped(Clock.systemUTC());

    /** Link, what it would be, regime, and the verdict before and after. */
    private List<String> flips(String regime, String... links) {
        StringBuilder document = new StringBuilder();
        for (String id : List.of("t", "a")) {
            document.append("(entity.register :entity-id \"%s\" :entity-type \"LIMITED_COMPANY\")\n".formatted(id));
        }
        for (String id : List.of("p", "q")) {
            document.append("(entity.register :entity-id \"%s\" :entity-type \"PROPER_PERSON\")\n".formatted(id));
        }
        for (int i = 0; i < links.length; i++) {
            String[] link = links[i].split(" ", 3);
            document.append(
                    "(entity.link :link-id \"l%d\" :from-entity \"%s\" :to-entity \"%s\" :relationship-type \"OWNERSHIP\" :relationship-props {:ownership-percentage %s})\n"
                            .formatted(i + 1, link[0], link[1], link[2]));
        }
        Json.Object query = Json.object()
                .put("entity", "t")
                .put("validAt", "2028-01-01")
                .put("regimes", regime)
                .put("sensitivity", true)
                .build();
        Json.Object answer = answers.one(document.toString(), query);
        return answer.object("sensitivity").orElseThrow().array("flips").orElseThrow().stream()
                .flatMap(flip -> flip.at("flips").flatMap(Json::asArray).orElseThrow().stream()
                        .map(turn -> text(flip, "link") + " " + text(flip, "would", "percent") + " "
                                + text(turn, "person") + " " + text(turn, "from") + " " + text(turn, "to")))
                .toList();
    }

    private static String text(Json from, String... path) {
        return from.at(path).flatMap(Json::asText).orElse("");
    }

    @Test
    void a_quarter_is_one_share_from_being_an_owner_and_one_from_not() {
        assertThat(flips("AMLD", "p t 25%")).containsExactly("l1 25.01 p NOT_OWNER OWNER");
        assertThat(flips("AMLR", "p t 25%")).containsExactly("l1 24.99 p OWNER NOT_OWNER");
    }

    @Test
    void the_ends_of_a_band_decide_what_the_band_leaves_open() {
        assertThat(flips("AMLD", "p t {:from 25% :to 50%}"))
                .containsExactly("l1 25 p UNDETERMINED NOT_OWNER", "l1 50 p UNDETERMINED OWNER");
    }

    @Test
    void half_of_a_holder_is_one_share_from_controlling_it() {
        assertThat(flips("UK_PSC", "p a 50%", "a t 30%")).containsExactly("l1 50.01 p NOT_OWNER OWNER");
    }

    @Test
    void what_is_far_from_every_threshold_flips_nothing() {
        assertThat(flips("AMLD", "p t 40%")).isEmpty();
    }
}
