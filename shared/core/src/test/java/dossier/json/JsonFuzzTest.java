package dossier.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** The reader of JSON under a fuzzer; {@code -Pfuzz} lets it search. */
class JsonFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void any_bytes_end_in_json_that_reads_back_or_in_a_place_that_is_wrong(byte[] bytes) {
        switch (Json.parse(bytes)) {
            case Json.Outcome.Read(Json json) -> {
                assertThat(Json.parse(json.compact()).orThrow()).isEqualTo(json);
                assertThat(Json.parse(json.pretty()).orThrow()).isEqualTo(json);
            }
            case Json.Outcome.Malformed bad -> {
                assertThat(bad.message()).isNotBlank();
                assertThat(bad.line()).isPositive();
                assertThat(bad.column()).isPositive();
            }
        }
    }
}
