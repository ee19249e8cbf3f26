package dossier.store;

/** Told of every defect that the database reported; an edge writes it to its log. Thread-safe. */
@FunctionalInterface
public interface Faults {
    /**
     * A defect, without any value of a row.
     *
     * @param requestId of the request it hit
     * @param step what was being done: {@code lock}, {@code read}, {@code write}, {@code commit}
     * @param sqlState five characters, or the name of an exception
     * @param object table, column or constraint it is about; empty when unknown
     */
    record Fault(String requestId, String step, String sqlState, String object) {}

    void report(Fault fault);
}
