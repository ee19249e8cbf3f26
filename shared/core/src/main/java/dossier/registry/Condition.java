package dossier.registry;

import dossier.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a column, or an entry of a column's map, must be.
 *
 * @param value compared with: one for most comparisons, a list for {@link Is#ANY}, a truth value for {@link Is#GIVEN}
 */
public record Condition(Place place, Is is, Json value) {
    /** The comparisons. */
    public enum Is {
        IS,
        NOT,
        ANY,
        OVER,
        FROM,
        UNDER,
        TO,
        CONTAINS,
        GIVEN;

        /** @param name as a condition writes it */
        public static Optional<Is> of(String name) {
            return Arrays.stream(values()).filter(is -> is.word().equals(name)).findFirst();
        }

        static String names() {
            return Arrays.stream(values()).map(Is::word).collect(Collectors.joining(", "));
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        Shape shape(Shape of) {
            return switch (this) {
                case ANY -> new Shape.ListOf(of);
                case GIVEN -> new Shape.Bool();
                case CONTAINS -> new Shape.Text();
                default -> of;
            };
        }
    }

    /** The conditions of a typed map of them at a place; {@code nil} asks for no value. */
    public static List<Condition> of(Place place, Typed said) {
        List<Condition> all = new ArrayList<>();
        switch (said) {
            case Typed.Nothing _ -> all.add(new Condition(place, Is.GIVEN, new Json.Bool(false)));
            case Typed.Members members -> members.members().forEach((name, value) -> all.add(one(place, name, value)));
            default -> all.add(one(place, ConditionTyping.IS, said));
        }
        return all;
    }

    private static Condition one(Place place, String name, Typed value) {
        return value instanceof Typed.Nothing
                ? new Condition(place, Is.GIVEN, new Json.Bool(name.equals("not")))
                : new Condition(place, Is.of(name).orElse(Is.IS), value.json());
    }

    /** Whether a row, with its id under the name of the id's column, is as the condition says. */
    public boolean holds(Json.Object row) {
        Optional<Json> found = place.in(row).filter(json -> !json.isNull());
        if (is == Is.GIVEN) {
            return found.isPresent() == value.asBool().orElse(true);
        }
        return found.filter(this::matches).isPresent();
    }

    private boolean matches(Json found) {
        return switch (is) {
            case IS -> equal(found, value);
            case NOT -> !equal(found, value);
            case ANY -> value instanceof Json.Array any && any.items().stream().anyMatch(one -> equal(found, one));
            case OVER -> compare(found, value) > 0;
            case FROM -> compare(found, value) >= 0;
            case UNDER -> compare(found, value) < 0;
            case TO -> compare(found, value) <= 0;
            case CONTAINS ->
                text(found).toLowerCase(Locale.ROOT).contains(text(value).toLowerCase(Locale.ROOT));
            case GIVEN -> true;
        };
    }

    private static boolean equal(Json found, Json wanted) {
        return found instanceof Json.Array list
                ? list.items().stream().anyMatch(item -> item.equals(wanted))
                : compare(found, wanted) == 0;
    }

    private static int compare(Json found, Json wanted) {
        Optional<BigDecimal> left = found.asNumber();
        Optional<BigDecimal> right = wanted.asNumber();
        return left.isPresent() && right.isPresent()
                ? left.get().compareTo(right.get())
                : text(found).compareTo(text(wanted));
    }

    private static String text(Json json) {
        return json.asText().orElseGet(json::compact);
    }

    /** The conditions that a map of them makes at the places of a kind. */
    public static List<Condition> all(
            Map<String, Typed> said, java.util.function.Function<String, Optional<Place>> at) {
        List<Condition> all = new ArrayList<>();
        said.forEach((key, value) -> at.apply(key).ifPresent(place -> all.addAll(of(place, value))));
        return all;
    }
}
