package dossier.ownership;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The facts that hold at one date, were known at one time and rest on admitted evidence, with entities numbered in the
 * order of their ids. Immutable once built, so one serves many questions.
 *
 * <p>Of each link the last known statement whose effective date has come decides; an ending stated later overrules
 * its end.
 */
final class InForce {
    /** What must match for two questions to share one view. */
    record Key(LocalDate validAt, Optional<Instant> knownAt, Set<String> evidence) {}

    final String[] ids;
    final Map<String, Integer> index = new HashMap<>();
    final Meanings.EntityType[] types;
    final String[] names;
    final List<Set<String>> stops;
    final BitSet declared;
    final BitSet persons = new BitSet();
    final Graph.Link[] links;
    final Meanings.LinkType[] linkTypes;
    /** Holder and held of each link; the holder of what a nominee holds is the principal. */
    final int[] from;

    final int[] to;
    /** Links by the entity they lead into, whatever they state; a nominee's stands here for both. */
    final int[] inStart;

    final int[] inLink;
    final int[] inActor;
    /** Axes on which a link in force states a share itself. */
    final Set<Axis> stated = EnumSet.noneOf(Axis.class);
    /** Findings about links, which count when the link leads into an entity that was reached. */
    final Map<Integer, List<Finding>> findings = new HashMap<>();
    /** Holder of shares whose principal nobody named. */
    final int nobody;

    private final Map<Axis, Holdings> axes = new EnumMap<>(Axis.class);
    private final Map<Integer, List<Integer>> controls = new HashMap<>();
    private final Meanings meanings;

    InForce(Graph graph, Key key, Meanings meanings) {
        this.meanings = meanings;
        List<Graph.Link> chosen = new ArrayList<>();
        Statements statements = Statements.of(graph, key, meanings);
        List<Finding> loose = statements.choose(chosen);
        chosen.sort((a, b) -> a.id().compareTo(b.id()));
        links = chosen.toArray(Graph.Link[]::new);

        TreeSet<String> everyId = new TreeSet<>(statements.entities().keySet());
        for (Graph.Link link : links) {
            everyId.add(link.from());
            everyId.add(link.to());
            Optional.ofNullable(link.details().get("nominee")).ifPresent(everyId::add);
        }
        int size = everyId.size() + 1;
        ids = Arrays.copyOf(everyId.toArray(String[]::new), size);
        nobody = size - 1;
        ids[nobody] = "";
        types = new Meanings.EntityType[size];
        names = new String[size];
        stops = new ArrayList<>(size);
        declared = new BitSet(size);
        for (int i = 0; i < size; i++) {
            describe(i, statements.entities());
        }
        from = new int[links.length];
        to = new int[links.length];
        linkTypes = new Meanings.LinkType[links.length];
        resolveEnds();
        inStart = new int[size + 1];
        int[] counted = indexLinks();
        inLink = new int[counted.length / 2];
        inActor = new int[counted.length / 2];
        placeLinks(counted);
        for (int k = 0; k < links.length; k++) {
            if (controlKind(k).isPresent() && !persons.get(to[k])) {
                controls.computeIfAbsent(from[k], holder -> new ArrayList<>()).add(k);
            }
        }
        for (Axis axis : Axis.values()) {
            axes.put(axis, new Holdings(size, edges(axis)));
        }
        loose.forEach(finding -> attach(finding, finding.links().getFirst(), statements));
    }

    private void describe(int i, Map<String, Statements.Described> entities) {
        Statements.Described described = entities.getOrDefault(ids[i], Statements.Described.NOTHING);
        declared.set(i, described.declared());
        types[i] = meanings.entityType(described.type());
        persons.set(i, types[i].person());
        index.put(ids[i], i);
        String name = ids[i];
        for (String prop : meanings.props("name")) {
            String value = described.props().getOrDefault(prop, "");
            if (!value.isBlank()) {
                name = value;
                break;
            }
        }
        names[i] = name;
        Set<String> found = meanings.stops(described.props());
        types[i].stop().ifPresent(found::add);
        stops.add(found.isEmpty() ? Set.of() : Set.copyOf(found));
    }

