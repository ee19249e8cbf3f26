package dossier.vocabulary;

import static dossier.vocabulary.Setting.ANN;
import static dossier.vocabulary.Setting.column;
import static dossier.vocabulary.Setting.done;
import static dossier.vocabulary.Setting.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.language.Document;
import dossier.language.Form;
import dossier.language.Limits;
import dossier.language.Parsed;
import dossier.language.Parser;
import dossier.language.Printer;
import dossier.language.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents of the older style, taken over leniently: nothing is lost, and what has no effect is a finding. */
class LenientIT extends OverDatabase {
    private static final Path DOCUMENTS = Path.of("src/test/resources/lenient");

    static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.list(DOCUMENTS)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void an_older_document_reads_formats_and_reads_back(Path file) throws IOException {
        Parsed parsed = Parser.parse(Files.readAllBytes(file), Limits.DEFAULT);
        assertThat(parsed.diagnostics()).isEmpty();

        Document again = Parser.parse(Printer.pretty(parsed.document())).document();
        assertThat(Shape.of(again)).isEqualTo(Shape.of(parsed.document()));
        assertThat(again.comments()).hasSameSizeAs(parsed.document().comments());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_form_of_an_older_document_leaves_its_rows(Path file) throws IOException, SQLException {
        Json.Object answer = lenient(Files.readString(file));
        long implied = answer.object("generated").orElseThrow().members().keySet().stream()
                .filter(placeholder -> placeholder.equals("case.create.case-id"))
                .count();

        List<Long> forms = setting
                .rows(
                        "SELECT DISTINCT form FROM dossier.audit WHERE case_id = ? AND version = ? ORDER BY form",
                        answer.text("caseId").orElseThrow(),
                        answer.integer("version").orElseThrow())
                .stream()
                .map(row -> Long.parseLong(column(row, "form")))
                .toList();
        int written = count(Parser.parse(Files.readString(file)).document().forms()) + (int) implied;
        assertThat(forms)
                .containsExactlyElementsOf(
                        IntStream.range(0, written).mapToObj(Long::valueOf).toList());
    }

    @Test
    void an_illegal_step_is_a_finding_and_the_state_stays() throws SQLException {
        Json.Object answer = lenient("""
                (case.create :case-id "L-STEP" :case-type "GENERAL")
                (workflow.transition :case-id "L-STEP" :to-state "ACTIVE")
                """);

        assertThat(codes(answer)).contains("STA-STEP");
        assertThat(column(
                        setting.rows("SELECT state FROM dossier.cases WHERE id = 'L-STEP' AND superseded_at IS NULL")
                                .getFirst(),
                        "state"))
                .isEqualTo("CREATED");
        assertThat(setting.rows("SELECT code, about_id, claimed ->> 'state' AS claimed FROM dossier.assertions"
                        + " WHERE case_id = 'L-STEP'"))
                .singleElement()
                .satisfies(row -> assertThat(row.values()).containsExactly("STA-STEP", "L-STEP", "ACTIVE"));
    }

    @Test
    void an_approval_without_a_second_person_is_a_finding_and_approves_nothing() throws SQLException {
        Json.Object answer = lenient("""
                (case.create :case-id "L-TWO" :case-type "GENERAL")
                (case.approve :case-id "L-TWO" :approved-by "ann")
                """);

        assertThat(codes(answer)).contains("RUL-SECOND-PERSON");
        assertThat(setting.rows(
                        "SELECT state, approved_by FROM dossier.cases WHERE id = 'L-TWO' AND superseded_at IS NULL"))
                .singleElement()
                .satisfies(row -> assertThat(row.values()).containsExactly("CREATED", "(null)"));
        assertThat(setting.rows("SELECT code FROM dossier.assertions WHERE case_id = 'L-TWO'"))
                .hasSize(1);
    }

    @Test
    void shares_over_one_hundred_percent_and_wrong_types_stay_errors() {
        assertThat(refused("""
                (entity :id "l-over" :label "Company" :props {:legal-name "Over Ltd"})
                (entity :id "l-a" :label "Person" :props {:full-name "A"})
                (entity :id "l-b" :label "Person" :props {:full-name "B"})
                (edge :from "l-a" :to "l-over" :type "HAS_OWNERSHIP" :props {:percent 60.0})
                (edge :from "l-b" :to "l-over" :type "HAS_OWNERSHIP" :props {:percent 41.0})
                """)).containsExactly("RUL-OVER-100");
        assertThat(refused("(tasks.create :task-id \"l-t\" :type \"MANUAL\" :due \"tomorrow\")"))
                .containsExactly("TYP-DATE");
        assertThat(
                        refused(
                                "(document.verify :doc-id \"l-d\" :verification-method \"X\" :status \"VERIFIED\" :confidence 1.5)"))
                .containsExactly("RUL-CONFIDENCE");
    }

    @Test
    void what_cannot_be_typed_is_kept_aside_word_for_word_and_nothing_is_made_of_it() throws SQLException {
        lenient("""
                (case.create :case-id "L-ASIDE" :case-type "GENERAL")
                (document.catalog :document-id "l-aside" :document-type "PASSPORT" :file-hash "sha256:abc123"
                                  :issue-date "2024-02-01T10:00:00Z")
                (document.verify :document-id "l-aside" :verification-method "X" :status "VERIFIED"
                                 :verified-at "2024-02-03")
                (entity.register :entity-id "l-aside-e" :entity-type "FUND" :jurisdiction "Atlantis"
                                 :props {:legal-name "Aside" :lei "LEI-1" :shoe-size 43})
                """);

        assertThat(setting.rows("SELECT file_hash, issue_date, extras::text FROM dossier.documents"
                        + " WHERE document_id = 'l-aside' AND revision = 1"))
                .containsExactly(Map.of(
                        "file_hash", "(null)",
                        "issue_date", "2024-02-01",
                        "extras", "{\"file-hash\": \"sha256:abc123\", \"issue-date\": \"2024-02-01T10:00:00Z\"}"));
        assertThat(setting.rows("SELECT verified_at, extras::text FROM dossier.documents"
                        + " WHERE document_id = 'l-aside' AND superseded_at IS NULL"))
                .containsExactly(Map.of("verified_at", "(null)", "extras", "{\"verified-at\": \"2024-02-03\"}"));
        assertThat(setting.rows(
                        "SELECT jurisdiction, props ->> 'legal-name' AS name, extras::text FROM dossier.entities"
                                + " WHERE entity_id = 'l-aside-e'"))
                .containsExactly(Map.of(
                        "jurisdiction", "Atlantis",
                        "name", "Aside",
                        "extras", "{\"props.lei\": \"LEI-1\", \"props.shoe-size\": 43}"));
    }

    @Test
    void a_document_of_nearly_a_thousand_lines_is_read_formatted_and_taken_over_within_its_time() throws SQLException {
        String document = OlderDocument.of(946);
        assertThat(document.lines().count()).isBetween(930L, 960L);
        Parsed parsed = Parser.parse(document);
        assertThat(parsed.diagnostics()).isEmpty();
        Document again = Parser.parse(Printer.pretty(parsed.document())).document();
        assertThat(Shape.of(again)).isEqualTo(Shape.of(parsed.document()));
        assertThat(Shape.of(Parser.parse(Printer.minify(again)).document())).isEqualTo(Shape.of(again));

        long start = System.nanoTime();
        Json.Object answer = lenient(document);
        long millis = (System.nanoTime() - start) / 1_000_000;

        assertThat(setting.rows(
                        "SELECT DISTINCT form FROM dossier.audit WHERE case_id = ? AND version = ?",
                        answer.text("caseId").orElseThrow(),
                        answer.integer("version").orElseThrow()))
                .hasSize(count(parsed.document().forms()));
        // The time a caller has unless he says otherwise.
        assertThat(millis).isLessThan(25_000);
    }

    @Test
    void an_error_behind_many_warnings_still_refuses() {
        StringBuilder document = new StringBuilder("(case.create :case-id \"L-MANY\" :case-type \"GENERAL\")\n");
        for (int i = 0; i < 150; i++) {
            document.append("(entity.classify :entity-id \"l-none-" + i + "\" :category \"X\")\n");
        }
        document.append("""
                (entity :id "l-m" :label "Company" :props {:legal-name "Many Ltd"})
                (edge :from "l-n" :to "l-m" :type "HAS_OWNERSHIP" :props {:percent 99.0})
                (edge :from "l-o" :to "l-m" :type "HAS_OWNERSHIP" :props {:percent 2.0})
                """);
        assertThat(refused(document.toString())).contains("RUL-OVER-100");
    }

    private Json.Object lenient(String document) {
        return done(setting.handle(ANN, body(document), Optional.empty()));
    }

    private List<String> refused(String document) {
        return problem(setting.handle(ANN, body(document), Optional.empty())).diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::code)
                .distinct()
                .toList();
    }

    private static Json.Builder body(String document) {
        return Json.object()
                .put("document", document)
                .put("options", Json.object().put("strict", false));
    }

    private static List<String> codes(Json.Object answer) {
        return answer.array("diagnostics").orElseThrow().stream()
                .flatMap(diagnostic -> diagnostic.at("code").flatMap(Json::asText).stream())
                .toList();
    }

    private static int count(List<Form> forms) {
        return forms.stream().mapToInt(form -> 1 + count(form.children())).sum();
    }
}
