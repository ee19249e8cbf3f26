package dossier.local.cli;

import dossier.local.Progress;
import java.io.Console;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a person reads and answers. Colours only on a terminal, and never where {@code NO_COLOR} is set; answers go to
 * standard output, whatever else is told to standard error.
 */
final class Terminal {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean colours;
    private final boolean interactive;

    private Terminal(PrintStream out, PrintStream err, boolean colours, boolean interactive) {
        this.out = out;
        this.err = err;
        this.colours = colours;
        this.interactive = interactive;
    }

    @SuppressWarnings("SystemConsoleNull") // Without a terminal the platform may still give none.
    static Terminal ofProcess(Map<String, String> environment) {
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        boolean plain = environment.containsKey("NO_COLOR") || "dumb".equals(environment.getOrDefault("TERM", "dumb"));
        return new Terminal(
                new PrintStream(System.out, true, java.nio.charset.StandardCharsets.UTF_8),
                new PrintStream(System.err, true, java.nio.charset.StandardCharsets.UTF_8),
                terminal && !plain,
                terminal);
    }

    /** A style of the ANSI terminal. */
    enum Style {
        BOLD("1"),
        DIM("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        CYAN("36");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    String styled(Style style, String text) {
        return colours ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }

    void line(String text) {
        out.println(text);
    }

    void text(String text) {
        out.print(text);
        out.flush();
    }

    /** For the person, not for a pipe. */
    void note(String text) {
        err.println(text);
    }

    Progress progress() {
        return (what, millis) -> {
            if (millis >= 0) {
                note(styled(Style.DIM, "  " + what + " is up (" + seconds(millis * 1_000) + ")"));
            }
        };
    }

    boolean interactive() {
        return interactive;
    }

    /** Asks for yes or no; no when nobody can answer. */
    @SuppressWarnings("SystemConsoleNull") // Without a terminal the platform may still give none.
    boolean confirms(String question) {
        Console console = System.console();
        if (!interactive || console == null) {
            return false;
        }
        String answer = console.readLine("%s [y/N] ", question);
        return answer != null
                && answer.strip().toLowerCase(java.util.Locale.ROOT).matches("y|yes");
    }

    static String seconds(long micros) {
        if (micros < 1_000) {
            return micros + " µs";
        }
        return micros < 1_000_000
                ? String.format(java.util.Locale.ROOT, "%.1f ms", micros / 1e3)
                : String.format(java.util.Locale.ROOT, "%.1f s", micros / 1e6);
    }

    /** Rows under their headings, each column as wide as its widest cell. */
    void table(List<String> headings, List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < headings.size(); column++) {
            int at = column;
            widths.add(Math.max(
                    width(headings.get(at)),
                    rows.stream().mapToInt(row -> width(row.get(at))).max().orElse(0)));
        }
        line(styled(Style.DIM, "  " + joined(headings, widths)));
        rows.forEach(row -> line("  " + joined(row, widths)));
    }

    private static String joined(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            line.append(cell);
            if (i < cells.size() - 1) {
                line.append(" ".repeat(widths.get(i) - width(cell) + 2));
            }
        }
        return line.toString();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
