package dossier.ownership;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets a sanction spread from blocked persons over everything they own. An entity that is blocked hands it on in full;
 * nothing is multiplied. With bands there are two spreads: what is blocked whatever the truth, and what may be.
 */
final class Cascading {
    /** Link ids that all chains of one answer may hold together. */
    private static final int MOST_CHAIN_LINKS = 1_000_000;

    private static final int MOST_CHAINS = 100;

    private final InForce facts;
    private final Pack pack;
    private final Pack.Cascade cascade;
    private final Set<Integer> named;
    private final Map<Integer, Interval> aggregates = new HashMap<>();
    private final Map<Integer, Axis> axisOf = new HashMap<>();
    private final BitSet certain = new BitSet();
    private final BitSet possible = new BitSet();
    /** For each entity that may be blocked, the link that brought it and the holder it came from. */
    private final Map<Integer, int[]> cameBy = new HashMap<>();

    private final String asked;
    private int chainLinks;

    Cascading(InForce facts, Pack pack, Set<Integer> named) {
        this.facts = facts;
        this.pack = pack;
        this.cascade = pack.cascade().orElseThrow(() -> new IllegalArgumentException(pack.regime()));
        this.named = named;
        asked = ", and " + cascade.power().majority().words() + " is asked for";
    }

    /** One answer for every entity, in the order of their ids. */
    List<Sanction> spread() {
        named.forEach(certain::set);
        named.forEach(possible::set);
        switch (cascade.across()) {
            case EVERYBODY -> together();
            case ONE_PERSON -> eachAlone();
        }
        List<Sanction> sanctions = new ArrayList<>(facts.size());
        for (int entity = 0; entity < facts.size(); entity++) {
            if (entity != facts.nobody) {
                sanctions.add(sanction(entity));
            }
        }
        return sanctions;
    }

    private void together() {
        Axis axis = cascade.power().axes().getFirst();
        Holdings holdings = facts.on(axis);
        close(holdings, certain, false, new HashMap<>());
        Map<Integer, Control.Held> most = new HashMap<>();
        close(holdings, possible, true, most);
        Map<Integer, Control.Held> least = new HashMap<>();
        for (int holder = certain.nextSetBit(0); holder >= 0; holder = certain.nextSetBit(holder + 1)) {
            collect(holdings, holder, least);
        }
        most.forEach((entity, held) -> {
            Interval high = held.interval(holdings, entity);
            Control.Held sure = least.get(entity);
            Interval low = sure == null ? Interval.NONE : sure.interval(holdings, entity);
            aggregates.put(entity, new Interval(low.low(), low.lowOpen(), high.high(), high.highOpen()));
            axisOf.put(entity, axis);
        });
    }

    private void collect(Holdings holdings, int holder, Map<Integer, Control.Held> sums) {
        for (int o = holdings.outStart[holder]; o < holdings.outStart[holder + 1]; o++) {
            int e = holdings.outEdge[o];
            sums.computeIfAbsent(holdings.owned[e], key -> new Control.Held()).add(holdings, e, false);
        }
    }

    private void close(Holdings holdings, BitSet blocked, boolean maybe, Map<Integer, Control.Held> sums) {
        List<Integer> queue = new ArrayList<>();
        blocked.stream().forEach(queue::add);
        for (int head = 0; head < queue.size(); head++) {
            int holder = queue.get(head);
            for (int o = holdings.outStart[holder]; o < holdings.outStart[holder + 1]; o++) {
                int e = holdings.outEdge[o];
                int owned = holdings.owned[e];
                Control.Held held = sums.computeIfAbsent(owned, key -> new Control.Held());
                held.add(holdings, e, false);
                if (!blocked.get(owned) && held.passes(cascade.power().majority(), holdings, owned, maybe)) {
                    blocked.set(owned);
                    cameBy.put(owned, new int[] {holdings.link[e], holder});
                    queue.add(owned);
                }
            }
        }
    }

    private void eachAlone() {
        Control control = new Control(facts, cascade.power(), new BitSet(), false);
        for (int person : named) {
            Control.Reach most = control.close(person, true);
            Control.Reach least = control.close(person, false);
            least.entities().forEach(certain::set);
            most.entities().forEach(possible::set);
            most.held().forEach((place, held) -> {
                Holdings holdings = facts.on(place.axis());
                Interval high = held.interval(holdings, place.entity());
                Interval low = least.held(place.entity(), place.axis())
                        .map(sure -> sure.interval(holdings, place.entity()))
                        .orElse(Interval.NONE);
                larger(place, new Interval(low.low(), low.lowOpen(), high.high(), high.highOpen()));
            });
            trace(person, most);
        }
    }

    /** Of several persons, and of shares and votes, the largest holding is shown. */
    private void larger(Control.Place place, Interval share) {
        Interval known = aggregates.get(place.entity());
        int order = known == null ? 1 : share.low().compareTo(known.low());
        if (known == null || order > 0 || (order == 0 && share.high().compareTo(known.high()) > 0)) {
            aggregates.put(place.entity(), share);
            axisOf.put(place.entity(), place.axis());
        }
    }

