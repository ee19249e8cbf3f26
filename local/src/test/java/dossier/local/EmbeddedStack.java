package dossier.local;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** A stack over its own embedded services, for tests that ask it over HTTP. */
final class EmbeddedStack {
    private EmbeddedStack() {}

    /** Started with its data in a folder, without schedules and without a log. */
    static Stack in(Path folder) throws Exception {
        return Stack.start(
                new Stack.Options(
                        folder.resolve("data"),
                        folder.resolve("state"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        false,
                        Optional.empty(),
                        line -> {},
                        Clock.systemUTC(),
                        Map.of()),
                Progress.SILENT);
    }
}
