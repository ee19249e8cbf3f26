package dossier.pipeline;

import java.util.Comparator;

/** What a thing is called within its tenant. Ordered as locks are taken: by kind, then id. */
public record ThingKey(String kind, String id) implements Comparable<ThingKey> {
    private static final Comparator<ThingKey> ORDER =
            Comparator.comparing(ThingKey::kind).thenComparing(ThingKey::id);

    @Override
    public int compareTo(ThingKey other) {
        return ORDER.compare(this, other);
    }
}
