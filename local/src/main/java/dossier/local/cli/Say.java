package dossier.local.cli;

import dossier.json.Json;
import java.util.List;
import java.util.Set;

/** English to a proposal, and when confirmed to an executed document. */
record Say(Terminal terminal, Place place) implements Command {
    @Override
    public String usage() {
        return "say \"TEXT\" [--case ID] [--yes] [--json] [--server URL] [--data DIR]";
    }

    @Override
    public String does() {
        return "proposes a document for a request in English, asks, and executes it";
    }

    @Override
    public int run(List<String> typed) throws Exception {
        Arguments arguments = Arguments.parse(typed, Set.of("yes", "json"), Set.of("case", "data", "server", "token"));
        String text = arguments.only("the request");
        try (Api api = place.open(arguments)) {
            Api.Reply reply = api.post(
                    "/v1/generate",
                    Json.object()
                            .put("instruction", text)
                            .putText("caseId", arguments.value("case"))
                            .build());
            if (!reply.ok()) {
                if (arguments.has("json")) {
                    terminal.line(reply.body().compact());
                } else {
                    terminal.note(terminal.styled(Terminal.Style.RED, "✗ ")
                            + reply.body().text("detail").orElse("No proposal."));
                }
                return REJECTED;
            }
            return proposed(api, arguments, reply.body());
        }
    }

    private int proposed(Api api, Arguments arguments, Json.Object proposal) throws Exception {
        boolean json = arguments.has("json");
        if (!json) {
            Proposals.show(terminal, proposal);
        }
        String outcome = proposal.text("outcome").orElse("");
        if (!outcome.equals("proposed")) {
            if (json) {
                terminal.line(proposal.compact());
            }
            return switch (outcome) {
                case "answered" -> DONE;
                case "clarify" -> ASKS;
                default -> REJECTED;
            };
        }
        if (!arguments.has("yes") && !terminal.confirms("Run exactly this?")) {
            if (json) {
                terminal.line(proposal.compact());
            } else {
                terminal.note("Nothing was done. Confirm with --yes.");
            }
            return ASKS;
        }
        Api.Reply done = api.post("/v1/execute", Proposals.confirmation(proposal, arguments.value("case")));
        if (json) {
            terminal.line(Json.object()
                    .put("proposal", proposal)
                    .put("execution", done.body())
                    .build()
                    .compact());
        } else {
            Executions.show(terminal, "proposal", proposal.text("document").orElse(""), done);
        }
        return done.ok() && done.body().bool("success").orElse(false) ? DONE : REJECTED;
    }
}
