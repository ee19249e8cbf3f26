package dossier.generation;

import dossier.language.Diagnostic;
import dossier.pipeline.Caller;
import java.util.List;
import java.util.Optional;

/**
 * The checks that {@code execute} makes, run on a proposal before it is shown: references, states and rules against the
 * case as it is now.
 */
@FunctionalInterface
public interface Validation {
    /** Checks nothing: for use without a database, where types alone are checked. */
    Validation NONE = (caller, document, caseId) -> new Checked(List.of(), Optional.empty(), Optional.empty());

    Checked check(Caller caller, String document, Optional<String> caseId);

    /**
     * @param planHash what a confirmation names; empty when the document was refused or nothing could be looked up
     * @param baseVersion version of the case the plan was made for
     */
    record Checked(List<Diagnostic> diagnostics, Optional<String> planHash, Optional<Long> baseVersion) {}
}
