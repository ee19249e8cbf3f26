package dossier.ownership.exchange;

import dossier.json.Json;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Facts about one entity or person into the members of its record. Not thread-safe; one writer writes one record. */
final class RecordWriter {
    private final Map<String, String> facts;
    private final Countries countries;
    private final String id;
    private final Tally tally;
    private final Json.Builder details;
    private final Map<String, List<Json.Builder>> lists = new LinkedHashMap<>();
    private final Map<String, Json.Builder> typed = new LinkedHashMap<>();
    private final Map<String, String> placed = new LinkedHashMap<>();
    private final Set<String> told = new HashSet<>();

    private RecordWriter(Map<String, String> facts, Countries countries, String id, Tally tally, Json.Builder details) {
        this.facts = facts;
        this.countries = countries;
        this.id = id;
        this.tally = tally;
        this.details = details;
    }

    /** Adds what the facts say to {@code details}, and tells what has no place there. */
    static void write(
            List<BodsData.Field> fields,
            Map<String, String> facts,
            Countries countries,
            String id,
            Tally tally,
            Json.Builder details) {
        RecordWriter writer = new RecordWriter(facts, countries, id, tally, details);
        for (BodsData.Field field : fields) {
            String value = facts.getOrDefault(field.prop(), "");
            if (!value.isBlank()) {
                writer.put(field, value);
            }
        }
        writer.finish();
    }

    private void put(BodsData.Field field, String value) {
        switch (field.as()) {
            case TEXT -> details.put(field.at(), value);
            case DATE -> date(field, value);
            case NAME -> part(field, true).put(field.part(), value);
            case ADDRESS -> address(field, value);
            case COUNTRY -> country(field, value);
            case IDENTIFIER -> identifier(field, value);
            case LISTING -> {
                details.put(field.at(), Json.object().put("hasPublicListing", true));
                tally.add(
                        "BODS-NO-PLACE",
                        "A market cannot be named without a security; that shares are listed is kept",
                        id);
            }
        }
        told.add(field.prop());
    }

    private void date(BodsData.Field field, String value) {
        try {
            details.put(field.at(), LocalDate.parse(value).toString());
        } catch (DateTimeParseException none) {
            tally.add("BODS-DATE", field.prop() + " is no date, and is left out", id);
        }
    }

    /** The name or address of the field's type, new when there is none yet. */
    private Json.Builder part(BodsData.Field field, boolean list) {
        return typed.computeIfAbsent(field.at() + " " + field.type(), key -> {
            Json.Builder made = Json.object().put("type", field.type());
            if (list) {
                lists.computeIfAbsent(field.at(), at -> new ArrayList<>()).add(made);
            } else {
                placed.put(key, field.at());
            }
            return made;
        });
    }

    private void address(BodsData.Field field, String value) {
        boolean list = !field.at().equals(field.type());
        if (!field.part().equals("country")) {
            part(field, list).put(field.part(), value);
        } else if (countries.knows(value)) {
            part(field, list).put(field.part(), countries.write(value, false));
        } else {
            tally.add("BODS-COUNTRY", field.prop() + " is no country, and is left out", id);
        }
    }

    private void country(BodsData.Field field, String value) {
        if (countries.knows(value)) {
            lists.computeIfAbsent(field.at(), at -> new ArrayList<>()).add(countries.write(value, false).toBuilder());
        } else {
            tally.add("BODS-COUNTRY", field.prop() + " is no country, and is left out", id);
        }
    }

    private void identifier(BodsData.Field field, String value) {
        Json.Builder identifier = Json.object().put("id", value);
        if (field.scheme().startsWith("-")) {
            Optional<String> country =
                    Optional.ofNullable(facts.get(field.country())).flatMap(countries::threeLetters);
            if (country.isEmpty()) {
                tally.add(
                        "BODS-NO-PLACE",
                        field.prop() + " needs " + field.country() + ", which says whose number it is",
                        id);
                return;
            }
            identifier.put("scheme", country.get() + field.scheme());
        } else {
            if (!field.scheme().isEmpty()) {
                identifier.put("scheme", field.scheme());
            }
            String name = facts.getOrDefault(field.named(), "");
            identifier.put("schemeName", name.isBlank() ? field.schemeName() : name);
            told.add(field.named());
        }
        lists.computeIfAbsent(field.at(), at -> new ArrayList<>()).add(identifier);
    }

    private void finish() {
        typed.forEach((key, part) -> {
            String place = placed.get(key);
            if (place != null) {
                details.put(place, part);
            }
        });
        lists.forEach((at, items) -> details.put(at, Json.array(items, RecordWriter::whole)));
        facts.keySet().stream()
                .filter(prop -> !told.contains(prop))
                .forEach(prop -> tally.add("BODS-NO-PLACE", "There is no place for " + prop, id));
    }

    /** A name needs a full one; without it, it is made of its parts. */
    private static Json whole(Json.Builder item) {
        Json.Object made = item.build();
        boolean name = made.has("givenName") || made.has("familyName");
        if (!name || made.has("fullName")) {
            return made;
        }
        String full = (made.text("givenName").orElse("") + " "
                        + made.text("familyName").orElse(""))
                .strip();
        return made.toBuilder().put("fullName", full).build();
    }
}
