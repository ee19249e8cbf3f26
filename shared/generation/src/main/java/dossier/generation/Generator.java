package dossier.generation;

/**
 * Turns a request in English into a proposal. It only proposes: nothing is written, and whether a proposal runs is
 * decided elsewhere, by its hash. Implementations are thread-safe and never throw for what a request says.
 */
@FunctionalInterface
public interface Generator {
    Proposal propose(Instruction instruction);
}
