package dossier.local.cli;

import dossier.json.Json;
import dossier.local.cli.Terminal.Style;
import java.util.ArrayList;
import java.util.List;

/** Shows what became of a document. */
final class Executions {
    private static final int MOST_ROWS = 60;

    private Executions() {}

    static void show(Terminal terminal, String name, String text, Api.Reply reply) {
        Json.Object body = reply.body();
        Diagnostics.show(terminal, name, text, body);
        if (!reply.ok()) {
            String detail = body.text("detail").orElse(body.text("message").orElse(""));
            terminal.note(terminal.styled(Style.RED, "✗ ") + name + ": "
                    + body.text("title").map(title -> title + ". ").orElse("") + detail);
            body.integer("currentVersion").ifPresent(v -> terminal.note("  The case is at version " + v + "."));
            body.array("changes")
                    .orElse(List.of())
                    .forEach(change -> change.asText().ifPresent(line -> terminal.note("  " + line)));
            return;
        }
        boolean dry = body.bool("dryRun").orElse(false);
        String what = dry
                ? "would make version " + (body.integer("baseVersion").orElse(0L) + 1)
                : "version " + body.integer("version").orElse(0L);
        String again = body.bool("replayed").orElse(false) ? " (done before)" : "";
        long micros = body.at("metrics", "totalMicros").flatMap(Json::asInteger).orElse(0L);
        terminal.line(terminal.styled(Style.GREEN, "✓ ") + name + ": case "
                + terminal.styled(Style.BOLD, body.text("caseId").orElse("-")) + ", " + what + again + "  "
                + terminal.styled(Style.DIM, Terminal.seconds(micros)));
        rows(terminal, body.array(dry ? "plan" : "operations").orElse(List.of()));
    }

    private static void rows(Terminal terminal, List<Json> operations) {
        List<List<String>> rows = new ArrayList<>();
        for (Json operation : operations.subList(0, Math.min(MOST_ROWS, operations.size()))) {
            rows.add(List.of(cell(operation, "operation"), cell(operation, "target"), cell(operation, "key")));
        }
        if (!rows.isEmpty()) {
            terminal.table(List.of("operation", "target", "key"), rows);
        }
        if (operations.size() > MOST_ROWS) {
            terminal.line("  and " + (operations.size() - MOST_ROWS) + " more");
        }
    }

    static String cell(Json row, String member) {
        return row.at(member)
                .map(value -> value.asText().orElseGet(value::compact))
                .orElse("");
    }
}
