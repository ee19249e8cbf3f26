package dossier.local.cli;

import dossier.json.Json;
import dossier.local.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Recomputes hash chains. */
record Verify(Terminal terminal, Place place) implements Command {
    @Override
    public String usage() {
        return "verify [--case ID] [--json] [--server URL] [--data DIR]";
    }

    @Override
    public String does() {
        return "recomputes the hash chain of one case or of all";
    }

    @Override
    public int run(List<String> typed) throws Exception {
        Arguments arguments = Arguments.parse(typed, Set.of("json"), Set.of("case", "data", "server", "token"));
        arguments.none();
        try (Api api = place.open(arguments)) {
            List<String> cases = arguments.value("case").map(List::of).orElseGet(List::of);
            if (cases.isEmpty()) {
                cases = all(api);
            }
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

    private void show(Arguments arguments, String id, Api.Reply reply, boolean holds) {
        if (arguments.has("json")) {
            terminal.line(reply.body().compact());
        } else if (holds) {
            terminal.line(terminal.styled(Terminal.Style.GREEN, "✓ ") + id + ": "
                    + reply.body().integer("versions").orElse(0L) + " versions, the chain holds");
        } else {
            String why =
                    reply.body().text("detail").orElseGet(() -> reply.body().compact());
            terminal.line(terminal.styled(Terminal.Style.RED, "✗ ") + id + ": " + why);
        }
    }

    private static List<String> all(Api api) throws Exception {
        List<String> ids = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Map<String, String> query = new TreeMap<>(Map.of("limit", "500"));
            cursor.ifPresent(next -> query.put("cursor", next));
            Api.Reply reply = api.get("/v1/cases" + Query.of(query));
            if (!reply.ok()) {
                throw new java.io.IOException(reply.body().text("detail").orElse("The cases cannot be listed."));
            }
            for (Json one : reply.body().array("items").orElse(List.of())) {
                one.at("caseId").flatMap(Json::asText).ifPresent(ids::add);
            }
            cursor = reply.body().text("nextCursor");
        } while (cursor.isPresent());
        return ids;
    }
}
