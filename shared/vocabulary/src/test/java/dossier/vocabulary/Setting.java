package dossier.vocabulary;

import dossier.json.Json;
import dossier.pipeline.Answer;
import dossier.pipeline.Caller;
import dossier.pipeline.Manager;
import dossier.pipeline.Outside;
import dossier.pipeline.Policy;
import dossier.pipeline.Rebuilder;
import dossier.pipeline.Request;
import dossier.pipeline.Requests;
import dossier.pipeline.Reversal;
import dossier.proof.Anchor;
import dossier.proof.Anchors;
import dossier.registry.Registry;
import dossier.screening.EmbeddedLists;
import dossier.store.DatabaseUrl;
import dossier.store.Heads;
import dossier.store.Pool;
import dossier.store.PoolSettings;
import dossier.store.PostgresLedger;
import dossier.store.Reading;
import dossier.store.Replay;
import dossier.store.Texts;
import dossier.store.Undoing;
import dossier.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A manager over a fresh database, with the questions tests ask of it. */
final class Setting implements AutoCloseable {
    static final Caller ANN = new Caller("ann", "acme", Set.of("admin"), "person");

    final TestDatabase database;
    final Manager manager;
    private final Pool pool;
    private final Pool readers;
    private final Reading reading;
    private final Replay replay;
    private final AtomicInteger requests = new AtomicInteger();

    Setting(Registry registry, Policy policy, int connections) {
        database = TestDatabase.fresh();
        DatabaseUrl url = ((DatabaseUrl.Outcome.Read) DatabaseUrl.parse(database.url())).url();
        pool = new Pool(PoolSettings.of(url, "dossier_execute", database::password, connections));
        readers = new Pool(PoolSettings.of(url, "dossier_query", database::password, connections));
        reading = new Reading(readers, registry.kinds(), Texts.PLAIN, fault -> {
            throw new AssertionError("A defect: " + fault);
        });
        manager = managerOf(registry, policy);
        replay = new Replay(pool, new Rebuilder(), Texts.PLAIN, fault -> {
            throw new AssertionError("A defect: " + fault);
        });
    }

    /** Another release over the same database. */
    Manager managerOf(Registry registry, Policy policy) {
        return managerOf(registry, policy, EmbeddedLists.shipped());
    }

    /** Another release over the same database, which asks others. */
    Manager managerOf(Registry registry, Policy policy, Outside outside) {
        return new Manager(
                registry,
                new PostgresLedger(pool, registry.kinds(), Texts.PLAIN, fault -> {
                    throw new AssertionError("A defect: " + fault);
                }),
                outside,
                policy,
                Clock.systemUTC(),
                System::nanoTime);
    }

    /** The replay certificate of a case. */
    Json.Object replay(String caseId) {
        return found(certificate(ANN, caseId));
    }

    /** Appends what undoes a version; a refusal is thrown with its reasons. */
    Answer revert(String caseId, long version) {
        Undoing undoing = new Undoing(pool, Texts.PLAIN, fault -> {
            throw new AssertionError("A defect: " + fault);
        });
        Undoing.Outcome.Said said = (Undoing.Outcome.Said) undoing.of(ANN, "revert", caseId, version);
        return switch (new Reversal(manager.registry()).of(said.forms(), said.touched())) {
            case Reversal.Outcome.Undone(String document) -> run(document, caseId);
            case Reversal.Outcome.Refused(List<String> reasons) ->
                Answer.problem(Answer.Fault.REJECTED, String.join(" ", reasons));
        };
    }

    Reading reading() {
        return reading;
    }

    /** A reading that holds chains against anchors. */
    Reading reading(Anchors anchors) {
        return new Reading(
                readers,
                manager.registry().kinds(),
                Texts.PLAIN,
                fault -> {
                    throw new AssertionError("A defect: " + fault);
                },
                Optional.of(anchors));
    }

    /** The heads of all cases, as the role that keeps up sees them. */
    Map<Anchor.Key, Anchor.Head> heads() {
        DatabaseUrl url = ((DatabaseUrl.Outcome.Read) DatabaseUrl.parse(database.url())).url();
        try (Pool upkeep = new Pool(PoolSettings.of(url, "dossier_upkeep", database::password, 1))) {
            return ((Heads.Outcome.Read) new Heads(upkeep, fault -> {
                                throw new AssertionError("A defect: " + fault);
                            })
                            .read())
                    .heads();
        }
    }

    static Json.Object found(Reading.Outcome outcome) {
        return switch (outcome) {
            case Reading.Outcome.Found found -> found.body();
            case Reading.Outcome other -> throw new AssertionError("Not found: " + other);
        };
    }

    Reading.Outcome certificate(Caller caller, String caseId) {
        return replay.certificate(caller, "replay", caseId, Duration.ofSeconds(60));
    }

    /** The certificates of every case of the tenant that do not match. */
    List<Json.Object> unlike() throws SQLException {
        return rows("SELECT case_id FROM dossier.case_head WHERE tenant_id = 'acme' AND version > 0 ORDER BY 1")
                .stream()
                .map(row -> replay(column(row, "case_id")))
                .filter(certificate -> !certificate.bool("match").orElse(false))
                .toList();
    }

    /** Executes a document as Ann. */
    Answer run(String document) {
        return handle(ANN, Json.object().put("document", document), Optional.empty());
    }

    /** Executes a document as Ann in a case. */
    Answer run(String document, String caseId) {
        return handle(ANN, Json.object().put("document", document).put("caseId", caseId), Optional.empty());
    }

    Answer handle(Caller caller, Json.Builder body, Optional<String> key) {
        return handle(manager, caller, body, key);
    }

    Answer handle(Manager release, Caller caller, Json.Builder body, Optional<String> key) {
        String id = "r-" + requests.incrementAndGet();
        return switch (Requests.read(body.build(), caller, id, key)) {
            case Requests.Outcome.Read(Request request) -> release.handle(request);
            case Requests.Outcome.Unreadable(Answer.Problem problem) -> problem;
        };
    }

    /** Rows as text by column, past row-level security. */
    List<Map<String, String>> rows(String sql, Object... parameters) throws SQLException {
        try (Connection connection = database.asSuperuser();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet found = statement.executeQuery()) {
                List<Map<String, String>> rows = new ArrayList<>();
                while (found.next()) {
                    Map<String, String> row = new LinkedHashMap<>();
                    for (int c = 1; c <= found.getMetaData().getColumnCount(); c++) {
                        row.put(
                                found.getMetaData().getColumnLabel(c),
                                Optional.ofNullable(found.getString(c)).orElse("(null)"));
                    }
                    rows.add(row);
                }
                return rows;
            }
        }
    }

    static String column(Map<String, String> row, String name) {
        return Optional.ofNullable(row.get(name)).orElseThrow(() -> new AssertionError("No column " + name));
    }

    long count(String table) throws SQLException {
        return Long.parseLong(
                column(rows("SELECT count(*) AS n FROM dossier." + table).getFirst(), "n"));
    }

    static Json.Object done(Answer answer) {
        return switch (answer) {
            case Answer.Done done -> done.body();
            case Answer.Problem problem ->
                throw new AssertionError(problem.fault() + ": " + problem.detail() + " " + problem.diagnostics());
        };
    }

    static Answer.Problem problem(Answer answer) {
        return switch (answer) {
            case Answer.Done done ->
                throw new AssertionError("Not refused: " + done.body().compact());
            case Answer.Problem problem -> problem;
        };
    }

    @Override
    public void close() throws SQLException {
        pool.close();
        readers.close();
        database.close();
    }
}
