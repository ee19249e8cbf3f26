package dossier.ownership.exchange;

import dossier.json.Json;
import dossier.language.Value;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The members of one record of an entity or person into facts. Not thread-safe; one reader reads one record. */
final class RecordReader {
    private final Json.Object details;
    private final Countries countries;
    private final String id;
    private final Tally tally;
    private final Map<String, Value> facts = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    /** Items of lists that some field has taken. */
    private final Set<String> taken = new HashSet<>();

    private RecordReader(Json.Object details, Countries countries, String id, Tally tally) {
        this.details = details;
        this.countries = countries;
        this.id = id;
        this.tally = tally;
    }

    /**
     * The facts that a record states, by their names here; what it states besides is told.
     *
     * @param known members that say something else and have been read
     */
    static Map<String, Value> read(
            List<BodsData.Field> fields,
            Json.Object details,
            Set<String> known,
            Countries countries,
            String id,
            Tally tally) {
        RecordReader reader = new RecordReader(details, countries, id, tally);
        fields.forEach(reader::field);
        reader.rest(known);
        return reader.facts;
    }

    private void field(BodsData.Field field) {
        seen.add(field.at());
        switch (field.as()) {
            case TEXT -> details.text(field.at()).ifPresent(text -> fact(field, text));
            case DATE -> details.text(field.at()).ifPresent(text -> date(field, text));
            case NAME, ADDRESS -> part(field);
            case COUNTRY -> country(field);
            case IDENTIFIER -> identifier(field);
            case LISTING -> details.object(field.at()).ifPresent(listing -> listing(field, listing));
        }
    }

    private void fact(BodsData.Field field, String text) {
        if (!text.isBlank()) {
            facts.putIfAbsent(field.prop(), Written.text(text));
        }
    }

    private void date(BodsData.Field field, String text) {
        try {
            fact(
                    field,
                    LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text)
                            .toString());
        } catch (DateTimeParseException none) {
            tally.add("BODS-DATE", field.at() + " is not a whole date, and is left out", id);
        }
    }

    private List<Json> items(String at) {
        return details.array(at)
                .orElseGet(() -> details.object(at).<List<Json>>map(List::of).orElse(List.of()));
    }

    private void part(BodsData.Field field) {
        List<Json> items = items(field.at());
        for (int i = 0; i < items.size(); i++) {
            Json.Object item = items.get(i).asObject().orElse(Json.object().build());
            boolean alone = items.size() == 1 && !item.has("type");
            boolean single = field.at().equals(field.type());
            if (item.text("type").filter(field.type()::equals).isEmpty() && !single && !(alone && first(field))) {
                continue;
            }
            taken.add(field.at() + i);
            if (field.part().equals("country")) {
                item.object("country").ifPresent(country -> code(field, country));
            } else {
                item.text(field.part()).ifPresent(text -> fact(field, text));
            }
        }
    }

    /** Whether a lone item without a type may be this one: a name is the legal one, an address no particular one. */
    private static boolean first(BodsData.Field field) {
        return field.as() == BodsData.As.NAME && field.type().equals("legal");
    }

    private void code(BodsData.Field field, Json.Object country) {
        Optional<String> code = countries.read(country);
        code.ifPresentOrElse(
                found -> fact(field, found),
                () -> tally.add("BODS-COUNTRY", "A country of " + field.at() + " has no code that is known", id));
    }

    /** Each field of one member takes the next country. */
    private void country(BodsData.Field field) {
        List<Json> items = items(field.at());
        for (int i = 0; i < items.size(); i++) {
            if (taken.add(field.at() + i)) {
                items.get(i).asObject().ifPresent(country -> code(field, country));
                return;
            }
        }
    }

    private void identifier(BodsData.Field field) {
        List<Json> items = items(field.at());
        for (int i = 0; i < items.size(); i++) {
            Json.Object item = items.get(i).asObject().orElse(Json.object().build());
            String scheme = item.text("scheme").orElse("").toUpperCase(Locale.ROOT);
            boolean own = field.scheme().isEmpty()
                    || scheme.equals(field.scheme())
                    || (field.scheme().startsWith("-") && scheme.endsWith(field.scheme()));
            Optional<String> number = item.text("id").filter(text -> !text.isBlank());
            if (!own || number.isEmpty() || taken.contains(field.at() + i)) {
                continue;
            }
            taken.add(field.at() + i);
            fact(field, number.get());
            if (!field.named().isEmpty()) {
                item.text("schemeName")
                        .filter(name -> !name.equals(field.schemeName()))
                        .or(() -> item.text("scheme"))
                        .ifPresent(name -> facts.putIfAbsent(field.named(), Written.text(name)));
            }
            return;
        }
    }

    private void listing(BodsData.Field field, Json.Object listing) {
        if (!listing.bool("hasPublicListing").orElse(false)) {
            return;
        }
        Optional<String> market = listing.array("securitiesListings").orElse(List.of()).stream()
                .flatMap(one -> one.asObject().stream())
                .flatMap(one ->
                        one.text("operatingMarketIdentifierCode").or(() -> one.text("marketIdentifierCode")).stream())
                .filter(code -> code.matches("[A-Z0-9]{4}"))
                .findFirst();
        market.ifPresentOrElse(
                code -> fact(field, code),
                () -> tally.add(
                        "BODS-LISTED",
                        "Shares are listed on a market that is not named; state :listed-on for chains to end there",
                        id));
    }

    private void rest(Set<String> known) {
        details.members().forEach((name, value) -> {
            boolean empty =
                    value.isNull() || value.asArray().filter(List::isEmpty).isPresent();
            if (!seen.contains(name) && !known.contains(name) && !empty) {
                tally.add("BODS-NO-PLACE", name + " has no place here", id);
            }
        });
        for (String at : seen) {
            List<Json> items = details.array(at).orElse(List.of());
            for (int i = 0; i < items.size(); i++) {
                if (!taken.contains(at + i)) {
                    tally.add("BODS-NO-PLACE", "One of " + at + " has no place here", id);
                }
            }
        }
    }
}
