package dossier.execute;

import dossier.pipeline.Options;
import dossier.pipeline.Request;
import java.time.Duration;

/** Shortens what a request may take to what the function itself has left. Pure. */
final class TimeLimit {
    /** Kept back for rendering and for the way home. */
    private static final long MARGIN_MILLIS = 700;

    private TimeLimit() {}

    static Request within(Request request, long remainingMillis) {
        Duration most = Duration.ofMillis(Math.max(1, remainingMillis - MARGIN_MILLIS));
        return new Request(
                request.caller(),
                request.requestId(),
                request.operation(),
                request.idempotencyKey(),
                request.requestHash(),
                request.documents().stream()
                        .map(unit -> new Request.Unit(
                                unit.document(),
                                unit.caseId(),
                                unit.planHash(),
                                unit.expectedVersion(),
                                unit.idempotencyKey(),
                                within(unit.options(), most)))
                        .toList(),
                within(request.options(), most),
                request.format());
    }

    private static Options within(Options options, Duration most) {
        return options.timeout().compareTo(most) <= 0
                ? options
                : new Options(
                        options.strict(),
                        options.failFast(),
                        options.dryRun(),
                        most,
                        options.priority(),
                        options.waits());
    }
}
