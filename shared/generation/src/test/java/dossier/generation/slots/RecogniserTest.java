package dossier.generation.slots;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.generation.text.English;
import dossier.generation.text.Token;
import dossier.generation.text.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecogniserTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final Set<String> FIELD = Set.of("register", "add", "onboard", "fund", "company", "file", "kyc");

    private final English english = English.load();
    private final Tokens tokeniser = new Tokens(english.abbreviations(), Map.of());
    private final Recogniser recogniser = new Recogniser(
            english,
            tokeniser,
            List.of(),
            Set.of("LEI", "IBAN", "EMAIL"),
            RecogniserTest::check,
            token -> FIELD.contains(token.lower()),
            token -> Set.of("register", "add", "onboard").contains(token.lower()));

    record Fixture(String text, List<String> mentions) {
        @Override
        public String toString() {
            return text;
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void a_request_mentions_what_its_fixture_says(Fixture fixture) {
        List<Token> tokens = tokeniser.split(fixture.text());

        List<Mention> mentions = recogniser.mentions(tokens, TODAY);

        assertThat(mentions.stream()
                        .flatMap(m -> told(fixture.text(), tokens, m))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(fixture.mentions());
    }

    /** Plain numbers, and names and identifiers inside of other values, are left out: they decide nothing here. */
    private static Stream<String> told(String text, List<Token> tokens, Mention mention) {
        String words = text.substring(
                tokens.get(mention.from()).from(), tokens.get(mention.to() - 1).to());
        Optional<String> meaning = switch (mention.meaning()) {
            case Mention.Percent percent ->
                Optional.of("percent " + percent.value().toPlainString());
            case Mention.Band band ->
                Optional.of(
                        "band " + band.low().toPlainString() + " " + band.high().toPlainString());
            case Mention.Money money -> Optional.of("money " + money.amount().toPlainString() + " " + money.currency());
            case Mention.Day day ->
                Optional.of("date "
                        + day.readings().stream().map(LocalDate::toString).collect(Collectors.joining(" or ")));
            case Mention.Length length -> Optional.of("length " + length.iso());
            case Mention.Country country when words.length() > 2 -> Optional.of("country " + country.code());
            case Mention.Name name
            when mention.length() > 1 ->
                Optional.of(name.bearer().name().toLowerCase(java.util.Locale.ROOT) + " " + name.text()
                        + name.legalForm().map(form -> " (" + form + ")").orElse(""));
            case Mention.Quoted quoted -> Optional.of("quoted " + quoted.text());
            case Mention.Formatted formatted -> Optional.of(formatted.format() + " " + formatted.text());
            case Mention.Identifier identifier
            when FixtureWords.isTold(words) -> Optional.of("identifier " + identifier.text());
            default -> Optional.empty();
        };
        return meaning.map(told -> words + " -> " + told).stream();
    }

    /** Identifiers that the fixtures speak of. */
    private static final class FixtureWords {
        static boolean isTold(String words) {
            return Set.of("P1234567", "person-n1", "CBN/2026/114").contains(words);
        }
    }

    private static Optional<String> check(String format, String text) {
        return switch (format) {
            case "LEI" -> text.length() == 20 ? Optional.of(text) : Optional.empty();
            case "IBAN" -> text.length() == 22 && text.startsWith("DE") ? Optional.of(text) : Optional.empty();
            case "EMAIL" -> text.contains("@") ? Optional.of(text) : Optional.empty();
            default -> Optional.empty();
        };
    }

    static List<Fixture> fixtures() throws IOException {
        List<Fixture> fixtures = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            if (line.startsWith("  ")) {
                fixtures.getLast().mentions().add(line.strip());
            } else {
                fixtures.add(new Fixture(line, new ArrayList<>()));
            }
        }
        return fixtures;
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = Objects.requireNonNull(RecogniserTest.class.getResourceAsStream("/slots/mentions.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("percentages")
    void a_percentage_in_digits_is_read_exactly(BigDecimal percent) {
        List<Token> tokens = tokeniser.split("They hold " + percent.toPlainString() + "% of it.");

        assertThat(recogniser.mentions(tokens, TODAY))
                .anyMatch(m ->
                        m.meaning() instanceof Mention.Percent p && p.value().compareTo(percent) == 0);
    }

    static Stream<BigDecimal> percentages() {
        return Stream.of("0", "0.0001", "12.5", "33.3333", "99.999999", "100").map(BigDecimal::new);
    }
}
