package dossier.edge;

import dossier.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP answer as API Gateway takes it in both payload formats. Immutable; headers in lower case.
 *
 * @param said what the body says, for logs and measurements; empty where it is no concern of theirs
 */
public record HttpAnswer(int status, Map<String, String> headers, String body, Json.Object said) {
    static final String JSON = "application/json; charset=utf-8";
    static final String PROBLEM = "application/problem+json; charset=utf-8";

    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    public static HttpAnswer json(int status, Json.Object body) {
        return text(status, JSON, body.compact(), body);
    }

    /** A body that is at hand as text. */
    public static HttpAnswer text(int status, String contentType, String body, Json.Object said) {
        return new HttpAnswer(status, Map.of("content-type", contentType, "cache-control", "no-store"), body, said);
    }

    public HttpAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpAnswer(status, more, body, said);
    }

    HttpAnswer withoutBody(int other) {
        return new HttpAnswer(other, headers, "", said);
    }

    void write(OutputStream out) throws IOException {
        Json.Builder names = Json.object();
        headers.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(header -> names.put(header.getKey(), header.getValue()));
        String event = Json.object()
                .put("statusCode", status)
                .put("headers", names)
                .put("body", body)
                .put("isBase64Encoded", false)
                .build()
                .compact();
        out.write(event.getBytes(StandardCharsets.UTF_8));
    }
}
