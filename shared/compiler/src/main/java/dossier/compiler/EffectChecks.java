package dossier.compiler;

import dossier.registry.CodeList;
import dossier.registry.Comparison;
import dossier.registry.Effect;
import dossier.registry.Kind;
import dossier.registry.Registry;
import dossier.registry.Rule;
import dossier.registry.Shape;
import dossier.registry.Source;
import dossier.registry.Track;
import dossier.registry.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a verb's effects and rules speak of things that exist, and write values where they fit. */
final class EffectChecks {
    private static final Set<String> QUESTION = Set.of("where", "select", "join", "group", "order", "limit", "ended");

    private final Registry registry;
    /** What a question about owners can say. */
    private static final List<String> OWNERS =
            List.of("regimes", "valid-at", "threshold", "depth", "prongs", "types", "stated");

    private final Paths paths;
    private final Verb verb;
    private final Item where;

    EffectChecks(Registry registry, Verb verb, Item where) {
        this.registry = registry;
        this.paths = new Paths(registry);
        this.verb = verb;
        this.where = where;
    }

    void run() {
        List<Item> effects = where.find("effects").map(Item::items).orElse(List.of());
        for (int i = 0; i < verb.effects().size(); i++) {
            effect(verb.effects().get(i), effects.get(i));
        }
        List<Item> rules = where.find("rules").map(Item::items).orElse(List.of());
        for (int i = 0; i < verb.rules().size(); i++) {
            rule(verb.rules().get(i), rules.get(i));
        }
        if (verb.effects().isEmpty() && !verb.read()) {
            where.problem(verb.name() + " does nothing and does not only read");
        }
    }

    private void effect(Effect effect, Item at) {
        switch (effect) {
            case Effect.Declare e -> {
                statement(e.kind(), e.id(), e.set(), e.validity(), e.each(), at);
                when(e.when(), at);
            }
            case Effect.Restate e -> {
                when(e.when(), at);
                statement(e.kind(), e.id(), e.set(), e.validity(), e.each(), at);
                e.identity().stream()
                        .filter(column -> !e.set().containsKey(column))
                        .forEach(column -> at.problem("identity column " + column + " is not set"));
            }
            case Effect.Amend e -> {
                statement(e.kind(), e.id(), e.set(), e.validity(), e.each(), at);
                when(e.when(), at);
            }
            case Effect.Advance e -> {
                Optional<Track> track = registry.track(e.track());
                if (track.isEmpty()) {
                    at.problem("there is no track " + e.track());
                }
                repeats(e.each(), at);
                source(e.id(), e.each(), at);
                source(e.to(), e.each(), at);
                e.when().ifPresent(when -> source(when, e.each(), at));
                e.from().stream()
                        .filter(state -> track.filter(t -> t.knows(state)).isEmpty())
                        .forEach(state -> at.problem("track " + e.track() + " has no state " + state));
                if (e.to() instanceof Source.Constant to && track.isPresent()) {
                    String state = to.value().asText().orElse("");
                    if (!track.get().knows(state)) {
                        at.problem("track " + e.track() + " has no state " + state);
                    }
                }
            }
            case Effect.Change e -> {
                dependent(e.by(), e.where(), at);
                e.set().ifPresent(set -> dependent(e.by(), set, at));
                e.until().ifPresent(until -> date(until, at));
            }
            case Effect.Look e -> {
                e.by().ifPresent(by -> said(by, at));
                e.kind()
                        .filter(kind -> registry.kind(kind).isEmpty())
                        .ifPresent(kind -> at.problem("there is no kind " + kind));
                e.parts().keySet().stream()
                        .filter(part -> !QUESTION.contains(part))
                        .forEach(part -> at.problem("a question has no part " + part));
                e.parts().values().forEach(source -> source(source, Optional.empty(), at));
            }
            case Effect.Tell e -> e.result().values().forEach(source -> source(source, Optional.empty(), at));
            case Effect.Emit e -> e.payload().values().forEach(source -> source(source, Optional.empty(), at));
        }
    }

    /** A key whose entries depend on the code of another. */
    private void dependent(String by, String key, Item at) {
        boolean depends = verb.argument(key)
                .filter(argument -> argument.shape() instanceof Shape.Dependent shape
                        && shape.by().equals(by))
                .isPresent();
        if (!depends) {
            at.problem(key + " does not depend on " + by);
        }
    }

    private void said(String key, Item at) {
        if (verb.argument(key).isEmpty()) {
            at.problem(verb.name() + " has no key " + key);
        }
    }

