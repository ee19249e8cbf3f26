package dossier.ownership.exchange;

import dossier.json.Json;
import dossier.language.Value;
import dossier.ownership.Finding;
import dossier.ownership.Fraction;
import dossier.ownership.Interval;
import java.io.IOException;
import java.io.Reader;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads level 2 data of the Global LEI System: relationship records and reporting exceptions, as comma-separated values
 * or JSON.
 *
 * <p>That one entity consolidates another in its accounts says nothing of how much it owns: a direct parent has an
 * unknown share, from nothing to all, an ultimate one a link without any, and a percentage of consolidation is no share.
 * Exceptions name nobody and become findings. The file is streamed; what is kept in memory is the LEIs seen. Not
 * thread-safe; one reader reads one file.
 */
public final class GleifReader {
    private static final Interval UNKNOWN = Interval.closed(Fraction.ZERO, Fraction.ONE);

    private final Json.Object data = BodsData.object("gleif.json");
    private final Set<String> voids = new HashSet<>();
    private final Tally tally = new Tally();
    private final Set<String> seen = new HashSet<>();
    private final Sink sink;

    private GleifReader(Sink sink) {
        this.sink = sink;
        data.array("void")
                .orElseThrow()
                .forEach(status -> voids.add(status.asText().orElseThrow()));
    }

    /** Reads a whole file; a line or record that cannot be read is told with its line and stops nothing. */
    public static void read(Reader in, Sink sink) throws IOException {
        GleifReader reader = new GleifReader(sink);
        Characters characters = new Characters(in);
        int first = characters.peekAfterSpace();
        if (first == '{' || first == '[') {
            JsonObjects.read(characters, new JsonObjects.Taker() {
                @Override
                public void object(long line, Json.Object object) {
                    Map<String, String> row = new HashMap<>();
                    flatten("", object, row);
                    reader.record(line, row);
                }

                @Override
                public void bad(long line, String why) {
                    reader.bad(line, why);
                }
            });
        } else {
            Csv.read(characters, new Csv.Taker() {
                @Override
                public void row(long line, Map<String, String> row) {
                    reader.record(line, row);
                }

                @Override
                public void bad(long line, String why) {
                    reader.bad(line, why);
                }
            });
        }
        reader.tally.tell(sink::finding);
    }

    private void bad(long line, String why) {
        sink.finding(new Finding("GLEIF-LINE", "Line " + line + " is left out: " + why, List.of()));
    }

    /** Names as the columns of the comma-separated form; a text may stand in a member {@code $}. */
    private static void flatten(String path, Json json, Map<String, String> row) {
        json.asText().ifPresent(text -> row.put(path, text));
        json.asObject()
                .ifPresent(object -> object.members().forEach((name, value) -> {
                    boolean wrapper = name.equals("$")
                            || name.equals("RelationshipRecord")
                            || name.equals("ReportingException")
                            || (name.equals("Exception") && object.members().size() == 1);
                    flatten(wrapper ? path : path.isEmpty() ? name : path + "." + name, value, row);
                }));
        json.asArray().ifPresent(items -> {
            for (int i = 0; i < items.size(); i++) {
                flatten(path + "." + (i + 1), items.get(i), row);
            }
        });
    }

    private void record(long line, Map<String, String> row) {
        if (row.containsKey("Relationship.StartNode.NodeID")) {
            relationship(line, row);
        } else if (row.containsKey("LEI")) {
            exception(row);
        } else {
            bad(line, "neither a relationship record nor a reporting exception");
        }
    }

    private void exception(Map<String, String> row) {
        String category = first(row, "Exception.Category", "ExceptionCategory");
        String reason = first(row, "Exception.Reason.1", "ExceptionReason.1", "ExceptionReason");
        tally.add(
                "GLEIF-EXCEPTION",
                "No parent is reported: " + word(category) + ", " + word(reason),
                word(row.getOrDefault("LEI", "")));
    }

    private static String first(Map<String, String> row, String... names) {
        for (String name : names) {
            String value = row.getOrDefault(name, "");
            if (!value.isBlank()) {
                return value;
            }
        }
        return "";
    }

    /** Codes are words; anything else is not repeated. */
    private static String word(String code) {
        return code.matches("[A-Za-z0-9_-]{1,80}") ? code : "something else";
    }

