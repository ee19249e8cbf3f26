package dossier.store;

import dossier.json.Json;
import dossier.pipeline.Caller;
import dossier.store.Reading.Filter;
import dossier.store.Reading.Outcome;
import dossier.store.Reading.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tenant's cases, the last changed first. */
final class CaseList {
    private final Desk desk;

    CaseList(Desk desk) {
        this.desk = desk;
    }

    private record Line(String caseId, long version, String hash, Instant changedAt, Optional<Items.Row> row) {
        Json.Object item() {
            Json.Builder item = Json.object()
                    .put("caseId", caseId)
                    .put("version", version)
                    .put("hash", hash)
                    .put("changedAt", changedAt.toString());
            row.ifPresent(r -> r.statement().ifPresent(said -> Items.columns(item, r.table(), said)));
            return item.build();
        }

        Cursor cursor() {
            return Cursor.of(changedAt, caseId);
        }
    }

    Outcome cases(Caller caller, Filter filter, Page page) {
        Optional<Kinds.Table> table = desk.kinds().find(CaseState.CASE);
        Query query = new Query(caller.tenant(), table);
        for (Map.Entry<String, String> wanted : filter.columns().entrySet()) {
            if (!query.where(wanted.getKey(), wanted.getValue())) {
                return new Outcome.Unreadable(wanted.getKey() + " is not something cases can be filtered by.");
            }
        }
        filter.q().ifPresent(query::search);
        return desk.list(caller, page, session -> {
            Optional<Cursor> after = Cursor.decode(page.cursor(), 2);
            if (after.isPresent()) {
                query.after(after.get().instant(0), after.get().text(1));
            }
            Trip trip = session.trip();
            Trip.Rows<Line> lines =
                    trip.query(query.sql(), row -> line(row, table), query.parameters(page.limit() + 1));
            session.run(trip);
            return Desk.page("items", lines.all(), page, Line::item, Line::cursor, Json.object());
        });
    }

    private static Line line(ResultSet row, Optional<Kinds.Table> table) throws SQLException {
        return new Line(
                row.getString(12),
                row.getLong(13),
                row.getString(14),
                Desk.instant(row, 15),
                table.isPresent() && row.getString(1) != null
                        ? Optional.of(Items.row(row, table.get()))
                        : Optional.empty());
    }

    /** The query as the filters make it; only names of columns that the registry knows get into its text. */
    private static final class Query {
        private final Optional<Kinds.Table> table;
        private final String tenant;
        private final StringBuilder conditions = new StringBuilder();
        private final List<Object> parameters = new ArrayList<>();

        Query(String tenant, Optional<Kinds.Table> table) {
            this.table = table;
            this.tenant = tenant;
            parameters.add(tenant);
        }

        /** Whether there is such a column; {@code type} may stand for the kind's own {@code case_type}. */
        boolean where(String name, String value) {
            Optional<String> column = table.flatMap(t -> t.columns().stream()
                    .filter(c -> Desk.camel(c).equals(name) || c.equals(t.kind().name() + "_" + name))
                    .findFirst()
                    .map(t::column));
            if (column.isEmpty() || value.indexOf(0) >= 0) {
                return false;
            }
            conditions.append("\n    AND r.").append(column.get()).append(" = ?");
            parameters.add(value);
            return true;
        }

        void search(String q) {
            List<String> words = Names.words(List.of(q));
            conditions.append("\n    AND (h.case_id = ?");
            parameters.add(q.replace("\0", ""));
            if (!words.isEmpty()) {
                conditions.append(" OR (true");
                for (String word : words) {
                    conditions.append("""

                            AND h.case_id IN (SELECT c.case_id FROM dossier.thing_word w
                                JOIN dossier.case_thing c
                                    ON c.tenant_id = w.tenant_id AND c.kind = w.kind AND c.id = w.id
                                WHERE w.tenant_id = ? AND w.word = ?)""");
                    parameters.add(tenant);
                    parameters.add(word);
                }
                conditions.append(")");
            }
            conditions.append(")");
        }

        void after(Instant changedAt, String caseId) {
            conditions.append("\n    AND (h.changed_at, h.case_id) < (?, ?)");
            parameters.add(Single.utc(changedAt));
            parameters.add(caseId);
        }

        String sql() {
            String columns = table.isPresent()
                    ? Items.COLUMNS
                    : "null, null, null, null, null, null, null, null, null, null, null";
            String join = table.map(t -> """
                            LEFT JOIN dossier.thing t
                                ON t.tenant_id = h.tenant_id AND t.kind = '%s' AND t.id = h.case_id
                            """.formatted(t.kind().name()) + Statements.NOW.join(t))
                    .orElse("");
            return """
                    SELECT %s, h.case_id, h.version, h.hash, h.changed_at
                    FROM dossier.case_head h
                    %s
                    WHERE h.tenant_id = ? AND h.version > 0%s
                    ORDER BY h.changed_at DESC, h.case_id DESC
                    LIMIT ?""".formatted(columns, join, conditions);
        }

        Object[] parameters(int limit) {
            List<Object> all = new ArrayList<>(parameters);
            all.add(limit);
            return all.toArray();
        }
    }
}
