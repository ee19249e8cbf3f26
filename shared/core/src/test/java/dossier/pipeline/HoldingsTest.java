package dossier.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.language.Parser;
import dossier.registry.Kind;
import dossier.registry.RegistryLoader;
import dossier.registry.RegistryWriter;
import dossier.registry.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HoldingsTest {
    private static final Kind ENTITY =
            new Kind("entity", "entities", "entities", "entity_id", "entity", "e-", List.of(), List.of());

    private final Map<ThingKey, Snapshot.Thing> things = new HashMap<>();
    private final Map<Needs.Group, List<Snapshot.Thing>> groups = new HashMap<>();

    @Test
    void an_empty_case_lacks_what_one_of_must_be_there() {
        given("case", "c", Json.object());

        assertThat(missing(rule(Map.of(), false, Optional.empty(), Map.of())))
                .map(Diagnostic::message)
                .contains("Register one.");
    }

    @Test
    void a_thing_with_another_value_does_not_count() {
        given("case", "c", Json.object());
        given("entity", "fund", Json.object().put("state", "OLD"));

        assertThat(missing(rule(Map.of("state", List.of("NEW")), false, Optional.empty(), Map.of())))
                .isPresent();
        assertThat(missing(rule(Map.of("state", List.of("OLD", "NEW")), false, Optional.empty(), Map.of())))
                .isEmpty();
    }

    @Test
    void each_thing_without_another_that_refers_to_it_is_named() {
        given("case", "c", Json.object());
        given("person", "ann", Json.object());
        given("person", "bob", Json.object());
        given("entity", "check", Json.object().put("of", "ann"));

        var each = new Rule.Each("person", Map.of(), Optional.empty(), "of");

        assertThat(missing(rule(Map.of(), false, Optional.of(each), Map.of())))
                .map(Diagnostic::found)
                .contains("bob");
    }

    @Test
    void what_must_not_be_there_is_named() {
        given("case", "c", Json.object());
        given("entity", "fund", Json.object().put("state", "BAD"));
        given("entity", "bank", Json.object().put("state", "GOOD"));

        assertThat(missing(rule(Map.of("state", List.of("BAD")), true, Optional.empty(), Map.of())))
                .map(Diagnostic::found)
                .contains("fund");
    }

    @Test
    void a_rule_for_other_cases_does_not_apply() {
        given("case", "c", Json.object().put("type", "TEST"));

        assertThat(missing(rule(Map.of(), false, Optional.empty(), Map.of("type", List.of("REAL")))))
                .isEmpty();
        assertThat(missing(rule(Map.of(), false, Optional.empty(), Map.of("type", List.of("TEST")))))
                .isPresent();
    }

    private static Rule.Held rule(
            Map<String, List<String>> where, boolean none, Optional<Rule.Each> each, Map<String, List<String>> when) {
        return new Rule.Held("RUL-X", "entity", where, none, each, when, "Register one.");
    }

    private void given(String kind, String id, Json.Builder row) {
        ThingKey key = new ThingKey(kind, id);
        Snapshot.Thing thing =
                new Snapshot.Thing(key, 1, true, "c", 1, row.build(), Optional.empty(), Optional.empty());
        things.put(key, thing);
        groups.computeIfAbsent(new Needs.Group(kind, Needs.Group.CASE, "c"), g -> new ArrayList<>())
                .add(thing);
    }

    private Optional<Diagnostic> missing(Rule.Held rule) {
        Snapshot snapshot =
                new Snapshot(Optional.empty(), things, groups, Instant.EPOCH, Optional.empty(), List.of(), Map.of());
        var registry = RegistryLoader.load(
                RegistryWriter.registry(List.of(), List.of(ENTITY), List.of(), List.of(), List.of(), "", "")
                        .compact());
        return new Holdings(
                        registry,
                        new Draft(snapshot, things.keySet(), Map.of()),
                        new Findings(Parser.parse("").document()))
                .missing(rule, "c");
    }
}
