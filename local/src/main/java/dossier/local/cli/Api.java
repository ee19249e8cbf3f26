package dossier.local.cli;

import dossier.json.Json;
import dossier.local.Gateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The API as the commands call it: the functions of this process, or a server. */
interface Api extends AutoCloseable {
    /** @param body of a POST */
    Reply call(String method, String target, Optional<Json.Object> body, Map<String, String> headers)
            throws IOException, InterruptedException;

    /**
     * An answer with a JSON object; for one without, the object has what it says as its detail.
     *
     * @param text the body as it came
     */
    record Reply(int status, Json.Object body, String text) {
        boolean ok() {
            return status < 300;
        }
    }

    default Reply get(String target) throws IOException, InterruptedException {
        return call("GET", target, Optional.empty(), Map.of());
    }

    default Reply post(String target, Json.Object body) throws IOException, InterruptedException {
        return call("POST", target, Optional.of(body), Map.of());
    }

    @Override
    void close();

    private static Reply reply(int status, String text) {
        return new Reply(
                status,
                Json.parse(text)
                        .value()
                        .flatMap(Json::asObject)
                        .orElseGet(
                                () -> Json.object().put("detail", text.strip()).build()),
                text);
    }

    /** Calls the gateway of this process. */
    record Here(Gateway gateway, Supplier<String> token, Runnable stop) implements Api {
        @Override
        public Reply call(String method, String target, Optional<Json.Object> body, Map<String, String> headers)
                throws IOException {
            Map<String, String> all = new TreeMap<>(headers);
            all.put("authorization", "Bearer " + token.get());
            all.put("host", "127.0.0.1");
            body.ifPresent(json -> all.put("content-type", "application/json"));
            byte[] bytes = body.map(Json::bytes).orElse(new byte[0]);
            Gateway.Reply reply = gateway.answer(new Gateway.Call(method, target, all, bytes, "127.0.0.1"));
            return reply(reply.status(), reply.body());
        }

        @Override
        public void close() {
            stop.run();
        }
    }

    /** Calls a server. */
    record There(URI server, Optional<String> token, HttpClient client) implements Api {
        static There at(String url, Optional<String> token) throws Arguments.Usage {
            try {
                URI server = URI.create(url);
                if (server.getHost() == null
                        || !String.valueOf(server.getScheme()).startsWith("http")) {
                    throw new Arguments.Usage("--server must be an address such as http://127.0.0.1:8080.");
                }
                return new There(
                        server,
                        token,
                        HttpClient.newBuilder()
                                .connectTimeout(Duration.ofSeconds(5))
                                .build());
            } catch (IllegalArgumentException noAddress) {
                throw new Arguments.Usage("--server must be an address such as http://127.0.0.1:8080.");
            }
        }

        @Override
        public Reply call(String method, String target, Optional<Json.Object> body, Map<String, String> headers)
                throws IOException, InterruptedException {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(server.resolve(target)).timeout(Duration.ofSeconds(40));
            headers.forEach(request::header);
            token.ifPresent(given -> request.header("authorization", "Bearer " + given));
            body.ifPresentOrElse(
                    json -> request.header("content-type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofByteArray(json.bytes())),
                    () -> request.method(method, HttpRequest.BodyPublishers.noBody()));
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return reply(response.statusCode(), response.body());
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
