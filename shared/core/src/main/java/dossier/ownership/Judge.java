package dossier.ownership;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Decides, under one pack, who the owners of one entity are. Not thread-safe. */
final class Judge {
    /** How many legal persons in a row may stand in each other's roles before the rest is left open. */
    private static final int DEEPEST = 32;

    private final Standing standing;
    private final InForce facts;
    private final Pack pack;
    private final BitSet stops;
    private final Tests tests;
    private final Set<Integer> visited;
    private final Map<Integer, Verdict> arrangements = new HashMap<>();
    private final Map<Integer, List<Ground>> grounds = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    Judge(Standing standing, Pack pack) {
        this(standing, pack, Set.of());
    }

    private Judge(Standing standing, Pack pack, Set<Integer> above) {
        this.standing = standing;
        this.facts = standing.facts;
        this.pack = pack;
        stops = facts.stopped(pack.stops());
        stops.and(standing.above);
        tests = new Tests(standing, pack, stops);
        visited = new HashSet<>(above);
        visited.add(standing.target);
    }

    List<Finding> findings() {
        return findings;
    }

    BitSet stops() {
        return stops;
    }

    /** One determination for every person with a chain to the entity, in the order of their ids. */
    List<Determination> determine() {
        int[] persons = standing.persons();
        for (int person : persons) {
            grounds.put(person, new ArrayList<>(ownGrounds(person)));
        }
        parties()
                .forEach((person, found) ->
                        grounds.computeIfAbsent(person, p -> new ArrayList<>()).addAll(found));
        pack.officials().ifPresent(this::officials);
        List<Determination> determinations = new ArrayList<>(persons.length);
        for (int person : persons) {
            determinations.add(decide(person, grounds.getOrDefault(person, List.of())));
        }
        return determinations;
    }

    /** What the rules say of somebody, roles in arrangements and management left out. */
    private List<Ground> ownGrounds(int who) {
        List<Ground> found = new ArrayList<>();
        for (Pack.Rule rule : pack.rules()) {
            boolean settled = found.stream()
                    .anyMatch(ground -> ground.prong() == rule.prong() && ground.verdict() == Verdict.OWNER);
            if (applies(rule) && !settled) {
                found.addAll(tests.apply(rule, who));
            }
        }
        return found;
    }

    private boolean applies(Pack.Rule rule) {
        return rule.customers().isEmpty() || rule.customers().contains(facts.types[standing.target].name());
    }

    private static Verdict verdict(List<Ground> grounds) {
        Verdict verdict = Verdict.NOT_OWNER;
        for (Ground ground : grounds) {
            verdict = verdict.or(ground.verdict());
        }
        return verdict;
    }

    // ---- roles in trusts and the like

    private Map<Integer, List<Ground>> parties() {
        Map<Integer, List<Ground>> found = new TreeMap<>();
        for (Pack.Rule rule : pack.rules()) {
            if (rule.test() instanceof Pack.Test.Parties test && applies(rule)) {
                for (int i = standing.above.nextSetBit(0); i >= 0; i = standing.above.nextSetBit(i + 1)) {
                    if (test.of().contains(facts.types[i].name())) {
                        addParties(rule, test, i, found);
                    }
                }
            }
        }
        return found;
    }

    private void addParties(Pack.Rule rule, Pack.Test.Parties test, int arrangement, Map<Integer, List<Ground>> found) {
        boolean itself = arrangement == standing.target;
        if (itself ? !test.customer() : !test.below()) {
            return;
        }
        Verdict qualifies =
                itself ? Verdict.OWNER : arrangements.computeIfAbsent(arrangement, key -> verdict(ownGrounds(key)));
        if (qualifies == Verdict.NOT_OWNER || (itself && stops.get(arrangement))) {
            return;
        }
        for (String role : test.roles()) {
            for (int link : standing.roleLinks(arrangement, role)) {
                behind(facts.from[link])
                        .forEach((person, verdict) -> found.computeIfAbsent(person, key -> new ArrayList<>())
                                .add(party(rule, role, arrangement, link, person, qualifies.and(verdict))));
            }
        }
    }

    /** The person itself, or whoever owns or controls the legal person that has the role. */
    private Map<Integer, Verdict> behind(int holder) {
        if (facts.persons.get(holder)) {
            return Map.of(holder, Verdict.OWNER);
        }
        Map<Integer, Verdict> found = new TreeMap<>();
        if (holder == facts.nobody || visited.contains(holder)) {
            return found;
        }
        Judge inner = new Judge(new Standing(facts, holder), pack, visited);
        for (int person : inner.standing.persons()) {
            Verdict verdict = visited.size() >= DEEPEST ? Verdict.UNDETERMINED : verdict(inner.ownGrounds(person));
            found.merge(person, verdict, Verdict::or);
        }
        if (visited.size() < DEEPEST) {
            inner.parties().forEach((person, grounds) -> found.merge(person, verdict(grounds), Verdict::or));
        }
        found.values().removeIf(verdict -> verdict == Verdict.NOT_OWNER);
        return found;
    }

