package dossier.local.cli;

import dossier.generation.Part;
import dossier.generation.Semantics;
import dossier.generation.Understanding;
import dossier.generation.evaluation.Evaluation;
import dossier.registry.Phrases;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import dossier.semantic.SentenceVectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Scores generation on a set of requests with known answers. */
record Evaluate(Terminal terminal, Supplier<Registry> registry) implements Command {
    private static final String TIERS = "semantic or lexical";

    @Override
    public String usage() {
        return "eval FILE.jsonl [--tier semantic|lexical] [--without PART,...] [--json] [--misses]";
    }

    @Override
    public String does() {
        return "scores generation on a set of requests with known answers";
    }

    @Override
    public int run(List<String> typed) throws Exception {
        Arguments arguments = Arguments.parse(typed, Set.of("json", "misses"), Set.of("tier", "without"));
        Path set = Path.of(arguments.only("one file of requests"));
        if (!Files.isReadable(set)) {
            throw new Arguments.Usage("There is no file " + set + ".");
        }
        Phrases phrases = RegistryLoader.shippedPhrases();
        Understanding understanding = understanding(arguments, phrases);
        Evaluation.Report report = new Evaluation(registry.get(), phrases, understanding, System::nanoTime).run(set);
        terminal.line(arguments.has("json") ? report.json().compact() : report.table());
        if (arguments.has("misses")) {
            terminal.line(report.misses());
        }
        return DONE;
    }

    private Understanding understanding(Arguments arguments, Phrases phrases) throws Arguments.Usage {
        Optional<Semantics> semantics = switch (arguments.value("tier").orElse("semantic")) {
            case "semantic" -> semantics(phrases);
            case "lexical" -> Optional.empty();
            default -> throw new Arguments.Usage("--tier is " + TIERS + ".");
        };
        Set<Part> without = EnumSet.noneOf(Part.class);
        for (String label : arguments.value("without").stream()
                .flatMap(all -> Stream.of(all.split(",", -1)))
                .toList()) {
            without.add(Part.of(label)
                    .orElseThrow(() -> new Arguments.Usage("There is no part " + label + ". Parts: "
                            + Stream.of(Part.values()).map(Part::label).collect(Collectors.joining(", ")) + ".")));
        }
        return new Understanding(() -> semantics, without);
    }

    private Optional<Semantics> semantics(Phrases phrases) {
        return switch (SentenceVectors.load(SentenceVectors.folder(), registry.get(), phrases)) {
            case SentenceVectors.Outcome.Loaded(SentenceVectors vectors) -> Optional.of(vectors);
            case SentenceVectors.Outcome.Unavailable(String reason) -> {
                terminal.note("By words alone: " + reason + ".");
                yield Optional.empty();
            }
        };
    }
}
