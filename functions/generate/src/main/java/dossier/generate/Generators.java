package dossier.generate;

import dossier.generation.EmbeddedGenerator;
import dossier.generation.Generator;
import dossier.generation.KnownReads;
import dossier.generation.Validation;
import dossier.pipeline.Known;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;

/** Composes the generator that works without key and network. */
final class Generators {
    private Generators() {}

    static Generator embedded(Registry registry, Known known, Validation validation) {
        return new EmbeddedGenerator(
                registry, RegistryLoader.shippedPhrases(), known, new KnownReads(known), validation, System::nanoTime);
    }
}
