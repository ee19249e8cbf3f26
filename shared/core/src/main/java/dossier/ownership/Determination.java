package dossier.ownership;

import java.util.List;
import java.util.Optional;

/**
 * What one regime says of one person.
 *
 * @param prong the strongest ground of an owner, or of one who may be; empty when there is none
 * @param alsoBy the other grounds
 * @param share the share that the ground rests on; for a regime that multiplies, multiplied and added
 * @param band where a regime sorts holdings into bands
 * @param chains link ids from the person down, at most 100, strongest first
 * @param links all links that count
 * @param rule regime and article
 * @param missing what would decide an undetermined verdict
 */
public record Determination(
        String regime,
        String person,
        Verdict verdict,
        Optional<Prong> prong,
        List<Prong> alsoBy,
        Interval share,
        Optional<String> band,
        List<List<String>> chains,
        boolean chainsTruncated,
        List<String> links,
        String rule,
        String explanation,
        Optional<Missing> missing) {

    /** The smallest fact that is missing, and the link it is about. */
    public record Missing(String link, String fact) {}
}
