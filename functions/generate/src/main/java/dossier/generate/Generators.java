package dossier.generate;

import dossier.generation.Generator;
import dossier.generation.Validation;
import dossier.pipeline.Known;
import dossier.registry.Registry;

/** Composes the generator that works without key and network. */
final class Generators {
    private Generators() {}

    static Generator embedded(Registry registry, Known known, Validation validation) {
        return instruction -> {
            throw new UnsupportedOperationException("No generator is built in yet");
        };
    }
}
