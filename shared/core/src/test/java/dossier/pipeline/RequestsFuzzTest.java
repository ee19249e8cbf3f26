package dossier.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dossier.json.Json;
import dossier.language.Limits;
import dossier.language.Parsed;
import dossier.language.json.DocumentJson;
import java.util.Optional;
import java.util.Set;

/** The edge where bodies come in, under a fuzzer; {@code -Pfuzz} lets it search. */
class RequestsFuzzTest {
    private static final Caller ANN = new Caller("ann", "acme", Set.of("analyst"), "person");

    @FuzzTest(maxDuration = "60s")
    void any_body_ends_in_a_request_or_in_a_problem_that_says_why(byte[] body) {
        if (Requests.read(body, ANN, "request", Optional.empty()) instanceof Requests.Outcome.Unreadable bad) {
            assertThat(bad.problem().fault()).isEqualTo(Answer.Fault.UNREADABLE);
            assertThat(bad.problem().detail()).isNotBlank();
        }
        if (Json.parse(body) instanceof Json.Outcome.Read(Json json)) {
            Parsed parsed = DocumentJson.read(json, Limits.DEFAULT);
            assertThat(parsed.diagnostics().isEmpty()
                            && parsed.document().forms().isEmpty())
                    .as("neither forms nor a diagnostic")
                    .isFalse();
        }
    }
}
