package dossier.generation;

import dossier.generation.text.Stem;
import dossier.generation.text.Token;
import dossier.generation.text.WordTree;
import dossier.registry.Argument;
import dossier.registry.Attribute;
import dossier.registry.Effect;
import dossier.registry.Kind;
import dossier.registry.Phrases;
import dossier.registry.Registry;
import dossier.registry.Shape;
import dossier.registry.Source;
import dossier.registry.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the {@link Frame}s of a registry. */
final class Frames {
    /** A word in this many slots of the registry says nothing about any of them alone. */
    private static final int GENERIC = 4;

    private final Registry registry;
    private final Phrases phrases;
    private final Map<String, Integer> uses = new HashMap<>();

    Frames(Registry registry, Phrases phrases) {
        this.registry = registry;
        this.phrases = phrases;
    }

    /** By verb, in registry order. */
    Map<String, Frame> all() {
        for (Verb verb : registry.verbs()) {
            for (Argument argument : verb.arguments()) {
                Set<String> words = new HashSet<>(stems(argument.key()));
                words.forEach(word -> uses.merge(word, 1, Integer::sum));
            }
        }
        Map<String, Frame> out = new LinkedHashMap<>();
        registry.verbs().forEach(verb -> out.put(verb.name(), frame(verb)));
        return out;
    }

    private Frame frame(Verb verb) {
        List<Slot> slots = new ArrayList<>();
        Set<String> naming = naming(verb);
        Map<String, List<String>> cues = phrases.cues().getOrDefault(verb.name(), Map.of());
        for (Argument argument : verb.arguments()) {
            add(slots, argument.key(), argument, argument.key(), argument.required(), cues, naming);
        }
        WordTree<Slot> tree = new WordTree<>(Token::stem);
        slots.forEach(slot -> slot.cues().forEach(cue -> tree.put(cue, slot)));
        Set<String> heads = new HashSet<>();
        phrases.heads()
                .getOrDefault(verb.name(), List.of())
                .forEach(head -> heads.add(Stem.of(head.toLowerCase(Locale.ROOT))));
        Optional<Frame.Introduces> introduces = introduces(verb);
        return new Frame(
                verb,
                List.copyOf(slots),
                heads,
                tree,
                introduces,
                contexts(verb),
                phrases.phrases().getOrDefault(verb.name(), List.of()).size());
    }

    private void add(
            List<Slot> slots,
            String key,
            Argument argument,
            String path,
            boolean required,
            Map<String, List<String>> cues,
            Set<String> naming) {
        boolean list = argument.shape() instanceof Shape.ListOf;
        Shape shape = argument.shape() instanceof Shape.ListOf many ? many.item() : argument.shape();
        if (!list && shape instanceof Shape.MapOf map) {
            map.fields().forEach(field -> add(slots, key, field, path + "." + field.key(), false, cues, naming));
            if (map.attributes()) {
                Set<String> known = new HashSet<>();
                map.fields().forEach(field -> known.add(field.key()));
                registry.attributes().stream()
                        .filter(attribute -> !known.contains(attribute.key()))
                        .forEach(attribute -> slots.add(entry(attribute, key, path, cues, naming)));
            }
            return;
        }
        List<List<String>> announced = new ArrayList<>(explicit(cues, path));
        announce(announced, path.substring(path.lastIndexOf('.') + 1));
        announced.add(stems(argument.label()));
        registry.attributes().stream()
                .filter(attribute -> attribute.key().equals(argument.key()))
                .forEach(attribute -> attribute.synonyms().forEach(synonym -> announced.add(stems(synonym))));
        kind(shape).flatMap(registry::kind).ifPresent(kind -> announced.add(stems(kind.label())));
        slots.add(new Slot(
                key,
                path,
                shape,
                list,
                required,
                argument.label(),
                announced.stream().filter(cue -> !cue.isEmpty()).distinct().toList(),
                Set.of(),
                argument.privacy(),
                naming.contains(path),
                true));
    }

    private static Optional<String> kind(Shape shape) {
        return switch (shape) {
            case Shape.NewId id -> Optional.of(id.kind());
            case Shape.Ref ref -> Optional.of(ref.kind());
            default -> Optional.empty();
        };
    }

