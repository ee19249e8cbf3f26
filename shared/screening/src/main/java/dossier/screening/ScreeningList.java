package dossier.screening;

import dossier.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One list, as {@code docs/screening.md} describes its file.
 *
 * @param id by which a document asks for it
 * @param version of its contents; with the id it names exactly these entries
 * @param types kinds of screening it serves
 */
record ScreeningList(String id, String version, Set<String> types, List<Entry> entries) {
    /**
     * One listed person or company.
     *
     * @param person whether it is a person, and no company
     * @param names each with its normal words; the list's own name first
     * @param programme under which it is listed
     */
    record Entry(String id, boolean person, List<Listed> names, Optional<String> programme) {}

    /** A name as the list writes it, and as it is compared. */
    record Listed(String written, List<String> words) {}

    static ScreeningList of(Json.Object json, Matching matching) {
        String id = text(json, "list", "a list");
        Set<String> types = json.array("types").orElse(List.of()).stream()
                .flatMap(type -> type.asText().stream())
                .collect(Collectors.toUnmodifiableSet());
        List<Entry> entries = json.array("entries").orElse(List.of()).stream()
                .map(entry -> entry(entry.asObject().orElseThrow(() -> wrong("entries", id)), id, matching))
                .toList();
        if (types.isEmpty() || entries.isEmpty()) {
            throw wrong(types.isEmpty() ? "types" : "entries", id);
        }
        if (entries.stream().map(Entry::id).distinct().count() < entries.size()) {
            throw new IllegalArgumentException("The list " + id + " has two entries of one id.");
        }
        return new ScreeningList(id, text(json, "version", id), types, entries);
    }

    private static Entry entry(Json.Object json, String list, Matching matching) {
        String id = text(json, "id", list);
        List<Listed> names = json.array("names").orElse(List.of()).stream()
                .flatMap(name -> name.asText().stream())
                .map(name -> new Listed(name, matching.normal(name)))
                .toList();
        if (names.isEmpty() || names.stream().anyMatch(name -> name.words().isEmpty())) {
            throw wrong("names", list + " " + id);
        }
        String kind = text(json, "kind", list + " " + id);
        return new Entry(id, kind.equals("PERSON"), names, json.text("programme"));
    }

    private static String text(Json.Object json, String member, String where) {
        return json.text(member).filter(text -> !text.isBlank()).orElseThrow(() -> wrong(member, where));
    }

    private static IllegalArgumentException wrong(String member, String where) {
        return new IllegalArgumentException("The member " + member + " of " + where + " is missing or wrong.");
    }
}