    private Ground party(Pack.Rule rule, String role, int arrangement, int link, int person, Verdict verdict) {
        return new Ground(
                rule.prong(),
                verdict,
                Optional.empty(),
                Optional.empty(),
                rule.article(),
                () -> (facts.from[link] == person ? "it is " : "it stands behind ") + Words.article(role) + " of "
                        + facts.called(arrangement)
                        + (arrangement == standing.target
                                ? ""
                                : ", which would itself be an owner of " + facts.called(standing.target)),
                () -> partyChains(arrangement, person));
    }

    private Chains.Found partyChains(int arrangement, int person) {
        Chains.Edges edges = new Chains.Edges();
        for (int i = standing.above.nextSetBit(0); i >= 0; i = standing.above.nextSetBit(i + 1)) {
            if (!facts.persons.get(i) && (i == arrangement || !stops.get(i))) {
                standing.addLinks(edges, i);
            }
        }
        return new Chains(edges, standing.target).from(person);
    }

    // ---- management

    private void officials(Pack.Officials officials) {
        if (stops.get(standing.target)) {
            return;
        }
        Verdict found = Verdict.NOT_OWNER;
        for (List<Ground> ofPerson : grounds.values()) {
            found = found.or(verdict(ofPerson));
        }
        Map<Integer, Integer> candidates =
                officials.when() == Pack.When.NEVER ? Map.of() : candidates(officials.roles());
        if (officials.when() == Pack.When.ALWAYS_ONE) {
            controlPerson(officials, candidates, found);
            return;
        }
        if (found == Verdict.OWNER) {
            return;
        }
        String none = "No owner of " + facts.called(standing.target) + " was identified under " + pack.regime();
        if (found == Verdict.UNDETERMINED) {
            none += " so far: somebody may be one";
        } else if (officials.when() == Pack.When.NOBODY_FOUND) {
            none += candidates.isEmpty()
                    ? ", and no senior managing official is named"
                    : "; the senior managing officials stand in, and the actions taken must be recorded";
        }
        findings.add(Finding.of("RUL-NO-OWNER", none + " (" + officials.article() + ")"));
        Verdict stand = found == Verdict.UNDETERMINED ? Verdict.UNDETERMINED : Verdict.OWNER;
        candidates.forEach((person, link) -> addOfficial(
                officials,
                person,
                link,
                stand,
                stand == Verdict.OWNER
                        ? "no owner was identified, so the senior managing officials stand in"
                        : "the senior managing officials stand in if nobody turns out to be an owner"));
    }

    private void controlPerson(Pack.Officials officials, Map<Integer, Integer> candidates, Verdict owners) {
        if (candidates.isEmpty()) {
            findings.add(Finding.of(
                    "RUL-NO-OWNER",
                    "No control person of " + facts.called(standing.target) + " is named under " + pack.regime()
                            + "; exactly one is required (" + officials.article() + ")"));
        } else if (owners == Verdict.NOT_OWNER) {
            findings.add(Finding.of(
                    "RUL-NO-OWNER",
                    "Nobody owns " + facts.called(standing.target) + " under " + pack.regime()
                            + "; the control person is still required (" + officials.article() + ")"));
        }
        boolean one = candidates.size() == 1;
        candidates.forEach((person, link) -> addOfficial(
                officials,
                person,
                link,
                one ? Verdict.OWNER : Verdict.UNDETERMINED,
                one
                        ? "it is the one control person"
                        : "exactly one control person is required and there are " + candidates.size()
                                + " candidates: choose one"));
    }

    /** Persons with the first of the roles that anybody has, each with a link that says so. */
    private Map<Integer, Integer> candidates(List<String> roles) {
        Map<Integer, Integer> found = new TreeMap<>();
        for (String role : roles) {
            for (int link : standing.roleLinks(standing.target, role)) {
                if (facts.persons.get(facts.from[link])) {
                    found.putIfAbsent(facts.from[link], link);
                }
            }
            if (!found.isEmpty()) {
                break;
            }
        }
        return found;
    }

    private void addOfficial(Pack.Officials officials, int person, int link, Verdict verdict, String reason) {
        grounds.computeIfAbsent(person, key -> new ArrayList<>())
                .add(new Ground(
                        officials.prong().orElse(Prong.SENIOR_MANAGING_OFFICIAL),
                        verdict,
                        Optional.empty(),
                        Optional.empty(),
                        officials.article(),
                        () -> reason,
                        () -> new Chains.Found(List.of(new int[] {link}), false, Set.of(link))));
    }

