package dossier.ownership;

import java.util.List;

/**
 * Something that a reader of the answer must know.
 *
 * @param code stable, such as RUL-STOP
 * @param links the links it speaks of; may be empty
 */
public record Finding(String code, String message, List<String> links) {
    public Finding {
        links = List.copyOf(links);
    }

    static Finding of(String code, String message) {
        return new Finding(code, message, List.of());
    }

    static Finding noShare(String link) {
        return new Finding(
                "RUL-BANDS", "Link " + link + " states no share; it is taken as more than nothing", List.of(link));
    }
}
