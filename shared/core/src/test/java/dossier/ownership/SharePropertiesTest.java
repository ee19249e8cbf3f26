package dossier.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** What must hold of every graph, tried on many random ones with cycles and bands. */
class SharePropertiesTest {
    private static final int MANY = 10_000;
    private static final List<String> NO_REGIME = List.of();

    @Property(tries = MANY)
    void a_second_simple_solver_agrees_on_exact_shares(@ForAll @LongRange(min = 0) long seed) {
        RandomGraph random = RandomGraph.of(seed, false);
        List<SimpleSolver.Edge> edges = random.truth(new Random(seed));

        Map<Integer, BigDecimal> simple =
                SimpleSolver.shares(random.persons() + random.companies(), random.persons(), random.persons(), edges);
        Map<String, Interval> exact = RandomGraph.shares(random.answer(random.graph(), NO_REGIME), Axis.SHARES);

        simple.forEach((person, share) -> {
            Interval found = exact.getOrDefault(random.name(person), Interval.NONE);
            assertThat(found.isExact()).isTrue();
            assertThat(RandomGraph.decimal(found.low()))
                    .isBetween(share.subtract(SimpleSolver.TOLERANCE), share.add(SimpleSolver.TOLERANCE));
        });
    }

    @Property(tries = MANY)
    void what_persons_have_and_what_is_unknown_make_the_whole(@ForAll @LongRange(min = 0) long seed) {
        RandomGraph random = RandomGraph.of(seed, false);

        Outcome.Answered answer = random.answer(random.graph(), NO_REGIME);

        Fraction sum = RandomGraph.unknown(answer, Axis.SHARES).low();
        for (Interval share : RandomGraph.shares(answer, Axis.SHARES).values()) {
            sum = sum.plus(share.low());
        }
        assertThat(sum).isEqualTo(Fraction.ONE);
    }

    @Property(tries = MANY)
    void an_interval_contains_what_any_truth_inside_the_bands_gives(@ForAll @LongRange(min = 0) long seed) {
        RandomGraph random = RandomGraph.of(seed, true);
        Assume.that(random.consistent());
        Map<String, Interval> found = RandomGraph.shares(random.answer(random.graph(), NO_REGIME), Axis.SHARES);
        List<SimpleSolver.Edge> truth = random.truth(new Random(seed + 1));

        SimpleSolver.shares(random.persons() + random.companies(), random.persons(), random.persons(), truth)
                .forEach((person, share) -> {
                    Interval interval = found.getOrDefault(random.name(person), Interval.NONE);
                    assertThat(share)
                            .isBetween(
                                    RandomGraph.decimal(interval.low()).subtract(SimpleSolver.TOLERANCE),
                                    RandomGraph.decimal(interval.high()).add(SimpleSolver.TOLERANCE));
                });
    }

    @Property(tries = 1_500)
    void both_ends_of_an_interval_are_reached_at_some_corner_of_the_bands(@ForAll @LongRange(min = 0) long seed) {
        RandomGraph random = RandomGraph.of(seed, true, 1 + (int) (seed % 3));
        Assume.that(random.consistent());
        Map<String, Interval> found = RandomGraph.shares(random.answer(random.graph(), NO_REGIME), Axis.SHARES);
        Map<Integer, BigDecimal> least = new HashMap<>();
        Map<Integer, BigDecimal> most = new HashMap<>();

        List<List<SimpleSolver.Edge>> corners = random.corners();
        Assume.that(corners.size() <= 3_000);
        for (List<SimpleSolver.Edge> corner : corners) {
            SimpleSolver.shares(random.persons() + random.companies(), random.persons(), random.persons(), corner)
                    .forEach((person, share) -> {
                        least.merge(person, share, BigDecimal::min);
                        most.merge(person, share, BigDecimal::max);
                    });
        }

        least.forEach((person, share) -> {
            Interval interval = found.getOrDefault(random.name(person), Interval.NONE);
            assertThat(RandomGraph.decimal(interval.low()))
                    .isBetween(share.subtract(SimpleSolver.TOLERANCE), share.add(SimpleSolver.TOLERANCE));
        });
        most.forEach((person, share) -> {
            Interval interval = found.getOrDefault(random.name(person), Interval.NONE);
            assertThat(RandomGraph.decimal(interval.high()))
                    .isBetween(share.subtract(SimpleSolver.TOLERANCE), share.add(SimpleSolver.TOLERANCE));
        });
    }

