package dossier.registry;

import dossier.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the parts of a registry as JSON, for the compiled resource and for whoever shows the registry. What is empty
 * or false is left out.
 */
public final class RegistryWriter {
    private RegistryWriter() {}

    public static Json.Object verb(Verb verb) {
        Json.Builder out = Json.object()
                .put("name", verb.name())
                .put("domain", verb.domain())
                .put("category", verb.category())
                .put("purpose", verb.purpose())
                .put("arguments", Json.array(verb.arguments(), RegistryWriter::argument));
        if (!verb.aliases().isEmpty()) {
            out.put("aliases", Json.array(verb.aliases(), RegistryWriter::alias));
        }
        out.put("effects", Json.array(verb.effects(), RegistryWriter::effect));
        if (!verb.rules().isEmpty()) {
            out.put("rules", Json.array(verb.rules(), RegistryWriter::rule));
        }
        out.put("role", verb.role());
        flag(out, "irreversible", verb.irreversible());
        flag(out, "caseFree", verb.caseFree());
        flag(out, "anyState", verb.anyState());
        flag(out, "grouping", verb.grouping());
        flag(out, "read", verb.read());
        return out.put("sentence", verb.sentence())
                .put("example", verb.example())
                .build();
    }

    public static Json.Object argument(Argument argument) {
        Json.Builder out = Json.object()
                .put("key", argument.key())
                .put("id", argument.id().toString())
                .put("shape", shape(argument.shape()));
        flag(out, "required", argument.required());
        return out.putIf("default", argument.fallback())
                .put("label", argument.label())
                .put("privacy", argument.privacy().name())
                .build();
    }

    private static Json.Object alias(Verb.Alias alias) {
        Json.Builder out = Json.object().put("name", alias.name());
        if (!alias.keys().isEmpty()) {
            Json.Builder keys = Json.object();
            alias.keys().forEach(keys::put);
            out.put("keys", keys);
        }
        if (!alias.implied().isEmpty()) {
            out.put("implied", new Json.Object(alias.implied()));
        }
        return out.build();
    }

    public static Json.Object attribute(Attribute attribute) {
        Json.Builder out = Json.object()
                .put("id", attribute.id().toString())
                .put("name", attribute.name())
                .put("key", attribute.key())
                .put("group", attribute.group())
                .put("label", attribute.label())
                .put("description", attribute.description())
                .put("shape", shape(attribute.shape()))
                .put("privacy", attribute.privacy().name())
                .put("source", attribute.source())
                .put("sink", attribute.sink());
        texts(out, "appliesTo", attribute.appliesTo());
        texts(out, "synonyms", attribute.synonyms());
        return out.build();
    }

    public static Json.Object codes(CodeList list) {
        Json.Builder out = Json.object().put("name", list.name());
        flag(out, "open", list.open());
        return out.put("codes", Json.array(list.codes(), RegistryWriter::code)).build();
    }

    private static Json.Object code(CodeList.Code code) {
        Json.Builder out = Json.object().put("code", code.code()).put("label", code.label());
        texts(out, "synonyms", code.synonyms());
        if (!code.properties().isEmpty()) {
            Json.Builder properties = Json.object();
            code.properties().forEach(properties::put);
            out.put("properties", properties);
        }
        return out.build();
    }

    public static Json.Object kind(Kind kind) {
        Json.Builder out = Json.object()
                .put("name", kind.name())
                .put("plural", kind.plural())
                .put("table", kind.table())
                .put("idColumn", kind.idColumn())
                .put("label", kind.label())
                .put("prefix", kind.prefix())
                .put(
                        "columns",
                        Json.array(
                                kind.columns(),
                                column -> Json.object()
                                        .put("name", column.name())
                                        .put("shape", shape(column.shape()))
                                        .build()));
        texts(out, "naming", kind.naming());
        return out.build();
    }

    public static Json.Object track(Track track) {
        Json.Builder out = Json.object()
                .put("name", track.name())
                .put("kind", track.kind())
                .put("column", track.column())
                .put("initial", track.initial());
        flag(out, "blocking", track.blocking());
        texts(out, "open", track.open());
        return out.put("steps", Json.array(track.steps(), RegistryWriter::step)).build();
    }

    private static Json.Object step(Track.Step step) {
        Json.Builder out = Json.object().put("from", step.from()).put("to", step.to());
        flag(out, "back", step.back());
        return out.build();
    }

