package dossier.edge;

import dossier.json.Json;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes one JSON object a line. What may be in it is closed: names, codes and times; never a document, a value or a
 * token. Thread-safe.
 */
public final class Log {
    /** How much a line matters. */
    public enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR;

        static Level named(String name) {
            return Arrays.stream(values())
                    .filter(level -> level.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElse(INFO);
        }
    }

    private final String function;
    private final Level threshold;
    private final Clock clock;
    private final Consumer<String> out;

    public Log(String function, Level threshold, Clock clock, Consumer<String> out) {
        this.function = function;
        this.threshold = threshold;
        this.clock = clock;
        this.out = out;
    }

    /**
     * What a line says.
     *
     * @param step of the work, for example {@code answer} or {@code message}
     * @param code diagnostic or fault
     */
    public record Line(
            Level level,
            String requestId,
            String step,
            Optional<String> caseId,
            Optional<Long> version,
            Optional<String> code,
            Optional<Long> micros) {
        public static Line of(Level level, String requestId, String step) {
            return new Line(
                    level, requestId, step, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        public Line code(String said) {
            return new Line(level, requestId, step, caseId, version, Optional.of(said), micros);
        }

        public Line micros(long took) {
            return new Line(level, requestId, step, caseId, version, code, Optional.of(took));
        }

        public Line about(Optional<String> ofCase, Optional<Long> ofVersion) {
            return new Line(level, requestId, step, ofCase, ofVersion, code, micros);
        }
    }

    public void write(Line line) {
        if (line.level().compareTo(threshold) < 0) {
            return;
        }
        out.accept(start(line)
                .putText("caseId", line.caseId())
                .putIf("version", line.version().map(Json::number))
                .putText("code", line.code())
                .putIf("micros", line.micros().map(Json::number))
                .build()
                .compact());
    }

    /**
     * A defect: the kind of exception and where it came from. Its message is left out, since it may quote a value.
     */
    public void defect(String requestId, String step, Throwable thrown) {
        Json.Array frames = Json.array(
                Arrays.stream(thrown.getStackTrace())
                        .filter(frame -> frame.getClassName().startsWith("dossier."))
                        .limit(8)
                        .toList(),
                frame -> Json.text(frame.toString()));
        out.accept(start(Line.of(Level.ERROR, requestId, step))
                .put("code", "BROKEN")
                .put("exception", thrown.getClass().getName())
                .put("at", frames)
                .build()
                .compact());
    }

    private Json.Builder start(Line line) {
        return Json.object()
                .put("level", line.level().name())
                .put("time", clock.instant().toString())
                .put("requestId", line.requestId())
                .put("function", function)
                .put("step", line.step());
    }
}
