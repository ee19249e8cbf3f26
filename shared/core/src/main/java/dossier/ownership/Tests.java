package dossier.ownership;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The tests that rules are made of, for one entity under one pack. Works for anybody, persons and trusts alike. */
final class Tests {
    /** Holdings looked at to find who controls the customer, before what is left is called possible only. */
    private static final int CONTROL_BUDGET = 20_000_000;
    /** Controllers whose owners are worked out one by one; with more, owners are followed down instead. */
    private static final int FEW = 8;

    private final Standing standing;
    private final InForce facts;
    private final Pack pack;
    private final int target;
    private final BitSet stops;
    private final Prose prose;
    private Optional<Set<Integer>> certainControllers = Optional.empty();
    private Optional<Set<Integer>> possibleControllers = Optional.empty();

    Tests(Standing standing, Pack pack, BitSet stops) {
        this.standing = standing;
        this.facts = standing.facts;
        this.pack = pack;
        this.target = standing.target;
        this.stops = stops;
        this.prose = new Prose(standing, stops);
    }

    /** What a rule says of somebody; a test about shares may give two grounds, alone and jointly. */
    List<Ground> apply(Pack.Rule rule, int who) {
        return switch (rule.test()) {
            case Pack.Test.Multiplied test -> multiplied(rule, test, who);
            case Pack.Test.ControlledHolders test ->
                rule.axes().stream()
                        .map(axis -> controlledHolders(rule, test.own(), axis, who))
                        .toList();
            case Pack.Test.InterestInController test -> List.of(interestInController(rule, who));
            case Pack.Test.Control test -> List.of(control(rule, who));
            case Pack.Test.Held test -> held(rule, who);
            case Pack.Test.HeldControl test -> List.of(heldControl(rule, test.kinds(), who));
            case Pack.Test.Parties test -> List.of();
        };
    }

    private static Threshold threshold(Pack.Rule rule) {
        return rule.threshold().orElseThrow(() -> new IllegalStateException("No threshold: " + rule.article()));
    }

    // ---- shares multiplied along chains

    private List<Ground> multiplied(Pack.Rule rule, Pack.Test.Multiplied test, int who) {
        Axis axis = rule.axes().getFirst();
        if (!test.as().isEmpty()) {
            return List.of(inTrust(rule, test.as(), axis, who));
        }
        Shares shares = standing.shares(axis, stops);
        Interval share = shares.of(who);
        if (!share.canBePositive()) {
            return List.of(Ground.none(rule));
        }
        Threshold threshold = threshold(rule);
        Supplier<Chains.Found> chains = () -> standing.chains(axis, stops).from(who);
        List<Ground> grounds = new ArrayList<>();
        grounds.add(new Ground(
                rule.prong(),
                threshold.test(share),
                Optional.of(share),
                Optional.of(axis),
                rule.article(),
                () -> prose.product(axis, who, share, threshold),
                chains));
        shares.jointly(who)
                .ifPresent(together -> grounds.add(new Ground(
                        Prong.JOINT,
                        threshold.test(together),
                        Optional.of(together),
                        Optional.of(axis),
                        rule.article(),
                        () -> prose.jointly(axis, together, threshold),
                        chains)));
        return grounds;
    }

    /** What trusts hold counts for those with a role in them, with what these hold themselves. */
    private Ground inTrust(Pack.Rule rule, Set<String> roles, Axis axis, int who) {
        Set<Integer> holders = new TreeSet<>();
        Chains.Edges edges = new Chains.Edges();
        for (String role : roles) {
            for (int trust = standing.above.nextSetBit(0); trust >= 0; trust = standing.above.nextSetBit(trust + 1)) {
                for (int link : standing.roleLinks(trust, role)) {
                    if (facts.from[link] == who) {
                        holders.add(trust);
                        edges.add(who, trust, link, Fraction.ONE);
                    }
                }
            }
        }
        if (holders.isEmpty()) {
            return Ground.none(rule);
        }
        holders.add(who);
        Shares shares = standing.shares(axis, stops);
        int[] all = holders.stream().mapToInt(Integer::intValue).toArray();
        Interval share = holders.contains(target) ? Interval.WHOLE : shares.ofAll(all, target, true);
        Threshold threshold = threshold(rule);
        edges.addAll(shares.region(), shares.holdings());
        return new Ground(
                rule.prong(),
                threshold.test(share),
                Optional.of(share),
                Optional.of(axis),
                rule.article(),
                () -> "what a trust owns counts for the trustee, together " + share.words() + ", and "
                        + threshold.words() + " is asked for",
                () -> new Chains(edges, target).from(who));
    }

    // ---- control

    private Control control() {
        return standing.control(
                pack.control().orElseThrow(() -> new IllegalStateException("No control in " + pack.regime())),
                stops,
                false);
    }