    public static Json.Object shape(Shape shape) {
        return switch (shape) {
            case Shape.NewId id -> is("new").put("kind", id.kind()).build();
            case Shape.Ref ref -> is("ref").put("kind", ref.kind()).build();
            case Shape.Text _ -> is("text").build();
            case Shape.Int number -> bounds(is("int"), number.min(), number.max());
            case Shape.Dec number -> bounds(is("dec"), number.min(), number.max());
            case Shape.Percent percent ->
                flag(is("percent"), "band", percent.band()).build();
            case Shape.Money _ -> is("money").build();
            case Shape.Date _ -> is("date").build();
            case Shape.Time _ -> is("time").build();
            case Shape.Duration _ -> is("duration").build();
            case Shape.Bool _ -> is("bool").build();
            case Shape.Code code -> is("code").put("list", code.list()).build();
            case Shape.Formatted formatted ->
                is("format").put("format", formatted.format()).build();
            case Shape.ListOf list -> is("list").put("item", shape(list.item())).build();
            case Shape.MapOf map -> {
                Json.Builder out = is("map");
                if (!map.fields().isEmpty()) {
                    out.put("fields", Json.array(map.fields(), RegistryWriter::argument));
                }
                flag(out, "attributes", map.attributes());
                yield flag(out, "any", map.any()).build();
            }
            case Shape.AttributeName _ -> is("attribute").build();
            case Shape.Dependent dependent ->
                is("dependent")
                        .put("by", dependent.by())
                        .put("part", dependent.part().name())
                        .build();
            case Shape.Condition condition ->
                is("condition").put("of", shape(condition.of())).build();
            case Shape.Any _ -> is("any").build();
        };
    }

    private static Json.Object bounds(Json.Builder out, Optional<BigDecimal> min, Optional<BigDecimal> max) {
        return out.putIf("min", min.map(Json::number))
                .putIf("max", max.map(Json::number))
                .build();
    }

    private static Json.Object source(Source source) {
        return switch (source) {
            case Source.Said said -> Json.object().put("said", said.path()).build();
            case Source.Of of ->
                Json.object().put("of", of.path()).put("column", of.column()).build();
            case Source.Constant constant ->
                Json.object().put("constant", constant.value()).build();
            case Source.Derived derived ->
                Json.object()
                        .put("derived", derived.prefix())
                        .put("from", Json.array(derived.parts(), RegistryWriter::source))
                        .build();
            case Source.Fresh fresh -> {
                Json.Builder out = Json.object().put("fresh", fresh.prefix());
                yield (fresh.whole() ? out.put("whole", true) : out).build();
            }
            case Source.TheCase _ -> Json.object().put("the", "case").build();
            case Source.TheCaller _ -> Json.object().put("the", "caller").build();
            case Source.Item _ -> Json.object().put("the", "item").build();
            case Source.ItemKey _ -> Json.object().put("the", "key").build();
            case Source.Found _ -> Json.object().put("the", "found").build();
            case Source.Today _ -> Json.object().put("the", "today").build();
            case Source.Column c ->
                is("column")
                        .put("kind", c.kind())
                        .put("id", source(c.id()))
                        .put("column", c.column())
                        .build();
            case Source.Names n ->
                is("names").put("kind", n.kind()).put("id", source(n.id())).build();
            case Source.Answered a ->
                is("answered")
                        .put("service", a.service())
                        .put("question", sources(a.question()))
                        .put("member", a.member())
                        .build();
            case Source.TheOnly only ->
                is("only")
                        .put("kind", only.kind())
                        .put("where", sources(only.where()))
                        .build();
            case Source.Computed c ->
                is("computed")
                        .put("operation", c.operation().name())
                        .put("operands", Json.array(c.operands(), RegistryWriter::source))
                        .putIf("places", c.rounding().map(r -> source(r.places())))
                        .putIf("rounding", c.rounding().map(r -> source(r.mode())))
                        .putIf("currency", c.currency().map(RegistryWriter::source))
                        .build();
            case Source.Property p ->
                is("property")
                        .put("list", p.list())
                        .put("code", source(p.code()))
                        .put("name", p.name())
                        .build();
            case Source.Listed l ->
                is("listed")
                        .put("list", l.list())
                        .put("codes", source(l.codes()))
                        .put("name", l.name())
                        .build();
            case Source.Union u ->
                is("union")
                        .put("lists", Json.array(u.lists(), RegistryWriter::source))
                        .build();
            case Source.Without w ->
                is("without")
                        .put("list", source(w.list()))
                        .put("other", source(w.other()))
                        .build();
            case Source.Staged s -> staged(is("staged"), s).build();
            case Source.Provided p ->
                comparison(is("provided"), p.comparison())
                        .put("then", source(p.then()))
                        .build();
            case Source.Member m -> is("member").put("key", m.key()).build();
            case Source.Determined d ->
                is("determined")
                        .put("part", d.part().name())
                        .put("entity", source(d.entity()))
                        .put("question", sources(d.question()))
                        .build();
            case Source.FirstOf first ->
                Json.object()
                        .put("first", Json.array(first.choices(), RegistryWriter::source))
                        .build();
        };
    }

