package dossier.registry;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.language.Severity;
import dossier.language.Span;
import dossier.language.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Gives a value its type, whatever its shape. What is wrong is reported; then there is no reading. */
final class ValueTyping {
    private final Scope scope;
    private final Words words;
    private final Quantities quantities;
    private final Moments moments;
    private final MapTyping maps;
    private final ConditionTyping conditions;

    ValueTyping(Scope scope, Lexicon lexicon) {
        this.scope = scope;
        this.words = new Words(scope, lexicon);
        this.quantities = new Quantities(scope);
        this.moments = new Moments(scope);
        this.maps = new MapTyping(scope, this);
        this.conditions = new ConditionTyping(scope, this);
    }

    /** @param path key of the form, or {@code key.field}, as messages name it */
    Optional<Reading> read(Value value, Shape shape, String path) {
        if (value instanceof Value.Nil) {
            return Optional.of(new Reading(new Typed.Nothing(), value));
        }
        if (value instanceof Value.Attribute attribute) {
            return shape instanceof Shape.AttributeName
                    ? attribute(attribute).map(a -> name(a))
                    : bound(attribute, shape, path);
        }
        return switch (shape) {
            case Shape.NewId _ -> words.id(value, path);
            case Shape.Ref ref -> words.reference(value, ref.kind(), path);
            case Shape.Text _ -> words.text(value, path);
            case Shape.Int whole -> quantities.whole(value, whole, path);
            case Shape.Dec decimal -> quantities.decimal(value, decimal, path);
            case Shape.Percent percent -> quantities.percent(value, percent, path);
            case Shape.Money _ -> quantities.money(value, path);
            case Shape.Date _ -> moments.date(value, path);
            case Shape.Time _ -> moments.time(value, path);
            case Shape.Duration _ -> moments.duration(value, path);
            case Shape.Bool _ -> bool(value, path);
            case Shape.Code code -> words.code(value, code.list(), path);
            case Shape.Formatted formatted -> words.formatted(value, formatted.format(), path);
            case Shape.ListOf list -> list(value, list, path);
            case Shape.MapOf map -> maps.read(value, map, path);
            case Shape.AttributeName _ -> attributeName(value, path);
            case Shape.Condition condition -> conditions.read(value, condition.of(), path);
            case Shape.Dependent _ -> maps.read(value, new Shape.MapOf(List.of(), true, true), path);
            case Shape.Any _ -> any(value, path);
        };
    }

    private Optional<Reading> bool(Value value, String path) {
        if (value instanceof Value.Bool bool) {
            return Optional.of(new Reading(new Typed.Bool(bool.value()), value));
        }
        scope.wrong("TYP-BOOL", path, value, "true or false", "Write it without quotes.");
        return Optional.empty();
    }

    private Optional<Reading> list(Value value, Shape.ListOf shape, String path) {
        if (!scope.strict() && single(value)) {
            scope.report()
                    .add(
                            Diagnostic.error("TYP-LIST", ":" + path + " is read as a list of one")
                                    .as(Severity.WARNING)
                                    .found(Written.of(value)),
                            value.span());
            return list(new Value.Many(List.of(value), value.span()), shape, path);
        }
        if (!(value instanceof Value.Many many)) {
            scope.wrong("TYP-LIST", path, value, "a list", "Put it in brackets: [" + Written.of(value) + "].");
            return Optional.empty();
        }
        List<Typed> items = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        boolean complete = true;
        for (Value item : many.items()) {
            if (item instanceof Value.Nil) {
                scope.wrong("TYP-NIL", path, item, "a list without nil", "");
                complete = false;
                continue;
            }
            Optional<Reading> reading = read(item, shape.item(), path);
            complete &= reading.isPresent();
            reading.ifPresent(r -> {
                if (!r.aside()) {
                    items.add(r.typed());
                }
                values.add(r.value());
            });
        }
        return complete
                ? Optional.of(new Reading(new Typed.Items(List.copyOf(items)), new Value.Many(values, many.span())))
                : Optional.empty();
    }

    private static boolean single(Value value) {
        return value instanceof Value.Text || value instanceof Value.Symbol || value instanceof Value.Fields;
    }

    private Optional<Reading> any(Value value, String path) {
        if (holdsNul(value)) {
            scope.wrong("TYP-TEXT", path, value, "text without the NUL character", "");
            return Optional.empty();
        }
        return Optional.of(new Reading(new Typed.Raw(Written.json(value)), value));
    }

    static boolean holdsNul(Value value) {
        return switch (value) {
            case Value.Text text -> text.value().indexOf('\0') >= 0;
            case Value.Many many -> many.items().stream().anyMatch(ValueTyping::holdsNul);
            case Value.Fields fields ->
                fields.fields().stream().anyMatch(f -> Written.key(f.key()).indexOf('\0') >= 0 || holdsNul(f.value()));
            case Value.Numeric _, Value.Bool _, Value.Nil _, Value.Symbol _, Value.Attribute _ -> false;
        };
    }

