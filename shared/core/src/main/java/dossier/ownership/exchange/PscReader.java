package dossier.ownership.exchange;

import dossier.json.Json;
import dossier.language.Value;
import dossier.ownership.Finding;
import dossier.ownership.Fraction;
import dossier.ownership.Interval;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the snapshot of the register of people with significant control of the United Kingdom, an entry a line.
 *
 * <p>Natures of control become bands: more than 25 and at most 50, more than 50 and less than 75, 75 or more (Companies
 * Act 2006, Sch. 1A). What is held as a trust or firm is held by that trust or firm, which is not named, and the person
 * influences it. Entries are persons of their own: no name joins two of them. The file is streamed; what is kept in
 * memory is the companies seen. Not thread-safe; one reader reads one file.
 */
public final class PscReader {
    /** What one entry says of one holder: the person, or a trust or firm. */
    private static final class Held {
        final Map<String, Value> shares = new LinkedHashMap<>();
        final Set<String> controls = new LinkedHashSet<>();
    }

    /** Who holds in whom, since when and until when. */
    private record Entry(String id, String company, Optional<LocalDate> from, Optional<LocalDate> until) {}

    private final Json.Object data = BodsData.object("psc.json");
    private final Countries countries = new Countries();
    private final Map<String, Interval> bands = new HashMap<>();
    private final Tally tally = new Tally();
    private final Set<String> seen = new HashSet<>();
    private final Sink sink;

    private PscReader(Sink sink) {
        this.sink = sink;
        data.object("bands")
                .orElseThrow()
                .members()
                .forEach((name, band) -> bands.put(name, band(band.asObject().orElseThrow())));
    }

    private static Interval band(Json.Object band) {
        Optional<BigDecimal> over = band.number("over");
        Optional<BigDecimal> under = band.number("under");
        return new Interval(
                Fraction.ofPercent(over.or(() -> band.number("from")).orElseThrow()),
                over.isPresent(),
                Fraction.ofPercent(under.or(() -> band.number("to")).orElseThrow()),
                under.isPresent());
    }

    /** Reads a whole file; a line that cannot be read is told with its number and stops nothing. */
    public static void read(Reader in, Sink sink) throws IOException {
        PscReader reader = new PscReader(sink);
        JsonObjects.read(new Characters(in), new JsonObjects.Taker() {
            @Override
            public void object(long line, Json.Object object) {
                reader.entry(line, object);
            }

            @Override
            public void bad(long line, String why) {
                sink.finding(new Finding("PSC-LINE", "Line " + line + " is left out: " + why, List.of()));
            }
        });
        reader.tally.tell(sink::finding);
    }

    private void entry(long line, Json.Object whole) {
        Json.Object entry = whole.object("data").orElse(Json.object().build());
        String kind = entry.text("kind").orElse("");
        if (kind.startsWith("totals#")) {
            return;
        }
        Optional<String> company = whole.text("company_number").filter(number -> number.matches("[A-Za-z0-9]{1,10}"));
        if (company.isEmpty() || kind.isEmpty()) {
            sink.finding(new Finding(
                    "PSC-LINE", "Line " + line + " is left out: it lacks company_number or kind", List.of()));
            return;
        }
        String held = company(company.get().toUpperCase(Locale.ROOT));
        Optional<String> type = data.object("kinds").orElseThrow().text(kind);
        if (type.isEmpty()) {
            String why =
                    entry.text("statement").or(() -> entry.text("description")).orElse(kind);
            tally.add("PSC-NOBODY", "A register entry names nobody: " + why, held);
            return;
        }
        Optional<String> id = entry.object("links")
                .flatMap(links -> links.text("self"))
                .map(self -> self.substring(self.lastIndexOf('/') + 1))
                .or(() -> entry.text("etag"))
                .filter(text -> !text.isBlank());
        if (id.isEmpty()) {
            sink.finding(new Finding(
                    "PSC-LINE", "Line " + line + " is left out: neither links.self nor etag identifies it", List.of()));
            return;
        }
        String owner = text("owner") + id.get();
        if (!seen.add(owner)) {
            sink.finding(new Finding("PSC-LINE", "Line " + line + " is left out: it repeats an entry", List.of()));
            return;
        }
        owner(owner, type.get(), kind, entry);
        hold(new Entry(owner, held, date(entry, "notified_on", owner), ended(entry, owner)), entry);
    }

    private String text(String member) {
        return data.text(member).orElseThrow();
    }

