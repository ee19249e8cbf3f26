package dossier.pipeline;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.language.Nearest;
import dossier.pipeline.Question.At;
import dossier.pipeline.Question.Pick;
import dossier.registry.Condition;
import dossier.registry.Effect;
import dossier.registry.Kind;
import dossier.registry.Place;
import dossier.registry.Registry;
import dossier.registry.Shape;
import dossier.registry.Source;
import dossier.registry.Typed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes the question that a form asks; what it names and nobody knows is reported. Confined to one thread. */
final class Looking {
    private static final int USUAL_LIMIT = 100;
    private static final int MOST_ROWS = 10_000;

    private final Registry registry;
    private final Sayings sayings;
    private final Findings findings;
    private final Effect.Look effect;
    private final List<Kind> kinds = new ArrayList<>();
    private final List<Function<String, Optional<Place>>> places = new ArrayList<>();
    private final List<Question.Join> joins = new ArrayList<>();
    private final Map<String, Integer> tables = new HashMap<>();

    Looking(Registry registry, Sayings sayings, Findings findings, Effect.Look effect) {
        this.registry = registry;
        this.sayings = sayings;
        this.findings = findings;
        this.effect = effect;
    }

    /** @param of what the question is about, with the names of its places */
    Question question(Kind kind, Function<String, Optional<Place>> of) {
        kinds.add(kind);
        places.add(of);
        part("join").ifPresent(this::joins);
        List<Question.Test> where = new ArrayList<>();
        part("where").ifPresent(said -> conditions(said, where));
        List<Pick> picks =
                names("select").stream().flatMap(name -> pick(name).stream()).toList();
        List<Pick> group =
                names("group").stream().flatMap(name -> pick(name).stream()).toList();
        boolean summed = picks.stream().anyMatch(pick -> pick.function().isPresent());
        List<Pick> groups = !summed || !group.isEmpty()
                ? group
                : picks.stream().filter(pick -> pick.function().isEmpty()).toList();
        int limit = part("limit")
                .flatMap(value -> value.json().asInteger())
                .map(Long::intValue)
                .orElse(USUAL_LIMIT);
        return new Question(
                sayings.form().index(),
                sayings.form().verb().name(),
                List.copyOf(kinds),
                List.copyOf(joins),
                picks,
                where,
                groups,
                names("order").stream().flatMap(name -> order(name).stream()).toList(),
                Math.clamp(limit, 1, MOST_ROWS),
                part("ended").flatMap(value -> value.json().asBool()).orElse(false));
    }

    private Optional<Typed> part(String name) {
        return Optional.ofNullable(effect.parts().get(name))
                .flatMap(sayings::value)
                .filter(value -> !(value instanceof Typed.Nothing));
    }

    /** One name or several, also parted by commas. */
    private List<String> names(String part) {
        List<String> names = new ArrayList<>();
        part(part).map(Typed::json).ifPresent(json -> {
            List<Json> items = json.asArray().orElse(List.of(json));
            items.forEach(item -> item.asText().ifPresent(text -> {
                for (String name : text.split(",", -1)) {
                    if (!name.isBlank()) {
                        names.add(name.strip());
                    }
                }
            }));
        });
        return names;
    }

    // ---- joins

    private void joins(Typed said) {
        said.json().asObject().orElse(Json.object().build()).members().forEach((name, json) -> {
            Optional<Json.Object> join = json.asObject();
            String asset = join.flatMap(j -> j.text("asset")).orElse("").toLowerCase(Locale.ROOT);
            Optional<Kind> kind = registry.kind(asset);
            if (kind.isEmpty()) {
                unknown(
                        asset.isEmpty() ? name : asset,
                        registry.kinds().stream().map(Kind::name).toList());
                return;
            }
            List<Question.Equal> on = new ArrayList<>();
            join.get()
                    .get("on")
                    .flatMap(Json::asObject)
                    .ifPresent(pairs -> pairs.members().forEach((left, right) -> {
                        Optional<At> at = at(left);
                        Optional<Place> other = right.asText().flatMap(text -> Place.of(registry, kind.get(), text));
                        if (other.isEmpty()) {
                            unknown(right.asText().orElseGet(right::compact), List.of());
                        }
                        at.ifPresent(found -> other.ifPresent(place -> on.add(new Question.Equal(found, place))));
                    }));
            if (on.isEmpty()) {
                unknown(name, List.of("a map :on of columns"));
                return;
            }
            tables.put(
                    name,
                    table(
                            kind.get(),
                            new Question.Join(on, join.get().bool("outer").orElse(false))));
        });
    }

    private int table(Kind kind, Question.Join join) {
        kinds.add(kind);
        places.add(name -> Place.of(registry, kind, name));
        joins.add(join);
        return kinds.size() - 1;
    }

    // ---- names

    /** A place by its name, which may lead through references: {@code cbu-id.name}. */
    private Optional<At> at(String name) {
        Optional<At> found = at(0, name);
        if (found.isEmpty()) {
            unknown(name, known());
        }
        return found;
    }

