package dossier.edge;

import dossier.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Events as the services send them, from files. */
final class Recorded {
    private Recorded() {}

    static Json.Object event(String name) {
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream("/events/" + name))) {
            return Events.object(in);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
