package dossier.edge;

import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What a function says about itself: log lines, measurements, and the nanosecond counter both are timed with.
 *
 * @param nanos counts nanoseconds from an arbitrary start
 */
public record Telemetry(Log log, Metrics metrics, LongSupplier nanos) {
    /** Writes both to {@code out}, a line at a time. */
    public static Telemetry of(Environment environment, Clock clock, Consumer<String> out) {
        Log.Level level =
                environment.text(Variable.LOG_LEVEL).map(Log.Level::named).orElse(Log.Level.INFO);
        return new Telemetry(
                new Log(environment.function(), level, clock, out),
                new Metrics(environment.function(), clock, out),
                System::nanoTime);
    }
}
