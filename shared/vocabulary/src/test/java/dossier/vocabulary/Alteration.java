package dossier.vocabulary;

import static dossier.vocabulary.Setting.column;

import dossier.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One cell of one row of a table, altered as somebody might who can do everything with the database. */
record Alteration(Setting setting, String table, String row, String cell, String type) {
    /** Measured, or told by the outside world: no document says them. */
    private static final Set<String> FREE =
            Set.of("micros", "delivered_at", "attempts", "not_before", "first_used_at", "created_at of idempotency");

    /** Grow without bound; other whole numbers may have one. */
    private static final Set<String> COUNTS = Set.of("revision", "version", "since", "form", "position");

    /** A row of the table that a case wrote, and a column of it that has a value and is no part of a key. */
    static Alteration of(Setting setting, String table, String caseId) throws SQLException {
        List<Map<String, String>> columns = setting.rows("""
                SELECT a.attname, format_type(a.atttypid, NULL) AS type FROM pg_attribute a
                WHERE a.attrelid = ('dossier.' || ?)::regclass AND a.attnum > 0 AND NOT a.attisdropped
                    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = a.attrelid
                        AND k.contype IN ('p', 'f') AND a.attnum = ANY (k.conkey))
                ORDER BY a.attnum""", table);
        if (columns.stream().noneMatch(c -> usable(table, c))) {
            columns = setting.rows("""
                    SELECT a.attname, format_type(a.atttypid, NULL) AS type FROM pg_attribute a
                    WHERE a.attrelid = ('dossier.' || ?)::regclass AND a.attnum > 0 AND NOT a.attisdropped
                        AND a.attname IN ('word')
                    ORDER BY a.attnum""", table);
        }
        Map<String, String> row = setting
                .rows("SELECT t.ctid::text AS place, to_jsonb(t) AS row FROM dossier." + table + " t WHERE "
                        + where(table, caseId) + " ORDER BY t.ctid DESC LIMIT 1")
                .stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("The examples leave no row in " + table));
        Json.Object values = Json.parse(column(row, "row")).orThrow().asObject().orElseThrow();
        List<Map<String, String>> filled = columns.stream()
                .filter(c -> usable(table, c))
                .filter(c -> values.get(column(c, "attname"))
                        .filter(value -> !value.isNull())
                        .isPresent())
                .toList();
        Map<String, String> chosen = filled.get(Math.floorMod(table.hashCode(), filled.size()));
        return new Alteration(setting, table, column(row, "place"), column(chosen, "attname"), column(chosen, "type"));
    }

    private static boolean usable(String table, Map<String, String> column) {
        String name = column(column, "attname");
        return !FREE.contains(name) && !FREE.contains(name + " of " + table);
    }

    /** The condition on a row {@code t} that a case wrote. */
    static String where(String table, String caseId) {
        String quoted = "'" + caseId + "'";
        return switch (table) {
            case "thing" -> "t.declaring_case = " + quoted;
            case "thing_word" ->
                "(t.kind, t.id) IN (SELECT kind, id FROM dossier.case_thing WHERE case_id = " + quoted + ")";
            case "registry_content" -> "true";
            case "idempotency", "result" -> "t.answer ->> 'caseId' = " + quoted;
            case "attempt" -> "t.outcome = 'accepted' AND t.case_id = " + quoted;
            default -> "t.case_id = " + quoted;
        };
    }

    void make() throws SQLException {
        run("CREATE TABLE IF NOT EXISTS public.kept (row text); TRUNCATE public.kept;"
                + " INSERT INTO public.kept SELECT to_json(\"" + cell + "\")::text FROM dossier." + table
                + " WHERE ctid = '" + row + "'");
        run("UPDATE dossier." + table + " SET \"" + cell + "\" = " + altered() + " WHERE ctid = '" + row + "'");
    }

    /** The row moved when it was altered; it is the one that the table's own keys still find. */
    void undo() throws SQLException {
        run("UPDATE dossier." + table + " SET \"" + cell + "\" = (SELECT (json_populate_record(NULL::dossier." + table
                + ", json_build_object('" + cell + "', k.row::json))).\"" + cell + "\" FROM public.kept k)"
                + " WHERE xmin = (SELECT max(xmin::text::bigint)::text::xid FROM dossier." + table + ")");
    }

    private String altered() {
        String name = "\"" + cell + "\"";
        return switch (type) {
            case "text" -> name + " || 'x'";
            case "integer", "bigint" ->
                COUNTS.contains(cell) ? name + " + 1" : "CASE WHEN " + name + " > 0 THEN " + name + " - 1 ELSE 1 END";
            case "numeric" -> "CASE WHEN " + name + " = 0 THEN 0.001 ELSE " + name + " * 0.5 END";
            case "boolean" -> "NOT " + name;
            case "timestamp with time zone" -> name + " + interval '1 microsecond'";
            case "date" -> name + " + 1";
            case "jsonb", "json" -> "'{\"altered\": true}'";
            case "text[]" -> "ARRAY['x']";
            case "numrange" -> "'[0.001,0.002]'";
            default -> throw new AssertionError("No way to alter a " + type);
        };
    }

    private void run(String sql) throws SQLException {
        try (Connection superuser = setting.database.asSuperuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            statement.execute(sql);
        }
    }

    @Override
    public String toString() {
        return table + "." + cell;
    }
}