    private static Json.Builder staged(Json.Builder out, Source.Staged staged) {
        return out.put("list", staged.list())
                .put("after", staged.after())
                .put("codes", source(staged.codes()))
                .putIf("more", staged.more().map(RegistryWriter::source));
    }

    private static Json.Builder comparison(Json.Builder out, Comparison comparison) {
        return out.put("left", source(comparison.left()))
                .put("stands", comparison.is().name())
                .put("right", source(comparison.right()));
    }

    private static Json.Object effect(Effect effect) {
        return switch (effect) {
            case Effect.Declare e ->
                statement(is("declare"), e.kind(), e.id(), e.set(), e.validity(), e.when())
                        .putIf("each", e.each().map(RegistryWriter::source))
                        .build();
            case Effect.Restate e -> {
                Json.Builder out = statement(is("restate"), e.kind(), e.id(), e.set(), e.validity(), e.when());
                texts(out, "identity", e.identity());
                yield out.putIf("each", e.each().map(RegistryWriter::source)).build();
            }
            case Effect.Amend e ->
                flag(
                                statement(is("amend"), e.kind(), e.id(), e.set(), e.validity(), e.when()),
                                "introduces",
                                e.introduces())
                        .putIf("each", e.each().map(RegistryWriter::source))
                        .build();
            case Effect.Advance e -> {
                Json.Builder out = is("advance")
                        .put("track", e.track())
                        .put("id", source(e.id()))
                        .put("to", source(e.to()))
                        .putIf("when", e.when().map(RegistryWriter::source))
                        .putIf("each", e.each().map(RegistryWriter::source));
                texts(out, "from", e.from());
                yield out.build();
            }
            case Effect.Change e ->
                is("change")
                        .put("by", e.by())
                        .put("where", e.where())
                        .putText("set", e.set())
                        .putIf("until", e.until().map(RegistryWriter::source))
                        .build();
            case Effect.Look e ->
                is("look")
                        .putText("by", e.by())
                        .putText("kind", e.kind())
                        .put("parts", sources(e.parts()))
                        .build();
            case Effect.Tell e -> is("tell").put("result", sources(e.result())).build();
            case Effect.Emit e ->
                is("emit")
                        .put("topic", e.topic())
                        .put("payload", sources(e.payload()))
                        .build();
        };
    }

    private static Json.Builder statement(
            Json.Builder out,
            String kind,
            Source id,
            Map<String, Source> set,
            Effect.Validity validity,
            Optional<Rule.When> when) {
        when(out, when);
        out.put("kind", kind).put("id", source(id)).put("set", sources(set));
        if (validity.from().isPresent() || validity.to().isPresent()) {
            out.put(
                    "validity",
                    Json.object()
                            .putIf("from", validity.from().map(RegistryWriter::source))
                            .putIf("to", validity.to().map(RegistryWriter::source)));
        }
        return out;
    }

    private static Json.Object sources(Map<String, Source> sources) {
        Json.Builder out = Json.object();
        sources.forEach((column, source) -> out.put(column, source(source)));
        return out.build();
    }