    private void relationship(long line, Map<String, String> row) {
        String child = row.getOrDefault("Relationship.StartNode.NodeID", "").strip();
        String parent = row.getOrDefault("Relationship.EndNode.NodeID", "").strip();
        String type = row.getOrDefault("Relationship.RelationshipType", "").strip();
        boolean leis = isLei(child) && isLei(parent);
        if (!leis) {
            boolean unnamed =
                    !row.getOrDefault("Relationship.EndNode.NodeIDType", "LEI").equals("LEI")
                            || !row.getOrDefault("Relationship.StartNode.NodeIDType", "LEI")
                                    .equals("LEI");
            if (unnamed) {
                tally.add("GLEIF-LEFT-OUT", "A relationship to somebody without an LEI is left out", word(child));
            } else {
                bad(line, "a node is no LEI");
            }
            return;
        }
        Optional<Json.Object> as = data.object("links").orElseThrow().object(type);
        String status = row.getOrDefault("Registration.RegistrationStatus", "");
        if (as.isEmpty() || voids.contains(status)) {
            tally.add(
                    "GLEIF-LEFT-OUT",
                    as.isEmpty() ? "There is no link for " + word(type) : "A record is " + status + ", and is left out",
                    child);
            return;
        }
        link(child, parent, as.get(), row);
    }

    private static boolean isLei(String text) {
        return text.matches("[A-Z0-9]{18}[0-9]{2}");
    }

    private void link(String child, String parent, Json.Object as, Map<String, String> row) {
        Period period = Period.of(row);
        boolean over =
                row.getOrDefault("Relationship.RelationshipStatus", "ACTIVE").equals("INACTIVE");
        if (over && period.until().isEmpty()) {
            tally.add("GLEIF-LEFT-OUT", "A relationship is over and does not say since when; it is left out", child);
            return;
        }
        if (period.from().isPresent()
                && period.until().isPresent()
                && !period.until().get().isAfter(period.from().get())) {
            tally.add("GLEIF-LEFT-OUT", "A relationship ended before it began; it is left out", child);
            return;
        }
        if (period.from().isEmpty()) {
            tally.add("GLEIF-DATE", "A relationship does not say since when it is; it is taken as always", child);
        }
        if (row.keySet().stream()
                .anyMatch(name -> name.contains("QuantifierAmount")
                        && !row.getOrDefault(name, "").isBlank())) {
            tally.add("GLEIF-QUANTIFIER", "A percentage of consolidation is no share, and is left out", child);
        }
        if (row.getOrDefault("Registration.RegistrationStatus", "").equals("LAPSED")) {
            tally.add("GLEIF-LAPSED", "A record was not renewed, and is taken as it stands", child);
        }
        Map<String, Value> props = new LinkedHashMap<>();
        if (as.bool("share").orElse(false)) {
            props.put("ownership-percentage", Written.share(UNKNOWN));
        }
        props.put("source", Written.text("GLEIF level 2"));
        props.put("description", Written.text(as.text("says").orElseThrow()));
        String from = entity(parent);
        String to = entity(child);
        sink.form(Written.link()
                .text("link-id", "gleif-" + as.text("id").orElseThrow() + "-" + child + "-" + parent)
                .text("from-entity", from)
                .text("to-entity", to)
                .code("relationship-type", as.text("as").orElseThrow())
                .text("effective-date", period.from())
                .text("end-date", period.until())
                .map("relationship-props", props)
                .form());
    }

    private String entity(String lei) {
        String id = data.text("entity").orElseThrow() + lei;
        if (seen.add(lei)) {
            tally.add("GLEIF-TYPE", "Level 2 does not say what an entity is; it is registered as a company", lei);
            sink.form(Written.entity()
                    .text("entity-id", id)
                    .code("entity-type", "LIMITED_COMPANY")
                    .map("props", Map.of("lei", Written.text(lei)))
                    .form());
        }
        return id;
    }

    /** The time in which the relationship is; the periods of accounts and filings say nothing of it. */
    private record Period(Optional<LocalDate> from, Optional<LocalDate> until) {
        static Period of(Map<String, String> row) {
            for (String prefix : row.keySet()) {
                if (prefix.toLowerCase(java.util.Locale.ROOT).endsWith(".periodtype")
                        && row.getOrDefault(prefix, "").equals("RELATIONSHIP_PERIOD")) {
                    String period = prefix.substring(0, prefix.length() - "PeriodType".length());
                    return new Period(
                            date(row, period + "startDate", period + "StartDate"),
                            date(row, period + "endDate", period + "EndDate"));
                }
            }
            return new Period(Optional.empty(), Optional.empty());
        }

        private static Optional<LocalDate> date(Map<String, String> row, String one, String other) {
            return Dates.read(row.getOrDefault(one, row.getOrDefault(other, "")));
        }
    }
}
