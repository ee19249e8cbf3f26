package dossier.generation.remote;

import dossier.generation.Model;
import dossier.json.Json;
import dossier.registry.RegistryLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers as a model once did, from a file with an answer a line: {@code {"ask": SHA-256, "model", "text" | "cut" |
 * "declined", "tokens"}}. What was never asked in the same words, of the same registry and with the same prompt, has no
 * answer. The file holds what models said, which is what clients' requests say: it is to be kept as those are.
 * Thread-safe.
 */
public final class RecordedModel implements Model {
    private static final String PROVIDER = "recorded";

    private final String name;
    private final Map<String, Reply> replies;

    private RecordedModel(String name, Map<String, Reply> replies) {
        this.name = name;
        this.replies = replies;
    }

    /** @throws IOException if it cannot be read or is no such file */
    public static RecordedModel read(Path file) throws IOException {
        Map<String, Reply> replies = new LinkedHashMap<>();
        String name = "";
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (!(Json.parse(line) instanceof Json.Outcome.Read(Json.Object json))
                    || json.text("ask").isEmpty()) {
                throw new IOException(file.getFileName() + " has a line that is no recorded answer");
            }
            name = json.text("model").orElse(name);
            long tokens = json.integer("tokens").orElse(0L);
            replies.put(
                    json.text("ask").get(),
                    json.text("text")
                            .<Reply>map(text -> new Reply.Said(text, tokens))
                            .orElse(json.has("cut") ? new Reply.Cut(tokens) : new Reply.Declined()));
        }
        return new RecordedModel(name, Map.copyOf(replies));
    }

    @Override
    public String provider() {
        return PROVIDER;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reply ask(Ask ask) {
        return Optional.ofNullable(replies.get(key(ask))).orElse(new Reply.Failed(Fault.UNREACHABLE));
    }

    private static String key(Ask ask) {
        return RegistryLoader.hash(Json.object()
                .put("system", ask.system())
                .put("schema", ask.schema())
                .put("turns", Json.array(ask.turns(), turn -> Json.text(turn.text())))
                .build()
                .compact());
    }

    /** Passes on what another model says, and keeps each answer it had not given before. */
    public static Model recording(Model model, Path file) {
        return new Recording(model, file, ConcurrentHashMap.newKeySet());
    }

    private record Recording(Model model, Path file, java.util.Set<String> kept) implements Model {
        @Override
        public String provider() {
            return model.provider();
        }

        @Override
        public String name() {
            return model.name();
        }

        @Override
        public Reply ask(Ask ask) {
            Reply reply = model.ask(ask);
            Json.Builder line = Json.object().put("ask", key(ask)).put("model", model.name());
            boolean answered = switch (reply) {
                case Reply.Said said -> {
                    line.put("text", said.text()).put("tokens", said.tokens());
                    yield true;
                }
                case Reply.Cut cut -> {
                    line.put("cut", true).put("tokens", cut.tokens());
                    yield true;
                }
                case Reply.Declined _ -> {
                    line.put("declined", true);
                    yield true;
                }
                case Reply.Failed _ -> false;
            };
            if (answered && kept.add(key(ask))) {
                keep(line.build().compact() + "\n");
            }
            return reply;
        }

        private synchronized void keep(String line) {
            try {
                Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException full) {
                throw new java.io.UncheckedIOException(full);
            }
        }
    }
}
