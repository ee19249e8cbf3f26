package dossier.ownership;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everybody above one entity and every link among them that is in force, by levels: what a drawing shows and what a
 * question about the structure is answered with. Immutable.
 *
 * @param entity at level 0
 * @param nodes by level and then by id
 * @param edges by the level of the entity they lead into and then by id
 */
public record Structure(String entity, List<Node> nodes, List<Edge> edges) {
    public Structure {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /**
     * @param name as people call it; the id where no name is known
     * @param type of entity, empty where nobody said
     * @param declared whether it was registered
     * @param stops kinds of stop that it is
     * @param level the fewest links from it to the entity
     */
    public record Node(
            String id, String name, String type, boolean person, boolean declared, Set<String> stops, int level) {
        public Node {
            stops = Set.copyOf(new TreeSet<>(stops));
        }
    }

    /**
     * @param from who holds or acts; of what a nominee holds, the one behind
     * @param shares on each axis that the link states, cut to what the others leave
     * @param control the kind of control it gives
     * @param level of the entity it leads into
     */
    public record Edge(
            String link,
            String from,
            String to,
            String type,
            Map<Axis, Interval> shares,
            Optional<String> control,
            int level) {
        public Edge {
            shares = Map.copyOf(shares);
        }
    }

    static Structure of(Standing standing) {
        InForce facts = standing.facts;
        int[] level = levels(standing);
        List<Node> nodes = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        for (int i : order(standing, level)) {
            nodes.add(new Node(
                    facts.ids[i],
                    facts.called(i),
                    facts.types[i].name(),
                    facts.persons.get(i),
                    facts.declared.get(i),
                    facts.stops.get(i),
                    level[i]));
            if (facts.persons.get(i)) {
                continue;
            }
            TreeSet<Integer> links = new TreeSet<>();
            for (int k = facts.inStart[i]; k < facts.inStart[i + 1]; k++) {
                links.add(facts.inLink[k]);
            }
            for (int link : links) {
                edges.add(new Edge(
                        facts.linkId(link),
                        facts.ids[facts.from[link]],
                        facts.ids[i],
                        facts.linkTypes[link].name(),
                        shares(facts, link),
                        facts.controlKind(link),
                        level[i]));
            }
        }
        return new Structure(facts.ids[standing.target], nodes, edges);
    }

    private static Map<Axis, Interval> shares(InForce facts, int link) {
        Map<Axis, Interval> shares = new EnumMap<>(Axis.class);
        facts.links[link].shares().keySet().forEach(axis -> {
            Holdings holdings = facts.on(axis);
            int edge = holdings.ofLink(link);
            if (edge >= 0) {
                shares.put(axis, holdings.share(edge));
            }
        });
        return shares;
    }

    private static int[] levels(Standing standing) {
        InForce facts = standing.facts;
        int[] level = new int[facts.size()];
        java.util.Arrays.fill(level, Integer.MAX_VALUE);
        List<Integer> queue = new ArrayList<>(List.of(standing.target));
        level[standing.target] = 0;
        for (int head = 0; head < queue.size(); head++) {
            int here = queue.get(head);
            if (facts.persons.get(here)) {
                continue;
            }
            for (int i = facts.inStart[here]; i < facts.inStart[here + 1]; i++) {
                int actor = facts.inActor[i];
                if (level[actor] == Integer.MAX_VALUE) {
                    level[actor] = level[here] + 1;
                    queue.add(actor);
                }
            }
        }
        return level;
    }

    private static List<Integer> order(Standing standing, int[] level) {
        List<Integer> found = new ArrayList<>(standing.above.stream().boxed().toList());
        found.sort((a, b) -> level[a] == level[b] ? Integer.compare(a, b) : Integer.compare(level[a], level[b]));
        return found;
    }
}
