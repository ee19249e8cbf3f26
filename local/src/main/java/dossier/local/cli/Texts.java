package dossier.local.cli;

import dossier.json.Json;
import dossier.language.Caret;
import dossier.language.Diagnostic;
import dossier.language.Limits;
import dossier.language.Parsed;
import dossier.language.Parser;
import dossier.language.Printer;
import dossier.pipeline.Manager;
import dossier.registry.Registry;
import dossier.registry.Typing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Commands on texts alone. */
final class Texts {
    private Texts() {}

    /** Parses and validates without a database. */
    record Check(Terminal terminal, Supplier<Registry> registry) implements Command {
        @Override
        public String usage() {
            return "check FILE... [--lenient] [--json]";
        }

        @Override
        public String does() {
            return "parses and validates without a database";
        }

        @Override
        public int run(List<String> typed) throws Exception {
            Arguments arguments = Arguments.parse(typed, Set.of("lenient", "json"), Set.of());
            if (arguments.operands().isEmpty()) {
                throw new Arguments.Usage("Name at least one file, or - for standard input.");
            }
            Typing typing = new Typing(registry.get());
            int exit = DONE;
            for (String name : arguments.operands()) {
                Documents document = Documents.read(name);
                Parsed parsed = Parser.parse(document.bytes(), Limits.DEFAULT);
                List<Diagnostic> found = new ArrayList<>(parsed.diagnostics());
                found.addAll(typing.check(parsed, !arguments.has("lenient")).diagnostics());
                boolean ok = found.stream().noneMatch(Diagnostic::isError);
                exit = ok ? exit : REJECTED;
                if (arguments.has("json")) {
                    terminal.line(Json.object()
                            .put("file", document.name())
                            .put("success", ok)
                            .put("forms", parsed.document().forms().size())
                            .put("diagnostics", Json.array(found, Manager::json))
                            .build()
                            .compact());
                } else {
                    show(document, parsed, found, ok);
                }
            }
            return exit;
        }

        private void show(Documents document, Parsed parsed, List<Diagnostic> found, boolean ok) {
            Caret caret = new Caret(document.name(), document.text());
            found.forEach(diagnostic -> Diagnostics.show(terminal, caret, diagnostic));
            long errors = found.stream().filter(Diagnostic::isError).count();
            terminal.line(
                    ok
                            ? terminal.styled(Terminal.Style.GREEN, "✓ ") + document.name() + ": "
                                    + count(parsed.document().forms().size(), "form")
                            : terminal.styled(Terminal.Style.RED, "✗ ") + document.name() + ": "
                                    + count(errors, "error"));
        }

        private static String count(long number, String what) {
            return number + " " + what + (number == 1 ? "" : "s");
        }
    }

    /** Formats. */
    record Format(Terminal terminal) implements Command {
        @Override
        public String usage() {
            return "fmt FILE... [-w]";
        }

        @Override
        public String does() {
            return "formats documents, to standard output or in place (-w)";
        }

        @Override
        public int run(List<String> typed) throws Exception {
            Arguments arguments = Arguments.parse(typed, Set.of("w"), Set.of());
            if (arguments.operands().isEmpty()) {
                throw new Arguments.Usage("Name at least one file, or - for standard input.");
            }
            int exit = DONE;
            for (String name : arguments.operands()) {
                Documents document = Documents.read(name);
                Parsed parsed = Parser.parse(document.bytes(), Limits.DEFAULT);
                if (parsed.hasErrors()) {
                    Caret caret = new Caret(document.name(), document.text());
                    parsed.diagnostics().forEach(diagnostic -> Diagnostics.show(terminal, caret, diagnostic));
                    exit = REJECTED;
                    continue;
                }
                String text = Printer.pretty(parsed.document());
                if (arguments.has("w") && !name.equals("-")) {
                    Files.writeString(Path.of(name), text);
                } else {
                    terminal.text(text);
                }
            }
            return exit;
        }
    }
}
