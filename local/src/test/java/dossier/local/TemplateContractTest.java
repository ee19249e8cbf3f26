package dossier.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dossier.local.template.Template;
import dossier.query.OpenApi;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The deployment's template is true to the code, and each way of breaking it is found. */
class TemplateContractTest {
    private static final List<String> API = OpenApi.shipped().routes();

    @Test
    void the_template_and_the_code_agree() {
        assertThat(TemplateContract.findings(Stack.template(), API)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void a_broken_template_is_found(Break broken) {
        String template = Stack.template();
        assertThat(template).contains(broken.text());

        assertThat(TemplateContract.findings(template.replace(broken.text(), broken.replacement()), API))
                .contains(broken.finding());
    }

    @Test
    void every_alarm_has_its_place_in_the_runbooks() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "runbooks.md"));
        assertThat(Template.resources(Template.read(Stack.template(), "").document()))
                .allSatisfy((id, resource) -> assertThat(
                                !Template.isType(resource, "AWS::CloudWatch::Alarm") || page.contains("`" + id + "`"))
                        .as(id)
                        .isTrue());
    }

    @Test
    void a_route_that_is_described_needs_an_event() {
        List<String> more = new ArrayList<>(API);
        more.add("GET /v1/moon");
        assertThat(TemplateContract.findings(Stack.template(), more))
                .containsExactly("GET /v1/moon is described but has no event");
    }

    /** A block of the fixture file: what stands in the template, what takes its place, and what must be found. */
    record Break(String text, String replacement, String finding) {
        static Break of(String block) {
            String[] parts = block.split("\n(?:-->|==>)\n", -1);
            return new Break(parts[0], parts[1], parts[2].strip());
        }

        @Override
        public String toString() {
            return finding;
        }
    }

    static Stream<Break> breaks() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(TemplateContractTest.class.getResourceAsStream("template-breaks.txt"))) {
            String[] blocks = new String(file.readAllBytes(), UTF_8).split("(?m)^----+\n", -1);
            return Arrays.stream(blocks).skip(1).map(Break::of);
        }
    }
}
