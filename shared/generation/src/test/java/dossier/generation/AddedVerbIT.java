package dossier.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.compiler.Compiled;
import dossier.compiler.Compiler;
import dossier.compiler.Tables;
import dossier.json.Json;
import dossier.pipeline.Answer;
import dossier.pipeline.Caller;
import dossier.pipeline.Manager;
import dossier.pipeline.Policy;
import dossier.pipeline.Request;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import dossier.store.DatabaseUrl;
import dossier.store.KnownNames;
import dossier.store.Pool;
import dossier.store.PoolSettings;
import dossier.store.PostgresLedger;
import dossier.store.Texts;
import dossier.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A verb and a kind that are added as data alone go the whole way: from English to a committed row. */
@Tag("integration")
class AddedVerbIT {
    private static final Caller ANN = new Caller("ann", "acme", Set.of("admin"), "person");

    @Test
    void a_sentence_becomes_a_proposal_that_runs_under_its_hash_and_leaves_its_row() throws Exception {
        Compiled compiled = Compiler.compile(
                List.of(Path.of("../vocabulary/src/main/registry"), Path.of("src/test/resources/registry")));
        Registry registry = RegistryLoader.load(compiled.structureJson());
        try (TestDatabase database = TestDatabase.fresh()) {
            try (Connection owner = database.asOwner();
                    Statement sql = owner.createStatement()) {
                sql.execute(Tables.sql(List.of(registry.kind("visit").orElseThrow())));
            }
            DatabaseUrl url = ((DatabaseUrl.Outcome.Read) DatabaseUrl.parse(database.url())).url();
            try (Pool pool = new Pool(PoolSettings.of(url, "dossier_execute", database::password, 2))) {
                journey(registry, compiled, pool, database);
            }
        }
    }

    private static void journey(Registry registry, Compiled compiled, Pool pool, TestDatabase database)
            throws Exception {
        PostgresLedger ledger = new PostgresLedger(pool, registry.kinds(), Texts.PLAIN, fault -> {
            throw new AssertionError("A defect: " + fault);
        });
        Manager manager = new Manager(registry, ledger, Policy.DEFAULT, Clock.systemUTC(), System::nanoTime);
        KnownNames known = new KnownNames(pool, registry.kinds(), fault -> {});
        Generator generator = new EmbeddedGenerator(
                registry,
                RegistryLoader.phrases(compiled.phrasesJson()),
                known,
                new KnownReads(known),
                (caller, document, caseId) -> checked(compile(manager, document, caseId)),
                System::nanoTime);
        done(
                manager,
                body("(case.create :case-id \"V-1\" :case-type \"GENERAL\")"
                        + " (entity.register :entity-id \"admin-corvane\" :entity-type \"LIMITED_COMPANY\""
                        + " :props {:legal-name \"Corvane Fund Services\"})"));

        Proposal proposal = generator.propose(new Instruction(
                "Please arrange a visit to the premises of Corvane Fund Services on 3 December 2026.",
                ANN,
                Optional.of("V-1"),
                Optional.empty(),
                Optional.empty(),
                OffsetDateTime.parse("2026-11-24T09:00:00Z"),
                "r-visit"));
        assertThat(proposal.outcome()).isEqualTo(Proposal.Outcome.PROPOSED);
        done(
                manager,
                body(proposal.document().orElseThrow())
                        .put("caseId", "V-1")
                        .put("planHash", proposal.planHash().orElseThrow()));

        try (Connection reader = database.asSuperuser();
                Statement sql = reader.createStatement();
                ResultSet row = sql.executeQuery("SELECT entity_id, day FROM dossier.visits WHERE case_id = 'V-1'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("admin-corvane");
            assertThat(row.getString(2)).isEqualTo("2026-12-03");
        }
    }

    private static Json.Builder body(String document) {
        return Json.object().put("document", document);
    }

    private static Answer compile(Manager manager, String document, Optional<String> caseId) {
        return handle(manager, body(document).put("operation", "compile").putText("caseId", caseId));
    }

    private static Validation.Checked checked(Answer answer) {
        return switch (answer) {
            case Answer.Done done ->
                new Validation.Checked(
                        List.of(), done.body().text("planHash"), done.body().integer("baseVersion"));
            case Answer.Problem problem ->
                new Validation.Checked(problem.diagnostics(), Optional.empty(), Optional.empty());
        };
    }

    private static void done(Manager manager, Json.Builder body) {
        assertThat(handle(manager, body)).isInstanceOf(Answer.Done.class);
    }

    private static Answer handle(Manager manager, Json.Builder body) {
        return switch (dossier.pipeline.Requests.read(
                body.build(), ANN, "r-" + body.build().compact().hashCode(), Optional.empty())) {
            case dossier.pipeline.Requests.Outcome.Read(Request request) -> manager.handle(request);
            case dossier.pipeline.Requests.Outcome.Unreadable(Answer.Problem problem) -> problem;
        };
    }
}
