package dossier.ownership;

import dossier.json.Json;
import dossier.language.Diagnostic;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a question as callers put it, in JSON with the names of the HTTP query. */
final class Questions {
    private static final Set<String> NAMES = Set.of(
            "entity", "regimes", "validAt", "knownAt", "evidence", "blocked", "explain", "sensitivity", "lenient");

    private final Packs packs;
    private final Meanings meanings;
    private final LocalDate today;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    Questions(Packs packs, Meanings meanings, LocalDate today) {
        this.packs = packs;
        this.meanings = meanings;
        this.today = today;
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** Empty, with diagnostics, when it cannot be understood. */
    Optional<Asked> read(Json json) {
        Optional<Json.Object> object = json.asObject();
        if (object.isEmpty()) {
            diagnostics.add(Diagnostic.error("TYP-QUERY", "A query is a JSON object"));
            return Optional.empty();
        }
        Json.Object query = object.get();
        for (String name : query.members().keySet()) {
            if (!NAMES.contains(name)) {
                diagnostics.add(Refusals.unknown("VOC-QUERY", "query member", name, List.copyOf(NAMES)));
            }
        }
        Optional<String> entity = text(query, "entity");
        List<String> regimes = list(query, "regimes").orElse(packs.regimes());
        Optional<LocalDate> validAt = text(query, "validAt").flatMap(this::date);
        Optional<Instant> knownAt = text(query, "knownAt").flatMap(this::time);
        Set<String> evidence = new LinkedHashSet<>();
        list(query, "evidence").orElse(meanings.evidence()).forEach(status -> evidence.add(Meanings.upper(status)));
        Set<String> blocked = new LinkedHashSet<>(list(query, "blocked").orElse(List.of()));
        if (!diagnostics.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Asked(
                entity,
                regimes.stream().map(Meanings::upper).toList(),
                validAt.orElse(today),
                knownAt,
                evidence,
                blocked,
                flag(query, "sensitivity")));
    }

    private static boolean flag(Json.Object query, String name) {
        return query.bool(name)
                .orElse(query.text(name).filter("true"::equalsIgnoreCase).isPresent());
    }

    private Optional<Json> member(Json.Object query, String name) {
        return query.get(name).filter(value -> !value.isNull());
    }

    private Optional<String> text(Json.Object query, String name) {
        Optional<Json> value = member(query, name);
        Optional<String> text = value.flatMap(Json::asText);
        if (value.isPresent() && text.isEmpty()) {
            diagnostics.add(Diagnostic.error("TYP-QUERY", name + " is a text"));
        }
        return text.filter(found -> !found.isBlank() || name.equals("entity"));
    }

    /** A JSON array of texts, or one text with commas; an empty one says nothing. */
    private Optional<List<String>> list(Json.Object query, String name) {
        Optional<Json> value = member(query, name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        if (value.get() instanceof Json.Text text) {
            for (String part : text.value().split(",", -1)) {
                if (!part.isBlank()) {
                    texts.add(part.strip());
                }
            }
            return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
        }
        for (Json item : value.get().asArray().orElse(List.of(Json.nil()))) {
            item.asText()
                    .ifPresentOrElse(
                            text -> texts.add(text.strip()),
                            () -> diagnostics.add(Diagnostic.error("TYP-QUERY", name + " is a list of texts")));
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
    }

    private Optional<LocalDate> date(String text) {
        Optional<LocalDate> date = GraphReader.date(text);
        if (date.isEmpty()) {
            diagnostics.add(Diagnostic.error("TYP-DATE", "validAt is a date such as 2024-03-31"));
        }
        return date;
    }

    private Optional<Instant> time(String text) {
        try {
            return Optional.of(
                    text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException wrong) {
            diagnostics.add(
                    Diagnostic.error("TYP-TIME", "knownAt is a time with its zone such as 2024-03-31T12:00:00Z"));
            return Optional.empty();
        }
    }
}