    private void statement(
            String kindName,
            Source id,
            Map<String, Source> set,
            Effect.Validity validity,
            Optional<Source> each,
            Item at) {
        source(id, each, at);
        validity.from().ifPresent(source -> date(source, at));
        validity.to().ifPresent(source -> date(source, at));
        repeats(each, at);
        Optional<Kind> kind = registry.kind(kindName);
        if (kind.isEmpty()) {
            at.problem("there is no kind " + kindName);
            return;
        }
        set.forEach((name, source) -> {
            Optional<Kind.Column> column = kind.get().column(name);
            if (column.isEmpty()) {
                at.problem("kind " + kindName + " has no column " + name);
            } else {
                Optional<Shape> shape = source(source, each, at);
                shape.filter(s -> !fits(s, column.get().shape()))
                        .ifPresent(s -> at.problem(
                                "column " + name + " of " + kindName + " does not take what " + "is written into it"));
                constant(source, column.get(), at);
            }
        });
    }

    private void repeats(Optional<Source> each, Item at) {
        each.flatMap(source -> source(source, Optional.empty(), at))
                .filter(shape -> !(shape instanceof Shape.ListOf) && !(shape instanceof Shape.MapOf))
                .ifPresent(shape -> at.problem("each needs a list or a map"));
    }

    private void date(Source source, Item at) {
        source(source, Optional.empty(), at)
                .filter(shape -> !(shape instanceof Shape.Date))
                .ifPresent(shape -> at.problem("validity takes dates"));
    }

    private void constant(Source source, Kind.Column column, Item at) {
        if (source instanceof Source.Constant constant && column.shape() instanceof Shape.Code code) {
            String word = constant.value().asText().orElse("");
            Optional<CodeList> list = registry.codes(code.list());
            if (list.isPresent() && !list.get().open() && list.get().find(word).isEmpty()) {
                at.problem("the list " + code.list() + " has no " + word);
            }
        }
    }

    /** @return the shape of what the source gives, where it has one of its own */
    private Optional<Shape> source(Source source, Optional<Source> each, Item at) {
        return switch (source) {
            case Source.Said said -> {
                Optional<Shape> shape = path(said.path(), at);
                yield shape;
            }
            case Source.Of of -> columnOf(of.path(), of.column(), at);
            case Source.Derived derived -> {
                derived.parts().forEach(part -> source(part, each, at));
                yield Optional.empty();
            }
            case Source.FirstOf first -> {
                Optional<Shape> found = Optional.empty();
                for (Source choice : first.choices()) {
                    Optional<Shape> shape = source(choice, each, at);
                    found = found.or(() -> shape);
                }
                yield found;
            }
            case Source.Item _ -> {
                if (each.isEmpty()) {
                    at.problem("there is no item without each");
                }
                yield each.flatMap(list -> source(list, Optional.empty(), at))
                        .flatMap(s -> s instanceof Shape.ListOf list ? Optional.of(list.item()) : Optional.empty());
            }
            case Source.ItemKey _ -> {
                if (each.isEmpty()) {
                    at.problem("there is no key without each");
                }
                yield Optional.empty();
            }
            case Source.Found _ -> Optional.of(new Shape.ListOf(new Shape.Text()));
            case Source.Today _ -> Optional.of(new Shape.Date());
            case Source.Constant _, Source.Fresh _, Source.TheCase _, Source.TheCaller _ -> Optional.empty();
            case Source.Column _,
                    Source.Names _,
                    Source.Answered _,
                    Source.TheOnly _,
                    Source.Computed _,
                    Source.Property _,
                    Source.Listed _,
                    Source.Union _,
                    Source.Without _,
                    Source.Staged _,
                    Source.Determined _,
                    Source.Provided _ -> looked(source, each, at);
            case Source.Member _ -> {
                if (each.isEmpty()) {
                    at.problem("there is no item without each");
                }
                yield Optional.empty();
            }
        };
    }

    /** The shape of a column of the thing that a path refers to. */
    private Optional<Shape> columnOf(String path, String column, Item at) {
        Optional<Shape> shape = path(path, at);
        Optional<Shape> found = shape.flatMap(
                        s -> s instanceof Shape.Ref ref ? registry.kind(ref.kind()) : Optional.empty())
                .flatMap(kind -> kind.column(column))
                .map(Kind.Column::shape)
                .filter(s -> !(s instanceof Shape.Money));
        if (found.isEmpty()) {
            at.problem(path + " refers to nothing with a plain column " + column);
        }
        return found;
    }

