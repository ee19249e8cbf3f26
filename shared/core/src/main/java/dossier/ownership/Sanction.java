package dossier.ownership;

import java.util.List;

/**
 * What one sanctions regime says of one entity.
 *
 * @param aggregate what blocked persons hold of it together, as the regime adds up
 * @param chains link ids from a blocked person down
 */
public record Sanction(
        String regime,
        String entity,
        Status status,
        Interval aggregate,
        List<List<String>> chains,
        boolean chainsTruncated,
        String rule,
        String explanation) {

    /** Blocked, free, or not to be told from what is known. */
    public enum Status {
        BLOCKED,
        FREE,
        UNDETERMINED
    }
}
