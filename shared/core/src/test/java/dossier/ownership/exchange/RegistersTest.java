package dossier.ownership.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.language.Form;
import dossier.ownership.Answers;
import dossier.ownership.Finding;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class RegistersTest {
    private static Fixture psc(String text) throws IOException {
        Fixture read = new Fixture();
        PscReader.read(new StringReader(text), read);
        return read;
    }

    private static Fixture gleif(String text) throws IOException {
        Fixture read = new Fixture();
        GleifReader.read(new StringReader(text), read);
        return read;
    }

    @Test
    void natures_of_control_become_bands_and_what_an_entry_does_not_say_is_told() throws IOException {
        Fixture read = psc(Fixture.text("psc.jsonl"));

        assertThat(read.document()).isEqualTo(Fixture.text("psc.dossier"));
        assertThat(read.told()).isEqualTo(Fixture.text("psc.findings"));
    }

    @Test
    void a_consolidated_entity_is_a_subsidiary_of_unknown_share() throws IOException {
        Fixture read = gleif(Fixture.text("gleif.csv"));

        assertThat(read.document()).isEqualTo(Fixture.text("gleif.dossier"));
        assertThat(read.told()).isEqualTo(Fixture.text("gleif.findings"));
    }

    @Test
    void relationship_records_in_json_say_the_same_and_a_broken_one_stops_nothing() throws IOException {
        Fixture read = gleif(Fixture.text("relationships.json"));

        assertThat(read.document()).isEqualTo(Fixture.text("relationships.dossier"));
        assertThat(read.told()).contains("GLEIF-LINE Line ").contains("GLEIF-QUANTIFIER");
    }

    @Test
    void a_reporting_exception_names_nobody() throws IOException {
        Fixture read = gleif(Fixture.text("gleif-exceptions.csv"));

        assertThat(read.forms).isEmpty();
        assertThat(read.told()).isEqualTo(Fixture.text("gleif-exceptions.findings"));
    }

    @Test
    void who_owns_a_consolidating_parent_is_no_owner_of_the_child_but_undetermined() throws IOException {
        String document = gleif(Fixture.text("gleif.csv")).document()
                + "(entity.register :entity-id \"p\" :entity-type PROPER_PERSON)\n"
                + "(entity.link :link-id \"own\" :from-entity \"p\" :to-entity \"lei-213800QILIUD4ROSUO03\""
                + " :relationship-type OWNERSHIP :relationship-props {:ownership-percentage 100%})\n";
        Json.Object query = Json.object()
                .put("entity", "lei-529900T8BM49AURSDO55")
                .put("validAt", "2026-06-30")
                .put("regimes", "AMLD")
                .build();

        Json.Object answer = Answers.shipped(Clock.systemUTC()).one(document, query);

        Json verdict = answer.array("determinations").orElseThrow().getFirst();
        assertThat(verdict.at("person").flatMap(Json::asText)).contains("p");
        assertThat(verdict.at("verdict").flatMap(Json::asText)).contains("UNDETERMINED");
        assertThat(verdict.at("missing", "link").flatMap(Json::asText))
                .contains("gleif-direct-529900T8BM49AURSDO55-213800QILIUD4ROSUO03");
    }

    @Test
    void objects_are_found_one_a_line_in_an_array_and_in_a_member() throws IOException {
        String entry =
                "{\"company_number\":\"00000001\",\"data\":{\"kind\":\"individual-person-with-significant-control\","
                        + "\"etag\":\"%s\",\"natures_of_control\":[\"voting-rights-75-to-100-percent\"],\"name\":\"a \\\"]} b\"}}";
        String one = entry.formatted("a");
        String two = entry.formatted("b");
        String expected = psc(one + "\n" + two).document();

        assertThat(expected).contains("psc-a").contains("psc-b");
        assertThat(psc("\uFEFF[" + one + "," + two + "]").document()).isEqualTo(expected);
        assertThat(psc("[\n" + one.replace(",", ",\n") + ",\n" + two + "]\n").document())
                .isEqualTo(expected);
        assertThat(psc("{\"items\": [" + one + "," + two + "]}").document()).isEqualTo(expected);
        assertThat(psc("{\n\"items\": [\n" + one + ",\n" + two + "\n]\n}").document())
                .isEqualTo(expected);
        assertThat(psc("{broken\n" + one + "\n" + two).document()).isEqualTo(expected);
    }

    @Test
    void a_line_without_end_is_told_and_the_next_is_read() throws IOException {
        String endless = "{\"company_number\":\"" + "9".repeat(3 << 20) + "\"}";

        Fixture read = psc("{}\n" + endless + "\n" + Fixture.text("psc.jsonl"));

        assertThat(read.told())
                .startsWith("PSC-LINE Line 1 is left out: it lacks")
                .contains("PSC-LINE Line 2 is left out: longer than");
        assertThat(read.document()).isEqualTo(Fixture.text("psc.dossier"));
    }

    @Test
    void values_may_stand_in_quotes_with_commas_quotes_and_line_breaks() throws IOException {
        String csv = """
                LEI,"Exception.Category",Exception.Reason.1,Note\r
                529900T8BM49AURSDO55,A,"B","says ""no"",
                and more"\r
                529900T8BM49AURSDO55,A,B,
                """;

        assertThat(gleif(csv).told())
                .isEqualTo("GLEIF-EXCEPTION No parent is reported: A, B (2 times: 529900T8BM49AURSDO55, ...)\n");
    }

    @Test
    void a_file_of_any_size_is_read_as_it_comes() throws IOException {
        int entries = 200_000;
        long[] given = new long[1];
        long[] forms = new long[1];
        Reader endless = new Reader() {
            private String rest = "";

            @Override
            public int read(char[] into, int from, int length) {
                if (rest.isEmpty()) {
                    if (given[0] == entries) {
                        return -1;
                    }
                    rest =
                            "{\"company_number\":\"01234567\",\"data\":{\"kind\":\"individual-person-with-significant-control\","
                                    + "\"etag\":\"" + given[0]++
                                    + "\",\"natures_of_control\":[\"voting-rights-75-to-100-percent\"]}}\n";
                }
                int count = Math.min(length, rest.length());
                rest.getChars(0, count, into, from);
                rest = rest.substring(count);
                return count;
            }

            @Override
            public void close() {}
        };

        PscReader.read(endless, new Sink() {
            @Override
            public void form(Form form) {
                forms[0]++;
                assertThat(given[0] - forms[0] / 2).as("entries read ahead").isLessThan(10);
            }

            @Override
            public void finding(Finding finding) {}
        });

        assertThat(forms[0]).isEqualTo(1 + 2L * entries);
    }
}
