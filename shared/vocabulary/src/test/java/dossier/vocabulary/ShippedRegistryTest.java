package dossier.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.compiler.Compiled;
import dossier.compiler.Compiler;
import dossier.language.Parser;
import dossier.registry.Argument;
import dossier.registry.Attribute;
import dossier.registry.CodeList;
import dossier.registry.Explanation;
import dossier.registry.Phrases;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import dossier.registry.Shape;
import dossier.registry.Typed;
import dossier.registry.TypedForm;
import dossier.registry.Typing;
import dossier.registry.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShippedRegistryTest {
    private final Registry registry = RegistryLoader.shipped();

    @Test
    void what_is_on_the_class_path_is_what_the_yaml_compiles_to() throws Exception {
        Compiled compiled = Compiler.compile(List.of(Path.of("src/main/registry")));

        assertThat(registry.version()).isEqualTo(compiled.version());
        assertThat(RegistryLoader.shippedPhrases()).isEqualTo(RegistryLoader.phrases(compiled.phrasesJson()));
    }

    @Test
    void every_example_is_accepted_strictly_and_explained_in_one_sentence() {
        assertThat(registry.verbs())
                .allSatisfy(verb ->
                        assertThat(explained(verb)).endsWith(".").doesNotContain("{", "}", "[", "]", "  ", " ,", ".."));
    }

    @Test
    void explanations_read_as_people_write() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/resources/explained-examples.txt"));

        for (int i = 0; i + 1 < lines.size(); i += 2) {
            Verb verb = registry.verb(lines.get(i)).orElseThrow();
            assertThat(explained(verb)).isEqualTo(lines.get(i + 1).strip());
        }
    }

    private String explained(Verb verb) {
        TypedForm form = new Typing(registry)
                .check(Parser.parse(verb.example()), true)
                .forms()
                .getFirst();
        assertThat(form.verb()).isEqualTo(verb);
        return new Explanation(registry).sentence(form);
    }

    @Test
    void the_short_names_that_everyone_relies_on_name_one_attribute_each() {
        List<String> names = List.of(
                "legal-name",
                "full-name",
                "incorporation-date",
                "registration-number",
                "lei",
                "tax-id",
                "date-of-birth",
                "nationality",
                "residence",
                "registered-address",
                "email",
                "phone",
                "website",
                "listed-on",
                "regulated-by",
                "occupation",
                "state");

        assertThat(names)
                .allSatisfy(name ->
                        assertThat(registry.attribute(name).map(Attribute::key)).contains(name));
    }

    @Test
    void an_attribute_is_found_by_uuid_dotted_name_and_key() {
        assertThat(registry.attributes()).hasSizeGreaterThanOrEqualTo(100).allSatisfy(attribute -> {
            assertThat(registry.attribute(attribute.id().toString())).contains(attribute);
            assertThat(registry.attribute(attribute.name())).contains(attribute);
            assertThat(registry.attribute(attribute.key())).contains(attribute);
            assertThat(attribute.id().version()).isEqualTo(4);
        });
    }

    @Test
    void every_argument_of_every_verb_is_typed_by_an_attribute_of_its_own() {
        Set<Object> ids = new HashSet<>();
        for (Verb verb : registry.verbs()) {
            for (Argument argument : verb.arguments()) {
                assertThat(ids.add(argument.id())).isTrue();
                assertThat(registry.attribute("arg." + verb.name() + "." + argument.key())
                                .map(Attribute::shape))
                        .contains(argument.shape());
            }
        }
        assertThat(registry.argumentAttributes()).hasSize(ids.size());
    }

    @Test
    void facts_of_persons_and_secrets_are_marked_so() {
        assertThat(registry.attributes())
                .filteredOn(attribute -> attribute.appliesTo().contains("PROPER_PERSON")
                        && attribute.appliesTo().size() == 1)
                .isNotEmpty()
                .allMatch(attribute -> attribute.privacy().hidden());
        assertThat(List.of("iban", "tax-id", "document-number", "national-id"))
                .allMatch(
                        name -> registry.attribute(name).orElseThrow().privacy().hidden());
    }

    @Test
    void every_verb_says_what_heads_its_requests_and_is_spoken_of_in_a_dozen_ways() {
        Phrases phrases = RegistryLoader.shippedPhrases();

        assertThat(registry.verbs()).allSatisfy(verb -> {
            assertThat(phrases.phrases().get(verb.name())).hasSizeBetween(12, 16);
            assertThat(phrases.heads().get(verb.name())).isNotEmpty();
        });
    }

    @Test
    void countries_are_known_by_name_by_people_and_by_state() {
        CodeList countries = registry.codes("COUNTRY").orElseThrow();

        assertThat(code(countries, "luxembourg")).isEqualTo("LU");
        assertThat(code(countries, "irish")).isEqualTo("IE");
        assertThat(code(countries, "england")).isEqualTo("GB");
        assertThat(code(countries, "delaware")).isEqualTo("US-DE");
        assertThat(code(countries, "georgia")).isEqualTo("GE");
    }

    private static String code(CodeList list, String word) {
        return list.codes().stream()
                .filter(code -> code.synonyms().contains(word) || code.label().equalsIgnoreCase(word))
                .map(CodeList.Code::code)
                .collect(Collectors.joining());
    }

    @Test
    void the_case_that_is_opened_where_none_is_named_is_accepted() {
        var checked = new Typing(registry).check(Parser.parse(registry.generalCase()), true);

        assertThat(checked.diagnostics()).isEmpty();
        assertThat(checked.forms()).hasSize(1);
    }

    @Test
    void every_kind_that_a_verb_refers_to_has_a_table_of_its_own() {
        Set<String> tables = new HashSet<>();
        registry.kinds().forEach(kind -> assertThat(tables.add(kind.table())).isTrue());
        registry.verbs().stream().flatMap(verb -> verb.arguments().stream()).forEach(argument -> {
            if (argument.shape() instanceof Shape.Ref ref) {
                assertThat(registry.kind(ref.kind())).isPresent();
            }
        });
    }

    @Test
    void a_value_that_was_said_can_be_taken_from_the_form_by_its_path() {
        String text = "(entity.link :from-entity \"a\" :to-entity \"b\" :relationship-type OWNERSHIP"
                + " :relationship-props {:ownership-percentage [25% 50%]})";

        TypedForm form =
                new Typing(registry).check(Parser.parse(text), true).forms().getFirst();

        assertThat(form.value("from-entity")).contains(new Typed.Reference("entity", "a"));
        assertThat(form.value("relationship-props.ownership-percentage"))
                .contains(new Typed.Band(new java.math.BigDecimal(25), true, new java.math.BigDecimal(50), false));
        assertThat(form.value("relationship-props.voting-percentage")).isEmpty();
    }
}
