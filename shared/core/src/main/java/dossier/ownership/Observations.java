package dossier.ownership;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects what a reader of one answer must know besides the verdicts. */
final class Observations {
    private static final int MOST_LINKS = 200;
    private static final int MOST_OF_A_KIND = 1000;

    private final Standing standing;
    private final InForce facts;
    private final BitSet reached;
    private final Set<Finding> findings = new LinkedHashSet<>();
    private final Map<Integer, List<String>> stopped = new TreeMap<>();

    Observations(Standing standing, BitSet reached) {
        this.standing = standing;
        this.facts = standing.facts;
        this.reached = reached;
        if (facts.persons.get(standing.target)) {
            add(Finding.of("RUL-PERSON", facts.called(standing.target) + " is a natural person, whom nobody owns"));
        }
        undeclared();
        personsHeld();
        overElsewhere();
        bands();
        unknownRest();
        for (int i = reached.nextSetBit(0); i >= 0; i = reached.nextSetBit(i + 1)) {
            facts.findings.getOrDefault(i, List.of()).forEach(this::add);
        }
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    void addAll(List<Finding> more) {
        findings.addAll(more);
    }

    private void undeclared() {
        for (int i = reached.nextSetBit(0); i >= 0; i = reached.nextSetBit(i + 1)) {
            if (!facts.declared.get(i) && i != facts.nobody) {
                add(new Finding(
                        "REF-UNKNOWN-ENTITY",
                        "Entity " + facts.ids[i]
                                + " is linked and was never registered; what it holds leads to nobody known",
                        linksAround(i)));
            }
        }
        if (reached.get(facts.nobody)) {
            add(new Finding(
                    "REF-UNKNOWN-ENTITY",
                    "A nominee holds for somebody who is not named; what it holds is unknown",
                    linksAround(facts.nobody)));
        }
    }

    private List<String> linksAround(int entity) {
        Set<String> links = new LinkedHashSet<>();
        for (Axis axis : Axis.values()) {
            Holdings holdings = facts.on(axis);
            for (int o = holdings.outStart[entity];
                    o < holdings.outStart[entity + 1] && links.size() < MOST_LINKS;
                    o++) {
                links.add(facts.linkId(holdings.link[holdings.outEdge[o]]));
            }
        }
        links.addAll(linksInto(entity));
        for (int k = 0; links.isEmpty() && k < facts.links.length; k++) {
            if (facts.from[k] == entity) {
                links.add(facts.linkId(k));
            }
        }
        return List.copyOf(links);
    }

    private List<String> linksInto(int entity) {
        Set<String> links = new LinkedHashSet<>();
        for (int i = facts.inStart[entity]; i < facts.inStart[entity + 1] && links.size() < MOST_LINKS; i++) {
            links.add(facts.linkId(facts.inLink[i]));
        }
        return List.copyOf(links);
    }

    private void personsHeld() {
        for (int i = reached.nextSetBit(0); i >= 0; i = reached.nextSetBit(i + 1)) {
            if (facts.persons.get(i) && facts.inStart[i] < facts.inStart[i + 1]) {
                add(new Finding(
                        "RUL-PERSON",
                        "Links lead into " + facts.ids[i] + ", a natural person, whom nobody owns; they do not count",
                        linksInto(i)));
            }
        }
    }

    private void overElsewhere() {
        for (Axis axis : Axis.values()) {
            BitSet over = facts.on(axis).over;
            for (int i = over.nextSetBit(0); i >= 0; i = over.nextSetBit(i + 1)) {
                if (!reached.get(i)) {
                    add(new Finding("RUL-OVER-100", Refusals.overHeld(facts, axis, i), linksInto(i)));
                }
            }
        }
    }

    private void bands() {
        for (Axis axis : Axis.values()) {
            Holdings holdings = facts.on(axis);
            for (int e = holdings.cut.nextSetBit(0); e >= 0; e = holdings.cut.nextSetBit(e + 1)) {
                boolean repeated = axis == Axis.VOTES
                        && !facts.links[holdings.link[e]].shares().containsKey(axis);
                if (reached.get(holdings.owned[e]) && !repeated) {
                    String link = facts.linkId(holdings.link[e]);
                    add(new Finding(
                            "RUL-BANDS",
                            "The band of link " + link + " on " + axis.name().toLowerCase(Locale.ROOT)
                                    + " is cut to what the others leave: "
                                    + holdings.share(e).words(),
                            List.of(link)));
                }
            }
        }
    }

    private void unknownRest() {
        Holdings holdings = facts.on(Axis.SHARES);
        int count = 0;
        for (int i = reached.nextSetBit(0); i >= 0; i = reached.nextSetBit(i + 1)) {
            boolean hasHolders = holdings.degree(i) > 0;
            boolean none = facts.persons.get(i) || i == facts.nobody || (facts.types[i].shareless() && !hasHolders);
            if (none || count > MOST_OF_A_KIND) {
                continue;
            }
            Interval known = holdings.sum(i);
            if (known.high().compareTo(Fraction.ONE) < 0) {
                count++;
                add(new Finding(
                        "RUL-UNKNOWN-REST",
                        (hasHolders
                                        ? "Of " + facts.ids[i] + " only " + known.words() + " is known to be held"
                                        : "Nobody is known to hold anything of " + facts.ids[i])
                                + "; the rest is unknown, not nothing",
                        linksInto(i)));
            }
        }
    }

    void rings(Axis axis, Shares shares) {
        if (axis == Axis.VOTES && !facts.stated.contains(axis)) {
            return;
        }
        shares.rings().forEach(this::ring);
        Components region = shares.region();
        Holdings holdings = shares.holdings();
        for (int part = 0; part < region.parts(); part++) {
            if (region.partSize(part) > 1 && !anybodyOutside(region, holdings, part)) {
                int[] members = new int[region.partSize(part)];
                System.arraycopy(region.node, region.partStart[part], members, 0, members.length);
                ring(members);
            }
        }
    }

    private static boolean anybodyOutside(Components region, Holdings holdings, int part) {
        for (int number = region.partStart[part]; number < region.partStart[part + 1]; number++) {
            int entity = region.node[number];
            for (int e = region.begin(entity); e < region.end(entity); e++) {
                int place = region.place[holdings.holder[e]];
                if (place >= 0 && region.partOf[place] != part && holdings.canBePositive(e)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void ring(int[] members) {
        Set<String> ids = new TreeSet<>();
        Set<String> links = new TreeSet<>();
        for (int member : members) {
            ids.add(facts.ids[member]);
            links.addAll(linksInto(member));
        }
        add(new Finding(
                "RUL-RING",
                "Nobody outside is known to own the closed ring of " + shortened(ids)
                        + "; what comes into it comes to nobody",
                links.stream().limit(MOST_LINKS).toList()));
    }

    private static String shortened(Set<String> ids) {
        List<String> shown = ids.stream().limit(20).toList();
        return String.join(", ", shown)
                + (ids.size() > shown.size() ? " and " + (ids.size() - shown.size()) + " more" : "");
    }

    /** Without a database no fact says when it became known. */
    void knownAt(boolean asked, Graph graph) {
        if (asked && graph.facts().stream().allMatch(fact -> fact.known().isEmpty())) {
            add(Finding.of("RUL-KNOWN-AT", "No fact says when it became known, so knownAt is ignored"));
        }
    }

    void inForce(Pack pack, LocalDate date) {
        if (pack.inForce(date)) {
            return;
        }
        String why = date.isBefore(pack.from())
                ? " applies from " + pack.from() + " and not yet on " + date
                : " no longer applies on " + date
                        + pack.successor().map(next -> "; " + next + " does").orElse("");
        add(Finding.of("RUL-NOT-IN-FORCE", pack.regime() + " (" + pack.title() + ")" + why));
    }

    void stops(Pack pack, BitSet stops) {
        stops.stream()
                .forEach(i ->
                        stopped.computeIfAbsent(i, key -> new ArrayList<>()).add(pack.regime()));
    }

    /** Says where cutting chains at the first repeated entity would change a verdict. */
    void loops(Pack pack, List<Determination> decided, BitSet stops) {
        for (Pack.Rule rule : pack.rules()) {
            boolean multiplies = rule.test() instanceof Pack.Test.Multiplied test
                    && test.as().isEmpty();
            if (!multiplies) {
                continue;
            }
            Axis axis = rule.axes().getFirst();
            Shares shares = standing.shares(axis, stops);
            Optional<Map<Integer, Interval>> skipped = standing.withoutLoops(axis, stops);
            skipped.ifPresent(sums -> decided.forEach(one -> loop(pack, rule, axis, shares, sums, one)));
        }
    }

    private void loop(
            Pack pack, Pack.Rule rule, Axis axis, Shares shares, Map<Integer, Interval> sums, Determination decided) {
        int person = facts.find(decided.person()).orElse(facts.nobody);
        Interval truth = shares.of(person);
        Interval cut = sums.getOrDefault(person, Interval.NONE);
        Verdict right = rule.threshold().map(threshold -> threshold.test(truth)).orElse(Verdict.NOT_OWNER);
        Verdict wrong = rule.threshold().map(threshold -> threshold.test(cut)).orElse(Verdict.NOT_OWNER);
        if (right != wrong) {
            add(new Finding(
                    "RUL-LOOPS",
                    "Skipping loops would give " + decided.person() + " " + cut.percent() + " % instead of "
                            + truth.percent() + " % of the " + axis.name().toLowerCase(Locale.ROOT)
                            + " and change the verdict under " + pack.regime() + " " + rule.article(),
                    decided.links()));
        }
    }

    List<Finding> finish() {
        stopped.forEach((entity, regimes) -> add(new Finding(
                "RUL-STOP",
                "Chains end at " + facts.ids[entity] + " ("
                        + String.join(", ", new TreeSet<>(facts.stops.get(entity)))
                                .toLowerCase(Locale.ROOT)
                        + ") under " + String.join(", ", regimes) + "; its own holders do not count there",
                linksAround(entity))));
        if (standing.enclosed()) {
            add(
                    Finding.of(
                            "RUL-ENCLOSED",
                            "A ring of more than " + Flow.LARGEST_EXACT
                                    + " entities, or a chain too long for exact numbers, was bounded with directed rounding: the true shares lie inside the intervals given"));
        }
        return List.copyOf(findings);
    }
}
