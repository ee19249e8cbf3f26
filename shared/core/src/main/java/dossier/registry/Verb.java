package dossier.registry;

import dossier.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One verb of the language as the registry has it.
 *
 * @param category for example {@code case}, {@code graph}, {@code documents}
 * @param arguments in registry order, which is the order of canonical text
 * @param aliases older spellings of this verb
 * @param role a caller needs
 * @param irreversible whether it always needs the plan's hash
 * @param caseFree whether it makes sense without a case
 * @param anyState whether it may run when the case is not open
 * @param grouping whether it may hold child forms
 * @param read whether it only reads
 * @param sentence template that explains a form in plain English; {@code {path}} is the value said there, and
 *     {@code [ ... ]} is left out when no path in it has a value
 * @param example a worked form that a test executes
 */
public record Verb(
        String name,
        String domain,
        String category,
        String purpose,
        List<Argument> arguments,
        List<Alias> aliases,
        List<Effect> effects,
        List<Rule> rules,
        String role,
        boolean irreversible,
        boolean caseFree,
        boolean anyState,
        boolean grouping,
        boolean read,
        String sentence,
        String example) {

    public Optional<Argument> argument(String key) {
        return arguments.stream().filter(a -> a.key().equals(key)).findFirst();
    }

    /**
     * An older spelling.
     *
     * @param name the verb as written; the verb's own name where only keys have older spellings
     * @param keys older key to today's key
     * @param implied keys and values that the older name stands for
     */
    public record Alias(String name, Map<String, String> keys, Map<String, Json> implied) {}
}
