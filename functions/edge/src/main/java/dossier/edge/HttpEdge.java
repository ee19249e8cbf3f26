package dossier.edge;

import com.amazonaws.services.lambda.runtime.Context;
import dossier.json.Json;
import dossier.pipeline.Answer;
import dossier.pipeline.Caller;
import dossier.pipeline.Chain;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Serves HTTP events: finds the route, proves the caller, checks size and media type, calls the action, renders,
 * logs and measures. Thread-safe; keeps nothing of a request.
 */
public final class HttpEdge {
    /** Largest body in bytes. As Base64 it still fits the 6 MB that the Lambda service hands over. */
    public static final int LARGEST_BODY = 4 << 20;

    private final Routes routes;
    private final Identity identity;
    private final Log log;
    private final Metrics metrics;
    private final LongSupplier nanos;

    public HttpEdge(Routes routes, Identity identity, Telemetry telemetry) {
        this.routes = routes;
        this.identity = identity;
        this.log = telemetry.log();
        this.metrics = telemetry.metrics();
        this.nanos = telemetry.nanos();
    }

    /** Reads one event and writes its answer. */
    public void serve(InputStream in, OutputStream out, Context context) throws IOException {
        serve(Events.object(in), out, context);
    }

    /** As above, of an event already parsed. */
    public void serve(Json.Object event, OutputStream out, Context context) throws IOException {
        HttpCall call = HttpEvents.read(event);
        String requestId = context.getAwsRequestId();
        long start = nanos.getAsLong();
        Handled handled = handle(call, requestId, context);
        long micros = (nanos.getAsLong() - start) / 1_000;
        report(handled, requestId, micros);
        handled.answer().with("x-request-id", requestId).write(out);
    }

    /** @param operation the route, for measurements: its method and template, never a path with ids */
    private record Handled(String operation, HttpAnswer answer) {}

    private Handled handle(HttpCall call, String requestId, Context context) {
        return switch (routes.match(call.method(), call.path())) {
            case Routes.Match.Unknown unknown ->
                new Handled(
                        "unknown",
                        Problems.render(
                                Answer.problem(Answer.Fault.NOT_FOUND, "There is nothing at this path."), requestId));
            case Routes.Match.WrongMethod wrong ->
                new Handled("unknown", Problems.wrongMethod(call.method(), wrong.allowed(), requestId));
            case Routes.Match.Found found ->
                new Handled(
                        found.route().method() + " " + found.route().path(),
                        answered(call, found, requestId, context.getRemainingTimeInMillis()));
        };
    }

    private HttpAnswer answered(HttpCall call, Routes.Match.Found found, String requestId, long remaining) {
        try {
            Routes.Asked asked = new Routes.Asked(call, requestId, found.parameters(), remaining);
            return tagged(
                    call,
                    switch (found.route().access()) {
                        case Routes.Access.Open open -> open.action().answer(asked);
                        case Routes.Access.Proved proved -> proved(asked, proved.action());
                    });
        } catch (RuntimeException defect) {
            log.defect(requestId, found.route().path(), defect);
            return Problems.render(
                    Answer.problem(Answer.Fault.BROKEN, "This is a defect; the request id names it in the logs."),
                    requestId);
        }
    }

    private HttpAnswer proved(Routes.Asked asked, Routes.Action action) {
        String requestId = asked.requestId();
        return switch (identity.of(asked.call())) {
            case Identity.Outcome.Refused refused -> Problems.unauthenticated(refused.detail(), requestId);
            case Identity.Outcome.Away away ->
                Problems.render(
                        new Answer.Problem(
                                Answer.Fault.UNAVAILABLE,
                                "Tokens cannot be checked now.",
                                java.util.List.of(),
                                Json.object().build(),
                                Optional.of(Duration.ofSeconds(5))),
                        requestId);
            case Identity.Outcome.Proved proved -> readable(asked, proved.caller(), action);
        };
    }

    private static HttpAnswer readable(Routes.Asked asked, Caller caller, Routes.Action action) {
        HttpCall call = asked.call();
        if (call.body().length > LARGEST_BODY) {
            return Problems.render(
                    Answer.problem(
                            Answer.Fault.TOO_LARGE, "The body must not be larger than " + LARGEST_BODY + " bytes."),
                    asked.requestId());
        }
        if (call.method().equals("POST")
                && call.header("content-type").filter(type -> !isJson(type)).isPresent()) {
            return Problems.wrongMediaType(asked.requestId());
        }
        return action.answer(asked, caller);
    }

    private static boolean isJson(String contentType) {
        String type = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }

    /** A read carries a tag of what it says; one who has that already gets no body. */
    private static HttpAnswer tagged(HttpCall call, HttpAnswer answer) {
        if (!call.method().equals("GET") || answer.status() != 200) {
            return answer;
        }
        String tag = Optional.ofNullable(answer.headers().get("etag"))
                .orElseGet(() -> '"' + Chain.sha256(answer.body()).substring(0, 32) + '"');
        HttpAnswer tagged = answer.with("etag", tag).with("cache-control", "private, no-cache");
        boolean known = call.header("if-none-match")
                .filter(given -> Arrays.stream(given.split(","))
                        .map(String::trim)
                        .anyMatch(one ->
                                one.equals("*") || one.replaceFirst("^W/", "").equals(tag)))
                .isPresent();
        return known ? tagged.withoutBody(304) : tagged;
    }

    private void report(Handled handled, String requestId, long micros) {
        HttpAnswer answer = handled.answer();
        Json.Object body = answer.said();
        Optional<String> code = body.array("diagnostics")
                .flatMap(all -> all.stream().findFirst())
                .flatMap(first -> first.at("code"))
                .flatMap(Json::asText);
        String outcome = answer.status() < 400 ? "ok" : Integer.toString(answer.status());
        Log.Level level = answer.status() >= 500 ? Log.Level.ERROR : Log.Level.INFO;
        Log.Line line = Log.Line.of(level, requestId, handled.operation())
                .about(body.text("caseId"), body.integer("version"))
                .micros(micros);
        log.write(answer.status() < 400 ? line : line.code(code.orElse(outcome)));
        metrics.request(handled.operation(), outcome, micros, body);
    }
}
