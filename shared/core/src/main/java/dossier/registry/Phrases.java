package dossier.registry;

import java.util.List;
import java.util.Map;

/**
 * What English speakers say for the registry's words. Kept apart from {@link Registry}, since only generation needs it.
 *
 * @param phrases by verb: example requests in ordinary words; {@code {path}} marks where a value would stand
 * @param heads by verb: imperative head verbs, lower case, such as {@code register}
 * @param cues by verb and path: words that come before or after a value of that path
 */
public record Phrases(
        Map<String, List<String>> phrases,
        Map<String, List<String>> heads,
        Map<String, Map<String, List<String>>> cues) {}
