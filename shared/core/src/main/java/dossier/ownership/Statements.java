package dossier.ownership;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Goes through the facts in the order known and keeps, for each thing, the statement that decides. */
final class Statements {
    /** An entity as the statements in force describe it. */
    record Described(boolean declared, String type, Map<String, String> props) {
        static final Described NOTHING = new Described(false, "", Map.of());
    }

    private static final class Edge {
        final List<Graph.Link> statements = new ArrayList<>(1);
        /** For each statement how many endings were known before it. */
        final List<Integer> endingsBefore = new ArrayList<>(1);

        final List<LocalDate> endings = new ArrayList<>(0);
    }

    private final InForce.Key key;
    private final Meanings meanings;
    private final Map<String, Described> entities = new HashMap<>();
    private final Map<String, Edge> edges = new LinkedHashMap<>();

    private Statements(InForce.Key key, Meanings meanings) {
        this.key = key;
        this.meanings = meanings;
    }

    static Statements of(Graph graph, InForce.Key key, Meanings meanings) {
        Statements statements = new Statements(key, meanings);
        for (Graph.Fact fact : graph.facts()) {
            boolean unknownYet = key.knownAt().isPresent()
                    && fact.known()
                            .filter(known -> known.isAfter(key.knownAt().get()))
                            .isPresent();
            if (!unknownYet) {
                statements.take(fact);
            }
        }
        return statements;
    }

    private void take(Graph.Fact fact) {
        switch (fact) {
            case Graph.Entity entity -> {
                if (begun(entity.effective())) {
                    entities.merge(
                            entity.id(),
                            new Described(true, entity.type().orElse(""), entity.props()),
                            Statements::restated);
                }
            }
            case Graph.Link link -> {
                Edge edge = edges.computeIfAbsent(link.id(), id -> new Edge());
                edge.statements.add(link);
                edge.endingsBefore.add(edge.endings.size());
            }
            case Graph.Ending ending ->
                edges.computeIfAbsent(ending.link(), id -> new Edge()).endings.add(ending.end());
        }
    }

    private static Described restated(Described old, Described now) {
        Map<String, String> props = new HashMap<>(old.props());
        props.putAll(now.props());
        return new Described(true, now.type().isEmpty() ? old.type() : now.type(), props);
    }

    private boolean begun(Optional<LocalDate> effective) {
        return effective.isEmpty() || !effective.get().isAfter(key.validAt());
    }

    /** Puts the links in force into {@code chosen}. */
    List<Finding> choose(List<Graph.Link> chosen) {
        List<Finding> findings = new ArrayList<>();
        edges.forEach((id, edge) -> {
            decide(edge).ifPresent(chosen::add);
            reversed(edge).ifPresent(findings::add);
        });
        return findings;
    }

    private Optional<Graph.Link> decide(Edge edge) {
        for (int i = edge.statements.size() - 1; i >= 0; i--) {
            Graph.Link link = edge.statements.get(i);
            if (begun(link.effective())) {
                String status = link.evidence().map(Meanings::upper).orElse(meanings.evidenceWhenAbsent());
                boolean over = end(edge, i)
                        .filter(end -> !end.isAfter(key.validAt())
                                || link.effective()
                                        .filter(start -> !end.isAfter(start))
                                        .isPresent())
                        .isPresent();
                boolean counts =
                        !over && !meanings.neverCounts(status) && key.evidence().contains(status);
                return counts ? Optional.of(link) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The last ending known after the statement, or else what the statement itself says. */
    private static Optional<LocalDate> end(Edge edge, int statement) {
        return edge.endings.size() > edge.endingsBefore.get(statement)
                ? Optional.of(edge.endings.getLast())
                : edge.statements.get(statement).end();
    }

    private static Optional<Finding> reversed(Edge edge) {
        for (int i = 0; i < edge.statements.size(); i++) {
            Graph.Link link = edge.statements.get(i);
            Optional<LocalDate> end = end(edge, i);
            if (link.effective().isPresent()
                    && end.isPresent()
                    && !end.get().isAfter(link.effective().get())) {
                return Optional.of(new Finding(
                        "RUL-DATES",
                        "Link " + link.id() + " ends on " + end.get() + ", not after it begins on "
                                + link.effective().get() + ", so it is never in force",
                        List.of(link.id())));
            }
        }
        return Optional.empty();
    }

    Map<String, Described> entities() {
        return entities;
    }

    /** The entity that a link leads into, by its last statement. */
    String heldBy(String link) {
        Edge edge = edges.get(link);
        return edge == null || edge.statements.isEmpty()
                ? ""
                : edge.statements.getLast().to();
    }
}
