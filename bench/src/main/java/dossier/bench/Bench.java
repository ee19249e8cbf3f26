package dossier.bench;

import dossier.json.Json;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code ./dossier bench [NAME...] [--seconds N] [--versions N] [--operations N] [--out FILE]}: prints a table for each
 * measurement, writes the figures as JSON, and ends with 1 when one misses its floor.
 */
public final class Bench {
    private static final String PARSER = "parser";

    private Bench() {}

    public static void main(String[] typed) throws Exception {
        System.exit(run(List.of(typed)));
    }

    private static int run(List<String> typed) throws Exception {
        List<String> names = new ArrayList<>();
        int seconds = 60;
        int versions = 10_000;
        int operations = 100_000;
        Optional<Path> out = Optional.empty();
        for (int i = 0; i < typed.size(); i++) {
            String word = typed.get(i);
            if (word.startsWith("--") && i + 1 == typed.size()) {
                return usage();
            }
            switch (word) {
                case "--seconds" -> seconds = Integer.parseInt(typed.get(++i));
                case "--versions" -> versions = Integer.parseInt(typed.get(++i));
                case "--operations" -> operations = Integer.parseInt(typed.get(++i));
                case "--out" -> out = Optional.of(Path.of(typed.get(++i)));
                default -> names.add(word);
            }
        }
        List<Measure> asked = Measures.all().stream()
                .filter(measure -> names.isEmpty() || names.contains(measure.name()))
                .toList();
        boolean parser = names.isEmpty() || names.contains(PARSER);
        if (asked.size() + (names.contains(PARSER) ? 1 : 0) < names.size()) {
            return usage();
        }
        boolean held = asked.isEmpty() || measure(asked, new Measure.Effort(seconds, versions, operations), out);
        if (parser) {
            System.out.println("\nparser: text to tree, beside two readers of EDN");
            held &= ParserBench.run(Optional.empty());
        }
        return held ? 0 : 1;
    }

    private static int usage() {
        System.err.println(
                "usage: ./dossier bench [NAME...] [--seconds N] [--versions N] [--operations N] [--out FILE]");
        Measures.all().forEach(measure -> System.err.printf("  %-12s %s%n", measure.name(), measure.says()));
        System.err.printf("  %-12s %s%n", PARSER, "text to tree, beside two readers of EDN");
        return 2;
    }

    private static boolean measure(List<Measure> asked, Measure.Effort effort, Optional<Path> out) throws Exception {
        Path folder = Files.createTempDirectory("dossier-bench");
        Json.Builder figures = Json.object()
                .put("java", Runtime.version().toString())
                .put("processors", Runtime.getRuntime().availableProcessors());
        boolean held = true;
        System.out.println("Java " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors()
                + " processors; everything over HTTP, real handlers, PostgreSQL with fsync, all on this machine");
        try (Service service = Service.start(folder)) {
            for (Measure measure : asked) {
                Measure.Outcome outcome = measure.run(service, effort);
                System.out.println("\n" + measure.name() + ": " + measure.says());
                table(outcome);
                for (Measure.Floor floor : outcome.floors()) {
                    System.out.println("  " + (floor.held() ? "held" : "MISSED") + ": " + floor.says());
                    held &= floor.held();
                }
                figures.put(measure.name(), outcome.figures());
            }
        } finally {
            delete(folder);
        }
        if (out.isPresent()) {
            Files.writeString(out.get(), figures.build().pretty() + "\n");
        }
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

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path dir, java.io.@org.jspecify.annotations.Nullable IOException e) throws IOException {
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
