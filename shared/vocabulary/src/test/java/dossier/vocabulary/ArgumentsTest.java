package dossier.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dossier.language.Diagnostic;
import dossier.language.Form;
import dossier.language.Parser;
import dossier.language.Value;
import dossier.registry.Argument;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import dossier.registry.Shape;
import dossier.registry.Typing;
import dossier.registry.Verb;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every verb's example with one argument taken away, or given as something else. */
class ArgumentsTest {
    private final Registry registry = RegistryLoader.shipped();
    private final Typing typing = new Typing(registry);

    @TestFactory
    Stream<DynamicTest> a_required_argument_that_is_absent_is_told() {
        return registry.verbs().stream()
                .flatMap(verb -> verb.arguments().stream()
                        .filter(Argument::required)
                        .map(argument -> dynamicTest(verb.name() + " without " + argument.key(), () -> {
                            String form = with(verb, argument, "");

                            assertThat(findings(form)).as(form).anySatisfy(found -> {
                                assertThat(found.code()).isEqualTo("VOC-MISSING");
                                assertThat(found.expected().getFirst()).startsWith(":" + argument.key());
                                assertThat(found.position().orElseThrow().line())
                                        .isEqualTo(1);
                            });
                        })));
    }

    @TestFactory
    Stream<DynamicTest> an_argument_of_another_type_is_told_where_it_stands() {
        return registry.verbs().stream()
                .flatMap(verb -> verb.arguments().stream()
                        .filter(argument -> !(argument.shape() instanceof Shape.Any))
                        .map(argument -> dynamicTest(verb.name() + " with another " + argument.key(), () -> {
                            String wrong = other(argument.shape());
                            String form = with(verb, argument, ":" + argument.key() + " " + wrong);

                            assertThat(findings(form)).as(form).anySatisfy(found -> {
                                assertThat(found.code()).startsWith("TYP-");
                                assertThat(found.message()).contains(":" + argument.key());
                                byte[] text = form.getBytes(StandardCharsets.UTF_8);
                                int offset = found.position().orElseThrow().offset();
                                assertThat(new String(text, offset, text.length - offset, StandardCharsets.UTF_8))
                                        .startsWith(wrong);
                            });
                        })));
    }

    private List<Diagnostic> findings(String form) {
        return typing.check(Parser.parse(form), true).diagnostics().stream()
                .filter(Diagnostic::isError)
                .toList();
    }

    /** What no value of the shape looks like. */
    private static String other(Shape shape) {
        return switch (shape) {
            case Shape.MapOf _, Shape.ListOf _, Shape.Dependent _ -> "12.5";
            case Shape.Bool _, Shape.Int _, Shape.Dec _, Shape.Percent _, Shape.Money _ -> "\"neither\"";
            default -> "{:neither 1}";
        };
    }

    /** The example with an argument written so, at its end. */
    private static String with(Verb verb, Argument argument, String written) {
        StringBuilder out = new StringBuilder("(" + verb.name());
        Form example = Parser.parse(verb.example()).document().forms().getFirst();
        for (Form.Entry entry : example.entries()) {
            if (!entry.key().equals(argument.key())) {
                Value value = entry.value();
                out.append(" :").append(entry.key()).append(' ').append(text(verb.example(), value));
            }
        }
        return out.append(' ').append(written).append(')').toString().replace('\n', ' ');
    }

    private static String text(String example, Value value) {
        byte[] bytes = example.getBytes(StandardCharsets.UTF_8);
        return new String(
                bytes, value.span().start(), value.span().end() - value.span().start(), StandardCharsets.UTF_8);
    }
}
