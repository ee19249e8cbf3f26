package dossier.local.cli;

import dossier.language.Document;
import dossier.language.Form;
import dossier.language.Printer;
import dossier.local.cli.Terminal.Style;
import dossier.ownership.Finding;
import dossier.ownership.exchange.BodsReader;
import dossier.ownership.exchange.Sink;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what registers publish into a document of forms; nothing is executed. */
record Import(Terminal terminal) implements Command {
    @Override
    public String usage() {
        return "import FORMAT FILE [--out FILE]";
    }

    @Override
    public String does() {
        return "turns what a register publishes into a document: bods";
    }

    @Override
    public int run(List<String> typed) throws Exception {
        Arguments arguments = Arguments.parse(typed, Set.of(), Set.of("out"));
        if (arguments.operands().size() != 2) {
            throw new Arguments.Usage("Give a format and a file, or - for standard input.");
        }
        String format = arguments.operands().getFirst();
        String file = arguments.operands().get(1);
        if (!format.equals("bods")) {
            throw new Arguments.Usage("The format must be bods.");
        }
        Optional<Path> out = arguments.value("out").map(Path::of);
        try (Writer writer = out.isPresent()
                ? Files.newBufferedWriter(out.get(), StandardCharsets.UTF_8)
                : new BufferedWriter(new Printed(terminal))) {
            Forms forms = new Forms(terminal, writer);
            BodsReader.read(Documents.read(file).text(), forms);
            return forms.count > 0 ? DONE : REJECTED;
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    static void show(Terminal terminal, Finding finding) {
        terminal.note(terminal.styled(Style.YELLOW, finding.code()) + " " + finding.message());
    }

    /** Standard output as a writer that is not closed. */
    private static final class Printed extends Writer {
        private final Terminal terminal;

        Printed(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public void write(char[] text, int from, int length) {
            terminal.text(new String(text, from, length));
        }

        @Override
        public void flush() {
            terminal.text("");
        }

        @Override
        public void close() {
            flush();
        }
    }

    /** Prints each form when it comes. */
    private static final class Forms implements Sink {
        private final Terminal terminal;
        private final Writer writer;
        private long count;

        Forms(Terminal terminal, Writer writer) {
            this.terminal = terminal;
            this.writer = writer;
        }

        @Override
        public void form(Form form) {
            try {
                writer.write(Printer.pretty(Document.of(List.of(form))));
                count++;
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        @Override
        public void finding(Finding finding) {
            show(terminal, finding);
        }
    }
}
