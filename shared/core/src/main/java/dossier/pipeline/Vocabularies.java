package dossier.pipeline;

import dossier.registry.Overlay;
import dossier.registry.Registry;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * What documents are checked against, by tenant: the registry that ships, and what lies over it as far as it is known.
 * Whether that is still so is told when the locks are held. Thread-safe.
 */
final class Vocabularies {
    /** A registry with definitions takes a few megabytes. */
    private static final int MOST_KEPT = 16;

    private final Registry shipped;
    private final Vocabulary plain;
    private final BiFunction<Registry, String, Vocabulary> making;
    private final Map<String, Vocabulary> byTenant = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Vocabulary> eldest) {
            return size() > MOST_KEPT;
        }
    });

    /** One registry and what works with it. */
    record Vocabulary(Execution execution, Transforms transforms) {}

    /** @param making of a registry and the fingerprint of what lies over it */
    Vocabularies(Registry shipped, BiFunction<Registry, String, Vocabulary> making) {
        this.shipped = shipped;
        this.making = making;
        this.plain = making.apply(shipped, Overlay.NONE.fingerprint());
    }

    /** As far as it is known. */
    Vocabulary of(String tenant) {
        return byTenant.getOrDefault(tenant, plain);
    }

    Vocabulary learn(String tenant, Overlay overlay) {
        Vocabulary learnt =
                overlay.definitions().isEmpty() ? plain : making.apply(overlay.over(shipped), overlay.fingerprint());
        byTenant.put(tenant, learnt);
        return learnt;
    }
}
