package dossier.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.compiler.Pages;
import dossier.registry.RegistryLoader;
import dossier.registry.Rule;
import dossier.registry.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference pages and the pages' lists of codes, against the registry and the sources. */
class PagesTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Path DOCS = ROOT.resolve("docs");
    private static final Pattern CODE = Pattern.compile("\"((?:RUL|STA)-[A-Z0-9-]+)\"");
    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `((?:RUL|STA)-[A-Z0-9-]+)` \\|");

    @Test
    void the_reference_pages_are_what_the_registry_says() throws IOException {
        Pages pages = new Pages(RegistryLoader.shipped());
        String again =
                "Stale: write it again with dossier.compiler.Main pages docs shared/vocabulary/src/main/registry";

        assertThat(Files.readString(DOCS.resolve("verbs.md"))).as(again).isEqualTo(pages.verbs());
        assertThat(Files.readString(DOCS.resolve("attributes.md"))).as(again).isEqualTo(pages.attributes());
    }

    @Test
    void every_code_of_rules_and_states_is_explained_and_none_besides() throws IOException {
        Set<String> raised = RegistryLoader.shipped().verbs().stream()
                .flatMap(verb -> verb.rules().stream())
                .map(Rule::code)
                .collect(Collectors.toCollection(TreeSet::new));
        for (Path file : sources()) {
            CODE.matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1))
                    .forEach(raised::add);
        }

        assertThat(LISTED.matcher(Files.readString(DOCS.resolve("diagnostics.md")))
                        .results()
                        .map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(raised);
    }

    @Test
    void no_java_names_a_verb() throws IOException {
        String names = RegistryLoader.shipped().verbs().stream()
                .map(Verb::name)
                .filter(name -> name.contains(".") || name.contains("-"))
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        Pattern named = Pattern.compile("(?<![\\w.-])(?:" + names + ")(?![\\w.(-])");
        List<String> found = new ArrayList<>();
        for (Path file : sources()) {
            named.matcher(Files.readString(file))
                    .results()
                    .map(MatchResult::group)
                    .forEach(name -> found.add(file + ": " + name));
        }
        assertThat(found).isEmpty();
    }

    /** The program's own Java; the benchmarks and the drill carry sample documents. */
    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/java/")
                            && !file.startsWith(ROOT.resolve("bench"))
                            && !file.endsWith("Drill.java"))
                    .toList();
            assertThat(sources).hasSizeGreaterThan(200);
            return sources;
        }
    }
}
