package dossier.local.cli;

import dossier.json.Json;
import dossier.local.Query;
import dossier.proof.Export;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Recomputes hash chains. */
record Verify(Terminal terminal, Place place) implements Command {
    @Override
    public String usage() {
        return "verify [--case ID | --file EXPORT] [--json] [--server URL] [--data DIR]";
    }

    @Override
    public String does() {
        return "recomputes the hash chain of one case or of all, or of an export, without a database";
    }

    @Override
    public int run(List<String> typed) throws Exception {
        Arguments arguments = Arguments.parse(typed, Set.of("json"), Set.of("case", "file", "data", "server", "token"));
        arguments.none();
        if (arguments.value("file").isPresent()) {
            return file(arguments, Path.of(arguments.value("file").get()));
        }
        try (Api api = place.open(arguments)) {
            List<String> cases = CaseIds.of(arguments, api);
            int exit = DONE;
            for (String id : cases) {
                Api.Reply reply = api.get("/v1/cases/" + Query.encoded(id) + "/verify");
                boolean holds = reply.ok() && reply.body().bool("ok").orElse(false);
                exit = holds ? exit : REJECTED;
                show(arguments, id, reply, holds);
            }
            if (cases.isEmpty() && !arguments.has("json")) {
                terminal.line("There are no cases.");
            }
            return exit;
        }
    }

    private int file(Arguments arguments, Path path) throws IOException {
        Json.Object verdict = Export.check(Files.readAllLines(path));
        boolean holds = verdict.bool("ok").orElse(false);
        show(arguments, verdict.text("caseId").orElse(""), new Api.Reply(200, verdict, verdict.compact()), holds);
        return holds ? DONE : REJECTED;
    }

    private void show(Arguments arguments, String id, Api.Reply reply, boolean holds) {
        if (arguments.has("json")) {
            terminal.line(reply.body().compact());
        } else if (holds) {
            terminal.line(terminal.styled(Terminal.Style.GREEN, "✓ ") + id + ": "
                    + reply.body().integer("versions").orElse(0L) + " versions, the chain holds");
        } else {
            String why = reply.body()
                    .object("firstBroken")
                    .map(Verify::broken)
                    .or(() -> reply.body().text("detail"))
                    .orElseGet(() -> reply.body().compact());
            terminal.line(terminal.styled(Terminal.Style.RED, "✗ ") + id + ": " + why);
        }
    }

    private static String broken(Json.Object where) {
        return where.integer("version").map(version -> "version " + version).orElse("the file")
                + where.text("field").map(field -> ", " + field).orElse("")
                + where.integer("line").map(line -> ", line " + line).orElse("") + ": "
                + where.text("reason").orElse("");
    }
}
