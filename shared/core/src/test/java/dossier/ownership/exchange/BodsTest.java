package dossier.ownership.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dossier.json.Json;
import dossier.language.Document;
import dossier.ownership.Answers;
import dossier.ownership.Meanings;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BodsTest {
    private static final Schema RULES = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Fixture.text("bods-0.4.schema.json"), InputFormat.JSON);

    private static final Answers ANSWERS = Answers.shipped(Clock.systemUTC());

    private static final BodsWriter.Publication TODAY =
            new BodsWriter.Publication(LocalDate.of(2026, 11, 25), "A Bank", Optional.empty());

    private static BodsWriter.Exported export(Document document) {
        return BodsWriter.write(document, Meanings.shipped(), TODAY);
    }

    private static void obeysTheRules(Json statements) {
        assertThat(RULES.validate(
                        statements.compact(),
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .as(statements.compact())
                .isEmpty();
    }

    @Test
    void a_case_is_written_as_statements_and_what_has_no_place_is_told() {
        BodsWriter.Exported exported = export(Fixture.document(Fixture.text("group.dossier")));

        obeysTheRules(exported.statements());
        assertThat(exported.statements().pretty() + "\n").isEqualTo(Fixture.text("group.json"));
        assertThat(Fixture.told(exported.findings())).isEqualTo(Fixture.text("group.findings"));
    }

    @Test
    void the_rules_refuse_what_the_standard_refuses() {
        String statements = Fixture.text("group.json");

        for (String[] wrong : List.of(
                new String[] {"\"recordType\": \"person\"", "\"recordType\": \"human\""},
                new String[] {"\"exclusiveMaximum\": 50", "\"exclusiveMaximum\": 150"},
                new String[] {"\"statementDate\": \"2026-11-25\"", "\"statementDate\": \"25.11.2026\""},
                new String[] {"\"type\": \"shareholding\"", "\"type\": \"owner\""},
                new String[] {"\"personType\": \"knownPerson\"", "\"personType\": \"known\""})) {
            assertThat(statements).contains(wrong[0]);
            assertThat(RULES.validate(
                            statements.replace(wrong[0], wrong[1]),
                            InputFormat.JSON,
                            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                    .as(wrong[1])
                    .isNotEmpty();
        }
    }

    @Test
    void statements_of_a_register_become_forms_and_what_has_no_place_is_told() {
        Fixture read = new Fixture();

        BodsReader.read(Fixture.text("register.json"), read);

        assertThat(read.document()).isEqualTo(Fixture.text("register.dossier"));
        assertThat(read.told()).isEqualTo(Fixture.text("register.findings"));
    }

    @Test
    void a_statement_a_line_says_the_same_as_an_array_and_a_bad_line_stops_nothing() {
        Fixture whole = new Fixture();
        BodsReader.read(Fixture.text("group.json"), whole);
        StringBuilder lines = new StringBuilder("\uFEFF");
        Json.parse(Fixture.text("group.json"))
                .orThrow()
                .asArray()
                .orElseThrow()
                .forEach(one -> lines.append(one.compact()).append("\n"));
        Fixture byLine = new Fixture();
        BodsReader.read(lines + "{\"statementId\": \n", byLine);

        assertThat(byLine.document()).isEqualTo(whole.document());
        assertThat(byLine.told()).contains("BODS-JSON Line ");
    }

    @Test
    void what_is_no_json_is_told_with_its_place() {
        Fixture read = new Fixture();

        BodsReader.read("[{\"recordId\": \"a\",\n ]", read);

        assertThat(read.forms).isEmpty();
        assertThat(read.told()).startsWith("BODS-JSON Line 2");
    }

    @Test
    void a_subject_that_was_asked_for_is_the_subject_of_every_statement() {
        Json statements = BodsWriter.write(
                        Fixture.document(Fixture.text("group.dossier")),
                        Meanings.shipped(),
                        new BodsWriter.Publication(TODAY.date(), TODAY.publisher(), Optional.of("co-harbour")))
                .statements();

        assertThat(statements.asArray().orElseThrow())
                .allSatisfy(one -> assertThat(one.at("declarationSubject").flatMap(Json::asText))
                        .contains("co-harbour"));
    }

    @Property(tries = 200)
    void through_the_standard_and_back_every_answer_stays(@ForAll @LongRange(min = 0) long seed) {
        Random random = new Random(seed);
        String document = RandomCase.document(random);
        BodsWriter.Exported exported = export(Fixture.document(document));
        Fixture back = new Fixture();
        BodsReader.read(exported.statements().pretty(), back);

        obeysTheRules(exported.statements());
        Answers.Opened before = ANSWERS.open(document, true);
        Answers.Opened after = ANSWERS.open(back.document(), true);
        for (int i = 0; i < 3; i++) {
            String date = RandomCase.date(random);
            assertThat(answer(after, date)).as("%s on %s", document, date).isEqualTo(answer(before, date));
        }
    }

    private static Json answer(Answers.Opened facts, String date) {
        Json.Object query = Json.object()
                .put("entity", "T")
                .put("validAt", date)
                .putTexts("blocked", List.of("P1"))
                .build();
        Json.Builder same = Json.object();
        facts.answer(query).members().forEach((name, value) -> {
            if (!name.equals("graphHash") && !name.equals("findings")) {
                same.put(name, value);
            }
        });
        return same.build();
    }
}
