package dossier.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a plan has to see, and hold locked, before it can be made.
 *
 * @param caseId the document's case; empty for a document that has none
 * @param things every thing the document introduces, changes, refers to, or sums over, in lock order
 * @param groups sets of statements that rules look at
 * @param canonicalHash hash of the canonical text, under which a proposal may be remembered
 * @param approvals whether the authors of the case's versions are needed (four eyes)
 * @param bindings dotted names of attributes whose value in the case is referred to
 * @param queries conditions whose things the document changes
 */
public record Needs(
        Optional<String> caseId,
        SortedSet<ThingKey> things,
        List<Group> groups,
        String canonicalHash,
        boolean approvals,
        List<String> bindings,
        List<Query> queries) {

    /** Without queries. */
    public Needs(
            Optional<String> caseId,
            SortedSet<ThingKey> things,
            List<Group> groups,
            String canonicalHash,
            boolean approvals,
            List<String> bindings) {
        this(caseId, things, groups, canonicalHash, approvals, bindings, List.of());
    }

    /**
     * All statements of a kind's things of which one holds this value in a column; superseded statements too, since
     * they still say what held before a later one took effect. The column {@link #CASE} is of every kind.
     */
    public record Group(String kind, String column, String value) {
        /** The column with the case that said a statement. */
        public static final String CASE = "case_id";

        /** Not a column: the things of a kind that links of ownership lead to from an entity, over however many. */
        public static final String REACHED = "*reached";
    }

    /** The same, with more things to see. */
    Needs with(Set<ThingKey> more) {
        SortedSet<ThingKey> all = new TreeSet<>(things);
        all.addAll(more);
        return new Needs(caseId, all, groups, canonicalHash, approvals, bindings, queries);
    }
}
