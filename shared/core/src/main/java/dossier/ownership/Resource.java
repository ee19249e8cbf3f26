package dossier.ownership;

import dossier.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads the data that ships beside this package. */
final class Resource {
    private Resource() {}

    /** @throws UncheckedIOException when the program was built without it */
    static Json.Object object(String name) {
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new UncheckedIOException(new IOException("No resource " + name));
            }
            return Json.parse(in.readAllBytes())
                    .orThrow()
                    .asObject()
                    .orElseThrow(() -> new IllegalStateException(name + " holds no object"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static List<String> texts(Json.Object from, String name) {
        List<String> texts = new ArrayList<>();
        for (Json item : from.array(name).orElse(List.of())) {
            texts.add(item.asText().orElseThrow(() -> new IllegalStateException(name + " holds more than texts")));
        }
        return List.copyOf(texts);
    }

    static List<Axis> axes(Json.Object from, String name) {
        return texts(from, name).stream().map(Axis::valueOf).toList();
    }

    static boolean flag(Json.Object from, String name) {
        return from.bool(name).orElse(false);
    }

    static String needed(Json.Object from, String name) {
        return from.text(name).orElseThrow(() -> new IllegalStateException("No " + name + " in " + from.compact()));
    }

    static BigDecimal neededNumber(Json.Object from, String name) {
        return from.number(name).orElseThrow(() -> new IllegalStateException("No " + name + " in " + from.compact()));
    }
}
