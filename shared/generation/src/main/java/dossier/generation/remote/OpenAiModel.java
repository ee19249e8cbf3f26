package dossier.generation.remote;

import dossier.generation.Model;
import dossier.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model behind an endpoint that speaks {@code /v1/chat/completions}, asked for structured output by the JSON schema.
 * An answer as a tool call is taken too. Thread-safe.
 */
public final class OpenAiModel implements Model {
    private static final String PROVIDER = "openai-compatible";
    private static final long LARGEST = 1_000_000;

    private final HttpClient http;
    private final Settings settings;

    /**
     * Where the model is and how long to wait for it.
     *
     * @param base address before {@code /v1/chat/completions}
     * @param key bearer token; empty where none is needed
     * @param timeout of one attempt
     * @param deadline of all attempts together
     */
    public record Settings(
            URI base, String model, Optional<String> key, int attempts, Duration timeout, Duration deadline) {
        public Settings {
            if (attempts < 1) {
                throw new IllegalArgumentException("There must be an attempt");
            }
        }

        @Override
        public String toString() {
            return model + " at " + base;
        }
    }

    public OpenAiModel(Settings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public String provider() {
        return PROVIDER;
    }

    @Override
    public String name() {
        return settings.model();
    }

    @Override
    public Reply ask(Ask ask) {
        byte[] body = body(ask).bytes();
        long end = System.nanoTime() + settings.deadline().toNanos();
        Reply last = new Reply.Failed(Fault.UNREACHABLE);
        for (int attempt = 0; attempt < settings.attempts(); attempt++) {
            Tried tried = attempt(body, Duration.ofNanos(end - System.nanoTime()));
            last = tried.reply();
            if (tried.again().isEmpty() || !waited(tried.again().get(), end)) {
                return last;
            }
        }
        return last;
    }

    /** @param again after what time another attempt makes sense */
    private record Tried(Reply reply, Optional<Duration> again) {
        static Tried last(Reply reply) {
            return new Tried(reply, Optional.empty());
        }
    }

    private static boolean waited(Duration pause, long end) {
        if (System.nanoTime() + pause.toNanos() >= end) {
            return false;
        }
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Tried attempt(byte[] body, Duration left) {
        Duration timeout = left.compareTo(settings.timeout()) < 0 ? left : settings.timeout();
        if (!timeout.isPositive()) {
            return Tried.last(new Reply.Failed(Fault.SLOW));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.base().resolve("/v1/chat/completions"))
                .timeout(timeout)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        settings.key().ifPresent(key -> request.header("authorization", "Bearer " + key));
        try {
            return tried(http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (HttpTimeoutException slow) {
            return Tried.last(new Reply.Failed(Fault.SLOW));
        } catch (IOException broken) {
            return new Tried(new Reply.Failed(Fault.UNREACHABLE), Optional.of(Duration.ofMillis(100)));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Tried.last(new Reply.Failed(Fault.UNREACHABLE));
        }
    }

    private static Tried tried(HttpResponse<java.io.InputStream> response) throws IOException {
        byte[] bytes;
        try (java.io.InputStream in = response.body()) {
            bytes = in.readNBytes((int) LARGEST);
        }
        int status = response.statusCode();
        if (status == 429 || status == 503) {
            Duration pause = response.headers()
                    .firstValue("retry-after")
                    .filter(text -> text.matches("\\d{1,4}"))
                    .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                    .orElse(Duration.ofMillis(300));
            return new Tried(new Reply.Failed(Fault.THROTTLED), Optional.of(pause));
        }
        if (status >= 500) {
            return new Tried(new Reply.Failed(Fault.UNREACHABLE), Optional.of(Duration.ofMillis(200)));
        }
        return Tried.last(status == 200 ? read(bytes) : new Reply.Failed(Fault.REFUSED));
    }

    // ---- what goes over the wire

    private Json.Object body(Ask ask) {
        List<Json> messages = new ArrayList<>();
        messages.add(message("system", ask.system()));
        ask.turns().forEach(turn -> messages.add(message(turn.ofModel() ? "assistant" : "user", turn.text())));
        return Json.object()
                .put("model", settings.model())
                .put("messages", Json.array(messages))
                .put("temperature", 0)
                .put("max_tokens", ask.mostTokens())
                .put(
                        "response_format",
                        Json.object()
                                .put("type", "json_schema")
                                .put(
                                        "json_schema",
                                        Json.object()
                                                .put("name", "proposal")
                                                .put("strict", true)
                                                .put("schema", ask.schema())))
                .build();
    }

    private static Json message(String role, String text) {
        return Json.object().put("role", role).put("content", text).build();
    }

    private static Reply read(byte[] bytes) {
        if (!(Json.parse(bytes) instanceof Json.Outcome.Read(Json.Object answer))) {
            return new Reply.Failed(Fault.GARBLED);
        }
        long tokens =
                answer.object("usage").flatMap(u -> u.integer("total_tokens")).orElse(0L);
        Optional<Json.Object> choice =
                answer.array("choices").orElse(List.of()).stream().findFirst().flatMap(Json::asObject);
        Optional<Json.Object> message = choice.flatMap(c -> c.object("message"));
        if (message.isEmpty()) {
            return new Reply.Failed(Fault.GARBLED);
        }
        String reason = choice.get().text("finish_reason").orElse("");
        if (reason.equals("length")) {
            return new Reply.Cut(tokens);
        }
        if (reason.equals("content_filter") || message.get().text("refusal").isPresent()) {
            return new Reply.Declined();
        }
        return message.get()
                .text("content")
                .or(() -> call(message.get()))
                .<Reply>map(text -> new Reply.Said(text, tokens))
                .orElse(new Reply.Failed(Fault.GARBLED));
    }

    private static Optional<String> call(Json.Object message) {
        return message.array("tool_calls").orElse(List.of()).stream()
                .flatMap(call -> call.at("function", "arguments").flatMap(Json::asText).stream())
                .findFirst();
    }
}
