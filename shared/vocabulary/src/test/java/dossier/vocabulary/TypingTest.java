package dossier.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dossier.language.Canonical;
import dossier.language.Diagnostic;
import dossier.language.Parsed;
import dossier.language.Parser;
import dossier.registry.Checked;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import dossier.registry.TypedForm;
import dossier.registry.Typing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the cases of {@code src/test/resources/typing}. A case begins with {@code ;;; its name}, then come the document
 * and what must come out, a line each: {@code ;= severity CODE line:column found | nearest} for every finding, and
 * {@code ;> canonical text} for every form of an accepted document.
 */
class TypingTest {
    private static final Path CASES = Path.of("src/test/resources/typing");

    private final Registry registry = RegistryLoader.shipped();
    private final Typing typing = new Typing(registry);

    @TestFactory
    Stream<DynamicTest> strict() throws IOException {
        return cases("strict", true);
    }

    @TestFactory
    Stream<DynamicTest> lenient() throws IOException {
        return cases("lenient", false);
    }

    private Stream<DynamicTest> cases(String folder, boolean strict) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(CASES.resolve(folder))) {
            for (Path file : files.sorted().toList()) {
                for (String part : Files.readString(file).split("(?m)^;;; ", -1)) {
                    if (part.contains("(")) {
                        String name = part.lines().findFirst().orElse("");
                        tests.add(dynamicTest(file.getFileName() + ": " + name, () -> run(part, strict)));
                    }
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(5);
        return tests.stream();
    }

    private void run(String part, boolean strict) {
        List<String> expected = part.lines()
                .filter(line -> line.startsWith(";= ") || line.startsWith(";> "))
                .toList();
        String document = String.join(
                "\n", part.lines().skip(1).filter(line -> !line.startsWith(";")).toList());

        Parsed parsed = Parser.parse(document);
        assertThat(parsed.diagnostics()).isEmpty();
        Checked checked = typing.check(parsed, strict);

        List<String> actual = new ArrayList<>(
                checked.diagnostics().stream().map(TypingTest::line).toList());
        if (!checked.hasErrors()) {
            Canonical.text(checked.document(), registry).lines().forEach(line -> actual.add(";> " + line));
        }
        assertThat(actual).isEqualTo(expected);
        if (!checked.hasErrors()) {
            canonicalTextStaysAsItIs(Canonical.text(checked.document(), registry), strict);
        }
        assertThat(checked.forms().stream()
                        .filter(form -> form.parent().isEmpty())
                        .map(TypedForm::top))
                .as("the forms without an error are typed")
                .containsExactlyElementsOf(sound(checked));
    }

    private void canonicalTextStaysAsItIs(String canonical, boolean strict) {
        Checked again = typing.check(Parser.parse(canonical), strict);

        assertThat(Canonical.text(again.document(), registry)).isEqualTo(canonical);
        assertThat(again.diagnostics()).extracting(Diagnostic::code).doesNotContain("VOC-ALIAS", "TYP-SYNONYM");
    }

    private static List<Integer> sound(Checked checked) {
        List<Integer> broken = checked.diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(d -> d.form().orElseThrow())
                .toList();
        return IntStream.range(0, checked.document().forms().size())
                .boxed()
                .filter(form -> !broken.contains(form))
                .toList();
    }

    private static String line(Diagnostic d) {
        String at = d.position().map(p -> p.line() + ":" + p.column()).orElse("-");
        String nearest = d.nearest().isEmpty() ? "" : " | " + String.join(", ", d.nearest());
        return (";= " + d.severity().name().toLowerCase(Locale.ROOT) + " " + d.code() + " " + at + " " + d.found()
                        + nearest)
                .stripTrailing();
    }
}
