package dossier.local.cli;

import dossier.json.Json;
import dossier.local.Query;
import java.util.List;
import java.util.Set;

/** Rebuilds cases from their documents alone and compares every row. */
record ReplayCases(Terminal terminal, Place place) implements Command {
    @Override
    public String usage() {
        return "replay [--case ID] [--json] [--server URL] [--data DIR]";
    }

    @Override
    public String does() {
        return "rebuilds one case or all from their documents alone and compares every row";
    }

    @Override
    public int run(List<String> typed) throws Exception {
        Arguments arguments = Arguments.parse(typed, Set.of("json"), Set.of("case", "data", "server", "token"));
        arguments.none();
        try (Api api = place.open(arguments)) {
            List<String> cases = CaseIds.of(arguments, api);
            int exit = DONE;
            for (String id : cases) {
                Api.Reply reply = api.post(
                        "/v1/cases/" + Query.encoded(id) + "/replay",
                        Json.object().build());
                boolean matches = reply.ok() && reply.body().bool("match").orElse(false);
                exit = matches ? exit : REJECTED;
                show(arguments, id, reply, matches);
            }
            if (cases.isEmpty() && !arguments.has("json")) {
                terminal.line("There are no cases.");
            }
            return exit;
        }
    }

    private void show(Arguments arguments, String id, Api.Reply reply, boolean matches) {
        Json.Object body = reply.body();
        if (arguments.has("json")) {
            terminal.line(body.compact());
        } else if (matches) {
            terminal.line(terminal.styled(Terminal.Style.GREEN, "✓ ") + id + ": "
                    + body.integer("versions").orElse(0L) + " versions rebuilt, "
                    + body.integer("rows").orElse(0L) + " rows match");
        } else {
            terminal.line(terminal.styled(Terminal.Style.RED, "✗ ") + id + ": "
                    + body.object("firstDifference")
                            .map(ReplayCases::difference)
                            .or(() -> body.text("detail"))
                            .orElseGet(body::compact));
        }
    }

    /** Where, and why, in words. */
    static String difference(Json.Object difference) {
        return difference.text("table").orElse("")
                + difference.text("column").map(column -> "." + column).orElse("") + " "
                + difference.get("key").map(Json::compact).orElse("") + ": "
                + difference.text("reason").orElse("");
    }
}
