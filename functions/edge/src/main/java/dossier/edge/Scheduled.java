package dossier.edge;

import dossier.json.Json;
import java.io.IOException;

/**
 * What the scheduler sends. The template gives each schedule this input of our own, since the service's default one
 * carries its details as text inside text, which the library's event class cannot read.
 *
 * @param task what to do, for example {@code deep-health}
 * @param time when it was due, ISO 8601; with the task it names the occasion
 */
public record Scheduled(String task, String time) {
    public static boolean isScheduled(Json.Object event) {
        return event.text("source").filter("schedule"::equals).isPresent();
    }

    public static Scheduled of(Json.Object event) throws IOException {
        return new Scheduled(
                event.text("task").orElseThrow(() -> new Events.Unexpected("The schedule names no task")),
                Events.text(event, "time"));
    }
}
