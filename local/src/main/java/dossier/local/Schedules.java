package dossier.local;

import dossier.local.template.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Calls functions when the template's schedules say so, with the template's input. */
final class Schedules implements AutoCloseable {
    private static final String DUE = "<aws.scheduler.scheduled-time>";

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "schedules");
        thread.setDaemon(true);
        return thread;
    });

    Schedules(Template template, Functions functions, Clock clock, Consumer<String> log) {
        for (Template.LambdaFunction function : template.functions()) {
            for (Template.Schedule schedule : function.schedules()) {
                long every = schedule.every().toMillis();
                // The first time soon, so that a short session sees each of them work.
                var _ = threads.scheduleAtFixedRate(
                        () -> call(functions, function.id(), schedule, clock, log),
                        Math.min(every, 2_000),
                        every,
                        TimeUnit.MILLISECONDS);
            }
        }
    }

    private static void call(
            Functions functions, String function, Template.Schedule schedule, Clock clock, Consumer<String> log) {
        String due = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        try {
            functions.call(function, schedule.input().replace(DUE, due).getBytes(StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException failed) {
            // As in AWS, a failed call is reported and the next one still comes.
            log.accept("{\"level\":\"ERROR\",\"step\":\"schedule\",\"schedule\":\"" + schedule.id()
                    + "\",\"exception\":\"" + failed.getClass().getName() + "\"}");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
