package dossier.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import dossier.registry.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The registry against the specification's list of verbs, which {@code page.txt} holds as written by hand. */
class VocabularyPageTest {
    /** Verbs that need keys, for which there is no mechanism yet. */
    private static final Set<String> MISSING = Set.of("data.purge", "values.encrypt");

    /** The page says that people decide about hits, and names no verb for it. */
    private static final Set<String> BESIDES = Set.of("compliance.decide");

    private final Registry registry = RegistryLoader.shipped();

    @Test
    void the_registry_has_the_verbs_of_the_page_and_no_others_but_those_told() throws IOException {
        Set<String> listed = new TreeSet<>(page().keySet());
        listed.removeAll(MISSING);
        listed.addAll(BESIDES);
        assertThat(registry.verbs().stream().map(Verb::name)).containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void every_verb_has_the_keys_types_rules_and_older_names_of_the_page() throws IOException {
        List<String> differences = new ArrayList<>();
        page().forEach((name, listed) -> registry.verb(name)
                .ifPresent(verb -> differences.addAll(VocabularyPage.differences(registry, verb, listed))));
        assertThat(differences).isEmpty();
    }

    @Test
    void a_difference_is_told() {
        Verb verb = registry.verb("case.update").orElseThrow();
        assertThat(VocabularyPage.differences(registry, verb, "case-id:cbu! priority:enum(LOW HIGH) colour:text"))
                .hasSize(3);
    }

    private static Map<String, String> page() throws IOException {
        Map<String, String> page = new LinkedHashMap<>();
        String verb = "";
        for (String line : Files.readAllLines(Path.of("src/test/resources/dossier/vocabulary/page.txt"))) {
            if (line.isBlank() || line.startsWith(";")) {
                continue;
            }
            if (!line.startsWith(" ")) {
                verb = line.strip();
                page.put(verb, "");
            } else {
                page.merge(verb, line, String::concat);
            }
        }
        return page;
    }
}
