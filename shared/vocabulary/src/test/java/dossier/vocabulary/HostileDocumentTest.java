package dossier.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dossier.language.Canonical;
import dossier.language.Parser;
import dossier.registry.Checked;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import dossier.registry.Typing;
import dossier.registry.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostileDocumentTest {
    private static final List<String> VALUES = List.of(
            "\"\"",
            "\" \"",
            "\"x\"",
            "\"2026-01-31\"",
            "\"0000-01-01\"",
            "\"2026-01-31T10:00:00Z\"",
            "\"P7Y\"",
            "\"-P2DT-3H\"",
            "\"LU\"",
            "\"US-DE\"",
            "\"a@b.org\"",
            "12",
            "-1",
            "0.5",
            "33.3333%",
            "101%",
            "100USD",
            "1ZZZ",
            "99999999999999999999999999999999999999",
            "true",
            "nil",
            "LU",
            "onboarding",
            "a.b.c",
            "[]",
            "[nil]",
            "[25% 50%]",
            "[\"CUSTODY\" 1]",
            "{}",
            "{:over 1% :under 2%}",
            "{:legal-name \"A\" :x {:y [1]}}",
            "{@attr{entity.lei} \"1\"}",
            "@attr{entity.legal-name}",
            "@attr{no.such}",
            "\"\\u202e'; DROP TABLE cases; --\"");

    private final Registry registry = RegistryLoader.shipped();
    private final Typing typing = new Typing(registry);

    @Test
    void any_value_under_any_key_of_any_verb_ends_in_a_form_or_an_error() {
        Random random = new Random(20260315);
        for (Verb verb : registry.verbs()) {
            for (int i = 0; i < 300; i++) {
                String document = "(" + verb.name()
                        + verb.arguments().stream()
                                .filter(argument -> random.nextInt(4) > 0)
                                .map(argument ->
                                        " :" + argument.key() + " " + VALUES.get(random.nextInt(VALUES.size())))
                                .collect(Collectors.joining())
                        + ")";
                boolean strict = random.nextBoolean();

                Checked checked = typing.check(Parser.parse(document), strict);

                assertThat(checked.forms()).as(document).hasSize(checked.hasErrors() ? 0 : 1);
                if (!checked.hasErrors()) {
                    String canonical = Canonical.text(checked.document(), registry);
                    Checked again = typing.check(Parser.parse(canonical), strict);
                    assertThat(again.hasErrors()).as(canonical).isFalse();
                    assertThat(Canonical.text(again.document(), registry)).isEqualTo(canonical);
                }
            }
        }
    }

    @Test
    void at_most_a_hundred_errors_are_listed_and_then_that_there_are_more() {
        Checked checked = typing.check(Parser.parse("(case.open)\n".repeat(5_000)), true);

        assertThat(checked.diagnostics()).hasSize(101);
        assertThat(checked.diagnostics().getLast().code()).isEqualTo("LIM-ERRORS");
        assertThat(checked.forms()).isEmpty();
    }

    @Test
    void more_warnings_than_anyone_reads_are_counted() {
        Checked checked = typing.check(Parser.parse("(cbu.create :name \"A\" :b 1)\n".repeat(10_001)), false);

        assertThat(checked.diagnostics()).hasSize(10_001);
        assertThat(checked.diagnostics().getLast().code()).isEqualTo("LIM-FINDINGS");
        assertThat(checked.forms()).hasSize(10_001);
    }

    @Test
    void a_megabyte_of_wrong_words_is_refused_in_time_that_grows_with_it() {
        String words = IntStream.range(0, 9_000).mapToObj(i -> "countryx" + i).collect(Collectors.joining(" "));
        String document = ("(kyc.start :customer-id \"a\" :jurisdictions [" + words + "])\n").repeat(8);

        var parsed = Parser.parse(document);

        Checked checked = assertTimeout(Duration.ofSeconds(20), () -> typing.check(parsed, true));

        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(checked.diagnostics()).hasSize(101);
    }
}