    private String company(String number) {
        String id = text("company") + number;
        if (seen.add(id)) {
            String prefix = number.length() < 2 ? "" : number.substring(0, 2);
            Written form = Written.entity()
                    .text("entity-id", id)
                    .code(
                            "entity-type",
                            data.object("prefixes").orElseThrow().text(prefix).orElse("LIMITED_COMPANY"));
            if (!prefix.equals(text("abroad"))) {
                form.text("jurisdiction", "GB");
            }
            Map<String, Value> props = new LinkedHashMap<>();
            props.put("registration-number", Written.text(number));
            props.put("registration-authority", Written.text(text("register")));
            sink.form(form.map("props", props).form());
        }
        return id;
    }

    private void owner(String id, String type, String kind, Json.Object entry) {
        boolean person = type.equals("PROPER_PERSON");
        Map<String, Value> props = new LinkedHashMap<>();
        entry.text("name").ifPresent(name -> props.put(person ? "full-name" : "legal-name", Written.text(name)));
        if (person) {
            person(id, entry, props);
        } else {
            corporate(id, entry, props);
        }
        entry.object("address")
                .map(PscReader::address)
                .filter(text -> !text.isEmpty())
                .ifPresent(address -> props.put("mailing-address", Written.text(address)));
        if (kind.startsWith("legal-person")) {
            tally.add("PSC-TYPE", "What a legal person is is not said; it is registered as " + type, id);
        }
        sink.form(Written.entity()
                .text("entity-id", id)
                .code("entity-type", type)
                .map("props", props)
                .form());
    }

    private void person(String id, Json.Object entry, Map<String, Value> props) {
        entry.object("name_elements").ifPresent(name -> {
            name.text("forename").ifPresent(text -> props.put("first-name", Written.text(text)));
            name.text("surname").ifPresent(text -> props.put("last-name", Written.text(text)));
        });
        entry.text("country_of_residence")
                .ifPresent(name -> country(name)
                        .ifPresentOrElse(
                                code -> props.put("residence", Written.text(code)),
                                () -> tally.add(
                                        "PSC-LEFT-OUT", "A country of residence is no country by its name", id)));
        if (entry.has("nationality")) {
            tally.add("PSC-LEFT-OUT", "A nationality is a word and no country, and is left out", id);
        }
        entry.object("date_of_birth").ifPresent(born -> {
            Optional<LocalDate> day = born.has("day")
                    ? Dates.read("%04d-%02d-%02d"
                            .formatted(
                                    born.integer("year").orElse(0L),
                                    born.integer("month").orElse(0L),
                                    born.integer("day").orElse(0L)))
                    : Optional.empty();
            day.ifPresentOrElse(
                    date -> props.put("date-of-birth", Written.text(date.toString())),
                    () -> tally.add("PSC-LEFT-OUT", "A date of birth has no day, and is left out", id));
        });
    }

    private void corporate(String id, Json.Object entry, Map<String, Value> props) {
        Json.Object identification =
                entry.object("identification").orElse(Json.object().build());
        identification
                .text("registration_number")
                .filter(number -> !number.isBlank())
                .ifPresent(number -> {
                    props.put("registration-number", Written.text(number));
                    identification
                            .text("place_registered")
                            .or(() -> identification.text("country_registered"))
                            .ifPresent(place -> props.put("registration-authority", Written.text(place)));
                    tally.add(
                            "PSC-IDENTITY",
                            "A holder states a number in a register; that it is a company known here is a step of its own",
                            id);
                });
    }

    private Optional<String> country(String name) {
        String upper = name.strip().toUpperCase(Locale.ROOT);
        return data.object("countries").orElseThrow().text(upper).or(() -> countries.named(upper));
    }

    private static String address(Json.Object address) {
        List<String> lines = new ArrayList<>();
        for (String part : List.of(
                "care_of",
                "po_box",
                "premises",
                "address_line_1",
                "address_line_2",
                "locality",
                "region",
                "postal_code",
                "country")) {
            address.text(part).filter(text -> !text.isBlank()).ifPresent(lines::add);
        }
        return String.join(", ", lines);
    }

    private Optional<LocalDate> date(Json.Object entry, String member, String id) {
        Optional<String> text = entry.text(member);
        Optional<LocalDate> date = text.flatMap(Dates::read);
        if (text.isPresent() && date.isEmpty()) {
            tally.add("PSC-DATE", member + " is no date, and is left out", id);
        }
        return date;
    }