    // ---- the decision

    private Determination decide(int person, List<Ground> found) {
        Verdict verdict = verdict(found);
        List<Ground> counting = found.stream()
                .filter(ground -> ground.verdict() == verdict && verdict != Verdict.NOT_OWNER)
                .sorted(Comparator.comparing(Ground::prong))
                .toList();
        Optional<Ground> measured =
                found.stream().filter(ground -> ground.share().isPresent()).findFirst();
        Interval base = measured.flatMap(Ground::share).orElse(Interval.NONE);
        if (counting.isEmpty()) {
            return notOwner(person, measured, base);
        }
        Ground first = counting.getFirst();
        Interval share = first.share().orElse(base);
        Chains.Found chains = first.chains().get();
        List<Prong> alsoBy = counting.stream()
                .map(Ground::prong)
                .distinct()
                .filter(prong -> prong != first.prong())
                .toList();
        return new Determination(
                pack.regime(),
                facts.ids[person],
                verdict,
                Optional.of(first.prong()),
                alsoBy,
                share,
                band(share),
                ids(chains.chains()),
                chains.truncated(),
                chains.links().stream().map(facts::linkId).toList(),
                pack.regime() + " " + first.article(),
                facts.called(person) + (verdict == Verdict.OWNER ? " is an owner" : " may be an owner") + " of "
                        + facts.called(standing.target) + " under " + pack.regime() + " " + first.article() + ": "
                        + first.reason().get(),
                verdict == Verdict.UNDETERMINED ? Optional.of(missing(first, chains)) : Optional.empty());
    }

    private Determination notOwner(int person, Optional<Ground> measured, Interval base) {
        Chains.Found chains = measured.map(ground -> ground.chains().get()).orElse(Chains.Found.NONE);
        if (chains.chains().isEmpty()) {
            chains = standing.anyChains().from(person);
        }
        String article = measured.map(Ground::article)
                .orElse(pack.rules().isEmpty() ? "" : pack.rules().getFirst().article());
        String because = measured.map(ground -> ground.reason().get()).orElse("no chain of holdings or control counts");
        return new Determination(
                pack.regime(),
                facts.ids[person],
                Verdict.NOT_OWNER,
                Optional.empty(),
                List.of(),
                base,
                Optional.empty(),
                ids(chains.chains()),
                chains.truncated(),
                chains.links().stream().map(facts::linkId).toList(),
                pack.regime() + " " + article,
                facts.called(person) + " is not an owner of " + facts.called(standing.target) + " under "
                        + pack.regime() + " " + article + ": " + because,
                Optional.empty());
    }

    private Optional<String> band(Interval share) {
        return pack.bands().stream()
                .filter(band -> lies(share, band.range()))
                .map(Pack.Band::name)
                .findFirst();
    }

    private static boolean lies(Interval share, Interval range) {
        int low = share.low().compareTo(range.low());
        int high = share.high().compareTo(range.high());
        return (low > 0 || (low == 0 && (!range.lowOpen() || share.lowOpen())))
                && (high < 0 || (high == 0 && (!range.highOpen() || share.highOpen())));
    }

    private List<List<String>> ids(List<int[]> chains) {
        List<List<String>> ids = new ArrayList<>(chains.size());
        for (int[] chain : chains) {
            List<String> one = new ArrayList<>(chain.length);
            for (int link : chain) {
                one.add(facts.linkId(link));
            }
            ids.add(List.copyOf(one));
        }
        return List.copyOf(ids);
    }

    /** The link with the widest band among those that count, or the first of them where none has a band. */
    private Determination.Missing missing(Ground ground, Chains.Found chains) {
        Axis axis = ground.axis()
                .orElse(pack.control()
                        .or(pack::majorityStake)
                        .map(power -> power.axes().getFirst())
                        .orElse(Axis.SHARES));
        Holdings holdings = facts.on(axis);
        int widest = -1;
        Fraction width = Fraction.ZERO;
        for (int link : chains.links()) {
            int e = holdings.ofLink(link);
            if (e >= 0 && holdings.high[e].minus(holdings.low[e]).compareTo(width) > 0) {
                width = holdings.high[e].minus(holdings.low[e]);
                widest = e;
            }
        }
        if (widest >= 0) {
            String link = facts.linkId(holdings.link[widest]);
            return new Determination.Missing(
                    link,
                    "firm up the band of edge " + link + ": it says "
                            + holdings.share(widest).words());
        }
        String link = chains.links().stream().findFirst().map(facts::linkId).orElse("");
        return new Determination.Missing(link, ground.reason().get());
    }
}
