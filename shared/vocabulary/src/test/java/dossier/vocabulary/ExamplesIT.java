package dossier.vocabulary;

import static dossier.vocabulary.Setting.column;
import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.pipeline.Caller;
import dossier.registry.Kind;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import dossier.registry.Verb;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The worked example of every verb executes in the order of the registry, and leaves rows and an audit entry. */
class ExamplesIT extends OverDatabase {
    private static final String CASE = "CASE-2026-001";

    /** Begins a line that says who asks from there on. */
    private static final String AS = "as ";

    private final Registry registry = RegistryLoader.shipped();

    private Set<String> ran = Set.of();

    /** Runs the journey, once for all tests here. */
    @BeforeAll
    void travel() throws IOException, SQLException {
        ran = journeyed();
    }

    /** The one table that no strict example writes. */
    private static final String OF_LENIENT_READINGS = "assertions";

    @Test
    void every_example_executes_and_the_audit_names_the_rows_it_left() {
        assertThat(ran)
                .containsExactlyInAnyOrderElementsOf(
                        registry.verbs().stream().map(Verb::name).toList());
    }

    @Test
    void a_single_altered_cell_in_any_writable_table_is_named_by_the_replay() throws SQLException {
        assertThat(setting.replay(CASE).bool("match")).contains(true);
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
            Alteration alteration = Alteration.of(setting, table, CASE);
            alteration.make();
            Json.Object certificate = setting.replay(CASE);
            alteration.undo();

            assertThat(certificate.object("firstDifference").flatMap(d -> d.text("table")))
                    .as("%s, %s", alteration, certificate.compact())
                    .contains(table);
        }
        assertThat(setting.replay(CASE).bool("match")).contains(true);
    }

    private Set<String> journeyed() throws IOException, SQLException {
        Set<String> done = new HashSet<>();
        Caller caller = Setting.ANN;
        for (String line : journey()) {
            if (line.startsWith(AS)) {
                caller = new Caller(line.substring(AS.length()), "acme", Set.of("admin"), "person");
                continue;
            }
            Optional<Verb> verb = registry.verb(line);
            String document = verb.map(Verb::example).orElse(line);
            Json.Object answer = verb.filter(Verb::irreversible).isPresent()
                    ? confirmed(caller, document)
                    : Setting.done(setting.handle(caller, inCase(document), Optional.of("example-" + line)));

            if (verb.isPresent()) {
                done.add(line);
                assertThat(touched(answer, line))
                        .as(document)
                        .isNotEmpty()
                        .allSatisfy(rows -> assertThat(rows).isNotEmpty());
            }
        }
        return done;
    }

    private static Json.Builder inCase(String document) {
        return Json.object().put("document", document).put("caseId", CASE);
    }

    /** What cannot be undone runs with the hash of its plan. */
    private Json.Object confirmed(Caller caller, String document) {
        String hash = Setting.done(
                        setting.handle(caller, inCase(document).put("operation", "compile"), Optional.empty()))
                .text("planHash")
                .orElseThrow();
        return Setting.done(setting.handle(caller, inCase(document).put("planHash", hash), Optional.empty()));
    }

    /** The rows of each thing that the audit says this verb touched in this version. */
    private List<List<Map<String, String>>> touched(Json.Object answer, String verb) throws SQLException {
        List<List<Map<String, String>>> all = new ArrayList<>();
        for (Map<String, String> entry : setting.rows(
                "SELECT operation, kind, id FROM dossier.audit WHERE case_id = ? AND version = ? AND verb = ?",
                answer.text("caseId").orElseThrow(),
                answer.integer("version").orElseThrow(),
                verb)) {
            if (column(entry, "operation").equals("emit")) {
                all.add(setting.rows(
                        "SELECT * FROM dossier.outbox WHERE tenant_id = 'acme' AND topic = ? AND key = ?",
                        column(entry, "kind"),
                        column(entry, "id")));
                continue;
            }
            Kind kind = registry.kind(column(entry, "kind")).orElseThrow();
            all.add(setting.rows(
                    "SELECT * FROM dossier." + kind.table() + " WHERE tenant_id = 'acme' AND " + kind.idColumn()
                            + " = ?",
                    column(entry, "id")));
        }
        return all;
    }

    private static List<String> journey() throws IOException {
        try (InputStream file = ExamplesIT.class.getResourceAsStream("journey.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith(";") && !line.isBlank())
                    .toList();
        }
    }
}