    private Ground control(Pack.Rule rule, int who) {
        Control control = control();
        Control.Reach possible = control.possible(who);
        if (!possible.has(target)) {
            return Ground.none(rule);
        }
        boolean certain = control.certain(who).has(target);
        return new Ground(
                rule.prong(),
                certain ? Verdict.OWNER : Verdict.UNDETERMINED,
                Optional.empty(),
                Optional.empty(),
                rule.article(),
                () -> prose.controls(who, certain, control.power()),
                () -> controlChains(control, who, possible.entities()));
    }

    private Chains.Found controlChains(Control control, int who, Set<Integer> controlled) {
        Chains.Edges edges = new Chains.Edges();
        addControl(edges, control.power(), who, controlled);
        return new Chains(edges, target).from(who);
    }

    /** Every link through which one may control: majorities and links of control, among it and what it controls. */
    private void addControl(Chains.Edges edges, Pack.Power power, int who, Set<Integer> controlled) {
        List<Integer> holders = new ArrayList<>(controlled);
        holders.add(who);
        for (int holder : holders) {
            for (Axis axis : power.axes()) {
                Holdings holdings = facts.on(axis);
                for (int o = holdings.outStart[holder]; o < holdings.outStart[holder + 1]; o++) {
                    int e = holdings.outEdge[o];
                    if (controlled.contains(holdings.owned[e])) {
                        edges.add(holder, holdings.owned[e], holdings.link[e], holdings.high[e]);
                    }
                }
            }
            for (int link : facts.controlOf(holder)) {
                if (controlled.contains(facts.to[link])
                        && power.kinds().contains(facts.controlKind(link).orElse(""))) {
                    edges.add(holder, facts.to[link], link, Fraction.ONE);
                }
            }
        }
    }

    // ---- control and ownership mixed

    private Ground controlledHolders(Pack.Rule rule, boolean own, Axis axis, int who) {
        Control control = control();
        Control.Reach possible = control.possible(who);
        if (possible.entities().isEmpty() || stops.get(target)) {
            return Ground.none(rule);
        }
        Control.Reach certain = control.certain(who);
        Control.Held least = holding(axis, certain.entities(), own ? who : -1);
        Control.Held most = holding(axis, possible.entities(), own ? who : -1);
        if (!through(axis, most, who)) {
            return Ground.none(rule);
        }
        Holdings holdings = facts.on(axis);
        boolean sure = through(axis, least, who);
        Interval high = most.interval(holdings, target);
        Interval low = sure ? least.interval(holdings, target) : Interval.NONE;
        Interval together = new Interval(low.low(), low.lowOpen(), high.high(), high.highOpen());
        Threshold threshold = threshold(rule);
        return new Ground(
                rule.prong(),
                threshold.test(together),
                Optional.empty(),
                Optional.of(axis),
                rule.article(),
                () -> prose.controlled(who, most, axis, together, threshold, own),
                () -> {
                    Chains.Edges edges = new Chains.Edges();
                    addControl(edges, control.power(), who, possible.entities());
                    addInto(edges, axis, most);
                    return new Chains(edges, target).from(who);
                });
    }

    private boolean through(Axis axis, Control.Held held, int who) {
        Holdings holdings = facts.on(axis);
        return held.edges.stream().anyMatch(e -> holdings.holder[e] != who && holdings.canBePositive(e));
    }

    /** What some entities, and one more, hold directly in the target. */
    private Control.Held holding(Axis axis, Set<Integer> holders, int oneMore) {
        Holdings holdings = facts.on(axis);
        Control.Held held = new Control.Held();
        for (int e = holdings.start[target]; e < holdings.start[target + 1]; e++) {
            int holder = holdings.holder[e];
            if (holder == oneMore || (holder != target && holders.contains(holder))) {
                held.add(holdings, e, false);
            }
        }
        return held;
    }

    private void addInto(Chains.Edges edges, Axis axis, Control.Held held) {
        Holdings holdings = facts.on(axis);
        for (int e : held.edges) {
            edges.add(holdings.holder[e], target, holdings.link[e], holdings.high[e]);
        }
    }

    private Ground interestInController(Pack.Rule rule, int who) {
        Control control = control();
        if (possibleControllers.isEmpty()) {
            possibleControllers = Optional.of(control.controllers(target, standing.above, true, CONTROL_BUDGET));
            certainControllers = Optional.of(control.controllers(target, standing.above, false, CONTROL_BUDGET));
        }
        Ground best = Ground.none(rule);
        for (Axis axis : rule.axes()) {
            for (int controller : possibleControllers.orElse(Set.of())) {
                if (controller == target || best.verdict() == Verdict.OWNER) {
                    continue;
                }
                Interval interest = interest(axis, controller, who);
                Verdict verdict = threshold(rule).test(interest);
                boolean certain = certainControllers.orElse(Set.of()).contains(controller);
                if (verdict == Verdict.OWNER && !certain) {
                    verdict = Verdict.UNDETERMINED;
                }
                if (verdict != Verdict.NOT_OWNER && verdict.or(best.verdict()) != best.verdict()) {
                    best = interestGround(rule, control, axis, controller, who, interest, verdict);
                }
            }
        }
        return best;
    }