    private static Slot entry(
            Attribute attribute, String argument, String path, Map<String, List<String>> cues, Set<String> naming) {
        String whole = path + "." + attribute.key();
        List<List<String>> announced = new ArrayList<>(explicit(cues, whole));
        String key = attribute.name().substring(attribute.name().lastIndexOf('.') + 1);
        announced.add(stems(key));
        announced.add(List.of(Stem.of(key)));
        announced.add(stems(attribute.label()));
        attribute.synonyms().forEach(synonym -> announced.add(stems(synonym)));
        boolean list = attribute.shape() instanceof Shape.ListOf;
        return new Slot(
                argument,
                whole,
                attribute.shape() instanceof Shape.ListOf many ? many.item() : attribute.shape(),
                list,
                false,
                attribute.label(),
                announced.stream().filter(cue -> !cue.isEmpty()).distinct().toList(),
                Set.copyOf(attribute.appliesTo()),
                attribute.privacy(),
                naming.contains(whole),
                false);
    }

    private static List<List<String>> explicit(Map<String, List<String>> cues, String path) {
        return cues.getOrDefault(path, List.of()).stream().map(Frames::stems).toList();
    }

    /** The whole key, and each of its words that few other keys have. */
    private void announce(List<List<String>> cues, String key) {
        List<String> words = stems(key);
        cues.add(words);
        cues.add(List.of(Stem.of(key)));
        if (words.size() > 1) {
            words.stream()
                    .filter(word -> uses.getOrDefault(word, 1) < GENERIC && word.length() > 3)
                    .forEach(word -> cues.add(List.of(word)));
        }
    }

    static List<String> stems(String words) {
        return Arrays.stream(words.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}%]+", -1))
                .filter(word -> !word.isEmpty())
                .map(Stem::of)
                .toList();
    }

    private static Optional<Frame.Introduces> introduces(Verb verb) {
        return verb.arguments().stream()
                .filter(argument -> argument.shape() instanceof Shape.NewId)
                .map(argument -> new Frame.Introduces(argument.key(), ((Shape.NewId) argument.shape()).kind()))
                .findFirst();
    }

    /** Paths of the form whose values its effects write where the kind keeps a thing's name. */
    private Set<String> naming(Verb verb) {
        Set<String> paths = new HashSet<>();
        Optional<Frame.Introduces> introduces = introduces(verb);
        for (Effect effect : verb.effects()) {
            Map<String, Source> set = switch (effect) {
                case Effect.Declare declare -> declare.set();
                case Effect.Restate restate -> restate.set();
                default -> Map.of();
            };
            String kind = switch (effect) {
                case Effect.Declare declare -> declare.kind();
                case Effect.Restate restate -> restate.kind();
                default -> "";
            };
            if (introduces.filter(i -> i.kind().equals(kind)).isPresent()) {
                registry.kind(kind)
                        .map(Kind::naming)
                        .orElse(List.of())
                        .forEach(name -> path(name, set).ifPresent(paths::add));
            }
        }
        return paths;
    }

    private static Optional<String> path(String naming, Map<String, Source> set) {
        int dot = naming.indexOf('.');
        Source source = set.get(dot < 0 ? naming : naming.substring(0, dot));
        String rest = dot < 0 ? "" : naming.substring(dot);
        return source == null ? Optional.empty() : said(source).map(path -> path + rest);
    }

    private static Optional<String> said(Source source) {
        return switch (source) {
            case Source.Said said -> Optional.of(said.path());
            case Source.FirstOf first ->
                first.choices().stream().flatMap(s -> said(s).stream()).findFirst();
            default -> Optional.empty();
        };
    }

    /** Which words the registry's phrases have before the value of a path. */
    private Map<String, Map<String, Integer>> contexts(Verb verb) {
        Map<String, Map<String, Integer>> out = new HashMap<>();
        for (String phrase : phrases.phrases().getOrDefault(verb.name(), List.of())) {
            int at = 0;
            while (true) {
                int open = phrase.indexOf('{', at);
                int close = open < 0 ? -1 : phrase.indexOf('}', open);
                if (close < 0) {
                    break;
                }
                String left = phrase.substring(phrase.lastIndexOf('}', open) + 1, open);
                List<String> stems = stems(left);
                Map<String, Integer> counts =
                        out.computeIfAbsent(phrase.substring(open + 1, close), p -> new HashMap<>());
                if (stems.isEmpty()) {
                    counts.merge(phrase.substring(0, open).isBlank() ? "^" : ",", 1, Integer::sum);
                } else {
                    counts.merge(stems.getLast(), 1, Integer::sum);
                    if (stems.size() > 1) {
                        counts.merge(stems.get(stems.size() - 2) + " " + stems.getLast(), 1, Integer::sum);
                    }
                }
                at = close + 1;
            }
        }
        return out;
    }
}