    @Property(tries = 2_000)
    void the_order_of_the_facts_changes_nothing(@ForAll @LongRange(min = 0) long seed) {
        RandomGraph random = RandomGraph.of(seed, true);
        Assume.that(random.consistent());
        List<RandomGraph.Link> shuffled = new ArrayList<>(random.links());
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(random.answer(random.graph(shuffled), Packs.shipped().regimes()))
                .isEqualTo(random.answer(random.graph(), Packs.shipped().regimes()));
    }

    @Property(tries = 2_000)
    void other_names_change_nothing_but_the_names(@ForAll @LongRange(min = 0) long seed) {
        RandomGraph random = RandomGraph.of(seed, true);
        Assume.that(random.consistent());
        int entities = random.persons() + random.companies();
        Map<String, String> names = new HashMap<>();
        Graph.Builder renamed = Graph.builder();
        for (int i = 0; i < entities; i++) {
            String other = "n" + (31 * i + 7) % 97 + "-" + i;
            names.put(other, random.name(i));
            renamed.entity(other, i < random.persons() ? "PROPER_PERSON" : "LIMITED_COMPANY");
        }
        Map<String, String> others = new HashMap<>();
        names.forEach((other, name) -> others.put(name, other));
        for (RandomGraph.Link link : random.links()) {
            renamed.owns(
                    link.id(),
                    Objects.requireNonNull(others.get(random.name(link.holder()))),
                    Objects.requireNonNull(others.get(random.name(link.owned()))),
                    link.share());
        }
        List<String> regimes = Packs.shipped().regimes();

        Outcome.Answered before = random.answer(random.graph(), regimes);
        Outcome.Answered after =
                RandomGraph.answer(renamed.build(), regimes, Objects.requireNonNull(others.get(random.target())));

        assertThat(after.unknown()).isEqualTo(before.unknown());
        assertThat(said(after, names)).isEqualTo(said(before, Map.of()));
    }

    /** All that is said of anybody, without the words and their order. */
    private static Set<List<Object>> said(Outcome.Answered answer, Map<String, String> names) {
        Set<List<Object>> said = new HashSet<>();
        answer.shares()
                .forEach(share -> said.add(
                        List.of(names.getOrDefault(share.holder(), share.holder()), share.axis(), share.share())));
        answer.determinations()
                .forEach(one -> said.add(List.of(
                        one.regime(),
                        names.getOrDefault(one.person(), one.person()),
                        one.verdict(),
                        one.prong(),
                        one.alsoBy(),
                        one.share(),
                        one.band(),
                        one.rule(),
                        Set.copyOf(one.chains()),
                        Set.copyOf(one.links()))));
        answer.sanctions()
                .forEach(one -> said.add(List.of(
                        one.regime(), names.getOrDefault(one.entity(), one.entity()), one.status(), one.aggregate())));
        return said;
    }

    @Property(tries = 2_000)
    void what_persons_have_and_what_is_unknown_can_make_the_whole_within_the_bands(
            @ForAll @LongRange(min = 0) long seed) {
        RandomGraph random = RandomGraph.of(seed, true);
        Assume.that(random.consistent());

        Outcome.Answered answer = random.answer(random.graph(), NO_REGIME);

        Interval sum = RandomGraph.unknown(answer, Axis.SHARES);
        for (Interval share : RandomGraph.shares(answer, Axis.SHARES).values()) {
            sum = sum.plus(share);
        }
        assertThat(sum.low()).isLessThanOrEqualTo(Fraction.ONE);
        assertThat(sum.high()).isGreaterThanOrEqualTo(Fraction.ONE);
    }

    @Property(tries = 2_000)
    void an_unconnected_entity_changes_no_share_and_no_verdict(@ForAll @LongRange(min = 0) long seed) {
        RandomGraph random = RandomGraph.of(seed, true);
        Assume.that(random.consistent());
        Graph.Builder more = Graph.builder();
        random.graph().facts().forEach(more::add);
        more.entity("ALONE", "LIMITED_COMPANY").entity("ABE", "PROPER_PERSON").owns("x", "ABE", "ALONE", Fraction.HALF);
        List<String> regimes = List.of("AMLD", "AMLR", "UK_PSC", "US_CDD", "FATF");

        Outcome.Answered before = random.answer(random.graph(), regimes);
        Outcome.Answered after = random.answer(more.build(), regimes);

        assertThat(after.shares()).isEqualTo(before.shares());
        assertThat(after.unknown()).isEqualTo(before.unknown());
        assertThat(after.determinations()).isEqualTo(before.determinations());
        assertThat(after.findings()).isEqualTo(before.findings());
    }

