package dossier.ownership;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entity seen from the facts in force: everybody above it, and the shares and the control that lead to it, each
 * worked out once. Not thread-safe.
 */
final class Standing {
    private record SharesKey(Axis axis, int entity, BitSet stops) {}

    private record ControlKey(Pack.Power power, BitSet stops, boolean linkByLink) {}

    final InForce facts;
    final int target;
    /** Entities with a chain of links of any kind to the target, itself included. */
    final BitSet above;

    private final Map<SharesKey, Shares> shares = new HashMap<>();
    private final Map<ControlKey, Control> controls = new HashMap<>();
    private final Map<SharesKey, Chains> chains = new HashMap<>();
    private final Map<SharesKey, Optional<Map<Integer, Interval>>> withoutLoops = new HashMap<>();
    private @Nullable Chains any;

    Standing(InForce facts, int target) {
        this.facts = facts;
        this.target = target;
        above = everybodyAbove(target);
    }

    private BitSet everybodyAbove(int start) {
        BitSet found = new BitSet(facts.size());
        List<Integer> queue = new ArrayList<>();
        found.set(start);
        queue.add(start);
        for (int head = 0; head < queue.size(); head++) {
            int here = queue.get(head);
            if (facts.persons.get(here)) {
                continue;
            }
            for (int i = facts.inStart[here]; i < facts.inStart[here + 1]; i++) {
                int actor = facts.inActor[i];
                if (!found.get(actor)) {
                    found.set(actor);
                    queue.add(actor);
                }
            }
        }
        return found;
    }

    /** Persons with a chain to the target, in the order of their ids. */
    int[] persons() {
        BitSet persons = (BitSet) above.clone();
        persons.and(facts.persons);
        persons.clear(target);
        return persons.stream().toArray();
    }

    Shares shares(Axis axis, BitSet stops) {
        return shares(axis, target, stops);
    }

    Shares shares(Axis axis, int entity, BitSet stops) {
        return shares.computeIfAbsent(
                new SharesKey(axis, entity, stops), key -> new Shares(facts, key.axis(), key.entity(), key.stops()));
    }

    Control control(Pack.Power power, BitSet stops, boolean linkByLink) {
        return controls.computeIfAbsent(
                new ControlKey(power, stops, linkByLink),
                key -> new Control(facts, key.power(), key.stops(), key.linkByLink()));
    }

    /** Chains of shares on one axis. */
    Chains chains(Axis axis, BitSet stops) {
        return chains.computeIfAbsent(new SharesKey(axis, target, stops), key -> {
            Shares found = shares(axis, stops);
            Chains.Edges edges = new Chains.Edges();
            edges.addAll(found.region(), found.holdings());
            return new Chains(edges, target);
        });
    }

    /** What shares would be if chains were cut at the first repeated entity; empty without cycles. */
    Optional<Map<Integer, Interval>> withoutLoops(Axis axis, BitSet stops) {
        return withoutLoops.computeIfAbsent(new SharesKey(axis, target, stops), key -> {
            Shares found = shares(axis, stops);
            return Loops.any(found.region())
                    ? Loops.skipped(found.holdings(), found.region(), target)
                    : Optional.empty();
        });
    }

    /** Chains of links of any kind, a link without a share counting as whole. */
    Chains anyChains() {
        Chains known = any;
        if (known == null) {
            Chains.Edges edges = new Chains.Edges();
            for (int i = above.nextSetBit(0); i >= 0; i = above.nextSetBit(i + 1)) {
                if (!facts.persons.get(i)) {
                    addLinks(edges, i);
                }
            }
            known = new Chains(edges, target);
            any = known;
        }
        return known;
    }

    /** Every link into an entity. */
    void addLinks(Chains.Edges edges, int entity) {
        for (int i = facts.inStart[entity]; i < facts.inStart[entity + 1]; i++) {
            Interval share = facts.links[facts.inLink[i]].shares().getOrDefault(Axis.SHARES, Interval.WHOLE);
            edges.add(facts.inActor[i], entity, facts.inLink[i], share.high());
        }
    }

    /** Links of one role into an entity. */
    List<Integer> roleLinks(int entity, String role) {
        Set<Integer> found = new LinkedHashSet<>();
        for (int i = facts.inStart[entity]; i < facts.inStart[entity + 1]; i++) {
            int link = facts.inLink[i];
            if (facts.linkTypes[link].role().filter(role::equals).isPresent()) {
                found.add(link);
            }
        }
        return List.copyOf(found);
    }

    boolean enclosed() {
        return shares.values().stream().anyMatch(Shares::enclosed);
    }
}
