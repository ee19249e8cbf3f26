package dossier.edge;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP request, whichever payload format it came in. Immutable.
 *
 * @param path starting with a slash, without the stage
 * @param query parameters by name, decoded
 * @param headers by name in any case
 * @param body as the client sent it; never written to
 * @param claims of a token that the gateway has checked; empty when it checked none
 * @param gatewayId how the gateway names the request
 */
// The bytes are neither compared nor written to.
@SuppressWarnings("ArrayRecordComponent")
public record HttpCall(
        Format format,
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body,
        Optional<Map<String, String>> claims,
        String gatewayId) {
    /** The event's payload format, which is also that of the answer. */
    public enum Format {
        /** REST API. */
        V1,
        /** HTTP API. */
        V2
    }

    public HttpCall {
        method = method.toUpperCase(Locale.ROOT);
        query = Map.copyOf(query);
        TreeMap<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = java.util.Collections.unmodifiableSortedMap(anyCase);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }
}
