package dossier.vocabulary;

import static dossier.vocabulary.Setting.done;
import static dossier.vocabulary.Setting.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.pipeline.Answer;
import dossier.pipeline.Caller;
import dossier.registry.RegistryLoader;
import dossier.registry.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each business rule on both sides of its boundary, as {@code boundaries.txt} has them; its head explains the notation. */
class BoundariesIT extends OverDatabase {
    private static final Path TESTS = Path.of("src/test/java/dossier/vocabulary");

    /** Rules whose cases need more of a story than a line, with the test that tells it. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "RUL-HIT-UNDECIDED", "ScreeningIT",
            "RUL-NOT-A-PARTY", "DerivativesIT",
            "RUL-CLOSED-OUT", "DerivativesIT",
            "RUL-NO-NAV", "InvestorIT",
            "RUL-REDEEM", "InvestorIT",
            "RUL-CURRENCY", "InvestorIT",
            "RUL-OVERDRAWN", "InvestorIT",
            "RUL-OUTCOME-DIFFERS", "DeterminationIT");

    static Stream<String> codes() throws IOException {
        return blocks().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("codes")
    void a_rule_holds_on_one_side_of_its_boundary_and_not_on_the_other(String code) throws IOException {
        List<String> steps = blocks().getOrDefault(code, List.of());
        String word = code.toLowerCase(java.util.Locale.ROOT);
        String caseId = "B-" + code;
        String type = "GENERAL";
        Caller caller = Setting.ANN;
        boolean opened = false;
        for (String step : steps) {
            String what = step.contains(" ") ? step.substring(0, step.indexOf(' ')) : step;
            String rest = step.substring(what.length())
                    .strip()
                    .replace("$case", caseId)
                    .replace("$", word + "-");
            rest = rest.replace(word + "-.", word + ".");
            if (what.equals("type")) {
                type = rest;
                continue;
            }
            if (!opened) {
                done(setting.run("(case.create :case-id \"" + caseId + "\" :case-type \"" + type + "\")"));
                opened = true;
            }
            switch (what) {
                case "as" -> caller = new Caller(rest, "acme", Set.of("admin"), "person");
                case "as-analyst" -> caller = new Caller(rest, "acme", Set.of("analyst"), "person");
                case "given" -> done(run(caller, caseId, rest, true));
                case "reviewed" ->
                    List.of("DISCOVERY", "COLLECTING_DOCUMENTS", "UBO_ANALYSIS", "COMPLIANCE_REVIEW")
                            .forEach(state ->
                                    done(setting.run("(workflow.transition :to-state \"" + state + "\")", caseId)));
                case "refused" ->
                    assertThat(problem(run(caller, caseId, rest, true)).diagnostics())
                            .as(step)
                            .filteredOn(Diagnostic::isError)
                            .extracting(Diagnostic::code)
                            .contains(code);
                case "warned" ->
                    assertThat(told(done(run(caller, caseId, rest, true))))
                            .as(step)
                            .contains(code);
                case "lenient" ->
                    assertThat(told(done(run(caller, caseId, rest, false))))
                            .as(step)
                            .contains(code);
                case "accepted" ->
                    assertThat(told(done(run(caller, caseId, rest, true))))
                            .as(step)
                            .doesNotContain(code);
                default -> throw new AssertionError("What is " + what + "?");
            }
        }
    }

    @Test
    void every_rule_of_the_registry_is_tried() throws IOException {
        Set<String> tried = new TreeSet<>(blocks().keySet());
        for (Map.Entry<String, String> elsewhere : ELSEWHERE.entrySet()) {
            assertThat(Files.readString(TESTS.resolve(elsewhere.getValue() + ".java")))
                    .as(elsewhere.getValue())
                    .contains("\"" + elsewhere.getKey() + "\"");
            tried.add(elsewhere.getKey());
        }
        Set<String> codes = new TreeSet<>();
        RegistryLoader.shipped()
                .verbs()
                .forEach(verb -> verb.rules().stream().map(Rule::code).forEach(codes::add));

        assertThat(tried).containsAll(codes);
    }

    @Test
    void a_reference_without_a_value_is_shown_where_it_stands() {
        done(setting.run("(case.create :case-id \"B-PLACE\" :case-type \"GENERAL\")"));

        assertThat(problem(setting.run("(case.update :case-id \"B-PLACE\" :notes @attr{entity.lei})"))
                        .diagnostics())
                .singleElement()
                .satisfies(found ->
                        assertThat(found.position().orElseThrow().column()).isEqualTo(40));
    }

    /** As a person would: what cannot be undone is confirmed by its plan's hash. */
    private Answer run(Caller caller, String caseId, String document, boolean strict) {
        Json.Object body = Json.object()
                .put("document", document)
                .put("caseId", caseId)
                .put("options", Json.object().put("strict", strict))
                .build();
        if (document.startsWith("(case.create")) {
            body = Json.object().put("document", document).build();
        }
        Answer answer = setting.handle(caller, body.toBuilder(), Optional.empty());
        if (answer instanceof Answer.Problem refused && refused.fault() == Answer.Fault.CONFLICT) {
            String hash = done(setting.handle(caller, body.toBuilder().put("operation", "compile"), Optional.empty()))
                    .text("planHash")
                    .orElseThrow();
            return setting.handle(caller, body.toBuilder().put("planHash", hash), Optional.empty());
        }
        return answer;
    }

    private static List<String> told(Json.Object answer) {
        return answer.array("diagnostics").orElseThrow().stream()
                .flatMap(diagnostic -> diagnostic.at("code").flatMap(Json::asText).stream())
                .toList();
    }

    private static Map<String, List<String>> blocks() throws IOException {
        Map<String, List<String>> blocks = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/dossier/vocabulary/boundaries.txt"))) {
            if (line.isBlank() || line.startsWith(";")) {
                continue;
            }
            if (!line.startsWith(" ")) {
                current = new ArrayList<>();
                blocks.put(line.strip(), current);
            } else {
                current.add(line.strip());
            }
        }
        return blocks;
    }
}
