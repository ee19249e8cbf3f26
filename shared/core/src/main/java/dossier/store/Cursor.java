package dossier.store;

import dossier.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where the next page of a list begins: the sort key of the last item, opaque to the caller. Reading one back trusts
 * nothing.
 */
record Cursor(List<String> keys) {
    static Cursor of(Object... keys) {
        return new Cursor(List.of(keys).stream().map(Object::toString).toList());
    }

    String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.texts(keys).bytes());
    }

    /** The cursor of a list with so many sort keys; empty at the first page. */
    static Optional<Cursor> decode(Optional<String> text, int size) throws Unreadable {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(text.get().getBytes(StandardCharsets.UTF_8));
            List<String> keys = Json.parse(json)
                    .value()
                    .flatMap(Json::asArray)
                    .map(items -> items.stream()
                            .map(Json::asText)
                            .flatMap(Optional::stream)
                            .filter(key -> key.indexOf(0) < 0)
                            .toList())
                    .orElse(List.of());
            if (keys.size() == size) {
                return Optional.of(new Cursor(keys));
            }
        } catch (IllegalArgumentException notBase64) {
            throw new Unreadable();
        }
        throw new Unreadable();
    }

    String text(int index) {
        return keys.get(index);
    }

    long number(int index) throws Unreadable {
        try {
            return Long.parseLong(keys.get(index));
        } catch (NumberFormatException bad) {
            throw new Unreadable();
        }
    }

    Instant instant(int index) throws Unreadable {
        try {
            return Instant.parse(keys.get(index));
        } catch (DateTimeException bad) {
            throw new Unreadable();
        }
    }

    /** Not a cursor that was given out for this list. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable() {
            super("The cursor is not one that this list gave out", null, false, false);
        }
    }
}
