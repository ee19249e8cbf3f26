package dossier.edge;

import dossier.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the Lambda service hands a function. Stateless. */
public final class Events {
    private Events() {}

    /** An event that is not what its trigger sends: a wrong mapping in the template, not a caller's mistake. */
    public static final class Unexpected extends IOException {
        private static final long serialVersionUID = 1;

        Unexpected(String message) {
            super(message);
        }
    }

    /** One event. */
    public static Json.Object object(InputStream in) throws IOException {
        return switch (Json.parse(in.readAllBytes())) {
            case Json.Outcome.Read(Json.Object event) -> event;
            case Json.Outcome.Read read -> throw new Unexpected("The event is not a JSON object");
            case Json.Outcome.Malformed bad -> throw new Unexpected("The event is not JSON: " + bad.message());
        };
    }

    /** A map of strings; what is not a string is left out, absent is empty. */
    static Map<String, String> texts(Json.Object parent, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        parent.object(name)
                .ifPresent(object -> object.members()
                        .forEach((key, value) -> value.asText().ifPresent(text -> texts.put(key, text))));
        return texts;
    }

    /** Lists of strings by name; the values of each joined as the newer payload format does. */
    static Map<String, List<String>> lists(Json.Object parent, String name) {
        Map<String, List<String>> lists = new HashMap<>();
        parent.object(name)
                .ifPresent(object -> object.members()
                        .forEach((key, value) -> value.asArray()
                                .ifPresent(items -> lists.put(
                                        key,
                                        items.stream()
                                                .flatMap(item -> item.asText().stream())
                                                .toList()))));
        return lists;
    }

    static String text(Json.Object parent, String name) {
        return parent.text(name).orElse("");
    }

    static Optional<Json.Object> object(Json.Object parent, String... path) {
        return parent.at(path).flatMap(Json::asObject);
    }
}
