package dossier.generation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dossier.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An endpoint on this machine that answers what the test says, the last answer again and again. Thread-safe. */
final class FakeModelServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Json.Object> requests = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();

    /** @param millis to wait before it */
    record Answer(int status, String body, long millis) {
        static Answer of(Json.Object body) {
            return new Answer(200, body.compact(), 0);
        }
    }

    FakeModelServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.createContext("/v1/chat/completions", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    FakeModelServer will(Answer answer) {
        synchronized (answers) {
            answers.add(answer);
        }
        return this;
    }

    /** Answers with what a model says, as the protocol wraps it. */
    FakeModelServer willSay(String content) {
        return will(Answer.of(chat(content, "stop", 100)));
    }

    static Json.Object chat(String content, String reason, long tokens) {
        return Json.object()
                .put(
                        "choices",
                        Json.array(Json.object()
                                .put("finish_reason", reason)
                                .put(
                                        "message",
                                        Json.object().put("role", "assistant").put("content", content))
                                .build()))
                .put("usage", Json.object().put("total_tokens", tokens))
                .build();
    }

    List<Json.Object> requests() {
        return List.copyOf(requests);
    }

    List<String> keys() {
        return List.copyOf(keys);
    }

    /** The last message of a request. */
    String told(int request) {
        return requests.get(request)
                .array("messages")
                .orElseThrow()
                .getLast()
                .asObject()
                .flatMap(m -> m.text("content"))
                .orElseThrow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(Json.parse(exchange.getRequestBody().readAllBytes())
                .orThrow()
                .asObject()
                .orElseThrow());
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("authorization")));
        Answer answer;
        synchronized (answers) {
            answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
        }
        try {
            Thread.sleep(answer.millis());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        if (answer.status() == 429) {
            exchange.getResponseHeaders().add("retry-after", "0");
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
