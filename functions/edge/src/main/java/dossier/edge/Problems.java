package dossier.edge;

import dossier.json.Json;
import dossier.pipeline.Answer;
import dossier.pipeline.Ledger.Recorded;
import dossier.pipeline.Manager;
import dossier.store.Reading;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Renders what went wrong as RFC 9457 {@code application/problem+json}. Stateless. The answer goes to the caller: it
 * may quote the caller's own text, and never a stored value, SQL or a stack trace.
 */
public final class Problems {
    private static final String TYPES = "https://dossier.example/problems/";

    private Problems() {}

    /** The answer of the pipeline over HTTP. */
    public static HttpAnswer render(Answer answer, String requestId) {
        return switch (answer) {
            case Answer.Done done -> HttpAnswer.json(200, done.body());
            case Answer.Problem problem -> {
                HttpAnswer rendered = render(
                        status(problem.fault()),
                        problem.fault().name(),
                        problem.fault().title(),
                        problem.detail(),
                        requestId,
                        problem.body().toBuilder()
                                .put("diagnostics", Json.array(problem.diagnostics(), Manager::json))
                                .build());
                yield problem.retryAfter()
                        .map(wait -> rendered.with(
                                "retry-after", Long.toString(Math.max(1, (wait.toMillis() + 999) / 1000))))
                        .orElse(rendered);
            }
        };
    }

    /** What a read came to, over HTTP; a body carries its tag. */
    public static HttpAnswer render(Reading.Outcome outcome, String requestId) {
        return switch (outcome) {
            case Reading.Outcome.Found found ->
                HttpAnswer.json(200, found.body()).with("etag", '"' + found.etag() + '"');
            case Reading.Outcome.Missing _ ->
                render(
                        Answer.problem(Answer.Fault.NOT_FOUND, "There is nothing of that name for you here."),
                        requestId);
            case Reading.Outcome.Unreadable bad ->
                render(Answer.problem(Answer.Fault.UNREADABLE, bad.detail()), requestId);
            case Reading.Outcome.Failed failed -> render(problem(failed.why()), requestId);
        };
    }

    private static Answer.Problem problem(Recorded why) {
        return switch (why) {
            case Recorded.Unavailable away ->
                new Answer.Problem(
                        Answer.Fault.UNAVAILABLE,
                        away.detail(),
                        List.of(),
                        Json.object().build(),
                        Optional.of(away.retryAfter()));
            case Recorded.TimedOut _ -> Answer.problem(Answer.Fault.TIMED_OUT, "The read took too long.");
            default ->
                Answer.problem(
                        Answer.Fault.BROKEN, "The database refused the read; the request id names it in the logs.");
        };
    }

    public static int status(Answer.Fault fault) {
        return switch (fault) {
            case UNREADABLE -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT, RACED -> 409;
            case TOO_LARGE -> 413;
            case REJECTED -> 422;
            case BROKEN -> 500;
            case UNAVAILABLE -> 503;
            case TIMED_OUT -> 504;
        };
    }

    static HttpAnswer wrongMethod(String method, Collection<String> allowed, String requestId) {
        String allow = String.join(", ", new TreeSet<>(allowed));
        return edge(405, "METHOD_NOT_ALLOWED", "Wrong method", "Use " + allow + " here, not " + method + ".", requestId)
                .with("allow", allow);
    }

    static HttpAnswer wrongMediaType(String requestId) {
        return edge(
                415,
                "UNSUPPORTED_MEDIA_TYPE",
                "Wrong media type",
                "Send the body as Content-Type: application/json.",
                requestId);
    }

    static HttpAnswer unauthenticated(String detail, String requestId) {
        return render(Answer.problem(Answer.Fault.UNAUTHENTICATED, detail), requestId)
                .with("www-authenticate", "Bearer realm=\"dossier\"");
    }

    private static HttpAnswer edge(int status, String type, String title, String detail, String requestId) {
        return render(
                status,
                type,
                title,
                detail,
                requestId,
                Json.object().put("diagnostics", Json.array()).build());
    }

    private static HttpAnswer render(
            int status, String type, String title, String detail, String requestId, Json.Object more) {
        Json.Builder body = Json.object()
                .put("type", TYPES + type.toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("success", false)
                .put("requestId", requestId);
        Map<String, Json> rest = new LinkedHashMap<>(more.members());
        rest.keySet().removeAll(body.build().members().keySet());
        rest.forEach(body::put);
        Json.Object said = body.build();
        return HttpAnswer.text(status, HttpAnswer.PROBLEM, said.compact(), said);
    }
}