    private Interval interest(Axis axis, int controller, int who) {
        Shares here = standing.shares(axis, stops);
        int many = possibleControllers.orElse(Set.of()).size();
        if (many > FEW && here.reaches(controller)) {
            return here.in(controller, who);
        }
        Shares there = standing.shares(axis, controller, stops);
        return there.jointly(who).orElseGet(() -> there.of(who));
    }

    private Ground interestGround(
            Pack.Rule rule, Control control, Axis axis, int controller, int who, Interval interest, Verdict verdict) {
        Threshold threshold = threshold(rule);
        return new Ground(
                rule.prong(),
                verdict,
                Optional.empty(),
                Optional.of(axis),
                rule.article(),
                () -> "it has " + interest.words() + " in " + facts.called(controller) + ", which controls "
                        + facts.called(target) + ", and " + threshold.words() + " is asked for",
                () -> {
                    Chains.Edges edges = new Chains.Edges();
                    Shares upper = standing.shares(axis, controller, stops);
                    edges.addAll(upper.region(), upper.holdings());
                    addControl(
                            edges,
                            control.power(),
                            controller,
                            control.possible(controller).entities());
                    return new Chains(edges, target).from(who);
                });
    }

    // ---- holdings that are not multiplied

    private Control stakes() {
        return standing.control(
                pack.majorityStake().orElseThrow(() -> new IllegalStateException("No stake in " + pack.regime())),
                stops,
                true);
    }

    private List<Ground> held(Pack.Rule rule, int who) {
        Axis axis = rule.axes().getFirst();
        if (stops.get(target)) {
            return List.of(Ground.none(rule));
        }
        Control.Reach possible = stakes().possible(who);
        Control.Held most = holding(axis, possible.entities(), who);
        if (most.edges.isEmpty()) {
            return List.of(Ground.none(rule));
        }
        Holdings holdings = facts.on(axis);
        Control.Held least = holding(axis, stakes().certain(who).entities(), who);
        List<Ground> grounds = new ArrayList<>();
        if (most.joint()) {
            grounds.add(
                    heldGround(rule, axis, who, possible, alone(holdings, least), alone(holdings, most), rule.prong()));
        }
        grounds.add(heldGround(rule, axis, who, possible, least, most, most.joint() ? Prong.JOINT : rule.prong()));
        return grounds;
    }

    private Control.Held alone(Holdings holdings, Control.Held held) {
        Control.Held alone = new Control.Held();
        held.edges.forEach(e -> alone.add(holdings, e, true));
        return alone;
    }

    private Ground heldGround(
            Pack.Rule rule,
            Axis axis,
            int who,
            Control.Reach possible,
            Control.Held least,
            Control.Held most,
            Prong prong) {
        Holdings holdings = facts.on(axis);
        Interval low = least.interval(holdings, target);
        Interval high = most.interval(holdings, target);
        Interval together = new Interval(low.low(), low.lowOpen(), high.high(), high.highOpen());
        Threshold threshold = threshold(rule);
        return new Ground(
                prong,
                threshold.test(together),
                Optional.of(together),
                Optional.of(axis),
                rule.article(),
                () -> prose.held(who, most, axis, together, threshold),
                () -> {
                    Chains.Edges edges = new Chains.Edges();
                    addControl(edges, stakes().power(), who, possible.entities());
                    addInto(edges, axis, most);
                    return new Chains(edges, target).from(who);
                });
    }

    private Ground heldControl(Pack.Rule rule, Set<String> kinds, int who) {
        if (stops.get(target)) {
            return Ground.none(rule);
        }
        Set<Integer> possible = stakes().possible(who).entities();
        Set<Integer> certain = stakes().certain(who).entities();
        boolean found = false;
        boolean sure = false;
        Chains.Edges edges = new Chains.Edges();
        for (int i = facts.inStart[target]; i < facts.inStart[target + 1]; i++) {
            int link = facts.inLink[i];
            int holder = facts.from[link];
            boolean counts = facts.inActor[i] == holder
                    && kinds.contains(facts.controlKind(link).orElse(""))
                    && (holder == who || possible.contains(holder));
            if (counts) {
                found = true;
                sure |= holder == who || certain.contains(holder);
                edges.add(holder, target, link, Fraction.ONE);
            }
        }
        if (!found) {
            return Ground.none(rule);
        }
        addControl(edges, stakes().power(), who, possible);
        boolean certainly = sure;
        return new Ground(
                rule.prong(),
                sure ? Verdict.OWNER : Verdict.UNDETERMINED,
                Optional.empty(),
                Optional.empty(),
                rule.article(),
                () -> "it " + (certainly ? "has" : "may have") + " a right of control over " + facts.called(target)
                        + ", directly or through majority stakes",
                () -> new Chains(edges, target).from(who));
    }
}
