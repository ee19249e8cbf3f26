package dossier.local.cli;

import dossier.local.Query;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes all that is known of a case and proves it, for an examiner. */
record ExportCase(Terminal terminal, Place place) implements Command {
    @Override
    public String usage() {
        return "export --case ID [--format jsonl|csv] [--out FILE] [--server URL] [--data DIR]";
    }

    @Override
    public String does() {
        return "an examiner's export of a case; verify --file checks it without a database";
    }

    @Override
    public int run(List<String> typed) throws Exception {
        Arguments arguments =
                Arguments.parse(typed, Set.of(), Set.of("case", "format", "out", "data", "server", "token"));
        arguments.none();
        String id = arguments.value("case").orElseThrow(() -> new Arguments.Usage("--case must name a case."));
        String format = arguments.value("format").orElse("jsonl");
        try (Api api = place.open(arguments)) {
            Api.Reply reply = api.get("/v1/cases/" + Query.encoded(id) + "/export?format=" + Query.encoded(format));
            if (!reply.ok()) {
                terminal.note(reply.body().text("detail").orElseGet(reply::text));
                return REJECTED;
            }
            Optional<String> out = arguments.value("out");
            if (out.isPresent()) {
                Files.writeString(Path.of(out.get()), reply.text());
            } else {
                terminal.text(reply.text());
            }
            return DONE;
        }
    }
}
