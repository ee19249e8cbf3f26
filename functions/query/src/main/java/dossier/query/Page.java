package dossier.query;

import dossier.edge.HttpCall;
import dossier.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A part of a list that is at hand whole and in order.
 *
 * @param after name of the last item of the part before
 */
record Page(int limit, Optional<String> after) {
    static Page of(HttpCall call) throws Parameters.Wrong {
        Optional<String> cursor = call.parameter("cursor");
        Optional<String> after = cursor.flatMap(Page::decoded);
        if (cursor.isPresent() && after.isEmpty()) {
            throw new Parameters.Wrong("cursor must be the nextCursor of an earlier answer.");
        }
        return new Page(Parameters.limit(call), after);
    }

    /** {@code {items[], nextCursor}}. */
    Json.Builder of(List<Json.Object> all) {
        List<Json> items = new ArrayList<>();
        boolean begun = after.isEmpty();
        boolean more = false;
        String last = "";
        for (Json.Object one : all) {
            String name = one.text("name").orElse("");
            if (begun && items.size() < limit) {
                items.add(one);
                last = name;
            } else if (begun) {
                more = true;
            }
            begun |= after.filter(name::equals).isPresent();
        }
        Optional<Json> next = more ? Optional.of(Json.text(encoded(last))) : Optional.empty();
        return Json.object().put("items", Json.array(items)).putOrNull("nextCursor", next);
    }

    private static String encoded(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> decoded(String cursor) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
