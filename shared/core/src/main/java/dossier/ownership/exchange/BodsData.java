package dossier.ownership.exchange;

import dossier.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the codes and fields of the standard are here ({@code bods.json}). Immutable. */
final class BodsData {
    /** How a fact stands in a record. */
    enum As {
        TEXT,
        DATE,
        NAME,
        ADDRESS,
        COUNTRY,
        IDENTIFIER,
        LISTING
    }

    /**
     * Where a fact of an entity or person stands.
     *
     * @param prop its name here
     * @param at the member of the record
     * @param type of the name or address
     * @param part of the name or address
     * @param scheme of the identifier; one that begins with a hyphen follows the code of a country
     * @param schemeName what the scheme is called when nothing else says it
     * @param named the property that says what the scheme is called
     * @param country the property that says whose scheme it is
     */
    record Field(
            String prop,
            As as,
            String at,
            String type,
            String part,
            String scheme,
            String schemeName,
            String named,
            String country) {}

    /**
     * @param control the kind of control of a link that has one
     * @param code the type of interest
     * @param details what the details say to tell it from others with this code
     * @param whole whether a share of at most half makes it nothing of the kind
     */
    record Interest(
            String link,
            Optional<String> control,
            String code,
            List<String> also,
            Optional<String> details,
            boolean whole) {}

    record EntityType(
            String type, String code, List<String> also, Optional<String> subtype, Optional<String> details) {}

    final String version;
    /** Axis to type of interest, in the order of the axes. */
    final Map<String, String> axes = new java.util.LinkedHashMap<>();

    final String usualCarrier;
    final String votesCarrier;
    final List<Interest> interests = new ArrayList<>();
    final List<EntityType> entityTypes = new ArrayList<>();
    final Map<String, String> guessed = new HashMap<>();
    final String trustSubtype;
    final String trustType;
    final List<Field> entity;
    final List<Field> person;

    BodsData() {
        Json.Object data = object("bods.json");
        version = data.text("version").orElseThrow();
        data.object("axes").orElseThrow().members().forEach((axis, code) -> axes.put(axis, text(code)));
        Json.Object carriers = data.object("carriers").orElseThrow();
        usualCarrier = carriers.text("usual").orElseThrow();
        votesCarrier = carriers.text("votes").orElseThrow();
        for (Json one : data.array("interests").orElseThrow()) {
            Json.Object is = one.asObject().orElseThrow();
            interests.add(new Interest(
                    is.text("link").orElseThrow(),
                    is.text("control"),
                    is.text("as").orElseThrow(),
                    texts(is, "also"),
                    is.text("details"),
                    is.bool("whole").orElse(false)));
        }
        for (Json one : data.array("entityTypes").orElseThrow()) {
            Json.Object is = one.asObject().orElseThrow();
            entityTypes.add(new EntityType(
                    is.text("type").orElseThrow(),
                    is.text("as").orElseThrow(),
                    texts(is, "also"),
                    is.text("subtype"),
                    is.text("details")));
        }
        data.object("guessed").orElseThrow().members().forEach((code, type) -> guessed.put(code, text(type)));
        trustSubtype = data.object("trust").flatMap(is -> is.text("subtype")).orElseThrow();
        trustType = data.object("trust").flatMap(is -> is.text("type")).orElseThrow();
        entity = fields(data, "entity");
        person = fields(data, "person");
    }

    /** @throws UncheckedIOException when the program was built without it */
    static Json.Object object(String name) {
        try (InputStream in = Objects.requireNonNull(BodsData.class.getResourceAsStream(name), name)) {
            return Json.parse(in.readAllBytes()).orThrow().asObject().orElseThrow();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static List<Field> fields(Json.Object data, String of) {
        List<Field> fields = new ArrayList<>();
        for (Json one : data.array(of).orElseThrow()) {
            Json.Object is = one.asObject().orElseThrow();
            fields.add(new Field(
                    is.text("prop").orElseThrow(),
                    As.valueOf(is.text("as").orElseThrow()),
                    is.text("at").orElseThrow(),
                    is.text("type").orElse(""),
                    is.text("part").orElse(""),
                    is.text("scheme").orElse(""),
                    is.text("schemeName").orElse(""),
                    is.text("named").orElse(""),
                    is.text("country").orElse("")));
        }
        return List.copyOf(fields);
    }

    private static List<String> texts(Json.Object is, String member) {
        return is.array(member).orElse(List.of()).stream().map(BodsData::text).toList();
    }

    private static String text(Json value) {
        return value.asText().orElseThrow();
    }
}
