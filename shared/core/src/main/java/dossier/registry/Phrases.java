package dossier.registry;

import java.util.List;
import java.util.Map;

/**
 * What English speakers say for the registry's words. Kept apart from {@link Registry}, since only generation needs it.
 *
 * @param phrases by verb: example requests in ordinary words; {@code {path}} marks where a value would stand
 * @param heads by verb: imperative head verbs, lower case, such as {@code register}
 * @param cues by verb and path: words that come before or after a value of that path
 * @param templates requests that mean several forms at once
 */
public record Phrases(
        Map<String, List<String>> phrases,
        Map<String, List<String>> heads,
        Map<String, Map<String, List<String>>> cues,
        List<Template> templates) {

    /**
     * Several forms that one order stands for.
     *
     * @param heads head verbs that order it, lower case
     */
    public record Template(String name, List<String> heads, List<Step> steps) {}

    /**
     * One form of a template. Its slots are filled from the request as if it stood alone.
     *
     * @param set values by path that the order itself says
     * @param when paths of which one must have a value; without any the form always belongs
     */
    public record Step(String verb, Map<String, String> set, List<String> when) {}
}
