package dossier.bench;

import dossier.json.Json;
import dossier.local.Progress;
import dossier.local.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The whole stack, served over HTTP from a folder of its own, with a database that really syncs. Thread-safe. */
final class Service implements AutoCloseable {
    private final AtomicLong ids = new AtomicLong();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Stack stack;
    private final String base;

    private Service(Stack stack, String base) {
        this.stack = stack;
        this.base = base;
    }

    static Service start(Path folder) throws Exception {
        Stack stack = Stack.start(
                new Stack.Options(
                        folder.resolve("data"),
                        folder.resolve("state"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false,
                        Optional.empty(),
                        line -> {},
                        Clock.systemUTC(),
                        Map.of()),
                Progress.SILENT);
        return new Service(stack, "http://127.0.0.1:" + stack.serve(0, false));
    }

    /** An id that nobody has yet. */
    String newId() {
        return "B-" + ids.incrementAndGet();
    }

    /** An answer and how long it took, in nanoseconds. */
    record Reply(int status, Json.Object body, long nanos) {
        /** The body of a success. */
        Json.Object done() {
            if (status != 200) {
                throw new IllegalStateException("Status " + status + ": " + body.compact());
            }
            return body;
        }
    }

    Reply execute(String document) throws IOException, InterruptedException {
        return post("/v1/execute", Json.object().put("document", document));
    }

    Reply post(String path, Json.Builder body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.build().compact())));
    }

    Reply get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path)));
    }

    private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<String> answer =
                http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        long nanos = System.nanoTime() - start;
        return new Reply(
                answer.statusCode(),
                Json.parse(answer.body()).orThrow().asObject().orElseThrow(),
                nanos);
    }

    @Override
    public void close() {
        http.close();
        stack.close();
    }
}