    private Optional<At> at(int table, String name) {
        int dot = name.indexOf('.');
        Optional<Integer> joined =
                dot < 0 || table > 0 ? Optional.empty() : Optional.ofNullable(tables.get(name.substring(0, dot)));
        if (joined.isPresent()) {
            return at(joined.get(), name.substring(dot + 1));
        }
        Optional<At> own = places.get(table).apply(name).map(place -> new At(table, place));
        if (own.isPresent() || dot < 0) {
            return own;
        }
        String prefix = name.substring(0, dot);
        return reference(table, prefix).flatMap(ref -> {
            String key = table + "/" + prefix;
            Integer reached = tables.get(key);
            if (reached == null) {
                Kind kind =
                        registry.kind(((Shape.Ref) ref.place().shape()).kind()).orElseThrow();
                Place id = new Place(kind.idColumn(), Optional.empty(), new Shape.Ref(kind.name()));
                reached = table(kind, new Question.Join(List.of(new Question.Equal(ref, id)), true));
                tables.put(key, reached);
            }
            return at(reached, name.substring(dot + 1));
        });
    }

    private Optional<At> reference(int table, String name) {
        Optional<Place> place = places.get(table).apply(name).filter(p -> p.shape() instanceof Shape.Ref);
        if (place.isEmpty() && name.equals(Preparation.CASE)) {
            place = Optional.of(new Place(Needs.Group.CASE, Optional.empty(), new Shape.Ref(Preparation.CASE)));
        }
        return place.map(p -> new At(table, p));
    }

    private Optional<Pick> pick(String text) {
        int open = text.indexOf('(');
        if (open < 0 || !text.endsWith(")")) {
            return at(text).map(at -> new Pick(text, Optional.empty(), Optional.of(at)));
        }
        String name = text.substring(0, open).strip().toUpperCase(Locale.ROOT);
        String inner = text.substring(open + 1, text.length() - 1).strip();
        for (Question.Function function : Question.Function.values()) {
            if (function.name().equals(name)) {
                return function == Question.Function.COUNT && inner.equals("*")
                        ? Optional.of(new Pick(text, Optional.of(function), Optional.empty()))
                        : at(inner)
                                .filter(at -> countable(function, at, text))
                                .map(at -> new Pick(text, Optional.of(function), Optional.of(at)));
            }
        }
        unknown(text, List.of("COUNT(*)", "SUM(x)", "AVG(x)", "MIN(x)", "MAX(x)"));
        return Optional.empty();
    }

    private boolean countable(Question.Function function, At at, String text) {
        boolean number = at.place().shape() instanceof Shape.Int
                || at.place().shape() instanceof Shape.Dec
                || (at.place().shape() instanceof Shape.Percent percent && !percent.band());
        boolean sums = function == Question.Function.SUM || function == Question.Function.AVG;
        if (sums && !number) {
            findings.report(
                    sayings.form(),
                    sayings.form().form().verbSpan(),
                    Diagnostic.error("TYP-NUMBER", text + " needs numbers.").found(text));
        }
        return !sums || number;
    }

    /** {@code name}, {@code name desc} or {@code -name}. */
    private Optional<Question.Order> order(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean down = text.startsWith("-") || lower.endsWith(" desc");
        String name = text.startsWith("-")
                ? text.substring(1)
                : lower.endsWith(" desc")
                        ? text.substring(0, text.length() - 5)
                        : lower.endsWith(" asc") ? text.substring(0, text.length() - 4) : text;
        return pick(name.strip()).map(pick -> new Question.Order(pick, down));
    }

    private void conditions(Typed said, List<Question.Test> where) {
        if (said instanceof Typed.Members members) {
            members.members()
                    .forEach((name, value) -> at(name).ifPresent(at -> Condition.of(at.place(), meant(value))
                            .forEach(condition -> where.add(new Question.Test(at.table(), condition)))));
        }
    }

    /** A condition on what only a join reaches was kept as written. */
    private static Typed meant(Typed value) {
        return value instanceof Typed.Raw(Json.Array list)
                ? new Typed.Members(Map.of("any", new Typed.Raw(list)))
                : value instanceof Typed.Raw(Json.Object map) ? new Typed.Members(raw(map)) : value;
    }

    private static Map<String, Typed> raw(Json.Object map) {
        Map<String, Typed> members = new LinkedHashMap<>();
        map.members().forEach((name, json) -> members.put(name, new Typed.Raw(json)));
        return members;
    }

    private List<String> known() {
        List<String> names = new ArrayList<>();
        names.add(kinds.getFirst().idColumn().replace('_', '-'));
        kinds.getFirst().columns().forEach(column -> names.add(column.name().replace('_', '-')));
        return names;
    }

    private void unknown(String name, List<String> known) {
        findings.report(
                sayings.form(),
                effect.parts().getOrDefault("select", new Source.TheCase()) instanceof Source.Said said
                        ? Findings.spanOf(sayings.form(), said)
                        : sayings.form().form().verbSpan(),
                Diagnostic.error("VOC-COLUMN", "There is nothing called " + name + " to be asked for.")
                        .found(name)
                        .expecting(known)
                        .nearest(Nearest.to(name, known)));
    }
}
