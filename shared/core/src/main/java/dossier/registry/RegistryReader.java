package dossier.registry;

import dossier.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads the parts of a compiled registry; the counterpart of {@link RegistryWriter}. */
final class RegistryReader {
    private RegistryReader() {}

    static Verb verb(Node node) {
        return new Verb(
                node.text("name"),
                node.text("domain"),
                node.text("category"),
                node.text("purpose"),
                node.list("arguments", RegistryReader::argument),
                node.list("aliases", RegistryReader::alias),
                node.list("effects", RegistryReader::effect),
                node.list("rules", RegistryReader::rule),
                node.text("role"),
                node.flag("irreversible"),
                node.flag("caseFree"),
                node.flag("anyState"),
                node.flag("grouping"),
                node.flag("read"),
                node.text("sentence"),
                node.text("example"));
    }

    static Argument argument(Node node) {
        return new Argument(
                node.text("key"),
                uuid(node.get("id")),
                shape(node.get("shape")),
                node.flag("required"),
                node.find("default").map(Node::json),
                node.text("label"),
                privacy(node.get("privacy")));
    }

    static Verb.Alias alias(Node node) {
        return new Verb.Alias(node.text("name"), node.map("keys", Node::text), node.map("implied", Node::json));
    }

    static Attribute attribute(Node node) {
        return new Attribute(
                uuid(node.get("id")),
                node.text("name"),
                node.text("key"),
                node.text("group"),
                node.text("label"),
                node.text("description"),
                shape(node.get("shape")),
                privacy(node.get("privacy")),
                node.text("source"),
                node.text("sink"),
                node.texts("appliesTo"),
                node.texts("synonyms"));
    }

    static CodeList codes(Node node) {
        return new CodeList(node.text("name"), node.flag("open"), node.list("codes", RegistryReader::code));
    }

    private static CodeList.Code code(Node node) {
        return new CodeList.Code(
                node.text("code"), node.text("label"), node.texts("synonyms"), node.map("properties", Node::text));
    }

    static Kind kind(Node node) {
        return new Kind(
                node.text("name"),
                node.text("plural"),
                node.text("table"),
                node.text("idColumn"),
                node.text("label"),
                node.text("prefix"),
                node.list("columns", c -> new Kind.Column(c.text("name"), shape(c.get("shape")))),
                node.texts("naming"));
    }

    static Track track(Node node) {
        return new Track(
                node.text("name"),
                node.text("kind"),
                node.text("column"),
                node.text("initial"),
                node.flag("blocking"),
                node.texts("open"),
                node.list("steps", s -> new Track.Step(s.text("from"), s.text("to"), s.flag("back"))));
    }

    static Shape shape(Node node) {
        String is = node.text("is");
        return switch (is) {
            case "new" -> new Shape.NewId(node.text("kind"));
            case "ref" -> new Shape.Ref(node.text("kind"));
            case "text" -> new Shape.Text();
            case "int" ->
                new Shape.Int(
                        node.find("min").map(Node::number), node.find("max").map(Node::number));
            case "dec" ->
                new Shape.Dec(
                        node.find("min").map(Node::number), node.find("max").map(Node::number));
            case "percent" -> new Shape.Percent(node.flag("band"));
            case "money" -> new Shape.Money();
            case "date" -> new Shape.Date();
            case "time" -> new Shape.Time();
            case "duration" -> new Shape.Duration();
            case "bool" -> new Shape.Bool();
            case "code" -> new Shape.Code(node.text("list"));
            case "format" -> new Shape.Formatted(node.text("format"));
            case "list" -> new Shape.ListOf(shape(node.get("item")));
            case "map" ->
                new Shape.MapOf(
                        node.list("fields", RegistryReader::argument), node.flag("attributes"), node.flag("any"));
            case "attribute" -> new Shape.AttributeName();
            case "any" -> new Shape.Any();
            case "dependent" -> new Shape.Dependent(node.text("by"), Shape.Part.valueOf(node.text("part")));
            case "condition" -> new Shape.Condition(shape(node.get("of")));
            default -> throw node.wrong("no shape is called \"" + is + "\"");
        };
    }

