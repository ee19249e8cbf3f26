package dossier.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The HTTP side of the local stack: the API through the gateway, the web page, and measurements. On loopback a request
 * without a token gets one of user {@code local}, unless tokens are asked for; a page of another origin never does.
 */
final class HttpFront implements AutoCloseable {
    private static final Duration TOKEN_LIVES = Duration.ofHours(1);
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Gateway gateway;
    private final Supplier<String> metrics;
    private final Minted minted;

    /** Tokens given to requests that bring none; none at all when the stack runs with tokens. */
    interface Minted {
        String token();

        static Minted none() {
            return () -> "";
        }

        static Minted local(SigningKey key, Clock clock) {
            return () -> key.token("local", "local", Set.of("admin"), clock.instant(), TOKEN_LIVES);
        }
    }

    HttpFront(int port, Gateway gateway, Supplier<String> metrics, Minted minted) throws IOException {
        this.gateway = gateway;
        this.metrics = metrics;
        this.minted = minted;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
    }

    void start() {
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Takes no more requests and lets those under way end, for a moment. */
    @Override
    public void close() {
        server.stop(2);
        threads.shutdown();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/metrics")) {
                send(exchange, 200, "application/openmetrics-text; version=1.0.0; charset=utf-8", metrics.get());
            } else if (WebPage.has(path) && exchange.getRequestMethod().equals("GET")) {
                WebPage.File file = WebPage.file(path);
                exchange.getResponseHeaders().set("content-security-policy", WebPage.POLICY);
                exchange.getResponseHeaders().set("x-content-type-options", "nosniff");
                send(exchange, 200, file.type(), file.text());
            } else {
                api(exchange);
            }
        } catch (RuntimeException defect) {
            System.err.println("{\"level\":\"ERROR\",\"step\":\"http\",\"exception\":\""
                    + defect.getClass().getName() + "\"}");
            send(exchange, 500, "application/problem+json", "{\"title\":\"Something is broken here\",\"status\":500}");
        }
    }

    private void api(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(Gateway.LARGEST_BODY + 1);
        if (body.length > Gateway.LARGEST_BODY) {
            // As the gateway does, with a message of its own.
            send(exchange, 413, "application/json", "{\"message\":\"Request Too Long\"}");
            return;
        }
        Map<String, String> headers = headers(exchange);
        if (!headers.containsKey("authorization") && ownPage(headers)) {
            String token = minted.token();
            if (!token.isEmpty()) {
                headers.put("authorization", "Bearer " + token);
            }
        }
        Gateway.Reply reply = gateway.answer(new Gateway.Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                body,
                exchange.getRemoteAddress().getAddress().getHostAddress()));
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        send(exchange, reply.status(), reply.headers().getOrDefault("content-type", "application/json"), reply.body());
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(java.util.Locale.ROOT), String.join(",", values)));
        return headers;
    }

    /** Whether a request comes from this machine's own programs or page, and not through a page of somebody else. */
    private boolean ownPage(Map<String, String> headers) {
        String host = headers.getOrDefault("host", "");
        if (!LOOPBACK.contains(host.replaceFirst(":\\d+$", ""))) {
            return false;
        }
        String origin = headers.get("origin");
        String site = headers.getOrDefault("sec-fetch-site", "same-origin");
        return (origin == null || origin.equals("http://" + host))
                && (site.equals("same-origin") || site.equals("none"));
    }

    private void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", type);
        boolean none = status == 304 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, none || bytes.length == 0 ? -1 : bytes.length);
        if (!none && bytes.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }
}
