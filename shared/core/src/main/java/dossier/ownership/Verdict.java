package dossier.ownership;

/** What one rule, or all of a regime's rules, say of one person. */
public enum Verdict {
    OWNER,
    NOT_OWNER,
    UNDETERMINED;

    /** Either is enough. */
    Verdict or(Verdict other) {
        if (this == OWNER || other == OWNER) {
            return OWNER;
        }
        return this == UNDETERMINED || other == UNDETERMINED ? UNDETERMINED : NOT_OWNER;
    }

    /** Both are needed. */
    Verdict and(Verdict other) {
        if (this == NOT_OWNER || other == NOT_OWNER) {
            return NOT_OWNER;
        }
        return this == UNDETERMINED || other == UNDETERMINED ? UNDETERMINED : OWNER;
    }
}