    private Optional<Reading> attributeName(Value value, String path) {
        Optional<String> name = switch (value) {
            case Value.Text text -> Optional.of(text.value());
            case Value.Symbol symbol -> Optional.of(symbol.name());
            default -> Optional.empty();
        };
        if (name.isEmpty()) {
            scope.wrong("TYP-ATTRIBUTE", path, value, "the name or id of an attribute", "");
            return Optional.empty();
        }
        Optional<Attribute> attribute = scope.registry().attribute(name.get());
        if (attribute.isEmpty()) {
            unknownAttribute(name.get(), value.span(), true);
        }
        return attribute.map(ValueTyping::name);
    }

    private static Reading name(Attribute attribute) {
        return new Reading(new Typed.Text(attribute.name()), new Value.Text(attribute.name(), Span.NONE));
    }

    private Optional<Reading> bound(Value.Attribute written, Shape shape, String path) {
        Optional<Attribute> attribute = attribute(written);
        if (attribute.isEmpty() && !scope.strict()) {
            scope.extras().put(path, Json.text(Written.reference(written)));
            return Optional.of(new Reading(new Typed.Nothing(), written));
        }
        if (attribute.isPresent() && !fits(shape, attribute.get().shape())) {
            scope.wrong(
                    "TYP-BOUND",
                    path,
                    written,
                    Shapes.describe(shape),
                    attribute.get().name() + " is "
                            + Shapes.describe(attribute.get().shape()) + ".");
            return Optional.empty();
        }
        return attribute.map(a -> new Reading(
                new Typed.Bound(a), new Value.Attribute(Optional.of(a.id()), Optional.of(a.name()), written.span())));
    }

    /** Whether every value of one shape is a value of the other. */
    private static boolean fits(Shape wanted, Shape given) {
        return switch (wanted) {
            case Shape.Any _ -> true;
            case Shape.Text _ ->
                given instanceof Shape.Text || given instanceof Shape.Code || given instanceof Shape.Formatted;
            case Shape.Dec _ -> given instanceof Shape.Dec || given instanceof Shape.Int;
            case Shape.Percent percent -> given instanceof Shape.Percent other && (percent.band() || !other.band());
            case Shape.ListOf list -> given instanceof Shape.ListOf other && fits(list.item(), other.item());
            case Shape.Int _ -> given instanceof Shape.Int;
            case Shape.MapOf _ -> given instanceof Shape.MapOf;
            default -> wanted.equals(given);
        };
    }

    /** The attribute that {@code @attr{...}} names; its name and its UUID must agree. */
    Optional<Attribute> attribute(Value.Attribute written) {
        Registry registry = scope.registry();
        Optional<Attribute> byId = written.id().flatMap(id -> registry.attribute(id.toString()));
        Optional<Attribute> byName = written.name().flatMap(this::named);
        if (written.id().isPresent() && byId.isEmpty()) {
            unknownAttribute(written.id().get().toString(), written.span(), scope.strict());
            return Optional.empty();
        }
        if (written.name().isPresent() && byName.isEmpty()) {
            unknownAttribute(written.name().get(), written.span(), scope.strict());
            return Optional.empty();
        }
        if (byId.isPresent()
                && byName.isPresent()
                && !byId.get().id().equals(byName.get().id())) {
            scope.report()
                    .add(
                            Diagnostic.error("VOC-ATTRIBUTE-MISMATCH", "This UUID and this name are two attributes")
                                    .found(Written.reference(written))
                                    .expecting(List.of(byId.get().name()))
                                    .hint("The UUID is " + byId.get().name() + "; "
                                            + byName.get().name() + " is "
                                            + byName.get().id() + "."),
                            written.span());
            return Optional.empty();
        }
        return byId.or(() -> byName);
    }

    /** By its name today; older documents write underscores, and lenient readers look past the group. */
    Optional<Attribute> named(String name) {
        Registry registry = scope.registry();
        String today = name.replace('_', '-');
        return registry.attribute(name)
                .or(() -> registry.attribute(today))
                .or(() -> scope.strict() ? Optional.empty() : registry.attribute(LoadedRegistry.lastSegment(today)));
    }

    void unknownAttribute(String name, Span span, boolean strict) {
        Set<String> same = new TreeSet<>();
        Set<String> keys = new TreeSet<>();
        for (Attribute attribute : scope.registry().attributes()) {
            keys.add(attribute.key());
            if (LoadedRegistry.lastSegment(attribute.name()).equals(name)) {
                same.add(attribute.name());
            }
        }
        Diagnostic finding = same.isEmpty()
                ? Diagnostic.error("VOC-ATTRIBUTE", "The dictionary has no attribute " + name)
                        .nearest(scope.report().near(name, keys))
                : Diagnostic.error("VOC-ATTRIBUTE-AMBIGUOUS", "Several attributes are called " + name)
                        .nearest(List.copyOf(same))
                        .hint("Say which with its dotted name.");
        scope.report().complain(strict, finding.found(name), span);
    }
}
