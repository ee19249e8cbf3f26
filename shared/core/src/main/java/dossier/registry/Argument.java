package dossier.registry;

import dossier.json.Json;
import java.util.Optional;
import java.util.UUID;

/**
 * One argument of a verb, or one known entry of a map.
 *
 * @param id the dictionary's UUID of this argument as an attribute (group {@code arg} for a verb's own)
 * @param fallback the value taken when none is said
 * @param label how a person calls it, for questions and explanations
 * @param privacy how its values may be shown
 */
public record Argument(
        String key, UUID id, Shape shape, boolean required, Optional<Json> fallback, String label, Privacy privacy) {}
