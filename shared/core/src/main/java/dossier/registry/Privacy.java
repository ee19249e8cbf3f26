package dossier.registry;

/** How a value may be shown: personal and sensitive ones never reach a log, a metric, a trace or a stored message. */
public enum Privacy {
    PUBLIC,
    INTERNAL,
    PERSONAL,
    SENSITIVE;

    public boolean hidden() {
        return this == PERSONAL || this == SENSITIVE;
    }
}
