package dossier.semantic;

import dossier.json.Json;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The build's command, {@code MODEL-FOLDER OUTPUT-FOLDER}: writes the model and its pieces of words as the encoder reads
 * them, and the vectors of the phrases of the registry that is on the class path. What is there for the same version of
 * the registry is left as it is.
 */
final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException, Encoder.Unavailable {
        Path from = Path.of(args[0]);
        Path to = Files.createDirectories(Path.of(args[1]));
        Registry registry = RegistryLoader.shipped();
        Path file = to.resolve(Vectors.FILE);
        Map<String, List<String>> texts = SentenceVectors.texts(registry, RegistryLoader.shippedPhrases());
        Path model = one(from, ".onnx");
        if (Files.isReadable(file)
                && isOf(Vectors.read(file), registry, texts)
                && Files.mismatch(model, to.resolve(Encoder.MODEL)) < 0) {
            return;
        }
        Files.copy(model, to.resolve(Encoder.MODEL), StandardCopyOption.REPLACE_EXISTING);
        Files.write(to.resolve(Encoder.WORDS), pieces(one(from, "tokenizer.json")), StandardCharsets.UTF_8);
        vectors(Encoder.open(to, from.resolve(Encoder.NATIVE)), registry, texts).write(file);
    }

    private static boolean isOf(Vectors vectors, Registry registry, Map<String, List<String>> texts) {
        return vectors.registry().equals(registry.version())
                && texts.values().stream().allMatch(vectors.byText().keySet()::containsAll);
    }

    private static Path one(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow(() -> new IOException("There is no file *" + ending));
        }
    }

    /** The pieces of words that a tokenizer's file lists, in the order of their ids. */
    static List<String> pieces(Path tokenizer) throws IOException {
        Map<String, Json> ids = Json.parse(Files.readAllBytes(tokenizer))
                .orThrow()
                .at("model", "vocab")
                .flatMap(Json::asObject)
                .orElseThrow(() -> new IOException("The tokenizer lists no pieces"))
                .members();
        String[] out = new String[ids.size()];
        ids.forEach((piece, id) -> out[id.asInteger().orElseThrow().intValue()] = piece);
        return List.of(out);
    }

    private static Vectors vectors(Encoder encoder, Registry registry, Map<String, List<String>> texts) {
        Map<String, Vectors.Packed> byText = new LinkedHashMap<>();
        texts.values()
                .forEach(of ->
                        of.forEach(text -> byText.computeIfAbsent(text, t -> Vectors.Packed.of(encoder.vector(t)))));
        return new Vectors(registry.version(), byText);
    }
}
