package dossier.generate;

import dossier.generation.EmbeddedGenerator;
import dossier.generation.Generator;
import dossier.generation.KnownReads;
import dossier.generation.Semantics;
import dossier.generation.Understanding;
import dossier.generation.Validation;
import dossier.pipeline.Known;
import dossier.registry.Phrases;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import dossier.semantic.SentenceVectors;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Composes the generator that works without key and network. */
final class Generators {
    private Generators() {}

    static Generator embedded(Registry registry, Known known, Validation validation, Understanding understanding) {
        return new EmbeddedGenerator(
                registry,
                RegistryLoader.shippedPhrases(),
                understanding,
                known,
                new KnownReads(known),
                validation,
                System::nanoTime);
    }

    /**
     * By meaning where the model can be read, by words alone otherwise. The model is read while the rest is made; the
     * first request waits for it.
     *
     * @param folder of the model
     * @param warn is told a code, and never a value
     */
    static Understanding understanding(Path folder, Registry registry, Consumer<String> warn) {
        Phrases phrases = RegistryLoader.shippedPhrases();
        CompletableFuture<Optional<Semantics>> semantics =
                CompletableFuture.supplyAsync(() -> switch (SentenceVectors.load(folder, registry, phrases)) {
                    case SentenceVectors.Outcome.Loaded(SentenceVectors vectors) -> {
                        if (vectors.added() > 0) {
                            warn.accept("VECTORS-OF-ANOTHER-REGISTRY");
                        }
                        yield Optional.of(vectors);
                    }
                    case SentenceVectors.Outcome.Unavailable(String reason) -> {
                        warn.accept("LEXICAL-ONLY: " + reason);
                        yield Optional.empty();
                    }
                });
        return new Understanding(semantics::join, Set.of());
    }
}
