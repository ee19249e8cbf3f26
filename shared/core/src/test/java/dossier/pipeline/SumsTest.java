package dossier.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dossier.json.Json;
import dossier.registry.Rule;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SumsTest {
    private static final Rule.SumAtMost RULE =
            new Rule.SumAtMost("RUL-SUM", "link", "to_entity", "entity", "share", BigDecimal.valueOf(100), "to-entity");
    private static final LocalDate DAY = LocalDate.of(2025, 1, 1);

    /** One statement of a test: days count from {@link #DAY}; empty is open. */
    record Said(String thing, String group, int share, Optional<Integer> from, Optional<Integer> to) {}

    @Test
    void exactly_one_hundred_is_not_over() {
        assertThat(over(said("a", 60), said("b", 40))).isEmpty();
    }

    @Test
    void a_hundredth_more_is_over_and_names_the_sum() {
        Optional<Sums.Excess> excess = over(said("a", 60), said("b", 41));

        assertThat(excess).isPresent();
        assertThat(excess.get().sum()).isEqualByComparingTo("101");
        assertThat(excess.get().date()).isEmpty();
    }

    @Test
    void a_fact_that_ends_the_day_another_begins_does_not_overlap_it() {
        assertThat(over(
                        new Said("a", "x", 100, Optional.empty(), Optional.of(10)),
                        new Said("b", "x", 100, Optional.of(10), Optional.empty())))
                .isEmpty();
    }

    @Test
    void a_later_statement_leaves_the_earlier_one_in_force_before_it_begins() {
        Optional<Sums.Excess> excess = over(
                new Said("a", "x", 60, Optional.empty(), Optional.empty()),
                new Said("a", "x", 30, Optional.of(20), Optional.empty()),
                new Said("b", "x", 50, Optional.of(5), Optional.empty()));

        assertThat(excess.flatMap(Sums.Excess::date)).contains(DAY.plusDays(5));
    }

    @Property(tries = 2_000)
    void the_sweep_agrees_with_adding_up_every_single_day(@ForAll("statements") List<Said> all) {
        assertThat(over(all.toArray(Said[]::new)).isPresent()).isEqualTo(overOnSomeDay(all));
    }

    @Provide
    Arbitrary<List<Said>> statements() {
        Arbitrary<Optional<Integer>> day = Arbitraries.integers().between(0, 8).optional();
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.of("x", "x", "y"),
                        Arbitraries.integers().between(0, 70),
                        day,
                        day)
                .as(Said::new)
                .list()
                .ofMaxSize(7);
    }

    private static boolean overOnSomeDay(List<Said> all) {
        for (int day = -1; day <= 9; day++) {
            int today = day;
            int sum = 0;
            for (String thing : List.of("a", "b", "c")) {
                sum += all.stream()
                        .filter(s -> s.thing.equals(thing))
                        .filter(s -> s.from.orElse(-5) <= today)
                        .reduce((earlier, later) -> later)
                        .filter(s -> s.group.equals("x"))
                        .filter(s -> s.to.isEmpty() || s.to.get() > today)
                        .map(Said::share)
                        .orElse(0);
            }
            if (sum > 100) {
                return true;
            }
        }
        return false;
    }

    private static Said said(String thing, int share) {
        return new Said(thing, "x", share, Optional.empty(), Optional.empty());
    }

    private static Optional<Sums.Excess> over(Said... all) {
        Map<String, List<Draft.Working>> things = new LinkedHashMap<>();
        for (Said said : all) {
            things.computeIfAbsent(said.thing, t -> new ArrayList<>())
                    .add(new Draft.Working(
                            new ThingKey("link", said.thing),
                            1,
                            true,
                            Json.object()
                                    .put("to_entity", said.group)
                                    .put("share", "[" + said.share + "," + said.share + "]")
                                    .build(),
                            said.from.map(DAY::plusDays),
                            said.to.map(DAY::plusDays)));
        }
        return Sums.over(RULE, "x", things.values());
    }
}
