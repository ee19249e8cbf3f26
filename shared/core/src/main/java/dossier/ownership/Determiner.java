package dossier.ownership;

import dossier.language.Diagnostic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Answers questions about one graph. The answer is a pure function of graph, question and rule packs: no clock, no
 * randomness, no input or output. It keeps what it worked out about the facts in force for the next question, and is
 * therefore not thread-safe; graphs and packs may be shared.
 */
public final class Determiner {
    private static final int VIEWS_KEPT = 4;

    private final Graph graph;
    private final Packs packs;
    private final Meanings meanings;
    /** Whether any fact states its evidence; where none does, nothing can be said about it. */
    private final boolean evidenceStated;

    private final Map<InForce.Key, InForce> views = new LinkedHashMap<>();
    private final Map<Optional<Instant>, String> hashes = new HashMap<>();

    public Determiner(Graph graph, Packs packs, Meanings meanings) {
        this.graph = graph;
        this.packs = packs;
        this.meanings = meanings;
        this.evidenceStated = graph.facts().stream()
                .anyMatch(fact ->
                        fact instanceof Graph.Link link && link.evidence().isPresent());
    }

    /** One question, answered once. */
    public static Outcome determine(Graph graph, Query query) {
        return new Determiner(graph, Packs.shipped(), Meanings.shipped()).determine(query);
    }

    /** The same rules over another graph. */
    Determiner over(Graph other) {
        return new Determiner(other, packs, meanings);
    }

    /** Which single link would flip a verdict of an answer that was given to this question. */
    public Sensitivity.Result sensitivity(Query query, Outcome.Answered answer) {
        return Sensitivity.of(this, query, answer);
    }

    /** The graph this answers for. */
    public Graph graph() {
        return graph;
    }

    /**
     * Every regime asked for, and the sanctions regimes for every entity of the graph. Refused when the entity or a
     * regime is not known, or when more than 100 % of an entity that matters is held. Where facts state their evidence, a
     * finding says how the answer would change if other evidence counted.
     */
    public Outcome determine(Query query) {
        Outcome outcome = decide(query);
        return outcome instanceof Outcome.Answered answered && evidenceStated ? withOther(answered, query) : outcome;
    }

    /** The answer, with how it would change if other evidence counted. */
    private Outcome.Answered withOther(Outcome.Answered answer, Query query) {
        Query other = OtherEvidence.ask(query, meanings);
        InForce here = view(new InForce.Key(query.validAt(), query.knownAt(), query.evidence()));
        InForce there = view(new InForce.Key(other.validAt(), other.knownAt(), other.evidence()));
        if (Arrays.equals(here.links, there.links)) {
            return answer;
        }
        return OtherEvidence.compare(answer, decide(other), other, here, there)
                .map(answer::with)
                .orElse(answer);
    }

    /** The answer as it is, without a look at what else could count. */
    Outcome decide(Query query) {
        List<Diagnostic> wrong = new ArrayList<>();
        List<Pack> asked = new ArrayList<>();
        for (String regime : query.regimes()) {
            packs.find(regime)
                    .ifPresentOrElse(
                            asked::add,
                            () -> wrong.add(Refusals.unknown("REF-UNKNOWN-REGIME", "regime", regime, packs.regimes())));
        }
        for (String status : query.evidence()) {
            if (!meanings.evidence().contains(status)) {
                wrong.add(Refusals.unknown("REF-UNKNOWN-EVIDENCE", "evidence status", status, meanings.evidence()));
            }
        }
        InForce facts = view(new InForce.Key(query.validAt(), query.knownAt(), query.evidence()));
        Optional<Integer> target = facts.find(query.entity());
        if (target.isEmpty()) {
            wrong.add(Refusals.unknown("REF-UNKNOWN-ENTITY", "entity", query.entity(), List.of(facts.ids)));
        }
        if (!wrong.isEmpty() || target.isEmpty()) {
            return new Outcome.Refused(wrong);
        }
        Standing standing = new Standing(facts, target.get());
        BitSet reached = (BitSet) standing.above.clone();
        if (asked.stream().anyMatch(Pack::aboutSanctions)) {
            reached.set(0, facts.nobody);
        }
        List<Diagnostic> over = Refusals.overHeld(facts, reached);
        return over.isEmpty() ? answer(query, asked, standing, reached) : new Outcome.Refused(over);
    }