    private Optional<LocalDate> ended(Json.Object entry, String id) {
        Optional<LocalDate> end = date(entry, "ceased_on", id);
        if (end.isEmpty() && entry.bool("ceased").orElse(false)) {
            tally.add("PSC-DATE", "An entry has ceased and does not say when", id);
        }
        return end;
    }

    private void hold(Entry entry, Json.Object said) {
        if (entry.from().isPresent()
                && entry.until().isPresent()
                && !entry.until().get().isAfter(entry.from().get())) {
            tally.add(
                    "PSC-DATE",
                    "An entry ceased before it began, so it was never in force; it is left out",
                    entry.id());
            return;
        }
        if (entry.until().isEmpty() && said.bool("ceased").orElse(false)) {
            return;
        }
        Map<String, Held> holders = new LinkedHashMap<>();
        for (Json nature : said.array("natures_of_control").orElse(List.of())) {
            nature(nature.asText().orElse(""), entry, holders);
        }
        if (holders.isEmpty()) {
            tally.add("PSC-LEFT-OUT", "An entry states no nature of control that is a link", entry.id());
        }
        holders.forEach((through, held) -> state(entry, through, held));
    }

    private void nature(String nature, Entry entry, Map<String, Held> holders) {
        Optional<String> through = data.object("through").orElseThrow().members().keySet().stream()
                .filter(nature::contains)
                .findFirst();
        Optional<Map.Entry<String, Json>> share = longest("shares", nature);
        Optional<Map.Entry<String, Json>> control = longest("controls", nature);
        Optional<Interval> band = bands.entrySet().stream()
                .filter(one -> nature.contains("-" + one.getKey() + "-percent"))
                .map(Map.Entry::getValue)
                .findFirst();
        if (control.isEmpty() && (share.isEmpty() || band.isEmpty())) {
            tally.add("PSC-LEFT-OUT", "A nature of control is not known here: " + words(nature), entry.id());
            return;
        }
        Held held = holders.computeIfAbsent(through.orElse(""), key -> new Held());
        if (control.isPresent()) {
            held.controls.add(control.get().getValue().asText().orElseThrow());
        } else {
            held.shares.put(share.orElseThrow().getValue().asText().orElseThrow(), Written.share(band.orElseThrow()));
        }
    }

    /** What the register writes is a word; anything else is not repeated. */
    private static String words(String nature) {
        return nature.length() <= 120 && nature.matches("[a-z0-9-]+") ? nature : "something else";
    }

    private Optional<Map.Entry<String, Json>> longest(String member, String nature) {
        return data.object(member).orElseThrow().members().entrySet().stream()
                .filter(one -> nature.startsWith(one.getKey()))
                .findFirst();
    }

    private void state(Entry entry, String through, Held held) {
        String holder = entry.id();
        if (!through.isEmpty()) {
            holder = entry.id() + through.substring("as".length());
            sink.form(Written.entity()
                    .text("entity-id", holder)
                    .code(
                            "entity-type",
                            data.object("through").orElseThrow().text(through).orElseThrow())
                    .form());
            link(
                    entry,
                    holder + "-influence",
                    entry.id(),
                    holder,
                    "CONTROL",
                    Map.of("control-type", Written.code("OTHER")));
            tally.add(
                    "PSC-THROUGH",
                    "A trust or firm that is not named holds; whoever is named influences it",
                    entry.id());
        }
        if (!held.shares.isEmpty()) {
            boolean votes = held.shares.keySet().equals(Set.of("voting-percentage"));
            link(entry, holder, holder, entry.company(), votes ? "VOTING" : "OWNERSHIP", held.shares);
            tally.add("PSC-INDIRECT", "The register does not tell direct holdings from indirect ones", entry.id());
        }
        for (String control : held.controls) {
            String id = holder + (control.equals("OTHER") ? "-significant" : "-board");
            link(entry, id, holder, entry.company(), "CONTROL", Map.of("control-type", Written.code(control)));
        }
    }

    private void link(Entry entry, String id, String from, String to, String type, Map<String, Value> props) {
        Map<String, Value> all = new LinkedHashMap<>(props);
        all.put("source", Written.text(text("register") + ", people with significant control"));
        sink.form(Written.link()
                .text("link-id", id)
                .text("from-entity", from)
                .text("to-entity", to)
                .code("relationship-type", type)
                .text("effective-date", entry.from())
                .text("end-date", entry.until())
                .map("relationship-props", all)
                .form());
    }
}
