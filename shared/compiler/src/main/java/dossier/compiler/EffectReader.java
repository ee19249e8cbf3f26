package dossier.compiler;

import dossier.json.Json;
import dossier.registry.Comparison;
import dossier.registry.Effect;
import dossier.registry.Rule;
import dossier.registry.Source;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a verb does, where its values come from, and the rules it keeps. */
final class EffectReader {
    private static final Set<String> STATEMENT = Set.of(
            "declare", "restate", "amend", "upsert", "id", "set", "valid-from", "valid-to", "each", "identity", "when");

    private static final Set<String> SOURCE = Set.of(
            "constant",
            "derived",
            "from",
            "fresh",
            "whole",
            "names",
            "answered",
            "to",
            "the",
            "held",
            "id",
            "column",
            "only",
            "where",
            "property",
            "listed",
            "list",
            "of",
            "union",
            "without",
            "staged",
            "more",
            "provided",
            "then",
            "add",
            "subtract",
            "multiply",
            "divide",
            "places",
            "rounding",
            "currency",
            "item",
            "determined",
            "by");

    private EffectReader() {}

    static Effect effect(Item item) {
        if (item.find("advance").isPresent()) {
            item.members(Set.of("advance", "id", "to", "when", "each", "from"));
            return new Effect.Advance(
                    item.text("advance"),
                    required(item, "id"),
                    required(item, "to"),
                    item.find("when").map(EffectReader::source),
                    item.find("each").map(EffectReader::source),
                    item.texts("from"));
        }
        if (item.find("change").isPresent()) {
            item.members(Set.of("change", "where", "set", "until"));
            return new Effect.Change(
                    item.text("change"),
                    item.text("where"),
                    item.find("set").map(Item::text),
                    item.find("until").map(EffectReader::source));
        }
        if (item.find("look").isPresent()) {
            item.members(Set.of("look", "kind", "parts"));
            Optional<String> kind = item.find("kind").map(Item::text);
            return new Effect.Look(
                    kind.isPresent() ? Optional.empty() : Optional.of(item.text("look")),
                    kind,
                    item.find("parts").map(EffectReader::sources).orElse(Map.of()));
        }
        if (item.find("emit").isPresent()) {
            item.members(Set.of("emit", "payload"));
            return new Effect.Emit(
                    item.text("emit"),
                    item.find("payload").map(EffectReader::sources).orElse(Map.of()));
        }
        if (item.find("tell").isPresent()) {
            item.members(Set.of("tell"));
            return new Effect.Tell(item.find("tell").map(EffectReader::sources).orElse(Map.of()));
        }
        item.members(STATEMENT);
        Map<String, Source> set = item.find("set").map(EffectReader::sources).orElse(Map.of());
        Effect.Validity validity = new Effect.Validity(
                item.find("valid-from").map(EffectReader::source),
                item.find("valid-to").map(EffectReader::source));
        Optional<Source> each = item.find("each").map(EffectReader::source);
        Optional<Rule.When> when = when(item);
        if (item.find("declare").isPresent()) {
            return new Effect.Declare(item.text("declare"), required(item, "id"), set, validity, each, when);
        }
        if (item.find("restate").isPresent()) {
            return new Effect.Restate(
                    item.text("restate"), required(item, "id"), set, validity, item.texts("identity"), each, when);
        }
        boolean introduces = item.find("upsert").isPresent();
        return new Effect.Amend(
                item.text(introduces ? "upsert" : "amend"),
                required(item, "id"),
                set,
                validity,
                each,
                when,
                introduces);
    }

    private static Source required(Item item, String key) {
        Optional<Item> member = item.find(key);
        if (member.isEmpty()) {
            item.problem(key + " is missing");
        }
        return member.map(EffectReader::source).orElse(new Source.Constant(Json.nil()));
    }

    /** A map of column to source, or a list of keys whose columns bear their names. */
    private static Map<String, Source> sources(Item item) {
        Map<String, Source> out = new LinkedHashMap<>();
        if (!item.isList()) {
            item.members().forEach((column, source) -> out.put(column, source(source)));
            return out;
        }
        for (Item entry : item.items()) {
            if (entry.isText()) {
                out.put(column(entry.text()), new Source.Said(entry.text()));
            } else {
                entry.members().forEach((column, source) -> out.put(column, source(source)));
            }
        }
        return out;
    }

    /** {@code relationship-props.share-class} is said into {@code share_class}. */
    private static String column(String path) {
        return path.substring(path.lastIndexOf('.') + 1).replace('-', '_');
    }

