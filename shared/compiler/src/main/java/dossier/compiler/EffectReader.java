package dossier.compiler;

import dossier.json.Json;
import dossier.registry.Effect;
import dossier.registry.Rule;
import dossier.registry.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a verb does, where its values come from, and the rules it keeps. */
final class EffectReader {
    private static final Set<String> STATEMENT =
            Set.of("declare", "restate", "amend", "id", "set", "valid-from", "valid-to", "each", "identity");

    private EffectReader() {}

    static Effect effect(Item item) {
        if (item.find("advance").isPresent()) {
            item.members(Set.of("advance", "id", "to", "when", "each"));
            return new Effect.Advance(
                    item.text("advance"),
                    required(item, "id"),
                    required(item, "to"),
                    item.find("when").map(EffectReader::source),
                    item.find("each").map(Item::text));
        }
        if (item.find("emit").isPresent()) {
            item.members(Set.of("emit", "payload"));
            return new Effect.Emit(
                    item.text("emit"),
                    item.find("payload").map(EffectReader::sources).orElse(Map.of()));
        }
        item.members(STATEMENT);
        Map<String, Source> set = item.find("set").map(EffectReader::sources).orElse(Map.of());
        Effect.Validity validity = new Effect.Validity(
                item.find("valid-from").map(EffectReader::source),
                item.find("valid-to").map(EffectReader::source));
        Optional<String> each = item.find("each").map(Item::text);
        if (item.find("declare").isPresent()) {
            return new Effect.Declare(item.text("declare"), required(item, "id"), set, validity, each);
        }
        if (item.find("restate").isPresent()) {
            return new Effect.Restate(
                    item.text("restate"), required(item, "id"), set, validity, item.texts("identity"), each);
        }
        return new Effect.Amend(item.text("amend"), required(item, "id"), set, validity, each);
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
        Map<String, Item> members = item.members(Set.of("constant", "derived", "from", "fresh", "the"));
        if (members.containsKey("constant")) {
            return new Source.Constant(members.get("constant").json());
        }
        if (members.containsKey("derived")) {
            return new Source.Derived(item.text("derived"), item.texts("from"));
        }
        if (members.containsKey("fresh")) {
            return new Source.Fresh(item.text("fresh"));
        }
        return switch (item.text("the")) {
            case "case" -> new Source.TheCase();
            case "caller" -> new Source.TheCaller();
            case "item" -> new Source.Item();
            default -> {
                item.problem("a source is a key, a list of choices, or one of constant, derived, fresh, the");
                yield new Source.Constant(Json.nil());
            }
        };
    }

    static Rule rule(Item item) {
        String code = item.text("code");
        Optional<Rule.When> when = item.find("when").map(w -> new Rule.When(w.text("path"), w.texts("is")));
        if (item.find("at-least-one").isPresent()) {
            return new Rule.AtLeastOne(code, item.texts("at-least-one"), when);
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
                sum.find("limit").map(Item::number).orElse(java.math.BigDecimal.ZERO),
                sum.text("path"));
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
