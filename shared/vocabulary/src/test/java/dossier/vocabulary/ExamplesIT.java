package dossier.vocabulary;

import static dossier.vocabulary.Setting.column;
import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.pipeline.Caller;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import dossier.registry.Verb;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The worked example of every verb executes, in one order in which they can, over a few cases of one database; the rows it
 * leaves are those that {@link Expectations} hold.
 */
class ExamplesIT extends OverDatabase {
    private static final String CASE = "CASE-2026-001";

    /** Begins a line that says who asks from there on. */
    private static final String AS = "as ";

    /** Begins a line that says in which case it goes on; one that is new is opened. */
    private static final String IN = "in ";

    private final Registry registry = RegistryLoader.shipped();

    private final Map<String, List<String>> differences = new TreeMap<>();

    /** In the order they were opened. */
    private final Set<String> cases = new LinkedHashSet<>(List.of(CASE));

    private Expectations expected = new Expectations();

    /** Runs the journey, once for all tests here. */
    @BeforeAll
    void travel() throws IOException, SQLException {
        expected = Expectations.read();
        journey(lines());
    }

    /** The one table that no strict example writes. */
    private static final String OF_LENIENT_READINGS = "assertions";

    @Test
    void every_verb_has_an_example_that_executes_and_rows_expected_of_it() {
        Set<String> verbs = registry.verbs().stream().map(Verb::name).collect(Collectors.toCollection(TreeSet::new));

        assertThat(differences.keySet()).isEqualTo(verbs);
        assertThat(expected.verbs()).containsExactlyInAnyOrderElementsOf(verbs);
    }

    Stream<String> verbs() {
        return registry.verbs().stream().map(Verb::name);
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void its_rows_are_as_the_page_says_by_sql_and_by_the_api(String verb) {
        assertThat(differences.get(verb)).isEmpty();
    }

    @Test
    void a_single_altered_cell_in_any_writable_table_is_named_by_the_replay() throws SQLException {
        List<String> tables = setting
                .rows("SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'dossier'::regnamespace"
                        + " AND c.relkind = 'r' AND has_any_column_privilege('dossier_execute', c.oid, 'INSERT')"
                        + " ORDER BY 1")
                .stream()
                .map(row -> column(row, "relname"))
                .filter(table -> !table.equals(OF_LENIENT_READINGS))
                .toList();
        assertThat(tables).hasSizeGreaterThan(80);

        for (String table : tables) {
            String caseId = smallestWith(table);
            Alteration alteration = Alteration.of(setting, table, caseId);
            alteration.make();
            Json.Object certificate = setting.replay(caseId);
            alteration.undo();

            assertThat(certificate.object("firstDifference").flatMap(d -> d.text("table")))
                    .as("%s, %s", alteration, certificate.compact())
                    .contains(table);
        }
        assertThat(setting.unlike()).isEmpty();
    }

    /** The case that is replayed soonest of those that wrote the table. */
    private String smallestWith(String table) throws SQLException {
        List<String> bySize = setting
                .rows("SELECT case_id FROM dossier.case_head WHERE tenant_id = 'acme' AND version > 0 ORDER BY version")
                .stream()
                .map(row -> column(row, "case_id"))
                .filter(cases::contains)
                .toList();
        for (String caseId : bySize) {
            if (!setting.rows(
                            "SELECT FROM dossier." + table + " t WHERE " + Alteration.where(table, caseId) + " LIMIT 1")
                    .isEmpty()) {
                return caseId;
            }
        }
        throw new AssertionError("The examples leave no row in " + table);
    }

    private void journey(List<String> lines) throws SQLException {
        Caller caller = Setting.ANN;
        String caseId = CASE;
        for (String line : lines) {
            if (line.startsWith(AS)) {
                caller = new Caller(line.substring(AS.length()), "acme", Set.of("admin"), "person");
                continue;
            }
            if (line.startsWith(IN)) {
                caseId = line.substring(IN.length());
                if (cases.add(caseId)) {
                    Setting.done(setting.run("(case.create :case-id \"" + caseId + "\" :case-type \"GENERAL\")"));
                }
                continue;
            }
            Optional<Verb> verb = registry.verb(line);
            String document = verb.map(Verb::example).orElse(line);
            Json.Object answer = verb.filter(Verb::irreversible).isPresent()
                    ? confirmed(caller, document, caseId)
                    : Setting.done(setting.handle(caller, in(caseId, document), Optional.of("example-" + line)));
            if (verb.isPresent()) {
                differences.put(line, expected.differences(setting, line, answer));
            }
        }
    }

    private static Json.Builder in(String caseId, String document) {
        return Json.object().put("document", document).put("caseId", caseId);
    }

    /** What cannot be undone runs with the hash of its plan. */
    private Json.Object confirmed(Caller caller, String document, String caseId) {
        String hash = Setting.done(
                        setting.handle(caller, in(caseId, document).put("operation", "compile"), Optional.empty()))
                .text("planHash")
                .orElseThrow();
        return Setting.done(setting.handle(caller, in(caseId, document).put("planHash", hash), Optional.empty()));
    }

    private static List<String> lines() throws IOException {
        try (InputStream file = ExamplesIT.class.getResourceAsStream("journey.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith(";") && !line.isBlank())
                    .toList();
        }
    }
}
