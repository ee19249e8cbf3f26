package dossier.generation;

import java.util.Map;

/**
 * Tells how near a text is in meaning to what people say for each verb. Optional to {@link EmbeddedGenerator}: without
 * it verbs are ranked by their words alone. Implementations are thread-safe, and say the same for the same text.
 */
public interface Semantics {
    /** What it is made with, for {@link Proposal#model()}. */
    String model();

    /** How near a text is to each verb, by name. */
    Map<String, Nearness> to(String text);

    /**
     * Cosines, -1 to 1.
     *
     * @param phrase with the nearest of the verb's phrases
     * @param centre with the mean of all of them
     */
    record Nearness(double phrase, double centre) {
        static final Nearness NONE = new Nearness(-1, -1);
    }
}
