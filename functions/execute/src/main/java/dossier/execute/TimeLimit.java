package dossier.execute;

import dossier.pipeline.Request;
import java.time.Duration;

/** Shortens what a request may take to what the function itself has left. Pure. */
final class TimeLimit {
    /** Kept back for rendering and for the way home. */
    private static final long MARGIN_MILLIS = 700;

    private TimeLimit() {}

    static Request within(Request request, long remainingMillis) {
        return request.within(of(remainingMillis));
    }

    static Duration of(long remainingMillis) {
        return Duration.ofMillis(Math.max(1, remainingMillis - MARGIN_MILLIS));
    }
}
