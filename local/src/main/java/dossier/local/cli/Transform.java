package dossier.local.cli;

import dossier.json.Json;
import dossier.language.Caret;
import dossier.language.Limits;
import dossier.language.Parsed;
import dossier.language.Parser;
import dossier.ownership.Meanings;
import dossier.ownership.exchange.BodsWriter;
import dossier.pipeline.Answer;
import dossier.pipeline.Caller;
import dossier.pipeline.Manager;
import dossier.pipeline.Policy;
import dossier.pipeline.Request;
import dossier.pipeline.Requests;
import dossier.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Renders a document another way, through the manager as a server would, without a database. */
record Transform(Terminal terminal, Supplier<Registry> registry, Clock clock) implements Command {
    /** Documents up to 256 MiB. */
    private static final Limits LIMITS = Limits.DEFAULT.withMaxBytes(256 << 20);

    @Override
    public String usage() {
        return "to FORMAT FILE [--out FILE]\nto bods FILE [--subject ID] [--publisher NAME] [--out FILE]";
    }

    @Override
    public String does() {
        return "transforms a document: json, yaml, pretty, minify, canonical, documentation, sql, dsl from JSON, or bods";
    }

    @Override
    public int run(List<String> typed) throws Exception {
        Arguments arguments = Arguments.parse(typed, Set.of(), Set.of("out", "subject", "publisher"));
        if (arguments.operands().size() != 2) {
            throw new Arguments.Usage("Give a format and a file, or - for standard input.");
        }
        Documents document = Documents.read(arguments.operands().get(1));
        String format = arguments.operands().getFirst();
        if (format.equals("bods")) {
            return bods(document, arguments);
        }
        if (arguments.value("subject").isPresent()
                || arguments.value("publisher").isPresent()) {
            throw new Arguments.Usage("--subject and --publisher are for the format bods.");
        }
        Answer answer = transform(format, document.text());
        return switch (answer) {
            case Answer.Problem problem -> {
                Diagnostics.show(terminal, document.name(), document.text(), Manager.body(problem));
                terminal.note(terminal.styled(Terminal.Style.RED, "✗ ") + problem.detail());
                yield REJECTED;
            }
            case Answer.Done done -> {
                String text =
                        done.body().text("text").orElseGet(() -> done.body().compact());
                write(text.endsWith("\n") ? text : text + "\n", arguments);
                yield DONE;
            }
        };
    }

    private void write(String text, Arguments arguments) throws IOException {
        if (arguments.value("out").isPresent()) {
            Files.writeString(Path.of(arguments.value("out").get()), text);
        } else {
            terminal.text(text);
        }
    }

    /** Statements of the Beneficial Ownership Data Standard; what it cannot hold is told. */
    private int bods(Documents document, Arguments arguments) throws IOException {
        Parsed parsed = Parser.parse(document.bytes(), LIMITS);
        if (parsed.hasErrors()) {
            Caret caret = new Caret(document.name(), document.text());
            parsed.diagnostics().forEach(diagnostic -> Diagnostics.show(terminal, caret, diagnostic));
            return REJECTED;
        }
        BodsWriter.Exported exported = BodsWriter.write(
                parsed.document(),
                Meanings.shipped(),
                new BodsWriter.Publication(
                        LocalDate.now(clock),
                        arguments.value("publisher").orElse("Dossier"),
                        arguments.value("subject")));
        write(exported.statements().pretty() + "\n", arguments);
        exported.findings().forEach(finding -> Import.show(terminal, finding));
        return DONE;
    }

    private Answer transform(String format, String text) {
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
