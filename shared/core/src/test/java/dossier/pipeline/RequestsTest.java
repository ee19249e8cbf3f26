package dossier.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestsTest {
    private static final Caller ANN = new Caller("ann", "acme", Set.of("analyst"), "person");

    @ParameterizedTest
    @MethodSource("unreadable")
    void what_cannot_be_read_is_refused_and_says_why(String body, String detail) {
        assertThat(read(body, Optional.empty())).isInstanceOfSatisfying(Requests.Outcome.Unreadable.class, bad -> {
            assertThat(bad.problem().fault()).isEqualTo(Answer.Fault.UNREADABLE);
            assertThat(bad.problem().detail()).contains(detail);
        });
    }

    static Stream<String[]> unreadable() throws IOException {
        try (InputStream file = RequestsTest.class.getResourceAsStream("unreadable-requests.txt")) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" => ", 2));
        }
    }

    @Test
    void a_body_with_a_document_alone_executes_it_strictly_within_25_seconds() {
        Request request = readable("{\"document\":\"(a.b)\"}", Optional.of("k-1"));

        assertThat(request.operation()).isEqualTo(Operation.EXECUTE);
        assertThat(request.idempotencyKey()).contains("k-1");
        assertThat(request.options()).isEqualTo(Options.DEFAULT);
        assertThat(request.options().timeout()).isEqualTo(Duration.ofSeconds(25));
        assertThat(request.documents()).singleElement().satisfies(unit -> {
            assertThat(unit.document()).isEqualTo("(a.b)");
            assertThat(unit.planHash()).isEmpty();
        });
    }

    @Test
    void the_documents_of_a_batch_inherit_its_options_and_may_differ() {
        Request request = readable("""
                {"operation":"batch","options":{"strict":false,"timeoutMs":9000},
                 "documents":[{"document":"(a.b)"},{"document":"(c.d)","caseId":"C","options":{"priority":9}}]}
                """, Optional.empty());

        assertThat(request.documents()).hasSize(2);
        assertThat(request.documents().get(0).options().strict()).isFalse();
        assertThat(request.documents().get(1).options().strict()).isFalse();
        assertThat(request.documents().get(1).options().priority()).isEqualTo(9);
        assertThat(request.documents().get(1).options().timeout()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void the_same_members_give_the_same_request_hash_whatever_the_spaces() {
        Request one = readable("{\"document\":\"(a.b)\"}", Optional.empty());
        Request other = readable("{ \"document\" : \"(a.b)\" }", Optional.empty());

        assertThat(one.requestHash()).isEqualTo(other.requestHash());
    }

    private static Request readable(String body, Optional<String> key) {
        return ((Requests.Outcome.Read) read(body, key)).request();
    }

    private static Requests.Outcome read(String body, Optional<String> key) {
        return Requests.read(body.getBytes(UTF_8), ANN, "r-1", key);
    }
}
