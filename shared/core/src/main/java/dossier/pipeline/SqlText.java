package dossier.pipeline;

import dossier.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A plan as SQL for people to review: each row by itself, every value a parameter under its statement. It is not what
 * runs: there the rows of a table travel together, under locks, with version, audit and idempotency record.
 */
final class SqlText {
    private final StringBuilder out = new StringBuilder();
    private final Plan plan;

    private SqlText(Plan plan) {
        this.plan = plan;
    }

    static String of(Plan plan) {
        SqlText text = new SqlText(plan);
        text.line("-- case " + plan.version().caseId() + ", version "
                + plan.version().number());
        text.line("-- for review only: the tenant is the session's, and all of it is one transaction");
        plan.writes().forEach(text::write);
        return text.out.toString();
    }

    private void write(Plan.Write write) {
        line("");
        line("-- " + (write.form() + 1) + ". " + write.verb());
        switch (write) {
            case Plan.Write.Statement statement -> statement(statement);
            case Plan.Write.Unresolved unresolved ->
                insert(
                        "thing",
                        Map.of(
                                "kind",
                                Json.text(unresolved.key().kind()),
                                "id",
                                Json.text(unresolved.key().id()),
                                "resolved",
                                Json.bool(false)));
            case Plan.Write.Message message ->
                insert(
                        "outbox",
                        Map.of(
                                "topic", Json.text(message.topic()),
                                "key", Json.text(message.key()),
                                "payload", message.payload()));
        }
    }

    private void statement(Plan.Write.Statement statement) {
        String id = statement.kind().idColumn();
        if (statement.revision() > 1) {
            line("UPDATE " + statement.kind().table() + " SET superseded_at = $1 WHERE " + id
                    + " = $2 AND revision = $3;");
            values(List.of(
                    Json.text(plan.version().time().toString()),
                    Json.text(statement.id()),
                    Json.number(statement.revision() - 1)));
        }
        Map<String, Json> row = new TreeMap<>();
        statement.row().members().forEach((column, value) -> {
            if (!value.isNull()) {
                row.put(column, value);
            }
        });
        row.put(id, Json.text(statement.id()));
        row.put("revision", Json.number(statement.revision()));
        row.put("case_id", Json.text(plan.version().caseId()));
        row.put("version", Json.number(plan.version().number()));
        statement.validFrom().ifPresent(date -> row.put("valid_from", Json.text(date.toString())));
        statement.validTo().ifPresent(date -> row.put("valid_to", Json.text(date.toString())));
        if (!statement.extras().members().isEmpty()) {
            row.put("extras", statement.extras());
        }
        insert(statement.kind().table(), row);
    }

    private void insert(String table, Map<String, Json> row) {
        List<String> columns = new ArrayList<>();
        List<String> places = new ArrayList<>();
        List<Json> values = new ArrayList<>();
        new TreeMap<>(row).forEach((column, value) -> {
            columns.add(column);
            values.add(value);
            places.add("$" + values.size());
        });
        line("INSERT INTO " + table + " (" + String.join(", ", columns) + ")");
        line("VALUES (" + String.join(", ", places) + ");");
        values(values);
    }

    /** As a comment, on one line: JSON escapes every line break. */
    private void values(List<Json> values) {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            said.add("$" + (i + 1) + " = " + values.get(i).compact());
        }
        line("--   " + String.join(", ", said));
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
