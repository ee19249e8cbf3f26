package dossier.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dossier.json.Json;
import dossier.pipeline.Inquiry;
import dossier.pipeline.Outside;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedListsTest {
    private final EmbeddedLists lists = EmbeddedLists.shipped();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Dragomir Vasilyevich Thornescu          | OFAC-X-0001  | EXACT
            THORNESCU, Dragomir Vasilyevich         | OFAC-X-0001  | EXACT
            Dr. Dragomir Vasilyevich Thornescu      | OFAC-X-0001  | EXACT
            Dragomir Thornesku                      | OFAC-X-0001  | FUZZY
            Dragomir V. Thornescu                   | OFAC-X-0001  | FUZZY
            Kjaerstin Bjornulf Ostervag             | OFAC-X-0003  | EXACT
            Kjærstin Østervåg                       | OFAC-X-0003  | FUZZY
            Sheikh Yussuf Al-Qadrani                | OFAC-X-0002  | FUZZY
            Brennmoor Shipping                      | OFAC-X-0004  | EXACT
            BRENNMOOR SHIPPING CO. LTD.             | OFAC-X-0004  | EXACT
            Brenmoor Shipping Limited               | OFAC-X-0004  | FUZZY
            Al Nahrwan Petroleum Trading            | OFAC-X-0005  | EXACT
            AlNahrwan Petroleum Trading F.Z.E.      | OFAC-X-0005  | EXACT
            Precision Instruments Zolotovka PJSC    | OFAC-X-0006  | EXACT
            Sturmhoefer Maschinenbau                | EU-X-0004    | FUZZY
            Sturmhöfer Maschinenbau GmbH            | EU-X-0004    | EXACT
            Sturm Maschinenbau GmbH                 | EU-X-0004    | FUZZY
            Marisela Ximenez Quintanar              | PEP-X-0002   | EXACT
            """)
    void a_name_is_found_whatever_its_case_marks_order_titles_and_legal_form(String name, String entry, String match) {
        Json.Object hit = hits(ask(name)).stream()
                .filter(one -> one.text("entry").orElseThrow().equals(entry))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError(name + " is not found: " + ask(name).compact()));

        assertThat(hit.text("match")).contains(match);
        assertThat(hit.number("score").orElseThrow().signum()).isPositive();
        assertThat(hit.number("score").orElseThrow().compareTo(java.math.BigDecimal.ONE) == 0)
                .isEqualTo(match.equals("EXACT"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Jane Roe
            Dragomir
            Thornescu
            Dragomir Popescu
            Vasilyevich
            Shipping Company Limited
            Petroleum Trading FZE
            Zenith Fund SICAV
            Limited
            Yusuf Karim
            """)
    void a_name_that_only_shares_a_word_is_no_hit(String name) {
        assertThat(hits(ask(name))).isEmpty();
    }

    @Test
    void a_hit_names_list_version_and_entry_and_the_best_come_first() {
        Json.Object answer = ask("Dragomir Vasilyevich Thornescu");

        assertThat(hits(answer))
                .extracting(hit -> hit.text("entry").orElseThrow())
                .containsExactly("EU-X-0001", "OFAC-X-0001");
        assertThat(hits(answer).getFirst().compact())
                .isEqualTo("{\"list\":\"EU\",\"version\":\"example-2026-03-01\",\"entry\":\"EU-X-0001\","
                        + "\"programme\":\"EXAMPLE-ARMS\",\"name\":\"Dragomir Vasilyevich Thornescu\","
                        + "\"searched\":\"Dragomir Vasilyevich Thornescu\",\"match\":\"EXACT\",\"score\":1}");
        assertThat(answer.integer("count")).contains(2L);
    }

    @Test
    void only_lists_of_the_kind_and_those_asked_for_are_searched_and_what_is_not_here_is_told() {
        Json.Object answer = answered(Json.object()
                .put("names", Json.array(Json.text("Zolotovka Precision Instruments")))
                .put("type", "SANCTIONS")
                .put("lists", Json.array(Json.text("OFAC"), Json.text("SECO"), Json.text("PEP-EXAMPLE")))
                .build());

        assertThat(answer.object("lists").orElseThrow().members()).containsOnlyKeys("OFAC");
        assertThat(answer.get("missing").orElseThrow().compact()).isEqualTo("[\"SECO\",\"PEP-EXAMPLE\"]");
        assertThat(hits(answer))
                .extracting(hit -> hit.text("list").orElseThrow())
                .containsExactly("OFAC");
    }

    @Test
    void without_a_name_nothing_is_found() {
        assertThat(hits(answered(Json.object().put("type", "SANCTIONS").build())))
                .isEmpty();
    }

    @Test
    void every_one_of_several_names_is_searched_and_an_entry_is_one_hit() {
        Json.Object answer = ask("Nobody At All", "Brennmoor Shipping", "Brennmoor Lines Ltd");

        assertThat(hits(answer))
                .extracting(hit -> hit.text("entry").orElseThrow())
                .containsExactly("HMT-X-0002", "OFAC-X-0004");
    }

    @Test
    void another_service_is_not_answered() {
        assertThat(lists.ask(new Inquiry("weather", Json.object().build()), Duration.ofSeconds(1)))
                .isInstanceOf(Outside.Outcome.Unavailable.class);
    }

    @Test
    void a_list_that_lacks_its_version_is_refused_by_name() {
        Json.Object names = Json.parse("""
                {"threshold": 0.9, "wordThreshold": 0.8, "letters": {}, "titles": [], "forms": []}""").orThrow().asObject().orElseThrow();
        Json.Object list = Json.parse("""
                {"list": "HOUSE", "types": ["WATCHLIST"], "entries": [{"id": "1", "kind": "PERSON", "names": ["A B"]}]}""").orThrow().asObject().orElseThrow();

        assertThatThrownBy(() -> EmbeddedLists.of(List.of(list), names))
                .hasMessageContaining("version")
                .hasMessageContaining("HOUSE");
    }

    @Property(tries = 300)
    void any_text_is_searched_without_harm_and_scores_lie_between_threshold_and_one(
            @ForAll @StringLength(max = 600) String name) {
        for (Json.Object hit : hits(ask(name))) {
            assertThat(hit.number("score").orElseThrow())
                    .isBetween(new java.math.BigDecimal("0.88"), java.math.BigDecimal.ONE);
        }
    }

    private Json.Object ask(String... names) {
        return answered(Json.object()
                .put("names", Json.array(Arrays.stream(names).map(Json::text).toArray(Json[]::new)))
                .build());
    }

    private Json.Object answered(Json.Object question) {
        return ((Outside.Outcome.Answered)
                        lists.ask(new Inquiry(EmbeddedLists.SERVICE, question), Duration.ofSeconds(1)))
                .answer();
    }

    private static List<Json.Object> hits(Json.Object answer) {
        return answer.array("hits").orElseThrow().stream()
                .map(hit -> hit.asObject().orElseThrow())
                .toList();
    }
}
