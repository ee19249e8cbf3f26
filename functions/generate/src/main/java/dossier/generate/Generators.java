package dossier.generate;

import dossier.edge.Environment;
import dossier.edge.Variable;
import dossier.generation.AutoGenerator;
import dossier.generation.EmbeddedGenerator;
import dossier.generation.Generator;
import dossier.generation.KnownReads;
import dossier.generation.Model;
import dossier.generation.ModelGenerator;
import dossier.generation.Semantics;
import dossier.generation.Understanding;
import dossier.generation.Validation;
import dossier.generation.remote.OpenAiModel;
import dossier.generation.remote.RecordedModel;
import dossier.pipeline.Known;
import dossier.registry.Phrases;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import dossier.semantic.SentenceVectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The generators of a deployment by provider. The embedded one is always there; one that leaves the process only where
 * that is permitted. Immutable.
 *
 * @param usual the provider of requests that name none
 */
record Generators(Map<String, Generator> byProvider, String usual) {
    private static final String EMBEDDED = "embedded";
    private static final String AUTO = "auto";

    private static final int ATTEMPTS = 2;
    private static final Duration ATTEMPT = Duration.ofSeconds(8);
    /** A request ends within 28 s, three rounds with a model and all else included. */
    private static final Duration ROUND = Duration.ofSeconds(8);

    private static final long TOKENS = 60_000;

    Generators {
        byProvider = Map.copyOf(byProvider);
        if (!byProvider.containsKey(usual)) {
            throw new IllegalStateException(Variable.DOSSIER_PROVIDER + " names " + usual
                    + ", which is not set up here; there is " + String.join(", ", byProvider.keySet()));
        }
    }

    /** The generator of a provider; empty where it is not set up. */
    Optional<Generator> of(Optional<String> provider) {
        return Optional.ofNullable(byProvider.get(provider.orElse(usual)));
    }

    static Generators of(
            Environment environment,
            Registry registry,
            Known known,
            Validation validation,
            Understanding understanding) {
        EmbeddedGenerator embedded = new EmbeddedGenerator(
                registry,
                RegistryLoader.shippedPhrases(),
                understanding,
                known,
                new KnownReads(known),
                validation,
                System::nanoTime);
        Map<String, Generator> all = new LinkedHashMap<>();
        all.put(EMBEDDED, embedded);
        recorded(environment)
                .ifPresent(model -> all.put(model.provider(), new ModelGenerator(embedded, model, TOKENS)));
        remote(environment).ifPresent(model -> {
            ModelGenerator generator = new ModelGenerator(embedded, model, TOKENS);
            all.put(model.provider(), generator);
            all.put(AUTO, new AutoGenerator(embedded, generator));
        });
        return new Generators(all, environment.text(Variable.DOSSIER_PROVIDER).orElse(EMBEDDED));
    }

    private static Optional<Model> recorded(Environment environment) {
        return environment.text(Variable.DOSSIER_RECORDED).map(file -> {
            try {
                return RecordedModel.read(Path.of(file));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
    }

    /** The model that requests may leave the process for; empty unless that is permitted. */
    private static Optional<Model> remote(Environment environment) {
        String switched = environment.text(Variable.DOSSIER_REMOTE_MODELS).orElse("forbidden");
        return switch (switched) {
            case "forbidden" -> Optional.empty();
            case "permitted" ->
                environment
                        .text(Variable.DOSSIER_MODEL_URL)
                        .map(url -> openAi(environment, URI.create(url)))
                        .or(() -> environment.text(Variable.DOSSIER_MODEL).map(name -> bedrock(environment, name)));
            default ->
                throw new IllegalStateException(
                        Variable.DOSSIER_REMOTE_MODELS + " must be forbidden or permitted, not " + switched);
        };
    }

    private static Model openAi(Environment environment, URI address) {
        return new OpenAiModel(new OpenAiModel.Settings(
                address,
                environment.required(Variable.DOSSIER_MODEL),
                environment.text(Variable.DOSSIER_MODEL_KEY),
                ATTEMPTS,
                ATTEMPT,
                ROUND));
    }

    private static Model bedrock(Environment environment, String name) {
        return new BedrockModel(new BedrockModel.Settings(
                name,
                environment.region(),
                Optional.empty(),
                BedrockModel.Settings.ownCredentials(),
                ATTEMPTS,
                ATTEMPT,
                ROUND));
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