    private void when(Optional<Rule.When> when, Item at) {
        when.ifPresent(w -> path(w.path(), at));
    }

    private Optional<Shape> looked(Source source, Optional<Source> each, Item at) {
        return switch (source) {
            case Source.Column column -> {
                source(column.id(), each, at);
                Optional<Shape> shape = registry.kind(column.kind())
                        .flatMap(kind -> kind.column(column.column()))
                        .map(Kind.Column::shape);
                if (shape.isEmpty()) {
                    at.problem("there is no column " + column.column() + " of the kind " + column.kind());
                }
                yield shape;
            }
            case Source.Names names -> {
                source(names.id(), each, at);
                if (registry.kind(names.kind())
                        .filter(kind -> !kind.naming().isEmpty())
                        .isEmpty()) {
                    at.problem("a " + names.kind() + " has no names");
                }
                yield Optional.of(new Shape.ListOf(new Shape.Text()));
            }
            case Source.Answered answered -> {
                answered.question().values().forEach(part -> source(part, each, at));
                yield Optional.empty();
            }
            case Source.TheOnly only -> {
                only.where().forEach((column, value) -> {
                    columns(only.kind(), Map.of(column, List.of()), at);
                    source(value, each, at);
                });
                if (registry.kind(only.kind()).isEmpty()) {
                    at.problem("there is no kind " + only.kind());
                }
                yield Optional.of(new Shape.Ref(only.kind()));
            }
            case Source.Computed computed -> {
                computed.operands().forEach(operand -> source(operand, each, at));
                computed.rounding().ifPresent(rounding -> {
                    source(rounding.places(), each, at);
                    source(rounding.mode(), each, at);
                });
                computed.currency().ifPresent(currency -> source(currency, each, at));
                yield Optional.of(
                        computed.currency().isPresent()
                                ? new Shape.Money()
                                : new Shape.Dec(Optional.empty(), Optional.empty()));
            }
            case Source.Property property -> {
                list(property.list(), property.name(), at);
                source(property.code(), each, at);
                yield Optional.of(new Shape.Text());
            }
            case Source.Listed listed -> {
                list(listed.list(), listed.name(), at);
                source(listed.codes(), each, at);
                yield Optional.of(new Shape.ListOf(new Shape.Text()));
            }
            case Source.Union union -> {
                union.lists().forEach(list -> source(list, each, at));
                yield Optional.of(new Shape.ListOf(new Shape.Text()));
            }
            case Source.Without without -> {
                source(without.other(), each, at);
                yield source(without.list(), each, at);
            }
            case Source.Staged staged -> {
                list(staged.list(), staged.after(), at);
                source(staged.codes(), each, at);
                staged.more().ifPresent(more -> source(more, each, at));
                yield Optional.of(new Shape.MapOf(List.of(), false, true));
            }
            case Source.Determined determined -> {
                source(determined.entity(), each, at);
                determined.question().forEach((name, value) -> {
                    if (!OWNERS.contains(name)) {
                        at.problem("a question about owners has no " + name + "; it has " + OWNERS);
                    }
                    source(value, each, at);
                });
                yield determinedShape(determined.part());
            }
            case Source.Provided provided -> {
                comparison(provided.comparison(), each, at);
                yield source(provided.then(), each, at);
            }
            default -> Optional.empty();
        };
    }

    private static Optional<Shape> determinedShape(Source.Part part) {
        Shape any = new Shape.MapOf(List.of(), false, true);
        return Optional.of(
                switch (part) {
                    case ANSWER, RULE_PACKS -> any;
                    case GRAPH_HASH, DICTIONARY_VERSION -> new Shape.Text();
                    case VALID_AT -> new Shape.Date();
                    case KNOWN_AT -> new Shape.Time();
                    case DETERMINATIONS, OWNERS, SHARES, STRUCTURE, FINDINGS, DIFFERENCES -> new Shape.ListOf(any);
                });
    }

    private void comparison(Comparison comparison, Optional<Source> each, Item at) {
        source(comparison.left(), each, at);
        source(comparison.right(), each, at);
    }

    private void list(String name, String property, Item at) {
        boolean known = registry.codes(name).stream()
                .flatMap(list -> list.codes().stream())
                .anyMatch(code -> code.properties().containsKey(property));
        if (!known) {
            at.problem("no code of a list " + name + " has the property " + property);
        }
    }