    private void resolveEnds() {
        Map<Long, Integer> principals = new HashMap<>();
        for (int k = 0; k < links.length; k++) {
            Graph.Link link = links[k];
            linkTypes[k] = meanings.linkType(link.type());
            from[k] = node(link.from());
            to[k] = node(link.to());
            if (linkTypes[k].nominee() && link.shares().isEmpty()) {
                int principal = Optional.ofNullable(link.details().get("nominee"))
                        .map(this::node)
                        .orElse(nobody);
                principals.merge(pair(from[k], to[k]), principal, (a, b) -> a.equals(b) ? a : Integer.valueOf(nobody));
            }
        }
        for (int k = 0; k < links.length; k++) {
            Graph.Link link = links[k];
            if (link.shares().isEmpty()) {
                continue;
            }
            String principal = link.details().get("nominee");
            if (principal != null) {
                from[k] = node(principal);
            } else if (linkTypes[k].nominee()) {
                from[k] = nobody;
            } else {
                from[k] = principals.getOrDefault(pair(from[k], to[k]), from[k]);
            }
        }
    }

    private int node(String id) {
        Integer found = index.get(id);
        return found == null ? nobody : found;
    }

    private static long pair(int from, int to) {
        return ((long) from << 32) | to;
    }

    /** Pairs of link and actor; a link held for somebody else is both the principal's and the nominee's. */
    private int[] indexLinks() {
        int[] pairs = new int[links.length * 4];
        int count = 0;
        for (int k = 0; k < links.length; k++) {
            count = pairUp(pairs, count, k, from[k]);
            int actor = node(links[k].from());
            if (actor != from[k]) {
                count = pairUp(pairs, count, k, actor);
            }
        }
        for (int i = 0; i + 1 < inStart.length; i++) {
            inStart[i + 1] += inStart[i];
        }
        return Arrays.copyOf(pairs, count);
    }

    private int pairUp(int[] pairs, int count, int link, int actor) {
        pairs[count] = link;
        pairs[count + 1] = actor;
        inStart[to[link] + 1]++;
        return count + 2;
    }

    private void placeLinks(int[] pairs) {
        int[] next = inStart.clone();
        for (int i = 0; i < pairs.length; i += 2) {
            int place = next[to[pairs[i]]]++;
            inLink[place] = pairs[i];
            inActor[place] = pairs[i + 1];
        }
    }

    private List<Holdings.Edge> edges(Axis axis) {
        List<Holdings.Edge> edges = new ArrayList<>();
        for (int k = 0; k < links.length; k++) {
            Interval share = links[k].shares().get(axis);
            boolean derived = share == null && axis == Axis.VOTES;
            if (derived) {
                share = links[k].shares().get(Axis.SHARES);
            }
            if (share == null || persons.get(to[k])) {
                continue;
            }
            if (!derived) {
                stated.add(axis);
            }
            edges.add(new Holdings.Edge(
                    from[k], to[k], k, share, derived, links[k].details().getOrDefault("joint", "")));
        }
        return edges;
    }

    private void attach(Finding finding, String link, Statements statements) {
        Integer held = index.get(statements.heldBy(link));
        if (held != null) {
            findings.computeIfAbsent(held, key -> new ArrayList<>()).add(finding);
        }
    }

    Holdings on(Axis axis) {
        return Objects.requireNonNull(axes.get(axis));
    }

    int size() {
        return ids.length;
    }

    Optional<Integer> find(String id) {
        return id.isEmpty() ? Optional.empty() : Optional.ofNullable(index.get(id));
    }

    /** The kind of control that a link gives. */
    Optional<String> controlKind(int link) {
        Meanings.LinkType type = linkTypes[link];
        if (!type.controlStated()) {
            return type.control();
        }
        return Optional.ofNullable(links[link].details().get("control")).or(type::control);
    }

    String linkId(int link) {
        return links[link].id();
    }

    /** Which entities end a chain under these stops. */
    BitSet stopped(Set<String> kinds) {
        BitSet found = new BitSet();
        for (int i = 0; i < stops.size(); i++) {
            for (String stop : stops.get(i)) {
                if (kinds.contains(stop)) {
                    found.set(i);
                }
            }
        }
        return found;
    }

    /** Ids of what the entities are called in messages: the name, and the id where it differs. */
    String called(int node) {
        return node == nobody ? "somebody not named" : names[node];
    }

    /** Links that give control, by who has it. */
    List<Integer> controlOf(int entity) {
        return controls.getOrDefault(entity, List.of());
    }
}
