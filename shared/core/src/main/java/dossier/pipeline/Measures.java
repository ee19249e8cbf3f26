package dossier.pipeline;

import java.util.List;

/** Where figures go: log lines of an embedded metric format, or a registry that is scraped. Thread-safe. */
@FunctionalInterface
public interface Measures {
    /** Drops everything. */
    Measures NONE = measured -> {};

    void handled(Measured measured);

    /**
     * One document that was handled.
     *
     * @param outcome {@code done}, {@code repeated} or a fault in lower case
     * @param families of the errors, such as {@code SYN}
     * @param steps in the order they ran
     */
    record Measured(
            Operation operation,
            String outcome,
            List<String> families,
            List<Step> steps,
            Ledger.Cost cost,
            long totalMicros) {}

    /**
     * One step of the pipeline.
     *
     * @param detail counts in words, for people
     */
    record Step(String name, boolean ok, long micros, String detail) {}
}