    private Optional<Shape> path(String path, Item at) {
        Optional<Shape> shape = paths.shape(verb, path);
        if (shape.isEmpty()) {
            at.problem(verb.name() + " has no key " + path);
        }
        return shape;
    }

    /** Whether every value of the first shape can stand in a column of the second. */
    private static boolean fits(Shape said, Shape column) {
        return switch (column) {
            case Shape.Text _ ->
                said instanceof Shape.Text
                        || said instanceof Shape.NewId
                        || said instanceof Shape.Ref
                        || said instanceof Shape.Code
                        || said instanceof Shape.Formatted;
            case Shape.Ref ref -> said.equals(ref) || said.equals(new Shape.NewId(ref.kind()));
            case Shape.Dec _ -> said instanceof Shape.Dec || said instanceof Shape.Int;
            case Shape.Int _ -> said instanceof Shape.Int;
            case Shape.Percent percent -> said instanceof Shape.Percent other && (percent.band() || !other.band());
            case Shape.ListOf list -> said instanceof Shape.ListOf other && fits(other.item(), list.item());
            case Shape.MapOf _ -> said instanceof Shape.MapOf || said instanceof Shape.Dependent;
            default -> said.equals(column);
        };
    }

    private void rule(Rule rule, Item at) {
        if (!rule.code().startsWith("RUL-")) {
            at.problem("a rule's code begins with RUL-");
        }
        switch (rule) {
            case Rule.AtLeastOne r -> {
                r.paths().forEach(path -> path(path, at));
                r.when().ifPresent(when -> path(when.path(), at));
            }
            case Rule.Unused r -> {
                path(r.path(), at);
                r.when().ifPresent(when -> path(when.path(), at));
                r.places().forEach(use -> columns(use.kind(), Map.of(use.column(), List.of()), at));
            }
            case Rule.ExactlyOne r -> {
                r.paths().forEach(path -> path(path, at));
                r.when().ifPresent(when -> path(when.path(), at));
            }
            case Rule.Ordered r -> List.of(r.first(), r.second()).forEach(path -> path(path, at));
            case Rule.Distinct r -> List.of(r.first(), r.second()).forEach(path -> path(path, at));
            case Rule.SumAtMost r -> {
                path(r.path(), at);
                Optional<Kind> kind = registry.kind(r.kind());
                if (kind.isEmpty() || registry.kind(r.groupKind()).isEmpty()) {
                    at.problem("there is no kind " + (kind.isEmpty() ? r.kind() : r.groupKind()));
                }
                kind.ifPresent(k -> List.of(r.groupBy(), r.sum()).stream()
                        .filter(column -> k.column(column).isEmpty())
                        .forEach(column -> at.problem("kind " + k.name() + " has no column " + column)));
            }
            case Rule.Within r -> path(r.path(), at);
            case Rule.ThingIs r -> columnOf(r.path(), r.column(), at).ifPresent(shape -> codes(shape, r.values(), at));
            case Rule.Held r -> {
                columns(r.kind(), r.where(), at);
                columns("case", r.when(), at);
                r.each().ifPresent(each -> {
                    columns(each.kind(), each.where(), at);
                    each.id().ifPresent(column -> columns(each.kind(), Map.of(column, List.of()), at));
                    columns(r.kind(), Map.of(each.by(), List.of()), at);
                });
            }
            case Rule.Compared r -> comparison(r.comparison(), Optional.empty(), at);
            case Rule.Acyclic r -> source(r.staged(), Optional.empty(), at);
            case Rule.Present r -> source(r.source(), Optional.empty(), at);
            case Rule.SecondPerson r -> r.alsoPath().ifPresent(path -> path(path, at));
        }
    }

    private void columns(String kindName, Map<String, List<String>> values, Item at) {
        Optional<Kind> kind = registry.kind(kindName);
        if (kind.isEmpty()) {
            at.problem("there is no kind " + kindName);
            return;
        }
        values.forEach((name, words) -> kind.get()
                .column(name)
                .ifPresentOrElse(
                        column -> codes(column.shape(), words, at),
                        () -> at.problem("kind " + kindName + " has no column " + name)));
    }

    /** A word that the column can never hold is a mistake. */
    private void codes(Shape shape, List<String> words, Item at) {
        if (shape instanceof Shape.Code code) {
            Optional<CodeList> list = registry.codes(code.list());
            words.stream()
                    .filter(word -> list.filter(l -> l.find(word).isEmpty()).isPresent())
                    .forEach(word -> at.problem("the list " + code.list() + " has no " + word));
        }
    }
}
