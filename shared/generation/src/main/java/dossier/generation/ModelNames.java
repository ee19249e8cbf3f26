package dossier.generation;

import dossier.registry.Registry;
import dossier.registry.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Verbs as models may call them: names of tools can hold no dot. Reversible; immutable. */
final class ModelNames {
    private static final String DOT = "__";

    private final Map<String, String> verbs = new TreeMap<>();

    /** @throws IllegalArgumentException if two verbs would have one name */
    ModelNames(Registry registry) {
        for (Verb verb : registry.verbs()) {
            String other = verbs.put(of(verb.name()), verb.name());
            if (other != null) {
                throw new IllegalArgumentException(verb.name() + " and " + other + " have one name");
            }
        }
    }

    static String of(String verb) {
        return verb.replace(".", DOT);
    }

    Optional<String> verb(String name) {
        return Optional.ofNullable(verbs.get(name));
    }

    List<String> all() {
        return List.copyOf(verbs.keySet());
    }
}
