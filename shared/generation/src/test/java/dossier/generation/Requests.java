package dossier.generation;

import dossier.generation.evaluation.World;
import dossier.pipeline.Caller;
import dossier.registry.Phrases;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes requests of a generator, in a world of the evaluation set or outside any case. */
final class Requests {
    static final Path WORLDS = Path.of("../../conformance/eval/worlds");
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-24T09:00:00Z");
    private static final Caller CALLER = new Caller("t.ester", "acme", Set.of("analyst"), "person");

    private final Registry registry;
    private final Phrases phrases;
    private final Map<String, EmbeddedGenerator> generators = new HashMap<>();

    Requests(Registry registry, Phrases phrases) {
        this.registry = registry;
        this.phrases = phrases;
    }

    static Requests shipped() {
        return new Requests(RegistryLoader.shipped(), RegistryLoader.shippedPhrases());
    }

    Proposal ask(String world, String text) {
        return ask(world, text, Optional.empty());
    }

    Proposal ask(String world, String text, Optional<Proposal> before) {
        return generator(world)
                .propose(new Instruction(
                        text,
                        CALLER,
                        world.isEmpty() ? Optional.empty() : Optional.of(world),
                        before.map(Proposal::conversation),
                        Optional.empty(),
                        NOW,
                        "request-1"));
    }

    private EmbeddedGenerator generator(String world) {
        return generators.computeIfAbsent(world, name -> {
            World known = name.isEmpty() ? World.empty(registry) : new World(registry, read(name), name);
            return new EmbeddedGenerator(
                    registry, phrases, known, new KnownReads(known), Validation.NONE, System::nanoTime);
        });
    }

    private static String read(String world) {
        try {
            return Files.readString(WORLDS.resolve(world + ".dossier"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
