package dossier.edge;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dossier.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads API Gateway's two payload formats: 2.0 of an HTTP API and 1.0 of a REST API. Stateless. The typed mapping of
 * the runtime costs half a second at a cold start, so the event classes are filled by hand.
 */
public final class HttpEvents {
    private HttpEvents() {}

    /** @throws Events.Unexpected when it is neither format */
    static HttpCall read(Json.Object event) throws Events.Unexpected {
        if (event.text("version").filter("2.0"::equals).isPresent()) {
            return call(v2(event));
        }
        if (event.has("httpMethod")) {
            return call(v1(event));
        }
        throw new Events.Unexpected("The event is of neither API Gateway format");
    }

    static APIGatewayV2HTTPEvent v2(Json.Object event) {
        Json.Object context = event.object("requestContext").orElseGet(HttpEvents::nothing);
        Json.Object http = context.object("http").orElseGet(HttpEvents::nothing);
        APIGatewayV2HTTPEvent.RequestContext.RequestContextBuilder requestContext =
                APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withStage(Events.text(context, "stage"))
                        .withRequestId(Events.text(context, "requestId"))
                        .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                .withMethod(Events.text(http, "method"))
                                .withPath(Events.text(http, "path"))
                                .withProtocol(Events.text(http, "protocol"))
                                .withSourceIp(Events.text(http, "sourceIp"))
                                .withUserAgent(Events.text(http, "userAgent"))
                                .build());
        Events.object(context, "authorizer", "jwt")
                .ifPresent(jwt ->
                        requestContext.withAuthorizer(APIGatewayV2HTTPEvent.RequestContext.Authorizer.builder()
                                .withJwt(APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT
                                        .builder()
                                        .withClaims(Events.texts(jwt, "claims"))
                                        .build())
                                .build()));
        return APIGatewayV2HTTPEvent.builder()
                .withVersion("2.0")
                .withRouteKey(Events.text(event, "routeKey"))
                .withRawPath(Events.text(event, "rawPath"))
                .withRawQueryString(Events.text(event, "rawQueryString"))
                .withHeaders(Events.texts(event, "headers"))
                .withQueryStringParameters(Events.texts(event, "queryStringParameters"))
                .withPathParameters(Events.texts(event, "pathParameters"))
                .withBody(Events.text(event, "body"))
                .withIsBase64Encoded(event.bool("isBase64Encoded").orElse(false))
                .withRequestContext(requestContext.build())
                .build();
    }

    static APIGatewayProxyRequestEvent v1(Json.Object event) {
        Json.Object context = event.object("requestContext").orElseGet(HttpEvents::nothing);
        APIGatewayProxyRequestEvent.ProxyRequestContext requestContext =
                new APIGatewayProxyRequestEvent.ProxyRequestContext()
                        .withStage(Events.text(context, "stage"))
                        .withRequestId(Events.text(context, "requestId"));
        Events.object(context, "authorizer").ifPresent(authorizer -> {
            Map<String, Object> claims = new LinkedHashMap<>(Events.texts(authorizer, "claims"));
            requestContext.setAuthorizer(Map.of("claims", claims));
        });
        APIGatewayProxyRequestEvent read = new APIGatewayProxyRequestEvent()
                .withVersion("1.0")
                .withResource(Events.text(event, "resource"))
                .withPath(Events.text(event, "path"))
                .withHttpMethod(Events.text(event, "httpMethod"))
                .withHeaders(Events.texts(event, "headers"))
                .withMultiValueHeaders(Events.lists(event, "multiValueHeaders"))
                .withQueryStringParameters(Events.texts(event, "queryStringParameters"))
                .withMultiValueQueryStringParameters(Events.lists(event, "multiValueQueryStringParameters"))
                .withRequestContext(requestContext)
                .withBody(Events.text(event, "body"));
        read.setIsBase64Encoded(event.bool("isBase64Encoded").orElse(false));
        return read;
    }

    private static HttpCall call(APIGatewayV2HTTPEvent event) throws Events.Unexpected {
        APIGatewayV2HTTPEvent.RequestContext context = event.getRequestContext();
        return new HttpCall(
                HttpCall.Format.V2,
                context.getHttp().getMethod(),
                withoutStage(event.getRawPath(), context.getStage()),
                event.getQueryStringParameters(),
                event.getHeaders(),
                body(event.getBody(), event.getIsBase64Encoded()),
                Optional.ofNullable(context.getAuthorizer())
                        .map(authorizer -> authorizer.getJwt().getClaims()),
                context.getRequestId());
    }

    private static HttpCall call(APIGatewayProxyRequestEvent event) throws Events.Unexpected {
        Map<String, String> headers = new LinkedHashMap<>(event.getHeaders());
        event.getMultiValueHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
        Map<String, String> query = new LinkedHashMap<>(event.getQueryStringParameters());
        event.getMultiValueQueryStringParameters().forEach((name, values) -> query.put(name, String.join(",", values)));
        return new HttpCall(
                HttpCall.Format.V1,
                event.getHttpMethod(),
                event.getPath(),
                query,
                headers,
                body(event.getBody(), event.getIsBase64Encoded()),
                Optional.ofNullable(event.getRequestContext().getAuthorizer()).flatMap(HttpEvents::claims),
                event.getRequestContext().getRequestId());
    }

    /** A REST API's authorizer that proves nothing about claims leaves an empty map, which is no identity. */
    private static Optional<Map<String, String>> claims(Map<String, Object> authorizer) {
        Map<String, String> claims = new LinkedHashMap<>();
        if (authorizer.get("claims") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> claims.put(String.valueOf(name), String.valueOf(value)));
        }
        return Optional.of(claims).filter(some -> !some.isEmpty());
    }

    private static byte[] body(String body, boolean base64) throws Events.Unexpected {
        if (!base64) {
            return body.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException broken) {
            throw new Events.Unexpected("The event's body is not Base64");
        }
    }

    /** An HTTP API with a named stage puts it before the path. */
    private static String withoutStage(String path, String stage) {
        String prefix = "/" + stage + "/";
        return !stage.isEmpty() && path.startsWith(prefix) ? path.substring(prefix.length() - 1) : path;
    }

    private static Json.Object nothing() {
        return Json.object().build();
    }
}
