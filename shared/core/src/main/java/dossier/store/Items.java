package dossier.store;

import dossier.json.Json;
import dossier.registry.Kind;
import dossier.registry.Shape;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Statements as answers show them. Stateless. */
final class Items {
    /** The columns that {@link #row} reads, of a thing {@code t} and its statement {@code r}, which may be absent. */
    static final String COLUMNS =
            "t.id, t.declaring_case, r.revision, r.case_id, r.version, r.known_at, r.superseded_at, r.valid_from,"
                    + " r.valid_to, to_jsonb(r), t.resolved";

    private Items() {}

    /**
     * A thing with a statement about it.
     *
     * @param resolved whether somebody has declared it
     * @param statement empty for a thing that was only referred to
     */
    record Row(Kinds.Table table, String id, String declaringCase, boolean resolved, Optional<Said> statement) {
        boolean holdsAt(LocalDate date) {
            return statement
                    .filter(s -> s.validTo().map(date::isBefore).orElse(true))
                    .isPresent();
        }
    }

    /** @param own the kind's columns as the table has them */
    record Said(
            long revision,
            String caseId,
            long version,
            Instant knownAt,
            Optional<Instant> supersededAt,
            Optional<LocalDate> validFrom,
            Optional<LocalDate> validTo,
            Json.Object own,
            Json.Object extras) {}

    static Row row(ResultSet row, Kinds.Table table) throws SQLException {
        Optional<Said> said = Optional.empty();
        if (row.getString(10) != null && row.getString(4) != null) {
            Json.Object whole =
                    Json.parse(row.getString(10)).orThrow().asObject().orElseThrow();
            said = Optional.of(new Said(
                    row.getLong(3),
                    row.getString(4),
                    row.getLong(5),
                    Desk.instant(row, 6),
                    row.getString(7) == null ? Optional.empty() : Optional.of(Desk.instant(row, 7)),
                    Optional.ofNullable(row.getObject(8, LocalDate.class)),
                    Optional.ofNullable(row.getObject(9, LocalDate.class)),
                    table.own(whole),
                    whole.object("extras").orElseGet(() -> Json.object().build())));
        }
        return new Row(table, row.getString(1), row.getString(2), row.getBoolean(11), said);
    }

    /** An item of a list: id, columns, and who said it when. */
    static Json.Object item(Row row) {
        Json.Builder item = Json.object().put(Desk.camel(row.table().kind().idColumn()), row.id());
        if (row.statement().isEmpty()) {
            return item.put("resolved", false)
                    .put("caseId", row.declaringCase())
                    .build();
        }
        Said said = row.statement().get();
        columns(item, row.table(), said);
        return statement(item, said).build();
    }

    /** Who said a statement, when it was known and when it holds. */
    static Json.Builder statement(Json.Builder item, Said said) {
        return item.put("revision", said.revision())
                .put("caseId", said.caseId())
                .put("version", said.version())
                .put("knownAt", said.knownAt().toString())
                .putText("supersededAt", said.supersededAt().map(Instant::toString))
                .putText("validFrom", said.validFrom().map(LocalDate::toString))
                .putText("validTo", said.validTo().map(LocalDate::toString));
    }

    /** The kind's columns, in camelCase, and the extras of a lenient reading. */
    static void columns(Json.Builder item, Kinds.Table table, Said said) {
        for (Kind.Column column : table.kind().columns()) {
            String name = Desk.camel(column.name());
            switch (column.shape()) {
                case Shape.Money money ->
                    said.own()
                            .get(column.name() + "_amount")
                            .ifPresent(amount -> item.put(
                                    name,
                                    Json.object()
                                            .put("amount", amount)
                                            .putIf("currency", said.own().get(column.name() + "_currency"))));
                case Shape.Percent percent
                when percent.band() -> said.own().text(column.name()).ifPresent(range -> band(item, name, range));
                default -> said.own().get(column.name()).ifPresent(value -> item.put(name, value));
            }
        }
        if (!said.extras().members().isEmpty()) {
            item.put("extras", said.extras());
        }
    }

    /** A range of the database: an exact number where its bounds are one, else {@code "25..50"} and its open bounds. */
    private static void band(Json.Builder item, String name, String range) {
        int comma = range.indexOf(',');
        if (comma < 0) {
            return;
        }
        String low = range.substring(1, comma);
        String high = range.substring(comma + 1, range.length() - 1);
        if (!low.isEmpty() && !high.isEmpty() && new BigDecimal(low).compareTo(new BigDecimal(high)) == 0) {
            item.put(name, new BigDecimal(low));
            return;
        }
        item.put(name, low + ".." + high);
        if (range.startsWith("(")) {
            item.put(name + "LowOpen", true);
        }
        if (range.endsWith(")")) {
            item.put(name + "HighOpen", true);
        }
    }

    /** A finding about a claim that took no effect. */
    static Json.Object claimed(Row row, Said said) {
        return Json.object()
                .put("code", said.own().text("code").orElse(""))
                .put("message", said.own().text("message").orElse(""))
                .put(
                        "kind",
                        said.own().text("about_kind").orElse(row.table().kind().name()))
                .put("id", said.own().text("about_id").orElse(row.id()))
                .putIf("claimed", said.own().get("claimed"))
                .build();
    }

    /** A finding about a thing that was referred to and never declared. */
    static Json.Object unresolved(Row row) {
        return Json.object()
                .put("code", "REF-UNRESOLVED")
                .put("message", row.table().kind().label() + " " + row.id() + " was referred to but never declared")
                .put("kind", row.table().kind().name())
                .put("id", row.id())
                .build();
    }
}