    /** Everybody above the entity asked about and every link among them; empty when the entity is not known. */
    public Optional<Structure> structure(Query query) {
        InForce facts = view(new InForce.Key(query.validAt(), query.knownAt(), query.evidence()));
        return facts.find(query.entity()).map(target -> Structure.of(new Standing(facts, target)));
    }

    private InForce view(InForce.Key key) {
        InForce view = views.get(key);
        if (view == null) {
            if (views.size() == VIEWS_KEPT) {
                views.remove(views.keySet().iterator().next());
            }
            view = new InForce(graph, key, meanings);
            views.put(key, view);
        }
        return view;
    }

    private Outcome answer(Query query, List<Pack> asked, Standing standing, BitSet reached) {
        InForce facts = standing.facts;
        Observations observed = new Observations(standing, reached);
        observed.knownAt(query.knownAt().isPresent(), graph);
        List<Outcome.Share> shares = new ArrayList<>();
        List<Outcome.Unknown> unknown = new ArrayList<>();
        for (Axis axis : Axis.values()) {
            if (facts.stated.contains(axis) || axis == Axis.SHARES || axis == Axis.VOTES) {
                share(standing, axis, shares, unknown, observed);
            }
        }
        List<Determination> determinations = new ArrayList<>();
        List<Sanction> sanctions = new ArrayList<>();
        Map<String, String> versions = new LinkedHashMap<>();
        Set<Integer> blocked = blocked(query, facts, observed);
        for (Pack pack : asked) {
            versions.put(pack.regime(), pack.version());
            observed.inForce(pack, query.validAt());
            if (pack.aboutSanctions()) {
                sanctions.addAll(new Cascading(facts, pack, blocked).spread());
            } else {
                Judge judge = new Judge(standing, pack);
                List<Determination> decided = judge.determine();
                determinations.addAll(decided);
                observed.stops(pack, judge.stops());
                observed.addAll(judge.findings());
                observed.loops(pack, decided, judge.stops());
            }
        }
        graph.findings().forEach(observed::add);
        return new Outcome.Answered(
                query.entity(),
                query.validAt(),
                query.knownAt(),
                hash(query.knownAt()),
                versions,
                shares,
                unknown,
                determinations,
                sanctions,
                observed.finish());
    }

    private static void share(
            Standing standing,
            Axis axis,
            List<Outcome.Share> shares,
            List<Outcome.Unknown> unknown,
            Observations observed) {
        Shares found = standing.shares(axis, new BitSet());
        for (int person : found.persons()) {
            if (person != standing.target) {
                shares.add(new Outcome.Share(standing.facts.ids[person], axis, found.of(person)));
            }
        }
        unknown.add(new Outcome.Unknown(axis, found.unknown()));
        observed.rings(axis, found);
    }

    private static Set<Integer> blocked(Query query, InForce facts, Observations observed) {
        Set<Integer> found = new TreeSet<>();
        for (String id : query.blocked()) {
            facts.find(id)
                    .ifPresentOrElse(
                            found::add,
                            () -> observed.add(Finding.of(
                                    "REF-UNKNOWN-ENTITY",
                                    "The blocked person " + Refusals.quoted(id) + " is not in the graph")));
        }
        return found;
    }

    private String hash(Optional<Instant> knownAt) {
        return hashes.computeIfAbsent(knownAt, time -> GraphHash.of(graph, time));
    }

    /** Ids of entities that nobody asked about yet hold nothing themselves: what a whole document is about. */
    public List<String> bottoms() {
        Map<String, Boolean> holds = new HashMap<>();
        Map<String, String> types = new LinkedHashMap<>();
        for (Graph.Fact fact : graph.facts()) {
            switch (fact) {
                case Graph.Entity entity ->
                    types.merge(entity.id(), entity.type().orElse(""), (a, b) -> b.isEmpty() ? a : b);
                case Graph.Link link -> holds.put(link.from(), true);
                case Graph.Ending ending -> {}
            }
        }
        return types.entrySet().stream()
                .filter(entry -> !meanings.entityType(entry.getValue()).person())
                .map(Map.Entry::getKey)
                .filter(id -> !holds.containsKey(id))
                .toList();
    }
}
