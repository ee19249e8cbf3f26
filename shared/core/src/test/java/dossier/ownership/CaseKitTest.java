package dossier.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs every case of the kit through the same door as {@code ubo --batch}. */
class CaseKitTest {
    private static final Path KIT = Path.of("..", "..", "conformance", "ubo");

    private final Batch batch =
            new Batch(Answers.shipped(Clock.fixed(Instant.parse("2026-06-30T00:00:00Z"), ZoneOffset.UTC)));

    private static List<CaseFile> cases() throws IOException {
        List<CaseFile> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(KIT)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".cases"))
                    .sorted()
                    .toList()) {
                cases.addAll(CaseFile.read(Files.readString(file)));
            }
        }
        return cases;
    }

    @TestFactory
    Stream<DynamicTest> every_case_gets_the_answer_written_beside_it() throws IOException {
        return cases().stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one)));
    }

    @Test
    void the_kit_has_eighty_cases_or_more_with_names_of_their_own() throws IOException {
        List<String> names = cases().stream().map(CaseFile::name).toList();

        assertThat(names).hasSizeGreaterThanOrEqualTo(80).doesNotHaveDuplicates();
    }

    @Test
    void every_case_expects_something() throws IOException {
        assertThat(cases()).allSatisfy(one -> assertThat(one.expected()).isNotEmpty());
    }

    @Test
    void the_lines_for_a_batch_say_the_same_as_the_cases() throws IOException {
        String lines = cases().stream().map(one -> one.line().compact()).collect(Collectors.joining("\n", "", "\n"));
        Path published = KIT.resolve("cases.jsonl");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(published, lines, StandardCharsets.UTF_8);
        }

        assertThat(Files.readString(published)).isEqualTo(lines);
    }

    private void check(CaseFile one) {
        Json.Object line = batch.line(one.line().compact());
        Json.Object answer = line.array("answers")
                .map(answers -> answers.getFirst().asObject().orElseThrow())
                .orElse(line);
        for (String expected : one.expected()) {
            assertThat(holds(answer, expected))
                    .as("%s: %s%n%s%n%s", one.name(), expected, one.document(), answer.pretty())
                    .isTrue();
        }
        assertThat(Stream.concat(items(answer, "determinations"), items(answer, "sanctions")))
                .as("%s: no chain is given twice", one.name())
                .allSatisfy(verdict ->
                        assertThat(verdict.array("chains").orElseThrow()).doesNotHaveDuplicates());
    }

    private static boolean holds(Json.Object answer, String expected) {
        List<String> words = List.of(expected.split(" +"));
        return switch (words.getFirst()) {
            case "share" ->
                items(answer, "shares")
                        .filter(share -> is(share, "holder", words.get(1)) && is(share, "axis", words.get(2)))
                        .anyMatch(share -> written(share).equals(rest(words, 3)));
            case "unknown" ->
                items(answer, "unknown")
                        .filter(share -> is(share, "axis", words.get(1)))
                        .anyMatch(share -> written(share).equals(rest(words, 2)));
            case "finding" ->
                items(answer, "findings")
                        .filter(finding -> is(finding, "code", words.get(1)))
                        .anyMatch(finding -> texts(finding, "links").containsAll(words.subList(2, words.size())));
            case "no-finding" ->
                answer.has("findings")
                        && items(answer, "findings").noneMatch(finding -> is(finding, "code", words.get(1)));
            case "absent" ->
                answer.has("determinations")
                        && items(answer, "determinations")
                                .noneMatch(one -> is(one, "regime", words.get(1)) && is(one, "person", words.get(2)));
            case "refused" ->
                items(answer, "diagnostics")
                        .filter(one -> is(one, "code", words.get(1)))
                        .anyMatch(one -> words.subList(2, words.size()).stream()
                                .allMatch(link -> one.text("message").orElse("").contains(link)));
            default -> verdict(answer, words);
        };
    }

    private static boolean verdict(Json.Object answer, List<String> words) {
        boolean sanction = words.getFirst().endsWith("_50");
        return items(answer, sanction ? "sanctions" : "determinations")
                .filter(one ->
                        is(one, "regime", words.getFirst()) && is(one, sanction ? "entity" : "person", words.get(1)))
                .anyMatch(one -> is(one, "verdict", words.get(2)) && details(one, words.subList(3, words.size())));
    }

    private static boolean details(Json.Object one, List<String> words) {
        int i = 0;
        boolean holds = true;
        while (holds && i < words.size()) {
            String next = i + 1 < words.size() ? words.get(i + 1) : "";
            boolean isProng = words.get(i).equals(words.get(i).toUpperCase(Locale.ROOT));
            holds = isProng ? is(one, "prong", words.get(i)) : detail(one, words.get(i), next);
            i += isProng ? 1 : 2;
        }
        return holds;
    }

    private static boolean detail(Json.Object one, String name, String value) {
        return switch (name) {
            case "also" -> texts(one, "alsoBy").equals(List.of(value.split(",", -1)));
            case "share", "aggregate" ->
                one.object(name).flatMap(share -> share.text("percent")).equals(Optional.of(value));
            case "band" -> is(one, "band", value);
            case "missing" ->
                one.object("missing").flatMap(missing -> missing.text("link")).equals(Optional.of(value));
            case "chain" -> one.array("chains").orElse(List.of()).contains(Json.texts(List.of(value.split(",", -1))));
            case "rule" ->
                one.text("rule").orElse("").toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Stream<Json.Object> items(Json.Object answer, String name) {
        return answer.array(name).orElse(List.of()).stream()
                .map(item -> item.asObject().orElseThrow());
    }

    private static boolean is(Json.Object object, String name, String value) {
        return object.text(name).equals(Optional.of(value));
    }

    private static List<String> texts(Json.Object object, String name) {
        return object.array(name).orElse(List.of()).stream()
                .map(item -> item.asText().orElseThrow())
                .toList();
    }

    private static String rest(List<String> words, int from) {
        return String.join(" ", words.subList(from, words.size()));
    }

    /** An exact share as a fraction; a band with brackets that say which bound is excluded. */
    private static String written(Json.Object share) {
        String low = share.text("low").orElseThrow();
        String high = share.text("high").orElseThrow();
        boolean lowOpen = share.bool("lowOpen").orElse(false);
        boolean highOpen = share.bool("highOpen").orElse(false);
        return low.equals(high) && !lowOpen && !highOpen
                ? low
                : (lowOpen ? "(" : "[") + low + " " + high + (highOpen ? ")" : "]");
    }
}