    static Source source(Node node) {
        Map<String, Json> members = node.object().members();
        if (members.containsKey("said")) {
            return new Source.Said(node.text("said"));
        }
        if (members.containsKey("of")) {
            return new Source.Of(node.text("of"), node.text("column"));
        }
        if (members.containsKey("constant")) {
            return new Source.Constant(node.get("constant").json());
        }
        if (members.containsKey("derived")) {
            return new Source.Derived(node.text("derived"), node.list("from", RegistryReader::source));
        }
        if (members.containsKey("fresh")) {
            return new Source.Fresh(node.text("fresh"), node.flag("whole"));
        }
        if (members.containsKey("first")) {
            return new Source.FirstOf(node.list("first", RegistryReader::source));
        }
        if (members.containsKey("is")) {
            return looked(node);
        }
        String the = node.text("the");
        return switch (the) {
            case "case" -> new Source.TheCase();
            case "caller" -> new Source.TheCaller();
            case "item" -> new Source.Item();
            case "key" -> new Source.ItemKey();
            case "found" -> new Source.Found();
            case "today" -> new Source.Today();
            default -> throw node.wrong("no source is called \"the " + the + "\"");
        };
    }

    private static Source looked(Node node) {
        String is = node.text("is");
        return switch (is) {
            case "column" -> new Source.Column(node.text("kind"), id(node), node.text("column"));
            case "names" -> new Source.Names(node.text("kind"), id(node));
            case "answered" ->
                new Source.Answered(
                        node.text("service"), node.map("question", RegistryReader::source), node.text("member"));
            case "only" -> new Source.TheOnly(node.text("kind"), node.map("where", RegistryReader::source));
            case "computed" ->
                new Source.Computed(
                        Source.Operation.valueOf(node.text("operation")),
                        node.list("operands", RegistryReader::source),
                        node.find("places")
                                .map(places -> new Source.Rounding(source(places), source(node.get("rounding")))),
                        node.find("currency").map(RegistryReader::source));
            case "property" -> new Source.Property(node.text("list"), source(node.get("code")), node.text("name"));
            case "listed" -> new Source.Listed(node.text("list"), source(node.get("codes")), node.text("name"));
            case "union" -> new Source.Union(node.list("lists", RegistryReader::source));
            case "without" -> new Source.Without(source(node.get("list")), source(node.get("other")));
            case "staged" -> staged(node);
            case "member" -> new Source.Member(node.text("key"));
            case "determined" ->
                new Source.Determined(
                        Source.Part.valueOf(node.text("part")),
                        source(node.get("entity")),
                        node.map("question", RegistryReader::source));
            case "provided" -> new Source.Provided(comparison(node), source(node.get("then")));
            default -> throw node.wrong("no source is called \"" + is + "\"");
        };
    }

    private static Source.Staged staged(Node node) {
        return new Source.Staged(
                node.text("list"),
                node.text("after"),
                source(node.get("codes")),
                node.find("more").map(RegistryReader::source));
    }

    private static Comparison comparison(Node node) {
        return new Comparison(
                source(node.get("left")), Comparison.Is.valueOf(node.text("stands")), source(node.get("right")));
    }

    static Effect effect(Node node) {
        String is = node.text("is");
        return switch (is) {
            case "declare" ->
                new Effect.Declare(node.text("kind"), id(node), set(node), validity(node), each(node), when(node));
            case "restate" ->
                new Effect.Restate(
                        node.text("kind"),
                        id(node),
                        set(node),
                        validity(node),
                        node.texts("identity"),
                        each(node),
                        when(node));
            case "amend" ->
                new Effect.Amend(
                        node.text("kind"),
                        id(node),
                        set(node),
                        validity(node),
                        each(node),
                        when(node),
                        node.flag("introduces"));
            case "advance" ->
                new Effect.Advance(
                        node.text("track"),
                        id(node),
                        source(node.get("to")),
                        node.find("when").map(RegistryReader::source),
                        each(node),
                        node.texts("from"));
            case "change" ->
                new Effect.Change(
                        node.text("by"),
                        node.text("where"),
                        node.find("set").map(Node::text),
                        node.find("until").map(RegistryReader::source));
            case "look" ->
                new Effect.Look(
                        node.find("by").map(Node::text),
                        node.find("kind").map(Node::text),
                        node.map("parts", RegistryReader::source));
            case "tell" -> new Effect.Tell(node.map("result", RegistryReader::source));
            case "emit" -> new Effect.Emit(node.text("topic"), node.map("payload", RegistryReader::source));
            default -> throw node.wrong("no effect is called \"" + is + "\"");
        };
    }

