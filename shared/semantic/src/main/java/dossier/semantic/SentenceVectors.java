package dossier.semantic;

import dossier.generation.Masked;
import dossier.generation.Semantics;
import dossier.registry.Phrases;
import dossier.registry.Registry;
import dossier.registry.Verb;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Nearness in meaning to the phrases of a registry, by the vectors of a small model. Thread-safe; making one reads the
 * model, and makes the vectors of those phrases that the build did not know.
 */
public final class SentenceVectors implements Semantics {
    private static final String NAME = "all-MiniLM-L6-v2-q";

    private final Encoder encoder;
    private final Map<String, Entry> verbs;
    private final int added;

    private SentenceVectors(Encoder encoder, Map<String, Entry> verbs, int added) {
        this.encoder = encoder;
        this.verbs = verbs;
        this.added = added;
    }

    /** @param centre the mean of the phrases' vectors, of length 1 */
    @SuppressWarnings("ArrayRecordComponent") // neither compared nor written to
    private record Entry(List<Vectors.Packed> phrases, float[] centre) {}

    /** What loading came to. */
    public sealed interface Outcome {
        record Loaded(SentenceVectors vectors) implements Outcome {}

        /** @param reason why there are none, in words for an operator */
        record Unavailable(String reason) implements Outcome {}
    }

    /** The folder that the build lays beside this class's jar or folder of classes. */
    public static Path folder() {
        try {
            Path own = Path.of(SentenceVectors.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own.resolveSibling("semantic");
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("The place of a class is an address", impossible);
        }
    }

    /** @param folder with the model, its native code and the vectors that the build made */
    public static Outcome load(Path folder, Registry registry, Phrases phrases) {
        try {
            Encoder encoder = Encoder.open(folder, folder.resolve(Encoder.NATIVE));
            Path file = folder.resolve(Vectors.FILE);
            return new Outcome.Loaded(
                    of(encoder, Files.isReadable(file) ? Vectors.read(file) : Vectors.NONE, registry, phrases));
        } catch (Encoder.Unavailable unavailable) {
            return new Outcome.Unavailable(unavailable.reason());
        } catch (IOException unreadable) {
            return new Outcome.Unavailable("the vectors cannot be read");
        }
    }

    private static SentenceVectors of(Encoder encoder, Vectors known, Registry registry, Phrases phrases) {
        Map<String, Entry> verbs = new LinkedHashMap<>();
        int added = 0;
        for (Map.Entry<String, List<String>> verb : texts(registry, phrases).entrySet()) {
            List<Vectors.Packed> packed = new ArrayList<>();
            for (String text : verb.getValue()) {
                Vectors.Packed vector = known.byText().get(text);
                if (vector == null) {
                    vector = Vectors.Packed.of(encoder.vector(text));
                    added++;
                }
                packed.add(vector);
            }
            float[] sum = new float[packed.getFirst().steps().length];
            packed.forEach(vector -> vector.addTo(sum));
            verbs.put(verb.getKey(), new Entry(packed, Vectors.unit(sum)));
        }
        return new SentenceVectors(encoder, verbs, added);
    }

    /** By verb: its phrases without values, and what it is for. */
    static Map<String, List<String>> texts(Registry registry, Phrases phrases) {
        Map<String, List<String>> out = new LinkedHashMap<>();
        for (Verb verb : registry.verbs()) {
            List<String> texts = new ArrayList<>();
            phrases.phrases().getOrDefault(verb.name(), List.of()).forEach(phrase -> texts.add(Masked.phrase(phrase)));
            texts.add(verb.purpose());
            out.put(verb.name(), List.copyOf(texts));
        }
        return out;
    }

    /** How many phrases the build did not know, so that their vectors were made now. */
    public int added() {
        return added;
    }

    @Override
    public String model() {
        return NAME;
    }

    @Override
    public Map<String, Nearness> to(String text) {
        float[] vector = encoder.vector(text);
        Map<String, Nearness> out = LinkedHashMap.newLinkedHashMap(verbs.size());
        verbs.forEach((verb, entry) -> {
            double best = -1;
            for (Vectors.Packed phrase : entry.phrases) {
                best = Math.max(best, phrase.cosine(vector));
            }
            double centre = 0;
            for (int d = 0; d < vector.length; d++) {
                centre += vector[d] * entry.centre[d];
            }
            out.put(verb, new Nearness(best, centre));
        });
        return out;
    }
}
