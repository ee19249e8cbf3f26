package dossier.generation;

/**
 * The embedded generator first; a model only where that is not sure. What it refuses or answers it refuses or answers
 * for good. Thread-safe.
 */
public final class AutoGenerator implements Generator {
    /** Below this a proposal is more often wrong than a model's should be. */
    private static final double SURE = 0.7;

    private final Generator embedded;
    private final Generator model;

    public AutoGenerator(Generator embedded, Generator model) {
        this.embedded = embedded;
        this.model = model;
    }

    @Override
    public Proposal propose(Instruction instruction) {
        Proposal first = embedded.propose(instruction);
        boolean formless =
                first.outcome() == Proposal.Outcome.CLARIFY && first.forms().isEmpty();
        boolean unsure = (first.outcome() == Proposal.Outcome.PROPOSED || first.outcome() == Proposal.Outcome.CLARIFY)
                && first.forms().stream().anyMatch(form -> form.confidence() < SURE);
        if (!formless && !unsure) {
            return first;
        }
        Proposal second = model.propose(instruction);
        return second.outcome() == Proposal.Outcome.REFUSED ? first : second;
    }
}
