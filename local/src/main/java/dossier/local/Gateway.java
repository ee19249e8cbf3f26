package dossier.local;

import dossier.edge.Routes;
import dossier.json.Json;
import dossier.local.template.Template;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Stands in for API Gateway's HTTP API: finds the template's route, makes an event of payload format 2.0, calls the
 * function, reads its answer. Checks no token: that is left to the functions, which check for themselves.
 * Thread-safe.
 */
public final class Gateway {
    /** Largest body the Lambda service would hand over, as text in an event. */
    static final int LARGEST_BODY = 6_000_000;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Template template;
    private final Functions functions;
    private final Clock clock;

    Gateway(Template template, Functions functions, Clock clock) {
        this.template = template;
        this.functions = functions;
        this.clock = clock;
    }

    /**
     * What a client sends.
     *
     * @param target path and query as sent
     * @param headers in lower case, values of one name joined by commas
     */
    @SuppressWarnings("ArrayRecordComponent") // neither compared nor written to
    public record Call(String method, String target, Map<String, String> headers, byte[] body, String sourceIp) {}

    /** What a client gets. */
    public record Reply(int status, Map<String, String> headers, String body) {}

    /** Routes a call to its function. */
    public Reply answer(Call call) throws IOException {
        String path = call.target().split("\\?", 2)[0];
        Found found = find(call.method(), path);
        byte[] answer =
                functions.call(found.function(), event(call, path, found).bytes());
        Json.Object read = Json.parse(answer)
                .value()
                .flatMap(Json::asObject)
                .orElseThrow(() -> new IOException("The function " + found.function() + " answered no JSON object"));
        Map<String, String> headers = new LinkedHashMap<>();
        read.object("headers")
                .ifPresent(all -> all.members()
                        .forEach((name, value) ->
                                headers.put(name, value.asText().orElse(""))));
        return new Reply(
                read.integer("statusCode").orElse(500L).intValue(),
                headers,
                read.text("body").orElse(""));
    }

    private record Found(String function, String key, Map<String, String> parameters) {}

    private Found find(String method, String path) {
        Optional<Found> otherwise = Optional.empty();
        for (Template.LambdaFunction function : template.functions()) {
            for (Template.Route route : function.routes()) {
                if (route.isDefault()) {
                    otherwise = Optional.of(new Found(function.id(), "$default", Map.of()));
                } else if (route.method().equals(method)) {
                    Optional<Map<String, String>> parameters = Routes.parameters(route.path(), path);
                    if (parameters.isPresent()) {
                        return new Found(function.id(), method + " " + route.path(), parameters.get());
                    }
                }
            }
        }
        return otherwise.orElseThrow(() -> new IllegalStateException("The template has no default route"));
    }

    private Json.Object event(Call call, String path, Found found) {
        String query = call.target().contains("?")
                ? call.target().substring(call.target().indexOf('?') + 1)
                : "";
        Json.Builder event = Json.object()
                .put("version", "2.0")
                .put("routeKey", found.key())
                .put("rawPath", path)
                .put("rawQueryString", query)
                .put("headers", texts(call.headers()));
        Map<String, String> parameters = Query.parameters(query);
        if (!parameters.isEmpty()) {
            event.put("queryStringParameters", texts(parameters));
        }
        event.put("requestContext", context(call, path, found.key()));
        if (!found.parameters().isEmpty()) {
            event.put("pathParameters", texts(new TreeMap<>(found.parameters())));
        }
        if (call.body().length > 0) {
            Optional<String> text = text(call.body());
            event.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(call.body())));
            return event.put("isBase64Encoded", text.isEmpty()).build();
        }
        return event.put("isBase64Encoded", false).build();
    }

    private Json.Object context(Call call, String path, String routeKey) {
        return Json.object()
                .put("accountId", Template.ACCOUNT)
                .put("apiId", "local")
                .put("domainName", call.headers().getOrDefault("host", "localhost"))
                .put("domainPrefix", "local")
                .put(
                        "http",
                        Json.object()
                                .put("method", call.method())
                                .put("path", path)
                                .put("protocol", "HTTP/1.1")
                                .put("sourceIp", call.sourceIp())
                                .put("userAgent", call.headers().getOrDefault("user-agent", "")))
                .put("requestId", UUID.randomUUID().toString())
                .put("routeKey", routeKey)
                .put("stage", "$default")
                .put("time", TIME.format(clock.instant()))
                .put("timeEpoch", clock.millis())
                .build();
    }

    /** The text of a body; empty when its bytes are not UTF-8, which the gateway passes on as Base64. */
    private static Optional<String> text(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    private static Json.Object texts(Map<String, String> values) {
        Json.Builder object = Json.object();
        values.forEach(object::put);
        return object.build();
    }

    /** Every route as {@code METHOD /path}, the default one left out. */
    List<String> routes() {
        return template.functions().stream()
                .flatMap(function -> function.routes().stream())
                .filter(route -> !route.isDefault())
                .map(route -> route.method() + " " + route.path())
                .toList();
    }
}
