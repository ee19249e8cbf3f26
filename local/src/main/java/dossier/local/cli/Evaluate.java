package dossier.local.cli;

import dossier.generation.evaluation.Evaluation;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Scores generation on a set of requests with known answers. */
record Evaluate(Terminal terminal, Supplier<Registry> registry) implements Command {
    @Override
    public String usage() {
        return "eval FILE.jsonl [--json] [--misses]";
    }

    @Override
    public String does() {
        return "scores generation on a set of requests with known answers";
    }

    @Override
    public int run(List<String> typed) throws Exception {
        Arguments arguments = Arguments.parse(typed, Set.of("json", "misses"), Set.of());
        Path set = Path.of(arguments.only("one file of requests"));
        if (!Files.isReadable(set)) {
            throw new Arguments.Usage("There is no file " + set + ".");
        }
        Evaluation.Report report =
                new Evaluation(registry.get(), RegistryLoader.shippedPhrases(), System::nanoTime).run(set);
        terminal.line(arguments.has("json") ? report.json().compact() : report.table());
        if (arguments.has("misses")) {
            terminal.line(report.misses());
        }
        return DONE;
    }
}