    private void trace(int person, Control.Reach reach) {
        List<Integer> queue = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        queue.add(person);
        seen.add(person);
        for (int head = 0; head < queue.size(); head++) {
            int holder = queue.get(head);
            for (Axis axis : cascade.power().axes()) {
                Holdings holdings = facts.on(axis);
                for (int o = holdings.outStart[holder]; o < holdings.outStart[holder + 1]; o++) {
                    int e = holdings.outEdge[o];
                    reached(holdings.owned[e], holdings.link[e], holder, reach, seen, queue);
                }
            }
            for (int link : facts.controlOf(holder)) {
                if (cascade.power().kinds().contains(facts.controlKind(link).orElse(""))) {
                    reached(facts.to[link], link, holder, reach, seen, queue);
                }
            }
        }
    }

    private void reached(
            int entity, int link, int holder, Control.Reach reach, Set<Integer> seen, List<Integer> queue) {
        if (reach.has(entity) && seen.add(entity)) {
            cameBy.putIfAbsent(entity, new int[] {link, holder});
            queue.add(entity);
        }
    }

    private Sanction sanction(int entity) {
        Interval aggregate = aggregates.getOrDefault(entity, Interval.NONE);
        Sanction.Status status = certain.get(entity)
                ? Sanction.Status.BLOCKED
                : possible.get(entity) ? Sanction.Status.UNDETERMINED : Sanction.Status.FREE;
        List<List<String>> chains = new ArrayList<>();
        boolean untouched = !aggregate.canBePositive() && !cameBy.containsKey(entity);
        boolean complete = untouched || chains(entity, chains);
        return new Sanction(
                pack.regime(),
                facts.ids[entity],
                status,
                aggregate,
                chains,
                !complete,
                pack.regime() + " " + cascade.power().article(),
                explain(entity, status, aggregate));
    }

    private String explain(int entity, Sanction.Status status, Interval aggregate) {
        String name = facts.called(entity);
        if (named.contains(entity)) {
            return name + " is blocked itself";
        }
        String held = cascade.across() == Pack.Across.EVERYBODY
                ? "blocked persons hold " + aggregate.words() + " of it together"
                : "one blocked person holds " + aggregate.words() + " of it at most";
        String verdict = switch (status) {
            case BLOCKED -> " is blocked";
            case FREE -> " is not blocked";
            case UNDETERMINED -> " may be blocked";
        };
        return name + verdict + " under " + pack.regime() + ": " + held + asked + controlled(entity, status)
                + indicators(entity);
    }

    private String controlled(int entity, Sanction.Status status) {
        int[] by = cameBy.get(entity);
        if (by == null
                || status == Sanction.Status.FREE
                || facts.controlKind(by[0]).isEmpty()) {
            return "";
        }
        return "; it is controlled through link " + facts.linkId(by[0]);
    }

    private String indicators(int entity) {
        Set<String> found = new HashSet<>();
        for (int i = facts.inStart[entity]; i < facts.inStart[entity + 1]; i++) {
            int link = facts.inLink[i];
            if (possible.get(facts.from[link])
                    && cascade.indicators().contains(facts.controlKind(link).orElse(""))) {
                found.add(facts.linkId(link));
            }
        }
        return found.isEmpty()
                ? ""
                : "; indicators of control, which do not decide: "
                        + found.stream().sorted().collect(Collectors.joining(", "));
    }

    /** A chain for each link that counts, through the first way by which its holder came to be blocked. */
    private boolean chains(int entity, List<List<String>> chains) {
        Set<Integer> last = new HashSet<>();
        for (Axis axis : cascade.power().axes()) {
            Holdings holdings = facts.on(axis);
            for (int e = holdings.start[entity]; e < holdings.start[entity + 1]; e++) {
                if (possible.get(holdings.holder[e]) && !addChain(holdings.link[e], holdings.holder[e], last, chains)) {
                    return false;
                }
            }
        }
        int[] by = cameBy.get(entity);
        return by == null || addChain(by[0], by[1], last, chains);
    }

    private boolean addChain(int link, int holder, Set<Integer> last, List<List<String>> chains) {
        if (!last.add(link)) {
            return true;
        }
        if (chains.size() == MOST_CHAINS) {
            return false;
        }
        List<String> chain = new ArrayList<>();
        chain.add(facts.linkId(link));
        Set<Integer> passed = new HashSet<>();
        int here = holder;
        while (!named.contains(here) && passed.add(here)) {
            int[] by = cameBy.get(here);
            if (by == null || ++chainLinks > MOST_CHAIN_LINKS) {
                return false;
            }
            chain.add(facts.linkId(by[0]));
            here = by[1];
        }
        chains.add(chain.reversed());
        return true;
    }
}
