package dossier.ownership.exchange;

import dossier.json.Json;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Countries by ISO 3166-1 code, with the English names that records carry beside the code. */
final class Countries {
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> codes = new HashMap<>();

    Countries() {
        for (String code : Locale.getISOCountries()) {
            String name = Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
            names.put(code, name);
            codes.put(name.toUpperCase(Locale.ROOT), code);
        }
    }

    /** A country or jurisdiction object; a subdivision keeps its code where the object may hold one. */
    Json.Object write(String code, boolean subdivisions) {
        String upper = code.toUpperCase(Locale.ROOT);
        String country = country(upper);
        String name = names.getOrDefault(country, upper);
        return Json.object()
                .put("name", upper.equals(country) ? name : name + " (" + upper + ")")
                .put("code", subdivisions ? upper : country)
                .build();
    }

    private static String country(String code) {
        int dash = code.indexOf('-');
        return dash < 0 ? code : code.substring(0, dash);
    }

    /** The three letters for a code of two; empty when it is not a country. */
    Optional<String> threeLetters(String code) {
        String country = country(code.toUpperCase(Locale.ROOT));
        return names.containsKey(country) ? Optional.of(Locale.of("", country).getISO3Country()) : Optional.empty();
    }

    /** Whether this is a code of a country, or of a part of one. */
    boolean knows(String code) {
        return names.containsKey(country(code.toUpperCase(Locale.ROOT)));
    }

    /** The code that an object states, or that its English name stands for; empty for anything else. */
    Optional<String> read(Json.Object country) {
        Optional<String> code = country.text("code").map(said -> said.toUpperCase(Locale.ROOT));
        return code.isPresent()
                ? code.filter(this::knows)
                : country.text("name").flatMap(this::named);
    }

    /** The code of a country by its English name. */
    Optional<String> named(String name) {
        return Optional.ofNullable(codes.get(name.strip().toUpperCase(Locale.ROOT)));
    }
}
