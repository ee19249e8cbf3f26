package dossier.compiler;

import dossier.registry.Attribute;
import dossier.registry.CodeList;
import dossier.registry.Kind;
import dossier.registry.Shape;
import dossier.registry.Track;
import dossier.registry.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads the sections of the registry into the types that the functions use. */
final class Definitions {
    private final Sections files;
    private final ShapeReader shapes;

    Definitions(Sections files) {
        this.files = files;
        this.shapes = new ShapeReader(new Names(
                files.section("kinds").keySet(),
                files.section("codes").keySet(),
                files.section("tracks").keySet()));
    }

    List<Kind> kinds() {
        List<Kind> out = new ArrayList<>();
        files.section("kinds").forEach((name, item) -> {
            item.members(Set.of("plural", "table", "id-column", "label", "prefix", "naming", "columns"));
            List<Kind.Column> columns = new ArrayList<>();
            item.find("columns")
                    .ifPresent(all -> all.members()
                            .forEach((column, type) -> columns.add(new Kind.Column(column, shapes.shape(type)))));
            String plural = item.text("plural");
            out.add(new Kind(
                    name,
                    plural,
                    item.text("table", plural),
                    item.text("id-column", name + "_id"),
                    item.text("label", name),
                    item.text("prefix", name + "-"),
                    List.copyOf(columns),
                    item.texts("naming")));
        });
        return out;
    }

    List<Track> tracks() {
        List<Track> out = new ArrayList<>();
        files.section("tracks").forEach((name, item) -> {
            item.members(Set.of("kind", "column", "initial", "blocking", "open", "steps"));
            List<Track.Step> steps = new ArrayList<>();
            item.find("steps").ifPresent(all -> all.items().forEach(step -> steps.addAll(steps(step))));
            out.add(new Track(
                    name,
                    item.text("kind"),
                    item.text("column"),
                    item.text("initial"),
                    item.flag("blocking"),
                    item.texts("open"),
                    List.copyOf(steps)));
        });
        return out;
    }

    /** {@code {from: A, to: [B, C]}} or {@code {from: A, to: B, back: true}}. */
    private static List<Track.Step> steps(Item item) {
        item.members(Set.of("from", "to", "back"));
        List<Item> to =
                item.find("to").map(t -> t.isList() ? t.items() : List.of(t)).orElse(List.of());
        return to.stream()
                .map(state -> new Track.Step(item.text("from"), state.text(), item.flag("back")))
                .toList();
    }

    List<CodeList> codes() {
        List<CodeList> out = new ArrayList<>();
        files.section("codes").forEach((name, item) -> {
            item.members(Set.of("open", "codes"));
            List<CodeList.Code> codes = new ArrayList<>();
            item.find("codes").ifPresent(all -> all.members().forEach((code, words) -> codes.add(code(code, words))));
            out.add(new CodeList(name, item.flag("open"), List.copyOf(codes)));
        });
        return out;
    }

    /** A list of synonyms, or a map with label, synonyms and whatever else is to be known of the code. */
    private static CodeList.Code code(String code, Item item) {
        String label = code.toLowerCase(Locale.ROOT).replace('_', ' ');
        if (item.isList()) {
            return new CodeList.Code(code, label, lowerCase(item.texts()), Map.of());
        }
        Map<String, String> properties = new LinkedHashMap<>();
        item.members().forEach((key, value) -> {
            if (!key.equals("label") && !key.equals("synonyms")) {
                properties.put(key, value.text());
            }
        });
        return new CodeList.Code(code, item.text("label", label), lowerCase(item.texts("synonyms")), properties);
    }

    private static List<String> lowerCase(List<String> words) {
        return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }

    List<Attribute> attributes() {
        Map<String, Integer> segments = new LinkedHashMap<>();
        files.section("attributes").keySet().forEach(name -> segments.merge(segment(name), 1, Integer::sum));
        List<Attribute> out = new ArrayList<>();
        files.section("attributes").forEach((name, item) -> {
            item.members(Set.of(
                    "id",
                    "group",
                    "label",
                    "description",
                    "type",
                    "privacy",
                    "source",
                    "sink",
                    "applies-to",
                    "synonyms",
                    "fields"));
            boolean alone = segments.getOrDefault(segment(name), 0) == 1;
            out.add(new Attribute(
                    uuid(item),
                    name,
                    alone ? segment(name) : name,
                    item.text("group"),
                    item.text("label", segment(name).replace('-', ' ')),
                    item.text("description"),
                    item.find("type").map(shapes::shape).orElse(new Shape.Text()),
                    ShapeReader.privacy(item),
                    item.text("source", "manual"),
                    item.text("sink", "case"),
                    item.texts("applies-to"),
                    lowerCase(item.texts("synonyms"))));
        });
        return out;
    }

    private static String segment(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static UUID uuid(Item item) {
        try {
            return UUID.fromString(item.text("id"));
        } catch (IllegalArgumentException malformed) {
            item.problem("id must be a UUID");
            return new UUID(0, 0);
        }
    }

    List<Verb> verbs() {
        List<Verb> out = new ArrayList<>();
        files.section("verbs").forEach((name, item) -> out.add(verb(name, item)));
        return out;
    }

    private Verb verb(String name, Item item) {
        item.members(Set.of(
                "domain",
                "category",
                "purpose",
                "arguments",
                "aliases",
                "effects",
                "rules",
                "role",
                "irreversible",
                "case-free",
                "any-state",
                "grouping",
                "read",
                "sentence",
                "example"));
        String domain = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        return new Verb(
                name,
                item.text("domain", domain),
                item.text("category", domain),
                item.text("purpose"),
                item.find("arguments").map(a -> shapes.arguments(a, name)).orElse(List.of()),
                aliases(name, item),
                item.find("effects")
                        .map(e -> e.items().stream().map(EffectReader::effect).toList())
                        .orElse(List.of()),
                item.find("rules")
                        .map(r -> r.items().stream().map(EffectReader::rule).toList())
                        .orElse(List.of()),
                item.text("role"),
                item.flag("irreversible"),
                item.flag("case-free"),
                item.flag("any-state"),
                item.flag("grouping"),
                item.flag("read"),
                item.text("sentence").strip(),
                item.text("example").strip());
    }

    private static List<Verb.Alias> aliases(String name, Item verb) {
        List<Verb.Alias> out = new ArrayList<>();
        verb.find("aliases")
                .ifPresent(all -> all.members().forEach((older, item) -> {
                    item.members(Set.of("keys", "implies"));
                    Map<String, String> keys = new LinkedHashMap<>();
                    item.find("keys").ifPresent(k -> k.members().forEach((was, is) -> keys.put(was, is.text())));
                    Map<String, dossier.json.Json> implied = new LinkedHashMap<>();
                    item.find("implies")
                            .ifPresent(i -> i.members().forEach((key, value) -> implied.put(key, value.json())));
                    out.add(new Verb.Alias(older.equals("this") ? name : older, keys, implied));
                }));
        return List.copyOf(out);
    }
}