    @Property(tries = 2_000)
    void a_holding_company_with_everything_between_changes_no_share(@ForAll @LongRange(min = 0) long seed) {
        RandomGraph random = RandomGraph.of(seed, true);
        Assume.that(random.consistent() && !random.links().isEmpty());
        RandomGraph.Link split = random.links().get((int) (seed % random.links().size()));
        Graph.Builder more = Graph.builder();
        for (Graph.Fact fact : random.graph().facts()) {
            if (fact instanceof Graph.Link link && link.id().equals(split.id())) {
                more.entity("BETWEEN", "LIMITED_COMPANY")
                        .owns(link.id(), "BETWEEN", link.to(), split.share())
                        .owns("whole", link.from(), "BETWEEN", Fraction.ONE);
            } else {
                more.add(fact);
            }
        }

        Outcome.Answered before = random.answer(random.graph(), NO_REGIME);
        Outcome.Answered after = random.answer(more.build(), NO_REGIME);

        assertThat(after.shares()).isEqualTo(before.shares());
        assertThat(after.unknown()).isEqualTo(before.unknown());
    }

    @Property(tries = 2_000)
    void raising_a_share_lowers_nobodys(@ForAll @LongRange(min = 0) long seed) {
        RandomGraph random = RandomGraph.of(seed, false);
        Assume.that(!random.links().isEmpty());
        int chosen = (int) (seed % random.links().size());
        RandomGraph.Link link = random.links().get(chosen);
        Fraction held = Fraction.ZERO;
        for (RandomGraph.Link other : random.links()) {
            held = other.owned() == link.owned() ? held.plus(other.share().low()) : held;
        }
        Fraction raised = link.share().low().plus(Fraction.ONE.minus(held).times(Fraction.HALF));
        List<RandomGraph.Link> links = new ArrayList<>(random.links());
        links.set(chosen, new RandomGraph.Link(link.id(), link.holder(), link.owned(), Interval.exactly(raised)));

        Map<String, Interval> before = RandomGraph.shares(random.answer(random.graph(), NO_REGIME), Axis.SHARES);
        Map<String, Interval> after = RandomGraph.shares(random.answer(random.graph(links), NO_REGIME), Axis.SHARES);

        before.forEach((person, share) ->
                assertThat(after.getOrDefault(person, Interval.NONE).low()).isGreaterThanOrEqualTo(share.low()));
    }

    @Property(tries = 1_000)
    void the_verdict_for_bands_agrees_with_the_verdict_for_every_truth_inside(@ForAll @LongRange(min = 0) long seed) {
        RandomGraph random = RandomGraph.of(seed, true);
        Assume.that(random.consistent());
        List<String> regimes = List.of("AMLD", "AMLR", "UK_PSC", "US_CDD");
        List<SimpleSolver.Edge> truth = random.truth(new Random(seed + 2));
        Graph.Builder exact = Graph.builder();
        random.graph(List.of()).facts().forEach(exact::add);
        for (int i = 0; i < truth.size(); i++) {
            SimpleSolver.Edge edge = truth.get(i);
            exact.owns("t" + i, random.name(edge.holder()), random.name(edge.owned()), Fraction.of(edge.share()));
        }
        Map<String, Verdict> sure = new HashMap<>();
        random.answer(random.graph(), regimes)
                .determinations()
                .forEach(one -> sure.put(one.regime() + one.person(), one.verdict()));

        random.answer(exact.build(), regimes).determinations().forEach(one -> {
            Verdict verdict = sure.getOrDefault(one.regime() + one.person(), Verdict.NOT_OWNER);
            if (verdict != Verdict.UNDETERMINED) {
                assertThat(one.verdict()).as("%s %s %s", one, random, truth).isEqualTo(verdict);
            }
        });
    }
}
