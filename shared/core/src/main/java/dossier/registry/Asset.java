package dossier.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Things that forms create, read and change by columns. A code list names them: the properties of a code say which
 * {@code kind} it is, which verb {@code creates} one, which columns are {@code fixed} once that verb has set them, and
 * {@code older} names of columns as {@code older:today}.
 */
public record Asset(Kind kind, @Nullable Verb creator, List<String> fixed, Map<String, String> names) {
    private static final String BEFORE = "_before";

    /** What the code of a list stands for. */
    public static Optional<Asset> of(Registry registry, String list, String code) {
        return registry.codes(list)
                .flatMap(codes -> codes.find(code))
                .flatMap(found -> registry.kind(found.properties().getOrDefault("kind", ""))
                        .map(kind -> new Asset(
                                kind,
                                registry.verb(found.properties().getOrDefault("creates", ""))
                                        .orElse(null),
                                words(found.properties().getOrDefault("fixed", ""))
                                        .toList(),
                                pairs(found.properties().getOrDefault("older", "")))));
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.split(" ", -1)).filter(word -> !word.isEmpty());
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        words(text)
                .forEach(
                        pair -> pairs.put(pair.substring(0, pair.indexOf(':')), pair.substring(pair.indexOf(':') + 1)));
        return pairs;
    }

    /** Where the asset holds what people call by this name. */
    public Optional<Place> place(Registry registry, String name) {
        return Place.of(registry, kind, names.getOrDefault(name, name));
    }

    /** Older keys of a map of such a part, and today's. */
    Map<String, String> older(Shape.Part part) {
        Map<String, String> older = new LinkedHashMap<>();
        if (part == Shape.Part.ARGUMENTS && creator != null) {
            creator.aliases().stream()
                    .filter(alias -> alias.name().equals(creator.name()))
                    .forEach(alias -> older.putAll(alias.keys()));
        } else {
            older.putAll(names);
        }
        return older;
    }

    /** The map that such a part is. */
    Shape shape(Registry registry, Shape.Part part, boolean reads) {
        return switch (part) {
            case ARGUMENTS ->
                new Shape.MapOf(creator == null ? List.of() : creator.arguments(), facts().isPresent(), false);
            case COLUMNS -> new Shape.MapOf(columns(), Place.attributes(kind).isPresent(), false);
            case CONDITIONS -> new Shape.MapOf(conditions(registry, reads), false, reads);
        };
    }

    private List<Argument> columns() {
        return kind.columns().stream()
                .filter(column ->
                        !fixed.contains(column.name()) && !column.name().endsWith(BEFORE))
                .map(column -> argument(column.name().replace('_', '-'), column.shape()))
                .toList();
    }

    /** A question may look for an id that is not there; a change must name one that is. */
    private List<Argument> conditions(Registry registry, boolean reads) {
        Shape id = reads ? new Shape.Text() : new Shape.Ref(kind.name());
        List<Argument> all = new ArrayList<>();
        Stream.of("id", kind.idColumn().replace('_', '-'))
                .distinct()
                .forEach(name -> all.add(argument(name, new Shape.Condition(id))));
        Stream.of("valid-from", "valid-to")
                .forEach(name -> all.add(argument(name, new Shape.Condition(new Shape.Date()))));
        for (Kind.Column column : kind.columns()) {
            Shape shape = unbound(column.shape());
            if (!(shape instanceof Shape.MapOf)) {
                all.add(argument(column.name().replace('_', '-'), new Shape.Condition(shape)));
            }
        }
        if (Place.attributes(kind).isPresent()) {
            for (Attribute attribute : registry.attributes()) {
                Stream.of(attribute.key(), attribute.name())
                        .distinct()
                        .filter(name -> all.stream().noneMatch(a -> a.key().equals(name)))
                        .forEach(name -> all.add(argument(name, new Shape.Condition(attribute.shape()))));
            }
        }
        return all;
    }

    /** A condition on a reference may name what is not there. */
    private static Shape unbound(Shape shape) {
        return switch (shape) {
            case Shape.Ref _ -> new Shape.Text();
            case Shape.ListOf list -> new Shape.ListOf(unbound(list.item()));
            default -> shape;
        };
    }

    private static Argument argument(String key, Shape shape) {
        UUID id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
        return new Argument(key, id, shape, false, Optional.empty(), key.replace('-', ' '), Privacy.INTERNAL);
    }

    /** The arguments that a map of them gives the creating verb; facts of the dictionary go into its map of those. */
    Map<String, Typed> arguments(Typed.Members said) {
        Map<String, Typed> arguments = new LinkedHashMap<>();
        Map<String, Typed> facts = new LinkedHashMap<>();
        said.members().forEach((key, value) -> {
            if (creator != null && creator.argument(key).isPresent()) {
                arguments.put(key, value);
            } else {
                facts.put(key, value);
            }
        });
        if (!facts.isEmpty()) {
            facts().ifPresent(key -> {
                if (arguments.get(key) instanceof Typed.Members nested) {
                    nested.members().forEach(facts::put);
                }
                arguments.put(key, new Typed.Members(facts));
            });
        }
        return arguments;
    }

    /** The creating verb's argument with facts of the dictionary. */
    private Optional<String> facts() {
        return creator == null
                ? Optional.empty()
                : creator.arguments().stream()
                        .filter(a -> a.shape() instanceof Shape.MapOf map && map.attributes())
                        .map(Argument::key)
                        .findFirst();
    }
}
