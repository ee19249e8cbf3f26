package dossier.registry;

import dossier.language.KeyOrder;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** All of the vocabulary at one version. Immutable and safe to share between threads. */
public interface Registry extends KeyOrder {
    /** SHA-256 of the whole compiled content, phrases and dictionary included; 64 hexadecimal digits. */
    String version();

    /** The compiled content that is stored once under its version, canonical JSON. */
    String content();

    /** In registry order. */
    Collection<Verb> verbs();

    /** By its name, not by an alias. */
    Optional<Verb> verb(String name);

    /** The verb that lists this as an alias, with the alias. */
    Optional<Aliased> alias(String name);

    record Aliased(Verb verb, Verb.Alias alias) {}

    Collection<Kind> kinds();

    Optional<Kind> kind(String name);

    /** The dictionary, without the arguments of verbs. */
    Collection<Attribute> attributes();

    /** The arguments of all verbs as attributes: group {@code arg}, named {@code arg.<verb>.<key>}. */
    default List<Attribute> argumentAttributes() {
        return verbs().stream()
                .flatMap(verb -> verb.arguments().stream().map(argument -> {
                    String name = "arg." + verb.name() + "." + argument.key();
                    return new Attribute(
                            argument.id(),
                            name,
                            name,
                            "arg",
                            argument.label(),
                            "Argument " + argument.key() + " of " + verb.name() + ".",
                            argument.shape(),
                            argument.privacy(),
                            "manual",
                            "forms",
                            List.of(),
                            List.of());
                }))
                .toList();
    }

    /**
     * By UUID text, dotted name, key or unambiguous last segment; arguments of verbs by UUID text and dotted name.
     */
    Optional<Attribute> attribute(String name);

    Optional<CodeList> codes(String list);

    Collection<CodeList> codeLists();

    Optional<Track> track(String name);

    Collection<Track> tracks();

    /** The form, as text, that opens a case for a document which needs one and names none. */
    String generalCase();

    /** Verbs with a name near this one, best first. */
    List<String> nearestVerbs(String name);

    /** The registry's order of a verb's keys, for canonical text. */
    @Override
    default List<String> order(String verb) {
        return verb(verb)
                .map(v -> v.arguments().stream().map(Argument::key).toList())
                .orElse(List.of());
    }
}
