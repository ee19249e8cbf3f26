package dossier.store;

import dossier.json.Json;
import dossier.registry.Condition;
import dossier.registry.Kind;
import dossier.registry.Place;
import dossier.registry.Shape;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * SQL over the columns of statements, in one clause after another with its parameters. Names come from the registry
 * alone, values only as parameters. Confined to one thread.
 */
final class Conditions {
    private static final String TODAY = "(clock_timestamp() AT TIME ZONE 'UTC')::date";

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    Conditions add(String text, Object... values) {
        sql.append(text);
        parameters.addAll(List.of(values));
        return this;
    }

    String sql() {
        return sql.toString();
    }

    Object[] parameters() {
        return parameters.toArray();
    }

    /** The current statement {@code r} of every declared thing of the table that has not ended. */
    Conditions from(Kinds.Table table, String tenant, boolean ended) {
        add(
                " FROM dossier.thing t JOIN " + table.name() + " r ON r.tenant_id = t.tenant_id AND r." + table.id()
                        + " = t.id AND r.revision = t.revision WHERE t.tenant_id = ? AND t.kind = ? AND t.resolved",
                tenant,
                table.kind().name());
        return ended ? this : add(" AND " + standing("r"));
    }

    /** As {@link #from} without what had ended by a day. */
    Conditions standingOn(LocalDate day, Kinds.Table table, String tenant) {
        return from(table, tenant, true).add(" AND (r.valid_to IS NULL OR r.valid_to > ?)", day);
    }

    static String standing(String alias) {
        return "(" + alias + ".valid_to IS NULL OR " + alias + ".valid_to > " + TODAY + ")";
    }

    Conditions where(String alias, Kinds.Table table, Condition condition) {
        Place place = condition.place();
        Json value = condition.value();
        switch (condition.is()) {
            case GIVEN -> value(alias, table, place).add(value.asBool().orElse(true) ? " IS NOT NULL" : " IS NULL");
            case IS -> equal(alias, table, place, List.of(value));
            case ANY -> equal(alias, table, place, value.asArray().orElse(List.of(value)));
            case NOT -> {
                add("NOT coalesce((");
                equal(alias, table, place, List.of(value));
                add("), false) AND ");
                value(alias, table, place).add(" IS NOT NULL");
            }
            case OVER -> compared(alias, table, place, ">", value);
            case FROM -> compared(alias, table, place, ">=", value);
            case UNDER -> compared(alias, table, place, "<", value);
            case TO -> compared(alias, table, place, "<=", value);
            case CONTAINS -> {
                add("strpos(lower(");
                plain(alias, table, place).add("), lower(?)) > 0", text(value));
            }
        }
        return this;
    }

    private void equal(String alias, Kinds.Table table, Place place, List<Json> values) {
        add("(");
        for (int i = 0; i < values.size(); i++) {
            add(i == 0 ? "" : " OR ");
            if (place.shape() instanceof Shape.ListOf) {
                json(alias, table, place)
                        .add(" @> ?::jsonb", Json.array(List.of(values.get(i))).compact());
            } else {
                compared(alias, table, place, "=", values.get(i));
            }
        }
        add(values.isEmpty() ? "false)" : ")");
    }

    private void compared(String alias, Kinds.Table table, Place place, String operator, Json value) {
        value(alias, table, place).add(" " + operator + " " + parameter(place.shape()), text(value));
    }

    private static String text(Json value) {
        return value.asText().orElseGet(value::compact);
    }

    /** A parameter given as text, in the type of the place. */
    private static String parameter(Shape shape) {
        return switch (type(shape)) {
            case "text" -> "?";
            case "numrange" -> "?::text::numrange";
            case String type -> "?::text::" + type;
        };
    }

    private static String type(Shape shape) {
        return switch (shape) {
            case Shape.Int _, Shape.Dec _ -> "numeric";
            case Shape.Percent percent -> percent.band() ? "numrange" : "numeric";
            case Shape.Date _ -> "date";
            case Shape.Time _ -> "timestamptz";
            case Shape.Bool _ -> "boolean";
            default -> "text";
        };
    }

    /** The value in its own type, to be compared, summed and put in order. */
    Conditions value(String alias, Kinds.Table table, Place place) {
        if (place.entry().isEmpty() && !(place.shape() instanceof Shape.ListOf)) {
            return add(alias + "." + column(table, place));
        }
        String type = type(place.shape());
        if (type.equals("text") || type.equals("numrange")) {
            return plain(alias, table, place);
        }
        return add("(").plain(alias, table, place).add(")::" + type);
    }

    private Conditions plain(String alias, Kinds.Table table, Place place) {
        String column = alias + "." + column(table, place);
        return place.entry().isPresent()
                ? add("(" + column + " ->> ?)", place.entry().get())
                : add("(" + column + ")::text");
    }

    /** The value as JSON, to be shown. */
    Conditions json(String alias, Kinds.Table table, Place place) {
        String column = alias + "." + column(table, place);
        return place.entry().isPresent()
                ? add("(" + column + " -> ?)", place.entry().get())
                : add("to_jsonb(" + column + ")");
    }

    private static String column(Kinds.Table table, Place place) {
        Kind kind = table.kind();
        return switch (place.column()) {
            case "valid_from", "valid_to" -> place.column();
            case String column -> column.equals(kind.idColumn()) ? table.id() : table.column(column);
        };
    }
}
