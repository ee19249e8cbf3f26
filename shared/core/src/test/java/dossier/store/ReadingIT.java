package dossier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.pipeline.Caller;
import dossier.pipeline.Ledger;
import dossier.pipeline.Ledger.Recorded;
import dossier.store.Reading.AsOf;
import dossier.store.Reading.Filter;
import dossier.store.Reading.Outcome;
import dossier.store.Reading.Page;
import dossier.store.Sample.Paper;
import dossier.testkit.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ReadingIT {
    private final List<Faults.Fault> faults = new ArrayList<>();
    private TestDatabase database;
    private Pool writers;
    private Pool readers;
    private Ledger ledger;
    private Reading reading;

    @BeforeAll
    void open() throws SQLException {
        database = Sample.database();
        writers = new Pool(Sample.settings(database, "dossier_execute", 2));
        readers = new Pool(Sample.settings(database, "dossier_query", 2));
        ledger = new PostgresLedger(writers, Sample.KINDS, Texts.PLAIN, faults::add);
        reading = new Reading(readers, Sample.KINDS, Texts.PLAIN, faults::add);
    }

    @AfterAll
    void close() throws SQLException {
        writers.close();
        readers.close();
        database.close();
        assertThat(faults).isEmpty();
    }

    private Recorded.Done execute(Paper paper, String request) {
        return switch (ledger.execute(paper.entry(Sample.ALICE, request), paper)) {
            case Recorded.Done done -> done;
            case Recorded other -> throw new AssertionError(other);
        };
    }

    private static Json.Object body(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Found found -> found.body();
            case Outcome other -> throw new AssertionError(other);
        };
    }

    private static List<String> texts(Json.Object body, String list, String member) {
        return body.array(list).orElseThrow().stream()
                .map(item -> item.at(member).orElse(Json.nil()))
                .map(value -> value.asText().orElseGet(value::compact))
                .toList();
    }

    private Json.Object state(String caseId, AsOf asOf) {
        return body(reading.caseState(Sample.ALICE, caseId, asOf));
    }

    @Test
    void a_case_shows_what_it_says_and_what_it_refers_to() {
        execute(new Paper("A0").party("a1", "Elsewhere"), "a0");
        execute(
                new Paper("A1")
                        .party("a2", "Here")
                        .holding("ah", "a1", "a2", "(25,50]")
                        .refer("party", "ghost"),
                "a1");

        Json.Object state = state("A1", AsOf.NOW);

        assertThat(state.text("caseId")).contains("A1");
        assertThat(state.integer("version")).contains(1L);
        assertThat(texts(state, "parties", "partyId")).containsExactly("a1", "a2", "ghost");
        assertThat(texts(state, "parties", "caseId")).containsExactly("A0", "A1", "A1");
        assertThat(texts(state, "holdings", "percent")).containsExactly("25..50");
        assertThat(texts(state, "holdings", "percentLowOpen")).containsExactly("true");
        assertThat(texts(state, "findings", "code")).containsExactly("REF-UNRESOLVED");
        assertThat(texts(state, "findings", "id")).containsExactly("ghost");
    }

    @Test
    void a_case_can_be_read_as_it_was_known() {
        Recorded.Done first = execute(new Paper("B1").party("b1", "One"), "b1");
        execute(new Paper("B1").party("b1", "Two").party("b2", "Late"), "b2");
        Instant before = first.plan().version().time().minusMillis(1);

        Json.Object then = state("B1", new AsOf(Optional.of(1L), Optional.empty(), Optional.empty()));
        Json.Object known = state(
                "B1",
                new AsOf(Optional.empty(), Optional.of(first.plan().version().time()), Optional.empty()));

        assertThat(texts(state("B1", AsOf.NOW), "parties", "name")).containsExactly("Two", "Late");
        assertThat(texts(then, "parties", "name")).containsExactly("One");
        assertThat(texts(known, "parties", "name")).containsExactly("One");
        assertThat(known.text("asOf")).contains(first.plan().version().time().toString());
        assertThat(reading.caseState(
                        Sample.ALICE, "B1", new AsOf(Optional.empty(), Optional.of(before), Optional.empty())))
                .isInstanceOf(Outcome.Missing.class);
        assertThat(reading.caseState(Sample.ALICE, "B1", new AsOf(Optional.of(3L), Optional.empty(), Optional.empty())))
                .isInstanceOf(Outcome.Missing.class);
    }

    @Test
    void a_date_shows_the_last_statement_in_force_then() {
        LocalDate y21 = LocalDate.parse("2021-01-01");
        LocalDate y22 = LocalDate.parse("2022-01-01");
        LocalDate y23 = LocalDate.parse("2023-01-01");
        execute(new Paper("C1").party("c1", "Owner").party("c2", "Owned"), "c0");
        execute(new Paper("C1").holding("ch", "c1", "c2", "[60,60]").holds(Optional.of(y21), Optional.empty()), "c1");
        execute(new Paper("C1").holding("ch", "c1", "c2", "[40,40]").holds(Optional.of(y22), Optional.of(y23)), "c2");

        assertThat(percentAt("2020-12-31")).isEmpty();
        assertThat(percentAt("2021-01-01")).containsExactly("60");
        assertThat(percentAt("2021-12-31")).containsExactly("60");
        assertThat(percentAt("2022-01-01")).containsExactly("40");
        assertThat(percentAt("2022-12-31")).containsExactly("40");
        assertThat(percentAt("2023-01-01")).isEmpty();
    }

    private List<String> percentAt(String date) {
        AsOf asOf = new AsOf(Optional.empty(), Optional.empty(), Optional.of(LocalDate.parse(date)));
        return texts(state("C1", asOf), "holdings", "percent");
    }

    @Test
    void what_was_known_never_passes_the_oldest_open_writer() throws SQLException {
        execute(new Paper("D1").party("d1", "One"), "d1");
        try (var writer = database.as("dossier_execute")) {
            writer.setAutoCommit(false);
            try (var sql = writer.createStatement()) {
                sql.execute("SELECT app.enter('acme', 'slow', 5000), app.open_writer()");
            }
            Instant opened = Instant.now();
            Instant asked = opened.plusSeconds(60);

            Json.Object state = state("D1", new AsOf(Optional.empty(), Optional.of(asked), Optional.empty()));

            assertThat(Instant.parse(state.text("asOf").orElseThrow())).isBefore(opened);
            writer.rollback();
        }
    }

    @Test
    void lists_come_in_pages_without_gaps_or_repetitions() {
        for (int i = 0; i < 7; i++) {
            execute(new Paper("E" + i).party("e" + i, "Paged number " + i), "e" + i);
        }
        List<String> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Json.Object page =
                    body(reading.cases(Sample.ALICE, new Filter(Map.of(), Optional.of("paged")), new Page(3, cursor)));
            seen.addAll(texts(page, "items", "caseId"));
            cursor = page.text("nextCursor");
        } while (cursor.isPresent());

        assertThat(seen).containsExactly("E6", "E5", "E4", "E3", "E2", "E1", "E0");
        Json.Object things = body(reading.things(
                Sample.ALICE,
                "parties",
                new Reading.Filter(java.util.Map.of(), Optional.of("PAGED  númber")),
                new Page(5, Optional.empty())));
        assertThat(texts(things, "items", "partyId")).containsExactly("e0", "e1", "e2", "e3", "e4");
        Json.Object rest = body(reading.things(
                Sample.ALICE,
                "parties",
                new Reading.Filter(java.util.Map.of(), Optional.of("paged number")),
                new Page(5, things.text("nextCursor"))));
        assertThat(texts(rest, "items", "partyId")).containsExactly("e5", "e6");
        assertThat(rest.get("nextCursor")).contains(Json.nil());
    }

    @Test
    void a_hostile_cursor_limit_or_filter_is_unreadable() {
        for (String cursor : List.of("", "x", "W10", "WyJhIiwiYiJd", "ÄÖ", "eyJhIjoxfQ")) {
            assertThat(reading.cases(Sample.ALICE, Filter.ALL, new Page(5, Optional.of(cursor))))
                    .as(cursor)
                    .isInstanceOf(Outcome.Unreadable.class);
        }
        assertThat(reading.cases(Sample.ALICE, Filter.ALL, new Page(0, Optional.empty())))
                .isInstanceOf(Outcome.Unreadable.class);
        assertThat(reading.history(Sample.ALICE, "E1", new Page(501, Optional.empty())))
                .isInstanceOf(Outcome.Unreadable.class);
        assertThat(reading.cases(Sample.ALICE, new Filter(Map.of("state; DROP", "x"), Optional.empty()), Page.FIRST))
                .isInstanceOf(Outcome.Unreadable.class);
        assertThat(reading.caseState(Sample.ALICE, "a' OR '1'='1\0", AsOf.NOW)).isInstanceOf(Outcome.Missing.class);
        assertThat(body(reading.cases(Sample.ALICE, new Filter(Map.of(), Optional.of("' OR 1=1 -- \0")), Page.FIRST))
                        .array("items"))
                .contains(List.of());
    }

    @Test
    void the_accumulated_document_holds_every_earlier_form() {
        Paper one = new Paper("F1").party("f1", "One");
        Paper two = new Paper("F1").party("f2", "Two");
        execute(one, "f1");
        execute(two, "f2");

        Json.Object document = body(reading.document(Sample.ALICE, "F1", Optional.empty()));
        Json.Object first = body(reading.document(Sample.ALICE, "F1", Optional.of(1L)));

        assertThat(document.text("document").orElseThrow()).contains(one.text(), two.text());
        assertThat(document.text("verbatim")).contains(two.text());
        assertThat(first.text("document").orElseThrow()).contains(one.text()).doesNotContain(two.text());
        assertThat(reading.document(Sample.ALICE, "F1", Optional.of(3L))).isInstanceOf(Outcome.Missing.class);
        Json.Object history = body(reading.history(Sample.ALICE, "F1", Page.FIRST));
        assertThat(texts(history, "versions", "document")).containsExactly(one.text(), two.text());
        assertThat(texts(
                        body(reading.history(Sample.ALICE, "F1", new Page(1, Optional.empty()))),
                        "versions",
                        "version"))
                .containsExactly("1");
    }

    @Test
    void a_difference_tells_forms_and_things() {
        execute(new Paper("G1").party("g1", "One"), "g1");
        execute(new Paper("G1").party("g1", "Two").party("g2", "New"), "g2");

        Json.Object diff = body(reading.diff(Sample.ALICE, "G1", 1, 2));

        assertThat(diff.array("added").orElseThrow()).hasSize(1);
        assertThat(diff.array("removed").orElseThrow()).isEmpty();
        assertThat(texts(diff, "changed", "id")).containsExactly("g1", "g2");
        assertThat(diff.array("changed").orElseThrow().getFirst().at("before", "name"))
                .contains(Json.text("One"));
        assertThat(reading.diff(Sample.ALICE, "G1", 1, 3)).isInstanceOf(Outcome.Missing.class);
    }

    @Test
    void a_tampered_version_breaks_the_chain_at_its_place() throws SQLException {
        for (int i = 1; i <= 3; i++) {
            execute(new Paper("H1").party("h1", "Name " + i), "h" + i);
        }
        assertThat(body(reading.verify(Sample.ALICE, "H1")).bool("ok")).contains(true);
        tamper("UPDATE dossier.case_version SET canonical = canonical || ' ' WHERE case_id = 'H1' AND number = 2");

        Json.Object verdict = body(reading.verify(Sample.ALICE, "H1"));

        assertThat(verdict.bool("ok")).contains(false);
        assertThat(verdict.object("firstBroken").flatMap(b -> b.integer("version")))
                .contains(2L);
    }

    @Test
    void a_head_that_went_back_is_found() throws SQLException {
        execute(new Paper("I1").party("i1", "One"), "i1");
        tamper("UPDATE dossier.case_head SET version = 2 WHERE case_id = 'I1'");

        assertThat(body(reading.verify(Sample.ALICE, "I1")).bool("ok")).contains(false);
    }

    private void tamper(String statement) throws SQLException {
        try (var superuser = database.asSuperuser();
                var sql = superuser.createStatement()) {
            assertThat(sql.executeUpdate(statement)).isEqualTo(1);
        }
    }

    @Test
    void the_logs_can_be_read() {
        execute(new Paper("J1").party("j1", "One").message("topic"), "j1");

        Json.Object audit = body(reading.audit(Sample.ALICE, "J1", Page.FIRST));
        Json.Object result = body(reading.result(Sample.ALICE, "j1"));
        Json.Object operation = body(reading.operation(Sample.ALICE, "j1"));

        assertThat(texts(audit, "entries", "operation")).containsExactly("declare", "emit");
        assertThat(result.object("answer").flatMap(a -> a.bool("success"))).contains(true);
        assertThat(texts(operation, "items", "outcome")).containsExactly("accepted");
        assertThat(body(reading.operations(Sample.ALICE, Page.FIRST))
                        .array("items")
                        .orElseThrow())
                .isNotEmpty();
        assertThat(reading.viewed(Sample.ALICE, "look", "GET /v1/cases/{id}", Optional.of("J1")))
                .isTrue();
        assertThat(reading.result(Sample.ALICE, "none")).isInstanceOf(Outcome.Missing.class);
    }

    @Test
    void a_thing_tells_its_statements_and_what_speaks_of_it() {
        execute(new Paper("K1").party("k1", "Owner").party("k2", "Owned"), "k1");
        execute(new Paper("K2").holding("kh", "k1", "k2", "[30,30]").party("k2", "Owned again"), "k2");

        Json.Object thing = body(reading.thing(Sample.ALICE, "parties", "k2", AsOf.NOW));

        assertThat(thing.text("name")).contains("Owned again");
        assertThat(texts(thing, "statements", "caseId")).containsExactly("K1", "K2");
        assertThat(thing.array("cases").orElseThrow()).containsExactly(Json.text("K1"), Json.text("K2"));
        assertThat(texts(thing.object("facts").orElseThrow(), "holdings", "holdingId"))
                .containsExactly("kh");
        assertThat(reading.thing(Sample.ALICE, "parties", "nobody", AsOf.NOW)).isInstanceOf(Outcome.Missing.class);
        assertThat(reading.thing(Sample.ALICE, "elephants", "k2", AsOf.NOW)).isInstanceOf(Outcome.Missing.class);
    }

    @Test
    void another_tenant_sees_nothing() {
        execute(new Paper("L1").party("l1", "Secret"), "l1");
        Caller other = Sample.OTHER;

        assertThat(reading.caseState(other, "L1", AsOf.NOW)).isInstanceOf(Outcome.Missing.class);
        assertThat(reading.document(other, "L1", Optional.empty())).isInstanceOf(Outcome.Missing.class);
        assertThat(reading.history(other, "L1", Page.FIRST)).isInstanceOf(Outcome.Missing.class);
        assertThat(reading.audit(other, "L1", Page.FIRST)).isInstanceOf(Outcome.Missing.class);
        assertThat(reading.verify(other, "L1")).isInstanceOf(Outcome.Missing.class);
        assertThat(reading.result(other, "l1")).isInstanceOf(Outcome.Missing.class);
        assertThat(body(reading.cases(other, Filter.ALL, Page.FIRST)).array("items"))
                .contains(List.of());
    }

    @Test
    void names_are_found_in_the_case_and_beyond() {
        execute(new Paper("M1").party("m1", "Zenith Capital Partners"), "m1");
        execute(new Paper("M2").party("m2", "Zénith Lending"), "m2");
        KnownNames names = new KnownNames(readers, Sample.KINDS, faults::add);

        var found = names.named(Sample.ALICE, Optional.of("M1"), List.of("Zenith"), 10);

        assertThat(found.away()).isFalse();
        assertThat(found.things())
                .extracting(named -> named.key().id() + " " + named.names() + " " + named.ofCase())
                .containsExactly("m1 [Zenith Capital Partners] true", "m2 [Zénith Lending] false");
        assertThat(names.named(Sample.OTHER, Optional.of("M1"), List.of("zenith"), 10)
                        .things())
                .isEmpty();
    }

    @Test
    void the_etag_changes_with_the_answer_and_only_then() {
        execute(new Paper("N1").party("n1", "One"), "n1");
        String before = ((Outcome.Found) reading.caseState(Sample.ALICE, "N1", AsOf.NOW)).etag();
        assertThat(((Outcome.Found) reading.caseState(Sample.ALICE, "N1", AsOf.NOW)).etag())
                .isEqualTo(before);

        execute(new Paper("N2").party("n1", "Said elsewhere"), "n2");

        assertThat(((Outcome.Found) reading.caseState(Sample.ALICE, "N1", AsOf.NOW)).etag())
                .isNotEqualTo(before);
    }
}
