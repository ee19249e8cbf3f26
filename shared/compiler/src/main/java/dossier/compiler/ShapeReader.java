package dossier.compiler;

import dossier.registry.Argument;
import dossier.registry.Formats;
import dossier.registry.Privacy;
import dossier.registry.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads types as people write them ({@code new case}, {@code ref entity}, {@code int 0..10}, {@code percent or band},
 * {@code code roles}, {@code format LEI}, {@code list of text}, {@code map of attributes}) and arguments.
 */
final class ShapeReader {
    private static final Set<String> ARGUMENT_MEMBERS =
            Set.of("type", "required", "default", "label", "privacy", "fields", "attributes", "any");
    private static final String REQUIRED = "required ";

    private final Names names;

    ShapeReader(Names names) {
        this.names = names;
    }

    /** @param seed names the argument's place for its UUID */
    Argument argument(String key, Item item, String seed) {
        Map<String, Item> members = item.isMap() ? item.members(ARGUMENT_MEMBERS) : Map.of();
        Item type = members.getOrDefault("type", item);
        String phrase = type.text();
        boolean required = phrase.startsWith(REQUIRED) || item.flag("required");
        String bare = phrase.startsWith(REQUIRED) ? phrase.substring(REQUIRED.length()) : phrase;
        Optional<Item> fallback = item.find("default");
        if (required && fallback.isPresent()) {
            fallback.get().problem(key + " is required and has a default; one of them is wrong");
        }
        return new Argument(
                key,
                Uuids.named(seed),
                fielded(bare, item, seed).orElseGet(() -> shape(bare, type)),
                required,
                fallback.map(Item::json),
                item.text("label", key.replace('-', ' ').replace('.', ' ')),
                privacy(item));
    }

    List<Argument> arguments(Item item, String seed) {
        List<Argument> out = new ArrayList<>();
        item.members().forEach((key, member) -> out.add(argument(key, member, seed + "." + key)));
        return List.copyOf(out);
    }

    /** A map, or a list of maps, whose fields the argument names. */
    private Optional<Shape> fielded(String phrase, Item item, String seed) {
        return switch (phrase) {
            case "map" -> Optional.of(map(item, seed));
            case "list of map" -> Optional.of(new Shape.ListOf(map(item, seed)));
            default -> Optional.empty();
        };
    }

    private Shape map(Item item, String seed) {
        return new Shape.MapOf(
                item.find("fields").map(fields -> arguments(fields, seed)).orElse(List.of()),
                item.flag("attributes"),
                item.flag("any"));
    }

    static Privacy privacy(Item item) {
        String name = item.text("privacy", "internal");
        for (Privacy privacy : Privacy.values()) {
            if (privacy.name().equals(name.toUpperCase(Locale.ROOT))) {
                return privacy;
            }
        }
        item.problem("no privacy class is called " + name);
        return Privacy.SENSITIVE;
    }

    Shape shape(Item item) {
        return shape(item.text(), item);
    }

    private Shape shape(String phrase, Item where) {
        int space = phrase.indexOf(' ');
        String word = space < 0 ? phrase : phrase.substring(0, space);
        String rest = space < 0 ? "" : phrase.substring(space + 1).strip();
        if (word.equals("list") && rest.startsWith("of ")) {
            return new Shape.ListOf(shape(rest.substring(3), where));
        }
        return switch (word) {
            case "new" -> new Shape.NewId(known("kind", rest, names.kinds(), where));
            case "ref" -> new Shape.Ref(known("kind", rest, names.kinds(), where));
            case "code" -> new Shape.Code(known("code list", rest, names.codes(), where));
            case "format" -> new Shape.Formatted(format(rest, where));
            case "int" -> new Shape.Int(bound(rest, 0, where), bound(rest, 1, where));
            case "dec" -> new Shape.Dec(bound(rest, 0, where), bound(rest, 1, where));
            default -> simple(phrase, where);
        };
    }

    private static Shape simple(String phrase, Item where) {
        return switch (phrase) {
            case "text" -> new Shape.Text();
            case "percent" -> new Shape.Percent(false);
            case "percent or band" -> new Shape.Percent(true);
            case "money" -> new Shape.Money();
            case "date" -> new Shape.Date();
            case "time" -> new Shape.Time();
            case "duration" -> new Shape.Duration();
            case "bool" -> new Shape.Bool();
            case "attribute" -> new Shape.AttributeName();
            case "any" -> new Shape.Any();
            case String of
            when of.startsWith("arguments of ") ->
                new Shape.Dependent(of.substring("arguments of ".length()), Shape.Part.ARGUMENTS);
            case String of
            when of.startsWith("columns of ") ->
                new Shape.Dependent(of.substring("columns of ".length()), Shape.Part.COLUMNS);
            case String of
            when of.startsWith("conditions on ") ->
                new Shape.Dependent(of.substring("conditions on ".length()), Shape.Part.CONDITIONS);
            case "map of attributes" -> new Shape.MapOf(List.of(), true, false);
            case "map of attributes or anything" -> new Shape.MapOf(List.of(), true, true);
            case "map of anything" -> new Shape.MapOf(List.of(), false, true);
            default -> {
                where.problem("no type is called " + phrase);
                yield new Shape.Any();
            }
        };
    }

    private static String known(String what, String name, Set<String> names, Item where) {
        if (!names.contains(name)) {
            where.problem("there is no " + what + " " + name);
        }
        return name;
    }

    private static String format(String name, Item where) {
        if (!Formats.knows(name)) {
            where.problem("there is no format " + name);
        }
        return name;
    }

    /** The lower (0) or upper (1) bound of {@code 0..10}; either may be left out. */
    private static Optional<BigDecimal> bound(String range, int which, Item where) {
        if (range.isEmpty()) {
            return Optional.empty();
        }
        int dots = range.indexOf("..");
        if (dots < 0) {
            where.problem("a range such as 0..10 was expected");
            return Optional.empty();
        }
        String end = which == 0 ? range.substring(0, dots) : range.substring(dots + 2);
        try {
            return end.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(end));
        } catch (NumberFormatException noNumber) {
            where.problem("a range such as 0..10 was expected");
            return Optional.empty();
        }
    }
}
