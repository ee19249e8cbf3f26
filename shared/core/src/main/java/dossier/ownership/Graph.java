package dossier.ownership;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Facts about entities and the links between them, in the order in which they became known. Immutable and safe to
 * share between threads. It says what was said, and decides nothing: which statement of a link is in force at a date
 * is worked out by each question.
 *
 * <p>Facts come from a document ({@link GraphReader}) or, one by one, through {@link Builder}.
 */
public final class Graph {
    private final List<Fact> facts;
    private final List<Finding> findings;

    private Graph(List<Fact> facts, List<Finding> findings) {
        this.facts = facts;
        this.findings = findings;
    }

    /** One statement. */
    public sealed interface Fact {
        /** When it became known; empty outside a database. */
        Optional<Instant> known();
    }

    /**
     * An entity is so, from a date on.
     *
     * @param type as written; empty when this statement does not say it
     * @param props the properties it states, by their short names
     */
    public record Entity(
            String id,
            Optional<String> type,
            Map<String, String> props,
            Optional<LocalDate> effective,
            Optional<Instant> known)
            implements Fact {
        public Entity {
            props = Map.copyOf(props);
        }
    }

    /**
     * A link is so. Stating an id again adds a statement; the last one known decides.
     *
     * @param from who holds, acts or benefits
     * @param to what is held, or acted in
     * @param type such as OWNERSHIP, as written
     * @param shares what it states on each axis
     * @param details control-type, joint-arrangement, nominee-for: by the name of what they say
     * @param evidence the status of the evidence for it; empty when nobody said
     * @param effective the first day it is in force; always, when empty
     * @param end the first day it no longer is
     */
    public record Link(
            String id,
            String from,
            String to,
            String type,
            Map<Axis, Interval> shares,
            Map<String, String> details,
            Optional<String> evidence,
            Optional<LocalDate> effective,
            Optional<LocalDate> end,
            Optional<Instant> known)
            implements Fact {
        public Link {
            shares = Map.copyOf(shares);
            details = Map.copyOf(details);
        }

        /** The same with another share on one axis. */
        Link with(Axis axis, Interval share) {
            Map<Axis, Interval> other = new EnumMap<>(Axis.class);
            other.putAll(shares);
            other.put(axis, share);
            return new Link(id, from, to, type, other, details, evidence, effective, end, known);
        }

        /** The same with another end, and known at another time. */
        Link during(Optional<LocalDate> until, Optional<Instant> since) {
            return new Link(id, from, to, type, shares, details, evidence, effective, until, since);
        }

        /** A link that only has its ends and a share, alleged and always in force. */
        public static Link of(String id, String from, String to, String type, Map<Axis, Interval> shares) {
            return new Link(
                    id,
                    from,
                    to,
                    type,
                    shares,
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /** A link ends: the date is the first day it is no longer in force. */
    public record Ending(String link, LocalDate end, Optional<Instant> known) implements Fact {}

    /** In the order known. */
    public List<Fact> facts() {
        return facts;
    }

    /** What is odd about the facts themselves, whatever is asked of them. */
    public List<Finding> findings() {
        return findings;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects facts in any order of time; those with a known time are put in its order. Not thread-safe. */
    public static final class Builder {
        private final List<Fact> facts = new ArrayList<>();
        private final List<Finding> findings = new ArrayList<>();

        private Builder() {}

        public Builder add(Fact fact) {
            facts.add(fact);
            return this;
        }

        /** An entity of a type, without more. */
        public Builder entity(String id, String type) {
            return add(new Entity(id, Optional.of(type), Map.of(), Optional.empty(), Optional.empty()));
        }

        /** An ownership link with an exact share; its votes follow. */
        public Builder owns(String id, String from, String to, Fraction share) {
            return owns(id, from, to, Interval.exactly(share));
        }

        public Builder owns(String id, String from, String to, Interval share) {
            return add(Link.of(id, from, to, "OWNERSHIP", Map.of(Axis.SHARES, share)));
        }

        public Builder finding(Finding finding) {
            findings.add(finding);
            return this;
        }

        public Graph build() {
            List<Fact> ordered = new ArrayList<>(facts);
            if (ordered.stream().anyMatch(fact -> fact.known().isPresent())) {
                ordered.sort(Comparator.comparing(fact -> fact.known().orElse(Instant.MIN)));
            }
            return new Graph(List.copyOf(ordered), List.copyOf(findings));
        }
    }
}
