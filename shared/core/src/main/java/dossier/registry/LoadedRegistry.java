package dossier.registry;

import dossier.language.Nearest;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The registry in memory, with an index for each way something is looked up. */
final class LoadedRegistry implements Registry {
    private final String version;
    private final String content;
    private final Map<String, Verb> verbs;
    private final Map<String, Aliased> aliases = new HashMap<>();
    private final Map<String, Kind> kinds;
    private final Map<String, CodeList> codes;
    private final Map<String, Track> tracks;
    private final List<Attribute> attributes;
    private final Map<String, Attribute> attributesByName = new HashMap<>();
    private final Map<String, List<String>> orders = new HashMap<>();
    private final String generalCase;

    LoadedRegistry(
            String version,
            String content,
            List<Verb> verbs,
            List<Kind> kinds,
            List<Attribute> attributes,
            List<CodeList> codes,
            List<Track> tracks,
            String generalCase) {
        this.version = version;
        this.content = content;
        this.verbs = index("verb", verbs, Verb::name);
        this.kinds = index("kind", kinds, Kind::name);
        this.codes = index("code list", codes, CodeList::name);
        this.tracks = index("track", tracks, Track::name);
        this.attributes = List.copyOf(attributes);
        this.generalCase = generalCase;
        for (Verb verb : verbs) {
            orders.put(verb.name(), verb.arguments().stream().map(Argument::key).toList());
            for (Verb.Alias alias : verb.aliases()) {
                if (!alias.name().equals(verb.name())) {
                    aliases.put(alias.name(), new Aliased(verb, alias));
                }
            }
        }
        indexAttributes();
    }

    private static <T> Map<String, T> index(String what, List<T> things, Function<T, String> name) {
        Map<String, T> out = new LinkedHashMap<>();
        for (T thing : things) {
            if (out.put(name.apply(thing), thing) != null) {
                throw new MalformedRegistry(name.apply(thing), "this " + what + " stands twice");
            }
        }
        return out;
    }

    /** Dotted names, keys and UUIDs win over last segments, which count only where one attribute has them. */
    private void indexAttributes() {
        Set<String> ambiguous = new HashSet<>();
        Map<String, Attribute> segments = new HashMap<>();
        for (Attribute attribute : attributes) {
            String segment = lastSegment(attribute.name());
            if (segments.put(segment, attribute) != null) {
                ambiguous.add(segment);
            }
        }
        segments.keySet().removeAll(ambiguous);
        attributesByName.putAll(segments);
        for (Attribute attribute : argumentAttributes()) {
            attributesByName.put(attribute.name(), attribute);
            attributesByName.put(attribute.id().toString(), attribute);
        }
        for (Attribute attribute : attributes) {
            attributesByName.put(attribute.key(), attribute);
            attributesByName.put(attribute.name(), attribute);
            attributesByName.put(attribute.id().toString(), attribute);
        }
    }

    static String lastSegment(String dotted) {
        return dotted.substring(dotted.lastIndexOf('.') + 1);
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String content() {
        return content;
    }

    @Override
    public Collection<Verb> verbs() {
        return verbs.values();
    }

    @Override
    public Optional<Verb> verb(String name) {
        return Optional.ofNullable(verbs.get(name));
    }

    @Override
    public Optional<Aliased> alias(String name) {
        return Optional.ofNullable(aliases.get(name));
    }

    @Override
    public Collection<Kind> kinds() {
        return kinds.values();
    }

    @Override
    public Optional<Kind> kind(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    @Override
    public Collection<Attribute> attributes() {
        return attributes;
    }

    @Override
    public Optional<Attribute> attribute(String name) {
        return Optional.ofNullable(attributesByName.get(name));
    }

    @Override
    public Optional<CodeList> codes(String list) {
        return Optional.ofNullable(codes.get(list));
    }

    @Override
    public Collection<CodeList> codeLists() {
        return codes.values();
    }

    @Override
    public Optional<Track> track(String name) {
        return Optional.ofNullable(tracks.get(name));
    }

    @Override
    public Collection<Track> tracks() {
        return tracks.values();
    }

    @Override
    public String generalCase() {
        return generalCase;
    }

    @Override
    public List<String> nearestVerbs(String name) {
        List<String> names = Stream.concat(verbs.keySet().stream(), aliases.keySet().stream())
                .toList();
        return Nearest.to(name, names).stream()
                .map(near -> Optional.ofNullable(aliases.get(near))
                        .map(a -> a.verb().name())
                        .orElse(near))
                .distinct()
                .toList();
    }

    @Override
    public List<String> order(String verb) {
        return orders.getOrDefault(verb, List.of());
    }
}
