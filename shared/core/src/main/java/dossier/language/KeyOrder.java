package dossier.language;

import java.util.List;

/** The order in which canonical text says the keys of a verb; the registry knows it. */
@FunctionalInterface
public interface KeyOrder {
    /** Every key stays where it was written. */
    KeyOrder AS_WRITTEN = verb -> List.of();

    /** The keys of this verb, first to last. A key that is not among them follows those that are, as written. */
    List<String> order(String verb);
}
