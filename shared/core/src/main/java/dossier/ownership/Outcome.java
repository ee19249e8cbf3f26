package dossier.ownership;

import dossier.language.Diagnostic;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of a question. */
public sealed interface Outcome {
    /**
     * An answer.
     *
     * @param graphHash over all facts of the graph, whatever the order they were given in
     * @param rulePacks version of each pack used, by regime
     */
    record Answered(
            String entity,
            LocalDate validAt,
            Optional<Instant> knownAt,
            String graphHash,
            Map<String, String> rulePacks,
            List<Share> shares,
            List<Unknown> unknown,
            List<Determination> determinations,
            List<Sanction> sanctions,
            List<Finding> findings)
            implements Outcome {
        /** The same with one finding more. */
        Answered with(Finding finding) {
            List<Finding> all = new ArrayList<>(findings);
            all.add(finding);
            return new Answered(
                    entity,
                    validAt,
                    knownAt,
                    graphHash,
                    rulePacks,
                    shares,
                    unknown,
                    determinations,
                    sanctions,
                    List.copyOf(all));
        }
    }

    /** The question cannot be answered, or the facts contradict each other. */
    record Refused(List<Diagnostic> diagnostics) implements Outcome {}

    /** What a person has in the end. */
    record Share(String holder, Axis axis, Interval share) {}

    /** What is nobody's who is known. */
    record Unknown(Axis axis, Interval share) {}
}