    static Source source(Item item) {
        if (item.isText()) {
            return new Source.Said(item.text());
        }
        if (item.isList()) {
            List<Source> choices = new ArrayList<>();
            item.items().forEach(choice -> choices.add(source(choice)));
            return new Source.FirstOf(List.copyOf(choices));
        }
        Map<String, Item> members = item.members(SOURCE);
        if (members.containsKey("of") && members.containsKey("column")) {
            return new Source.Of(item.text("of"), item.text("column"));
        }
        if (members.containsKey("constant")) {
            return new Source.Constant(members.get("constant").json());
        }
        if (members.containsKey("derived")) {
            return new Source.Derived(item.text("derived"), parts(item));
        }
        if (members.containsKey("fresh")) {
            return new Source.Fresh(item.text("fresh"), item.flag("whole"));
        }
        Optional<Source> looked = looked(item, members);
        if (looked.isPresent()) {
            return looked.get();
        }
        return switch (item.text("the")) {
            case "case" -> new Source.TheCase();
            case "caller" -> new Source.TheCaller();
            case "item" -> new Source.Item();
            case "key" -> new Source.ItemKey();
            case "found" -> new Source.Found();
            case "today" -> new Source.Today();
            default -> {
                item.problem("a source is a key, a list of choices, or one of constant, derived, fresh, the, held,"
                        + " only, names, answered, property, listed, provided, add, subtract, multiply, divide");
                yield new Source.Constant(Json.nil());
            }
        };
    }

    /** Sources that look something up or work it out. */
    private static Optional<Source> looked(Item item, Map<String, Item> members) {
        if (members.containsKey("held")) {
            return Optional.of(new Source.Column(item.text("held"), required(item, "id"), item.text("column")));
        }
        if (members.containsKey("names")) {
            return Optional.of(new Source.Names(item.text("names"), required(item, "id")));
        }
        if (members.containsKey("answered")) {
            return Optional.of(new Source.Answered(
                    item.text("by"),
                    item.find("to").map(EffectReader::sources).orElse(Map.of()),
                    item.text("answered")));
        }
        if (members.containsKey("only")) {
            return Optional.of(new Source.TheOnly(
                    item.text("only"),
                    item.find("where").map(EffectReader::sources).orElse(Map.of())));
        }
        if (members.containsKey("property")) {
            return Optional.of(new Source.Property(item.text("list"), required(item, "of"), item.text("property")));
        }
        if (members.containsKey("listed")) {
            return Optional.of(new Source.Listed(item.text("list"), required(item, "of"), item.text("listed")));
        }
        if (members.containsKey("union")) {
            return Optional.of(new Source.Union(Objects.requireNonNull(members.get("union")).items().stream()
                    .map(EffectReader::source)
                    .toList()));
        }
        if (members.containsKey("without")) {
            return Optional.of(new Source.Without(required(item, "of"), required(item, "without")));
        }
        if (members.containsKey("item")) {
            return Optional.of(new Source.Member(item.text("item")));
        }
        if (members.containsKey("determined")) {
            return Optional.of(determined(item));
        }
        if (members.containsKey("staged")) {
            return Optional.of(staged(item));
        }
        if (members.containsKey("provided")) {
            return Optional.of(new Source.Provided(
                    comparison(Objects.requireNonNull(members.get("provided"))), required(item, "then")));
        }
        for (Source.Operation operation : Source.Operation.values()) {
            Item operands = members.get(operation.name().toLowerCase(Locale.ROOT));
            if (operands != null) {
                return Optional.of(computed(operation, operands, item));
            }
        }
        return Optional.empty();
    }

    /** {@code {determined: PART, of: ENTITY, by: {regimes: SOURCE, valid-at: SOURCE, ...}}}. */
    private static Source.Determined determined(Item item) {
        Optional<Source.Part> part = Arrays.stream(Source.Part.values())
                .filter(one -> one.word().equals(item.text("determined")))
                .findFirst();
        if (part.isEmpty()) {
            item.problem("determined must be one of "
                    + Arrays.stream(Source.Part.values()).map(Source.Part::word).collect(Collectors.joining(", ")));
        }
        return new Source.Determined(
                part.orElse(Source.Part.ANSWER),
                required(item, "of"),
                item.find("by").map(EffectReader::sources).orElse(Map.of()));
    }

    /** {@code {staged: PROPERTY, list: LIST, of: CODES, more: MAP}}. */
    private static Source.Staged staged(Item item) {
        return new Source.Staged(
                item.text("list"),
                item.text("staged"),
                required(item, "of"),
                item.find("more").map(EffectReader::source));
    }

    private static Source computed(Source.Operation operation, Item operands, Item item) {
        if (operands.items().size() < 2) {
            operands.problem("arithmetic takes two operands or more");
        }
        Optional<Source.Rounding> rounding =
                item.find("places").map(places -> new Source.Rounding(source(places), required(item, "rounding")));
        if (operation == Source.Operation.DIVIDE && rounding.isEmpty()) {
            item.problem("a quotient needs places and rounding");
        }
        return new Source.Computed(
                operation,
                operands.items().stream().map(EffectReader::source).toList(),
                rounding,
                item.find("currency").map(EffectReader::source));
    }

