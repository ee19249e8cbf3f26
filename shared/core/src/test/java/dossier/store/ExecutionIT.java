package dossier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.pipeline.Ledger;
import dossier.pipeline.Ledger.Recorded;
import dossier.pipeline.Needs;
import dossier.pipeline.Snapshot;
import dossier.pipeline.ThingKey;
import dossier.store.Sample.Paper;
import dossier.testkit.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ExecutionIT {
    private final List<Faults.Fault> faults = new ArrayList<>();
    private TestDatabase database;
    private Pool pool;
    private Ledger ledger;

    @BeforeAll
    void open() throws SQLException {
        database = Sample.database();
        pool = new Pool(Sample.settings(database, "dossier_execute", 2));
        ledger = new PostgresLedger(pool, Sample.KINDS, Texts.PLAIN, faults::add);
    }

    @AfterAll
    void close() throws SQLException {
        pool.close();
        database.close();
    }

    private Recorded execute(Paper paper, String request) {
        return ledger.execute(paper.entry(Sample.ALICE, request), paper);
    }

    private Snapshot look(Paper paper) {
        return switch (ledger.look(paper.entry(Sample.ALICE, "look"))) {
            case Ledger.Looked.Seen seen -> seen.snapshot();
            case Ledger.Looked.Failed failed -> throw new AssertionError(failed);
        };
    }

    @Test
    void a_document_becomes_rows_that_can_be_read_back() throws SQLException {
        Paper paper = new Paper("A1")
                .party("p1", "Zenith Fund")
                .party("p2", "Borealis")
                .holding("h1", "p1", "p2", "[60,60]")
                .message("case.opened");

        Recorded recorded = execute(paper, "a1");

        assertThat(recorded).isInstanceOf(Recorded.Done.class);
        assertThat(recorded.cost().roundTrips()).isEqualTo(3);
        assertThat(Sample.column(
                        database, "SELECT name FROM dossier.sample_party WHERE case_id = 'A1' ORDER BY party_id"))
                .containsExactly("Zenith Fund", "Borealis");
        assertThat(Sample.column(database, "SELECT percent FROM dossier.sample_holding WHERE case_id = 'A1'"))
                .containsExactly("[60,60]");
        assertThat(Sample.column(database, "SELECT version FROM dossier.case_head WHERE case_id = 'A1'"))
                .containsExactly("1");
        assertThat(Sample.column(
                        database, "SELECT operation FROM dossier.audit WHERE case_id = 'A1' ORDER BY position"))
                .containsExactly("declare", "declare", "declare", "emit");
        assertThat(Sample.column(database, "SELECT topic FROM dossier.outbox WHERE case_id = 'A1'"))
                .containsExactly("case.opened");
        assertThat(Sample.column(database, "SELECT outcome FROM dossier.attempt WHERE case_id = 'A1'"))
                .containsExactly("accepted");
        assertThat(Sample.column(database, "SELECT answer ->> 'success' FROM dossier.result WHERE request_id = 'a1'"))
                .containsExactly("true");
        Snapshot seen = look(paper);
        assertThat(seen.head()).map(Snapshot.Head::version).contains(1L);
        assertThat(seen.things())
                .containsOnlyKeys(
                        new ThingKey("party", "p1"), new ThingKey("party", "p2"), new ThingKey("holding", "h1"));
        assertThat(seen.things())
                .hasEntrySatisfying(
                        new ThingKey("party", "p1"),
                        thing -> assertThat(thing.row())
                                .isEqualTo(
                                        Json.object().put("name", "Zenith Fund").build()));
    }

    @Test
    void a_restatement_supersedes_the_statement_before() throws SQLException {
        execute(new Paper("B1").party("b1", "Old"), "b1");

        Recorded recorded = execute(new Paper("B1").party("b1", "New").party("b1", "Newer"), "b2");

        assertThat(recorded).isInstanceOf(Recorded.Done.class);
        assertThat(Sample.column(
                        database,
                        "SELECT name || ' ' || (superseded_at IS NULL) FROM dossier.sample_party WHERE party_id = 'b1'"
                                + " ORDER BY revision"))
                .containsExactly("Old false", "New false", "Newer true");
        assertThat(Sample.column(database, "SELECT revision FROM dossier.thing WHERE id = 'b1'"))
                .containsExactly("3");
        assertThat(Sample.column(
                        database,
                        "SELECT before ->> 'name' FROM dossier.audit WHERE id = 'b1' ORDER BY version, position"))
                .containsExactly("null", "Old", "New");
    }

    @Test
    void the_same_key_gets_the_stored_answer_and_another_body_is_told_so() throws SQLException {
        Paper paper = new Paper("C1").party("c1", "Once");
        Recorded first = execute(paper, "c1");

        Recorded again = execute(paper, "c1");
        Recorded other = ledger.execute(
                new Paper("C1").party("c2", "Other").entry(Sample.ALICE, "c1"), new Paper("C1").party("c2", "Other"));

        assertThat(first).isInstanceOf(Recorded.Done.class);
        assertThat(again)
                .isInstanceOfSatisfying(
                        Recorded.Repeated.class,
                        repeated -> assertThat(repeated.answer().compact())
                                .isEqualTo(((Recorded.Done) first).answer().compact()));
        assertThat(other).isInstanceOf(Recorded.KeyReused.class);
        assertThat(Sample.column(database, "SELECT version FROM dossier.case_head WHERE case_id = 'C1'"))
                .containsExactly("1");
    }

    @Test
    void a_refused_plan_writes_nothing() throws SQLException {
        Paper paper = new Paper("D1").party("d1", "Never");

        Recorded recorded = ledger.execute(
                paper.entry(Sample.ALICE, "d1"),
                snapshot -> new Ledger.Planned.Refuse(new Ledger.Refusal.NoCase("D1")));

        assertThat(recorded).isInstanceOf(Recorded.Refused.class);
        assertThat(Sample.column(database, "SELECT case_id FROM dossier.case_head WHERE case_id = 'D1'"))
                .isEmpty();
        assertThat(Sample.column(database, "SELECT key FROM dossier.idempotency WHERE key = 'key-d1'"))
                .isEmpty();
    }

    @Test
    void a_thing_referred_to_first_is_resolved_by_its_declaration() throws SQLException {
        execute(new Paper("E1").refer("party", "e1"), "e1");
        assertThat(Sample.column(database, "SELECT resolved FROM dossier.thing WHERE id = 'e1'"))
                .containsExactly("f");

        Recorded recorded = execute(new Paper("E2").party("e1", "Here at last"), "e2");

        assertThat(recorded).isInstanceOf(Recorded.Done.class);
        assertThat(Sample.column(
                        database, "SELECT declaring_case || revision || resolved FROM dossier.thing WHERE id = 'e1'"))
                .containsExactly("E21true");
    }

    @Test
    void a_group_holds_every_statement_of_its_members() {
        execute(new Paper("F1").party("f1", "One").party("f2", "Two").holding("fh1", "f1", "f2", "[10,20]"), "f1");
        execute(
                new Paper("F2")
                        .party("f3", "Three")
                        .holding("fh2", "f3", "f2", "[5,5]")
                        .holding("fh2", "f3", "f2", "[6,6]"),
                "f2");

        Snapshot seen = look(new Paper("F1").group("holding", "to_party", "f2").group("holding", "to_party", "nobody"));

        assertThat(seen.groups().get(new Needs.Group("holding", "to_party", "f2")))
                .extracting(thing -> thing.key().id() + " " + thing.revision() + " " + thing.caseId())
                .containsExactly("fh1 1 F1", "fh2 1 F2", "fh2 2 F2");
        assertThat(seen.groups().get(new Needs.Group("holding", "to_party", "nobody")))
                .isEmpty();
    }

    @Test
    void every_typed_value_comes_back_as_it_was_written() {
        Json.Object row = Json.object()
                .put("name", "Quote ' \" \\ ; -- ? $1 {} Ωß 中")
                .put("props", Json.object().put("legal-name", "x").put("n", new java.math.BigDecimal("1.500")))
                .put("capital_amount", new java.math.BigDecimal("12345678901234567890.1200"))
                .put("capital_currency", "EUR")
                .put("seen_at", "2026-01-02T03:04:05.123456+00:00")
                .build();

        execute(new Paper("G1").say(Sample.PARTY, "g1", row), "g1");

        assertThat(look(new Paper("G1").reads("party", "g1")).things())
                .hasEntrySatisfying(
                        new ThingKey("party", "g1"),
                        thing -> assertThat(thing.row().members()).isEqualTo(row.members()));
    }

    @Test
    void time_never_runs_backwards() throws SQLException {
        execute(new Paper("H1").party("h1", "One"), "h1");
        try (var superuser = database.asSuperuser();
                var sql = superuser.createStatement()) {
            sql.execute("UPDATE dossier.case_head SET changed_at = '2100-01-01' WHERE case_id = 'H1'");
        }

        Recorded recorded = execute(new Paper("H1").party("h1", "Two"), "h2");

        assertThat(((Recorded.Done) recorded).plan().version().time())
                .isEqualTo(Instant.parse("2100-01-01T00:00:00.000001Z"));
    }

    @Test
    void authors_are_those_since_the_last_approval() {
        execute(new Paper("I1").party("i1", "One"), "i1");
        execute(new Paper("I1").party("i1", "Two").approves(), "i2");
        execute(new Paper("I1").party("i1", "Three"), "i3");

        assertThat(look(new Paper("I1")).authors())
                .extracting(author -> author.version() + " " + author.user() + " " + author.approval())
                .containsExactly("2 alice true", "3 alice false");
    }

    @Test
    void an_attempt_and_a_proposal_are_remembered() throws SQLException {
        boolean kept = ledger.attempt(
                Sample.ALICE,
                new Ledger.Attempt(
                        "j1",
                        "execute",
                        Optional.empty(),
                        "hash",
                        "rejected",
                        List.of("SYN-001", "VOC-002"),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        12));
        Paper paper = new Paper("J1").party("j1", "Proposed");
        Ledger.Remembered remembered;
        try (Pool generate = new Pool(Sample.settings(database, "dossier_generate", 1))) {
            remembered = new PostgresLedger(generate, Sample.KINDS, Texts.PLAIN, faults::add)
                    .remember(
                            Sample.ALICE,
                            new Ledger.Proposal(
                                    "conv",
                                    Optional.of("J1"),
                                    paper.needs().canonicalHash(),
                                    "plan-hash",
                                    0,
                                    Sample.REGISTRY,
                                    "rules",
                                    paper.text(),
                                    Json.object().build(),
                                    Duration.ofMinutes(5)));
        }

        assertThat(kept).isTrue();
        assertThat(Sample.column(database, "SELECT codes FROM dossier.attempt WHERE request_id = 'j1'"))
                .containsExactly("{SYN-001,VOC-002}");
        assertThat(remembered).isInstanceOf(Ledger.Remembered.Kept.class);
        assertThat(look(paper).proposal()).contains("plan-hash");
        assertThat(faults).isEmpty();
    }
}