    private static Optional<Source> each(Node node) {
        return node.find("each").map(RegistryReader::source);
    }

    private static Source id(Node node) {
        return source(node.get("id"));
    }

    private static Map<String, Source> set(Node node) {
        return node.map("set", RegistryReader::source);
    }

    private static Effect.Validity validity(Node node) {
        return node.find("validity")
                .map(v -> new Effect.Validity(
                        v.find("from").map(RegistryReader::source), v.find("to").map(RegistryReader::source)))
                .orElse(Effect.Validity.ALWAYS);
    }

    static Rule rule(Node node) {
        String is = node.text("is");
        String code = node.text("code");
        return switch (is) {
            case "unused" ->
                new Rule.Unused(
                        code,
                        node.text("path"),
                        node.list("places", use -> new Rule.Use(use.text("kind"), use.text("column"))),
                        when(node));
            case "at-least-one" -> new Rule.AtLeastOne(code, node.texts("paths"), when(node));
            case "exactly-one" -> new Rule.ExactlyOne(code, node.texts("paths"), when(node));
            case "ordered" -> new Rule.Ordered(code, node.text("first"), node.text("second"));
            case "distinct" -> new Rule.Distinct(code, node.text("first"), node.text("second"));
            case "sum-at-most" ->
                new Rule.SumAtMost(
                        code,
                        node.text("kind"),
                        node.text("groupBy"),
                        node.text("groupKind"),
                        node.text("sum"),
                        node.get("limit").number(),
                        node.text("path"));
            case "compared" -> new Rule.Compared(code, comparison(node), node.text("message"));
            case "acyclic" -> new Rule.Acyclic(code, staged(node));
            case "present" -> new Rule.Present(code, source(node.get("source")), node.text("message"));
            case "second-person" -> new Rule.SecondPerson(code, text(node, "also"));
            case "within" ->
                new Rule.Within(
                        code,
                        node.text("path"),
                        node.get("min").number(),
                        node.get("max").number());
            case "thing-is" -> new Rule.ThingIs(code, node.text("path"), node.text("column"), node.texts("values"));
            case "held" ->
                new Rule.Held(
                        code,
                        node.text("kind"),
                        node.map("where", RegistryReader::strings),
                        node.flag("none"),
                        node.find("each")
                                .map(e -> new Rule.Each(
                                        e.text("kind"),
                                        e.map("where", RegistryReader::strings),
                                        text(e, "id"),
                                        e.text("by"))),
                        node.map("caseIs", RegistryReader::strings),
                        node.text("message"));
            default -> throw node.wrong("no rule is called \"" + is + "\"");
        };
    }

    private static Optional<Rule.When> when(Node node) {
        return node.find("when").map(w -> new Rule.When(w.text("path"), w.texts("values")));
    }

    static Phrases phrases(Node node) {
        return new Phrases(
                node.map("phrases", RegistryReader::strings),
                node.map("heads", RegistryReader::strings),
                node.map(
                        "cues",
                        cue -> new Node(
                                        "",
                                        Json.object().put("cues", cue.json()).build())
                                .map("cues", RegistryReader::strings)),
                node.list("templates", RegistryReader::template));
    }

    private static Phrases.Template template(Node node) {
        return new Phrases.Template(
                node.text("name"),
                node.texts("heads"),
                node.list(
                        "steps",
                        step -> new Phrases.Step(step.text("verb"), step.map("set", Node::text), step.texts("when"))));
    }

    private static List<String> strings(Node node) {
        return node.items().stream().map(Node::text).toList();
    }

    private static Optional<String> text(Node node, String name) {
        return node.find(name).map(Node::text);
    }

    private static Privacy privacy(Node node) {
        for (Privacy privacy : Privacy.values()) {
            if (privacy.name().equals(node.text())) {
                return privacy;
            }
        }
        throw node.wrong("no privacy class is called \"" + node.text() + "\"");
    }

    private static UUID uuid(Node node) {
        try {
            return UUID.fromString(node.text());
        } catch (IllegalArgumentException malformed) {
            throw node.wrong("this is no UUID");
        }
    }
}
