package dossier.local.cli;

import dossier.language.Document;
import dossier.language.Form;
import dossier.language.Printer;
import dossier.local.cli.Terminal.Style;
import dossier.ownership.Finding;
import dossier.ownership.exchange.BodsReader;
import dossier.ownership.exchange.GleifReader;
import dossier.ownership.exchange.PscReader;
import dossier.ownership.exchange.Sink;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
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
    private static final List<String> FORMATS = List.of("bods", "gleif", "psc");

    @Override
    public String usage() {
        return "import FORMAT FILE [--out FILE]";
    }

    @Override
    public String does() {
        return "turns what a register publishes into a document: bods, gleif or psc";
    }

    @Override
    public int run(List<String> typed) throws Exception {
        Arguments arguments = Arguments.parse(typed, Set.of(), Set.of("out"));
        if (arguments.operands().size() != 2) {
            throw new Arguments.Usage("Give a format and a file, or - for standard input.");
        }
        String format = arguments.operands().getFirst();
        String file = arguments.operands().get(1);
        if (!FORMATS.contains(format)) {
            throw new Arguments.Usage("The format must be one of " + String.join(", ", FORMATS) + ".");
        }
        Optional<Path> out = arguments.value("out").map(Path::of);
        try (Writer writer = out.isPresent()
                ? Files.newBufferedWriter(out.get(), StandardCharsets.UTF_8)
                : new BufferedWriter(new Printed(terminal))) {
            Forms forms = new Forms(terminal, writer);
            read(format, file, forms);
            return forms.count > 0 || forms.understood ? DONE : REJECTED;
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    private static void read(String format, String file, Sink sink) throws IOException, Arguments.Usage {
        if (format.equals("bods")) {
            BodsReader.read(Documents.read(file).text(), sink);
            return;
        }
        if (!file.equals("-") && !Files.isReadable(Path.of(file))) {
            throw new Arguments.Usage("There is no file " + file + ".");
        }
        // A file may be larger than memory; what is not UTF-8 shows as replacement characters.
        try (Reader reader = new InputStreamReader(
                file.equals("-") ? System.in : Files.newInputStream(Path.of(file)), StandardCharsets.UTF_8)) {
            if (format.equals("gleif")) {
                GleifReader.read(reader, sink);
            } else {
                PscReader.read(reader, sink);
            }
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
        /** Whether something was understood that states no fact, and nothing was unreadable. */
        private boolean understood;

        private boolean unreadable;

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
            unreadable |= finding.code().endsWith("-LINE") || finding.code().endsWith("-JSON");
            understood = !unreadable;
            show(terminal, finding);
        }
    }
}
