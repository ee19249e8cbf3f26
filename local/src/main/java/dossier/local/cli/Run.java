package dossier.local.cli;

import dossier.json.Json;
import java.util.List;
import java.util.Set;

/** Executes documents, each its own unit. */
record Run(Terminal terminal, Place place) implements Command {
    @Override
    public String usage() {
        return "run FILE... [--dry-run] [--lenient] [--case ID] [--plan HASH] [--json] [--server URL] [--data DIR]";
    }

    @Override
    public String does() {
        return "executes documents (- is standard input)";
    }

    @Override
    public int run(List<String> typed) throws Exception {
        Arguments arguments = Arguments.parse(
                typed, Set.of("dry-run", "lenient", "json"), Set.of("case", "plan", "data", "server", "token"));
        if (arguments.operands().isEmpty()) {
            throw new Arguments.Usage("Name at least one file, or - for standard input.");
        }
        List<Documents> documents = new java.util.ArrayList<>();
        for (String name : arguments.operands()) {
            documents.add(Documents.read(name));
        }
        int exit = DONE;
        try (Api api = place.open(arguments)) {
            for (Documents document : documents) {
                if (!one(api, arguments, document)) {
                    exit = REJECTED;
                }
            }
        }
        return exit;
    }

    private boolean one(Api api, Arguments arguments, Documents document) throws Exception {
        String text = document.text();
        Json.Builder body = Json.object()
                .put("document", text)
                .putText("caseId", arguments.value("case"))
                .putText("planHash", arguments.value("plan"));
        if (arguments.has("dry-run")) {
            body.put("dryRun", true);
        }
        if (arguments.has("lenient")) {
            body.put("options", Json.object().put("strict", false));
        }
        Api.Reply reply = api.post("/v1/execute", body.build());
        if (arguments.has("json")) {
            terminal.line(reply.body().compact());
        } else {
            Executions.show(terminal, document.name(), text, reply);
        }
        return reply.ok() && reply.body().bool("success").orElse(false);
    }
}