    private static Comparison comparison(Item item) {
        Map<String, Item> members = item.members(Set.of("left", "is", "right", "message"));
        Optional<Comparison.Is> is = Optional.ofNullable(members.get("is"))
                .flatMap(word -> Arrays.stream(Comparison.Is.values())
                        .filter(one -> one.name()
                                .equals(word.text().toUpperCase(Locale.ROOT).replace('-', '_')))
                        .findFirst());
        if (is.isEmpty()) {
            item.problem("is must be one of equal, different, at-most, at-least, same-currency");
        }
        return new Comparison(required(item, "left"), is.orElse(Comparison.Is.EQUAL), required(item, "right"));
    }

    /** The parts of an id: sources, of which {@code $case} and {@code $item} are the case and the item. */
    private static List<Source> parts(Item item) {
        List<Source> parts = new ArrayList<>();
        item.find("from").ifPresent(from -> from.items().forEach(part -> parts.add(part(part))));
        return List.copyOf(parts);
    }

    private static Source part(Item item) {
        if (item.isText() && item.text().equals("$case")) {
            return new Source.TheCase();
        }
        return item.isText() && item.text().equals("$item") ? new Source.Item() : source(item);
    }

    static Rule rule(Item item) {
        String code = item.text("code");
        if (item.find("held").isPresent()) {
            return held(code, item.find("held").get(), item);
        }
        Optional<Rule.When> when = when(item);
        if (item.find("at-least-one").isPresent()) {
            return new Rule.AtLeastOne(code, item.texts("at-least-one"), when);
        }
        if (item.find("unused").isPresent()) {
            List<Rule.Use> places = new ArrayList<>();
            item.find("in")
                    .ifPresent(in ->
                            in.members().forEach((kind, column) -> places.add(new Rule.Use(kind, column.text()))));
            return new Rule.Unused(code, item.text("unused"), List.copyOf(places), when);
        }
        if (item.find("exactly-one").isPresent()) {
            return new Rule.ExactlyOne(code, item.texts("exactly-one"), when);
        }
        if (item.find("ordered").isPresent()) {
            List<String> pair = pair(item, "ordered");
            return new Rule.Ordered(code, pair.get(0), pair.get(1));
        }
        if (item.find("distinct").isPresent()) {
            List<String> pair = pair(item, "distinct");
            return new Rule.Distinct(code, pair.get(0), pair.get(1));
        }
        if (item.find("within").isPresent()) {
            List<Item> bounds = item.find("range").map(Item::items).orElse(List.of());
            if (bounds.size() != 2) {
                item.problem("range takes the least and the most");
                return new Rule.Within(code, item.text("within"), BigDecimal.ZERO, BigDecimal.ZERO);
            }
            return new Rule.Within(
                    code,
                    item.text("within"),
                    bounds.get(0).number(),
                    bounds.get(1).number());
        }
        if (item.find("thing").isPresent()) {
            return new Rule.ThingIs(code, item.text("thing"), item.text("column"), item.texts("is"));
        }
        if (item.find("compare").isPresent()) {
            return new Rule.Compared(code, comparison(item.find("compare").get()), item.text("message"));
        }
        if (item.find("acyclic").isPresent()) {
            return new Rule.Acyclic(code, staged(item.find("acyclic").get()));
        }
        if (item.find("known").isPresent()) {
            return new Rule.Present(code, required(item, "known"), item.text("message"));
        }
        if (item.find("second-person").isPresent()) {
            return new Rule.SecondPerson(
                    code,
                    item.find("second-person").flatMap(s -> s.find("also")).map(Item::text));
        }
        Item sum = item.find("sum-at-most").orElse(item);
        return new Rule.SumAtMost(
                code,
                sum.text("kind"),
                sum.text("group-by"),
                sum.text("group-kind"),
                sum.text("sum"),
                sum.find("limit").map(Item::number).orElse(BigDecimal.ZERO),
                sum.text("path"));
    }

    private static Optional<Rule.When> when(Item item) {
        return item.find("when").map(w -> new Rule.When(w.text("path"), w.texts("is")));
    }

    private static Rule held(String code, Item held, Item rule) {
        held.members(Set.of("kind", "where", "none", "each"));
        return new Rule.Held(
                code,
                held.text("kind"),
                lists(held, "where"),
                held.flag("none"),
                held.find("each").map(each -> {
                    each.members(Set.of("kind", "where", "id", "by"));
                    return new Rule.Each(
                            each.text("kind"),
                            lists(each, "where"),
                            each.find("id").map(Item::text),
                            each.text("by"));
                }),
                lists(rule, "case"),
                rule.text("message"));
    }

    private static Map<String, List<String>> lists(Item item, String key) {
        Map<String, List<String>> out = new LinkedHashMap<>();
        item.find(key).ifPresent(all -> all.members().forEach((column, values) -> out.put(column, values.texts())));
        return out;
    }

    private static List<String> pair(Item item, String key) {
        List<String> pair = item.texts(key);
        if (pair.size() != 2) {
            item.problem(key + " takes two keys");
            return List.of("", "");
        }
        return pair;
    }
}