    private static Json.Object rule(Rule rule) {
        Json.Builder out = Json.object();
        switch (rule) {
            case Rule.Unused r ->
                when(
                        out.put("is", "unused")
                                .put("path", r.path())
                                .put(
                                        "places",
                                        Json.array(
                                                r.places(),
                                                use -> Json.object()
                                                        .put("kind", use.kind())
                                                        .put("column", use.column())
                                                        .build())),
                        r.when());
            case Rule.AtLeastOne r -> when(out.put("is", "at-least-one").putTexts("paths", r.paths()), r.when());
            case Rule.ExactlyOne r -> when(out.put("is", "exactly-one").putTexts("paths", r.paths()), r.when());
            case Rule.Ordered r ->
                out.put("is", "ordered").put("first", r.first()).put("second", r.second());
            case Rule.Distinct r ->
                out.put("is", "distinct").put("first", r.first()).put("second", r.second());
            case Rule.SumAtMost r ->
                out.put("is", "sum-at-most")
                        .put("kind", r.kind())
                        .put("groupBy", r.groupBy())
                        .put("groupKind", r.groupKind())
                        .put("sum", r.sum())
                        .put("limit", r.limit())
                        .put("path", r.path());
            case Rule.Compared r ->
                comparison(out.put("is", "compared"), r.comparison()).put("message", r.message());
            case Rule.Acyclic r -> staged(out.put("is", "acyclic"), r.staged());
            case Rule.Present r ->
                out.put("is", "present").put("source", source(r.source())).put("message", r.message());
            case Rule.SecondPerson r -> out.put("is", "second-person").putText("also", r.alsoPath());
            case Rule.Within r ->
                out.put("is", "within")
                        .put("path", r.path())
                        .put("min", r.min())
                        .put("max", r.max());
            case Rule.ThingIs r ->
                out.put("is", "thing-is")
                        .put("path", r.path())
                        .put("column", r.column())
                        .putTexts("values", r.values());
            case Rule.Held r -> {
                out.put("is", "held").put("kind", r.kind()).put("where", lists(r.where()));
                if (r.none()) {
                    out.put("none", true);
                }
                out.putIf("each", r.each().map(RegistryWriter::each))
                        .put("caseIs", lists(r.when()))
                        .put("message", r.message());
            }
        }
        return out.put("code", rule.code()).build();
    }

    private static Json.Object each(Rule.Each each) {
        return Json.object()
                .put("kind", each.kind())
                .put("where", lists(each.where()))
                .putText("id", each.id())
                .put("by", each.by())
                .build();
    }

    private static void when(Json.Builder out, Optional<Rule.When> when) {
        when.ifPresent(w -> out.put("when", Json.object().put("path", w.path()).putTexts("values", w.values())));
    }

    private static Json.Builder is(String what) {
        return Json.object().put("is", what);
    }

    private static Json.Builder flag(Json.Builder out, String name, boolean value) {
        return value ? out.put(name, true) : out;
    }

    private static void texts(Json.Builder out, String name, List<String> values) {
        if (!values.isEmpty()) {
            out.putTexts(name, values);
        }
    }

    /** All of a registry but its version, in the order the loader reads. */
    public static Json.Object registry(
            List<Verb> verbs,
            List<Kind> kinds,
            List<Track> tracks,
            List<CodeList> codes,
            List<Attribute> attributes,
            String generalCase,
            String phrasesHash) {
        return Json.object()
                .put("format", 1)
                .put("phrases", phrasesHash.toLowerCase(Locale.ROOT))
                .put("generalCase", generalCase)
                .put("kinds", Json.array(kinds, RegistryWriter::kind))
                .put("tracks", Json.array(tracks, RegistryWriter::track))
                .put("codes", Json.array(codes, RegistryWriter::codes))
                .put("attributes", Json.array(attributes, RegistryWriter::attribute))
                .put("verbs", Json.array(verbs, RegistryWriter::verb))
                .build();
    }

    public static Json.Object phrases(Phrases phrases) {
        Json.Builder cues = Json.object();
        phrases.cues().forEach((verb, byPath) -> cues.put(verb, lists(byPath)));
        return Json.object()
                .put("phrases", lists(phrases.phrases()))
                .put("heads", lists(phrases.heads()))
                .put("cues", cues)
                .put("templates", Json.array(phrases.templates(), RegistryWriter::template))
                .build();
    }

    private static Json template(Phrases.Template template) {
        return Json.object()
                .put("name", template.name())
                .putTexts("heads", template.heads())
                .put("steps", Json.array(template.steps(), step -> {
                    Json.Builder set = Json.object();
                    step.set().forEach(set::put);
                    return Json.object()
                            .put("verb", step.verb())
                            .put("set", set)
                            .putTexts("when", step.when())
                            .build();
                }))
                .build();
    }

    private static Json.Object lists(Map<String, List<String>> lists) {
        Json.Builder out = Json.object();
        lists.forEach(out::putTexts);
        return out.build();
    }
}
