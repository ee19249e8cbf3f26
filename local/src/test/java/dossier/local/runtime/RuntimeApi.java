package dossier.local.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The side of the Lambda service that one function's runtime talks to: hands out invocations, takes answers and errors,
 * and says when a snapshot may be taken and when it is restored. Every hand-out carries all headers of the real one,
 * since the client's native code does not survive their absence. Thread-safe.
 */
public final class RuntimeApi implements AutoCloseable {
    private static final String BASE = "/2018-06-01/runtime/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Pending> waiting = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<Outcome>> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Long> ready = new CompletableFuture<>();
    private final CompletableFuture<Outcome.Failed> refused = new CompletableFuture<>();
    private final CompletableFuture<Long> snapshot = new CompletableFuture<>();
    private final CompletableFuture<Boolean> restored = new CompletableFuture<>();

    /** What became of an invocation, or of a start. */
    public sealed interface Outcome {
        record Answered(String body) implements Outcome {}

        /** @param type as the runtime names it, for example {@code Unhandled} or an exception's class */
        record Failed(String type, String body) implements Outcome {}
    }

    private record Pending(String requestId, String event, long deadline) {}

    private RuntimeApi(HttpServer server) {
        this.server = server;
    }

    /** Listens on loopback. */
    public static RuntimeApi open() throws IOException {
        RuntimeApi api =
                new RuntimeApi(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50));
        api.server.setExecutor(api.threads);
        api.server.createContext(BASE, api::serve);
        api.server.start();
        return api;
    }

    /** Host and port, as the runtime is told. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Completes with {@link System#nanoTime} when the function has started and asks for its first invocation. */
    public CompletableFuture<Long> ready() {
        return ready;
    }

    /** Completes when the function cannot be started. */
    public CompletableFuture<Outcome.Failed> refused() {
        return refused;
    }

    /** Completes when everything is done that comes before a snapshot; the runtime then waits for {@link #restore}. */
    public CompletableFuture<Long> snapshot() {
        return snapshot;
    }

    /** Lets a runtime that waits in its snapshot go on. */
    public void restore() {
        restored.complete(true);
    }

    /**
     * Hands an event to the function as soon as it asks.
     *
     * @param within what the function is told of its deadline
     */
    public CompletableFuture<Outcome> invoke(String event, Duration within) {
        String requestId = UUID.randomUUID().toString();
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        running.put(requestId, outcome);
        waiting.add(new Pending(requestId, event, System.currentTimeMillis() + within.toMillis()));
        return outcome;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(BASE.length());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String[] parts = path.split("/", -1);
            switch (parts[0] + "/" + parts[parts.length - 1]) {
                case "invocation/next" -> next(exchange);
                case "invocation/response" -> finish(exchange, parts[1], new Outcome.Answered(body));
                case "invocation/error" -> finish(exchange, parts[1], failed(exchange, body));
                case "init/error", "restore/error" -> {
                    refused.complete(failed(exchange, body));
                    answer(exchange, 202, "{\"status\":\"OK\"}");
                }
                case "restore/next" -> {
                    snapshot.complete(System.nanoTime());
                    restored.join();
                    answer(exchange, 200, "");
                }
                default -> answer(exchange, 404, "{}");
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        ready.complete(System.nanoTime());
        Pending pending = waiting.take();
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", pending.requestId());
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(pending.deadline()));
        headers.set(
                "Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:000000000000:function:dossier:live");
        headers.set(
                "Lambda-Runtime-Trace-Id",
                "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0");
        answer(exchange, 200, pending.event());
    }

    private void finish(HttpExchange exchange, String requestId, Outcome outcome) throws IOException {
        answer(exchange, 202, "{\"status\":\"OK\"}");
        Optional.ofNullable(running.remove(requestId)).ifPresent(waiter -> waiter.complete(outcome));
    }

    private static Outcome.Failed failed(HttpExchange exchange, String body) {
        return new Outcome.Failed(
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Lambda-Runtime-Function-Error-Type"))
                        .orElse(""),
                body);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Ends every wait; what has not been answered never is. */
    @Override
    public void close() {
        restored.complete(false);
        threads.shutdownNow();
        server.stop(0);
    }
}
