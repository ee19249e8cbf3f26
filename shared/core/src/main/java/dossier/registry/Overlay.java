package dossier.registry;

import dossier.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A tenant's own definitions of attributes, to be laid over a registry. One of an attribute that ships keeps its UUID,
 * name and group and says the rest anew; any other is a new attribute, with a UUID made of its name. Immutable.
 *
 * @param fingerprint the same exactly while the definitions are; empty where there are none
 * @param definitions those in force, in the order they were said
 */
public record Overlay(String fingerprint, List<Definition> definitions) {
    /** Nothing of a tenant's own. */
    public static final Overlay NONE = new Overlay("", List.of());

    /** The kind of things that hold definitions. */
    public static final String KIND = "attribute-definition";

    private static final String GROUP = "tenant";

    /** The property of a code for a type that says its shape in words. */
    private static final String SHAPE = "shape";

    /**
     * One definition.
     *
     * @param attribute name by which it was defined: any name of an attribute that ships, or a new dotted one
     * @param type code of the column's list
     * @param allowed the values it may have, where they are listed
     */
    public record Definition(
            String attribute,
            String type,
            Optional<String> label,
            Optional<String> description,
            Optional<String> privacy,
            List<String> allowed,
            Optional<BigDecimal> min,
            Optional<BigDecimal> max) {
        /** From the columns of a statement. */
        public static Definition of(Json.Object row) {
            return new Definition(
                    row.text("attribute").orElse(""),
                    row.text("value_type").orElse(""),
                    row.text("label"),
                    row.text("description"),
                    row.text("privacy"),
                    row.array("allowed_values").orElse(List.of()).stream()
                            .flatMap(value -> value.asText().stream())
                            .toList(),
                    row.number("min_value"),
                    row.number("max_value"));
        }
    }

    /** The registry with these definitions; itself where there are none. Its version covers them. */
    public Registry over(Registry registry) {
        if (definitions.isEmpty()) {
            return registry;
        }
        Json.Object content =
                Json.parse(registry.content()).orThrow().asObject().orElseThrow();
        Map<String, Json> attributes = named(content, "attributes");
        Map<String, Json> codes = named(content, "codes");
        for (Definition definition : definitions) {
            Attribute attribute = attribute(registry, definition);
            attributes.put(attribute.name(), RegistryWriter.attribute(attribute));
            if (attribute.shape() instanceof Shape.Code list
                    && !definition.allowed().isEmpty()) {
                codes.put(list.list(), RegistryWriter.codes(codes(list.list(), definition.allowed())));
            }
        }
        return RegistryLoader.load(content.toBuilder()
                .put("attributes", Json.array(List.copyOf(attributes.values())))
                .put("codes", Json.array(List.copyOf(codes.values())))
                .build()
                .compact());
    }

    private static Map<String, Json> named(Json.Object content, String member) {
        Map<String, Json> all = new LinkedHashMap<>();
        content.array(member)
                .orElse(List.of())
                .forEach(entry -> all.put(entry.at("name").flatMap(Json::asText).orElseThrow(), entry));
        return all;
    }

    private static Attribute attribute(Registry registry, Definition definition) {
        String wanted = definition.attribute();
        Optional<Attribute> shipped =
                registry.attribute(wanted).filter(found -> !found.group().equals("arg"));
        String name = shipped.map(Attribute::name).orElse(wanted);
        return new Attribute(
                shipped.map(Attribute::id)
                        .orElseGet(
                                () -> UUID.nameUUIDFromBytes(("attribute:" + name).getBytes(StandardCharsets.UTF_8))),
                name,
                shipped.map(Attribute::key).orElse(name),
                shipped.map(Attribute::group).orElse(GROUP),
                definition.label().or(() -> shipped.map(Attribute::label)).orElse(name),
                definition
                        .description()
                        .or(() -> shipped.map(Attribute::description))
                        .orElse(""),
                shape(registry, name, definition),
                definition
                        .privacy()
                        .map(privacy -> Privacy.valueOf(privacy.toUpperCase(Locale.ROOT)))
                        .or(() -> shipped.map(Attribute::privacy))
                        .orElse(Privacy.INTERNAL),
                shipped.map(Attribute::source).orElse("manual"),
                shipped.map(Attribute::sink).orElse("forms"),
                shipped.map(Attribute::appliesTo).orElse(List.of()),
                shipped.map(Attribute::synonyms).orElse(List.of()));
    }

    private static Shape shape(Registry registry, String name, Definition definition) {
        String word = shapeWord(registry, definition.type());
        return switch (word) {
            case "int" -> new Shape.Int(definition.min(), definition.max());
            case "dec" -> new Shape.Dec(definition.min(), definition.max());
            case "date" -> new Shape.Date();
            case "bool" -> new Shape.Bool();
            case "code" -> new Shape.Code(GROUP + "." + name);
            case "text" -> new Shape.Text();
            default -> new Shape.Formatted(word);
        };
    }

    /** What the list of types says of the code; text where it says nothing. */
    private static String shapeWord(Registry registry, String type) {
        return registry.kind(KIND)
                .flatMap(kind -> kind.column("value_type"))
                .map(Kind.Column::shape)
                .flatMap(shape -> shape instanceof Shape.Code list ? registry.codes(list.list()) : Optional.empty())
                .flatMap(list -> list.find(type))
                .map(code -> code.properties().getOrDefault(SHAPE, "text"))
                .orElse("text");
    }

    private static CodeList codes(String name, List<String> allowed) {
        List<CodeList.Code> codes = new ArrayList<>();
        allowed.stream().distinct().forEach(value -> codes.add(new CodeList.Code(value, value, List.of(), Map.of())));
        return new CodeList(name, false, codes);
    }
}
