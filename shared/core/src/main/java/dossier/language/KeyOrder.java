package dossier.language;

import java.util.List;

/** The order in which canonical text writes the keys of a verb. */
@FunctionalInterface
public interface KeyOrder {
    /** Keys of this verb in their order; keys it leaves out follow as written. Empty for an unknown verb. */
    List<String> order(String verb);
}
