package dossier.generation;

import dossier.generation.text.Token;
import dossier.json.Json;
import dossier.pipeline.ThingKey;
import dossier.registry.RegistryLoader;
import dossier.registry.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a model is told: a versioned text with the signatures of all verbs, and one schema for the answer. Both are the
 * same for one version of the registry, so that providers can keep what they made of them. Immutable.
 */
final class ModelPrompt {
    /** A changed text is a new file; proposals keep the hash of what was told. */
    private static final String TEXT = "/dossier/generation/prompts/forms-1.txt";

    private final String system;
    private final Json.Object schema;
    private final String hash;

    ModelPrompt(Vocabulary vocabulary, ModelNames names) {
        this.system = text()
                + vocabulary.frames.values().stream()
                        .map(ModelPrompt::signature)
                        .collect(Collectors.joining("\n"));
        this.schema = schema(vocabulary, names);
        this.hash = RegistryLoader.hash(system + "\n" + schema.compact());
    }

    String system() {
        return system;
    }

    Json.Object schema() {
        return schema;
    }

    /** SHA-256 of text and schema. */
    String hash() {
        return hash;
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(ModelPrompt.class.getResourceAsStream(TEXT))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String signature(Frame frame) {
        return ModelNames.of(frame.verb().name()) + ": " + frame.verb().purpose() + " "
                + frame.slots().stream()
                        .filter(Slot::declared)
                        .map(slot -> slot.path() + (slot.required() ? "! " : " ") + type(slot))
                        .collect(Collectors.joining("; "));
    }

    private static String type(Slot slot) {
        String one = switch (slot.shape()) {
            case Shape.NewId id -> "new " + id.kind();
            case Shape.Ref ref -> "id of " + ref.kind();
            case Shape.Code code -> "code of " + code.list();
            case Shape.Formatted formatted -> formatted.format();
            default -> slot.shape().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
        };
        return slot.list() ? "many " + one : one;
    }

    // ---- the schema

    private static Json.Object schema(Vocabulary vocabulary, ModelNames names) {
        TreeSet<String> paths = new TreeSet<>();
        vocabulary.frames.values().forEach(frame -> frame.slots().forEach(slot -> paths.add(slot.path())));
        Json.Object argument = object(Map.of("name", words(paths), "value", type("string")));
        Map<String, Json> form = new LinkedHashMap<>();
        form.put("verb", words(names.all()));
        form.put("said", type("string"));
        form.put("args", list(argument));
        Map<String, Json> answer = new LinkedHashMap<>();
        answer.put("forms", list(object(form)));
        answer.put(
                "refusal",
                Json.object().putTexts("type", List.of("string", "null")).build());
        return object(answer);
    }

    private static Json.Object object(Map<String, Json> members) {
        Json.Builder properties = Json.object();
        new java.util.TreeMap<>(members).forEach(properties::put);
        return Json.object()
                .put("type", "object")
                .put("properties", properties)
                .putTexts("required", new TreeSet<>(members.keySet()))
                .put("additionalProperties", false)
                .build();
    }

    private static Json.Object list(Json.Object items) {
        return Json.object().put("type", "array").put("items", items).build();
    }

    private static Json.Object type(String name) {
        return Json.object().put("type", name).build();
    }

    private static Json.Object words(java.util.Collection<String> all) {
        return Json.object().put("type", "string").putTexts("enum", all).build();
    }

    // ---- one request

    /**
     * One request as data: quoted text stands apart from what is asked.
     *
     * @param likely verbs that its words are near to
     * @param things that it names
     */
    static String request(Instruction instruction, List<Token> tokens, List<String> likely, List<ThingKey> things) {
        StringBuilder asked = new StringBuilder();
        List<Json> quoted = new ArrayList<>();
        int at = 0;
        for (Token token : tokens) {
            if (token.kind() == Token.Kind.QUOTED) {
                quoted.add(Json.text(token.text()));
                asked.append(instruction.text(), at, token.from())
                        .append("[quoted ")
                        .append(quoted.size())
                        .append(']');
                at = token.to();
            }
        }
        asked.append(instruction.text(), at, instruction.text().length());
        return Json.object()
                .put("instruction", asked.toString())
                .put("quoted", Json.array(quoted))
                .put("today", instruction.now().toLocalDate().toString())
                .putText("case", instruction.caseId())
                .putTexts("likely", likely.stream().map(ModelNames::of).toList())
                .put(
                        "things",
                        Json.array(
                                things,
                                thing -> Json.object()
                                        .put("id", thing.id())
                                        .put("kind", thing.kind())
                                        .build()))
                .build()
                .compact();
    }
}
