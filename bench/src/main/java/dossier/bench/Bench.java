package dossier.bench;

import dossier.json.Json;
import dossier.local.Scratch;
import dossier.local.cli.Arguments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code ./dossier bench [NAME...] [--seconds N] [--versions N] [--operations N] [--out FILE]}: prints a table for each
 * measurement, writes the figures as JSON, and ends with 1 when one misses its floor.
 */
public final class Bench {
    private static final String PARSER = "parser";
    private static final String PARSER_SAYS = "text to tree, beside two readers of EDN";

    private Bench() {}

    public static void main(String[] typed) throws Exception {
        System.exit(run(List.of(typed)));
    }

    private static int run(List<String> typed) throws Exception {
        try {
            Arguments arguments = Arguments.parse(typed, Set.of(), Set.of("seconds", "versions", "operations", "out"));
            Measure.Effort effort = new Measure.Effort(
                    arguments.number("seconds", 60),
                    arguments.number("versions", 10_000),
                    arguments.number("operations", 100_000));
            return run(arguments.operands(), effort, arguments.value("out").map(Path::of));
        } catch (Arguments.Usage usage) {
            return usage(usage.reason());
        }
    }

    private static int run(List<String> names, Measure.Effort effort, Optional<Path> out) throws Exception {
        Set<String> unknown = new TreeSet<>(names);
        Measures.all().forEach(measure -> unknown.remove(measure.name()));
        unknown.remove(PARSER);
        unknown.remove(UboBench.NAME);
        if (!unknown.isEmpty()) {
            return usage("There is no measurement " + String.join(", ", unknown) + ".");
        }
        List<Measure> asked = Measures.all().stream()
                .filter(measure -> names.isEmpty() || names.contains(measure.name()))
                .toList();
        Json.Builder figures = Json.object()
                .put("java", Runtime.version().toString())
                .put("processors", Runtime.getRuntime().availableProcessors());
        boolean held = asked.isEmpty() || measure(asked, effort, figures);
        if (names.isEmpty() || names.contains(UboBench.NAME)) {
            held &= shown(UboBench.NAME, UboBench.SAYS, UboBench.run(), figures);
        }
        if (out.isPresent()) {
            Files.writeString(out.get(), figures.build().pretty() + "\n");
        }
        if (names.isEmpty() || names.contains(PARSER)) {
            System.out.println("\n" + PARSER + ": " + PARSER_SAYS);
            held &= ParserBench.run(Optional.empty());
        }
        return held ? 0 : 1;
    }

    private static int usage(String reason) {
        System.err.println(reason);
        System.err.println(
                "usage: ./dossier bench [NAME...] [--seconds N] [--versions N] [--operations N] [--out FILE]");
        Measures.all().forEach(measure -> System.err.printf("  %-12s %s%n", measure.name(), measure.says()));
        System.err.printf("  %-12s %s%n", UboBench.NAME, UboBench.SAYS);
        System.err.printf("  %-12s %s%n", PARSER, PARSER_SAYS);
        return 2;
    }

    private static boolean measure(List<Measure> asked, Measure.Effort effort, Json.Builder figures) throws Exception {
        boolean held = true;
        System.out.println("Java " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors()
                + " processors; everything over HTTP, real handlers, PostgreSQL with fsync, all on this machine");
        try (Scratch scratch = Scratch.make("dossier-bench");
                Service service = Service.start(scratch.folder())) {
            for (Measure measure : asked) {
                held &= shown(measure.name(), measure.says(), measure.run(service, effort), figures);
            }
        }
        return held;
    }

    private static boolean shown(String name, String says, Measure.Outcome outcome, Json.Builder figures) {
        boolean held = true;
        System.out.println("\n" + name + ": " + says);
        table(outcome);
        for (Measure.Floor floor : outcome.floors()) {
            System.out.println("  " + (floor.held() ? "held" : "MISSED") + ": " + floor.says());
            held &= floor.held();
        }
        figures.put(name, outcome.figures());
        return held;
    }

    private static void table(Measure.Outcome outcome) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(outcome.heads());
        lines.addAll(outcome.rows());
        int[] widths = new int[outcome.heads().size()];
        lines.forEach(line -> {
            for (int i = 0; i < line.size(); i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder("  ");
            for (int i = 0; i < line.size(); i++) {
                String space = " ".repeat(widths[i] - line.get(i).length());
                text.append(i == 0 ? line.get(i) + space : space + line.get(i)).append("  ");
            }
            System.out.println(text.toString().stripTrailing());
        }
    }
}
