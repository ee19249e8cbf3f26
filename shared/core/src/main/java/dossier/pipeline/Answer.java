package dossier.pipeline;

import dossier.json.Json;
import dossier.language.Diagnostic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a request came to; each edge renders it its own way (HTTP answer, batch item, exit code). */
public sealed interface Answer {
    /** What was asked has happened; the body is that of {@code contracts}, {@code success} true. */
    record Done(Json.Object body) implements Answer {}

    /**
     * It has not happened.
     *
     * @param detail for people; never a stored value
     * @param body more members of the problem: {@code requestId}, {@code steps}, {@code currentVersion}, ...
     * @param retryAfter when asking again makes sense
     */
    record Problem(
            Fault fault, String detail, List<Diagnostic> diagnostics, Json.Object body, Optional<Duration> retryAfter)
            implements Answer {}

    /** Why not. */
    enum Fault {
        UNREADABLE("The request cannot be read"),
        UNAUTHENTICATED("Nobody is named"),
        FORBIDDEN("Not permitted"),
        NOT_FOUND("Not found"),
        CONFLICT("Version or plan changed"),
        RACED("A concurrent writer was first"),
        TOO_LARGE("Too large"),
        REJECTED("The document is rejected"),
        UNAVAILABLE("Not available now"),
        TIMED_OUT("Out of time"),
        BROKEN("Something is broken here");

        private final String title;

        Fault(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        /** Whether the same request can never be accepted, so that a queue need not deliver it again. */
        public boolean permanent() {
            return switch (this) {
                case UNREADABLE, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE, REJECTED -> true;
                case RACED, UNAVAILABLE, TIMED_OUT, BROKEN -> false;
            };
        }
    }

    static Problem problem(Fault fault, String detail) {
        return new Problem(fault, detail, List.of(), Json.object().build(), Optional.empty());
    }
}
