package dossier.local.cli;

import dossier.json.Json;
import dossier.pipeline.Answer;
import dossier.pipeline.Caller;
import dossier.pipeline.Manager;
import dossier.pipeline.Policy;
import dossier.pipeline.Request;
import dossier.pipeline.Requests;
import dossier.registry.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Renders a document another way, through the manager as a server would, without a database. */
record Transform(Terminal terminal, Supplier<Registry> registry) implements Command {
    @Override
    public String usage() {
        return "to FORMAT FILE [--out FILE]";
    }

    @Override
    public String does() {
        return "transforms a document: json, yaml, pretty, minify, canonical, documentation, sql, or dsl from JSON";
    }

    @Override
    public int run(List<String> typed) throws Exception {
        Arguments arguments = Arguments.parse(typed, Set.of(), Set.of("out"));
        if (arguments.operands().size() != 2) {
            throw new Arguments.Usage("Give a format and a file, or - for standard input.");
        }
        Documents document = Documents.read(arguments.operands().get(1));
        Answer answer = transform(arguments.operands().getFirst(), document.text());
        return switch (answer) {
            case Answer.Problem problem -> {
                Diagnostics.show(terminal, document.name(), document.text(), Manager.body(problem));
                terminal.note(terminal.styled(Terminal.Style.RED, "✗ ") + problem.detail());
                yield REJECTED;
            }
            case Answer.Done done -> {
                String text =
                        done.body().text("text").orElseGet(() -> done.body().compact());
                String whole = text.endsWith("\n") ? text : text + "\n";
                if (arguments.value("out").isPresent()) {
                    Files.writeString(Path.of(arguments.value("out").get()), whole);
                } else {
                    terminal.text(whole);
                }
                yield DONE;
            }
        };
    }

    private Answer transform(String format, String text) {
        Clock clock = Clock.systemUTC();
        Manager manager = new Manager(registry.get(), new NoLedger(clock), Policy.DEFAULT, clock, System::nanoTime);
        Json.Object body = Json.object()
                .put("operation", "transform")
                .put("format", format)
                .put("document", text)
                .build();
        Caller caller = new Caller("local", "local", Set.of("admin"), "command");
        return switch (Requests.read(body, caller, "transform", Optional.empty())) {
            case Requests.Outcome.Unreadable bad -> bad.problem();
            case Requests.Outcome.Read(Request request) -> manager.handle(request);
        };
    }
}
