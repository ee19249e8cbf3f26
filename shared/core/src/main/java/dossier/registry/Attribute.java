package dossier.registry;

import java.util.List;
import java.util.UUID;

/**
 * An entry of the attribute dictionary: the type of a value.
 *
 * @param name dotted name, unique, for example {@code person.date-of-birth}
 * @param key the name rows and canonical text use: the last segment where it is unambiguous, else the dotted name
 * @param source manual, generated, derived, calculated, uploaded or external
 * @param sink where values go
 * @param appliesTo entity types or kinds it makes sense for; empty means all
 * @param synonyms words people use for it
 */
public record Attribute(
        UUID id,
        String name,
        String key,
        String group,
        String label,
        String description,
        Shape shape,
        Privacy privacy,
        String source,
        String sink,
        List<String> appliesTo,
        List<String> synonyms) {}
