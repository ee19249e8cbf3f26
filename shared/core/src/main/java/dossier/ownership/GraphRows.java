package dossier.ownership;

import dossier.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a graph of rows as a database keeps them, one a statement, so that a document and the rows it led to make the
 * same facts. Which columns say what is data ({@link Meanings}); a row of another kind is passed over. Not thread-safe.
 */
public final class GraphRows {
    /**
     * One statement about one thing.
     *
     * @param columns by name; a share is a range of percent as PostgreSQL writes it, such as {@code (25,50]}
     * @param validFrom first day it holds; always before, when empty
     * @param validTo first day it no longer holds
     * @param known when it became known
     */
    public record Row(
            String kind,
            String id,
            Json.Object columns,
            Optional<LocalDate> validFrom,
            Optional<LocalDate> validTo,
            Optional<Instant> known) {}

    private final Meanings meanings;
    private final Graph.Builder graph = Graph.builder();
    private final Map<String, Map<String, String>> propsBefore = new HashMap<>();
    private final Map<String, String> typeBefore = new HashMap<>();
    private final Map<String, Graph.Link> linkBefore = new HashMap<>();

    private GraphRows(Meanings meanings) {
        this.meanings = meanings;
    }

    /** @param rows those of one thing in the order in which they were said */
    public static Graph graph(List<Row> rows, Meanings meanings) {
        GraphRows reader = new GraphRows(meanings);
        for (Row row : rows) {
            if (row.kind().equals(meanings.entityRows().kind())) {
                reader.entity(row);
            } else if (row.kind().equals(meanings.linkRows().kind())) {
                reader.link(row);
            }
        }
        return reader.graph.build();
    }

    /** A row repeats what was said before; only what it adds or changes is its own statement. */
    private void entity(Row row) {
        Meanings.Rows table = meanings.entityRows();
        String type = text(row, table.column("type")).orElse("");
        Map<String, String> props = new HashMap<>();
        row.columns()
                .object(table.column("props"))
                .ifPresent(all -> all.members().forEach((name, value) -> {
                    if (meanings.entityProps().contains(name)) {
                        plain(value).ifPresent(text -> props.put(name, text));
                    }
                }));
        Map<String, String> before = propsBefore.getOrDefault(row.id(), Map.of());
        Map<String, String> changed = new HashMap<>(props);
        changed.entrySet().removeIf(prop -> prop.getValue().equals(before.get(prop.getKey())));
        before.keySet().stream().filter(name -> !props.containsKey(name)).forEach(name -> changed.put(name, ""));
        boolean sameType = type.equals(typeBefore.put(row.id(), type));
        propsBefore.put(row.id(), props);
        graph.add(new Graph.Entity(
                row.id(),
                sameType || type.isEmpty() ? Optional.empty() : Optional.of(type),
                changed,
                row.validFrom(),
                row.known()));
    }

    /** A row that only ends what the one before said is an ending: it holds of every statement of the link. */
    private void link(Row row) {
        Meanings.Rows table = meanings.linkRows();
        Map<String, String> details = new HashMap<>();
        for (String what : List.of("control", "joint", "nominee")) {
            text(row, table.column(what))
                    .ifPresent(value -> details.put(what, what.equals("control") ? Meanings.upper(value) : value));
        }
        Meanings.LinkType type =
                meanings.linkType(text(row, table.column("type")).orElse(""));
        Graph.Link stated = new Graph.Link(
                row.id(),
                text(row, table.column("from")).orElse(""),
                text(row, table.column("to")).orElse(""),
                type.name(),
                shares(row, type),
                details,
                text(row, table.column("evidence")).map(Meanings::upper),
                row.validFrom(),
                Optional.empty(),
                Optional.empty());
        boolean same = stated.equals(linkBefore.put(row.id(), stated));
        if (same && row.validTo().isPresent()) {
            graph.add(new Graph.Ending(row.id(), row.validTo().get(), row.known()));
        } else {
            graph.add(stated.during(row.validTo(), row.known()));
        }
    }

    private Map<Axis, Interval> shares(Row row, Meanings.LinkType type) {
        Map<Axis, Interval> shares = new EnumMap<>(Axis.class);
        meanings.linkRows()
                .shares()
                .forEach((axis, column) -> text(row, column).ifPresent(range -> shares.put(axis, share(row, range))));
        if (!type.needs().isEmpty() && type.needs().stream().noneMatch(shares::containsKey)) {
            shares.put(type.needs().getFirst(), Interval.SOME);
            graph.finding(Finding.noShare(row.id()));
        }
        return shares;
    }

    private Interval share(Row row, String range) {
        int comma = range.indexOf(',');
        if (comma < 0) {
            graph.finding(new Finding(
                    "RUL-BANDS",
                    "The band of link " + row.id() + " cannot hold; it is taken as unknown",
                    List.of(row.id())));
            return Interval.closed(Fraction.ZERO, Fraction.ONE);
        }
        String low = range.substring(1, comma);
        String high = range.substring(comma + 1, range.length() - 1);
        return new Interval(
                low.isEmpty() ? Fraction.ZERO : Fraction.ofPercent(new BigDecimal(low)),
                !low.isEmpty() && range.startsWith("("),
                high.isEmpty() ? Fraction.ONE : Fraction.ofPercent(new BigDecimal(high)),
                !high.isEmpty() && range.endsWith(")"));
    }

    private static Optional<String> text(Row row, String column) {
        return row.columns().get(column).flatMap(GraphRows::plain);
    }

    private static Optional<String> plain(Json value) {
        return switch (value) {
            case Json.Text text -> Optional.of(text.value());
            case Json.Bool bool -> Optional.of(Boolean.toString(bool.value()));
            case Json.Number number -> Optional.of(number.value().toPlainString());
            case Json.Null _, Json.Array _, Json.Object _ -> Optional.empty();
        };
    }
}
