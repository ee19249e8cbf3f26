package dossier.ownership.exchange;

import dossier.json.Json;
import dossier.language.Value;
import dossier.ownership.Finding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads statements of the Beneficial Ownership Data Standard 0.4, an array or a statement a line, into forms that
 * state the same: entities and persons first, then what they hold.
 *
 * <p>The last statement of a record is what its source says of it. An interest is in force from its start to its end;
 * one that an update states without a start, from the day of the update; one of a closed record without an end, until
 * the day of closing. Indirect interests are no links of their own, and what a publisher calls beneficial is a
 * conclusion: neither becomes a fact. Not thread-safe; one reader reads one file.
 */
public final class BodsReader {
    private static final Set<String> ENTITY_MEMBERS =
            Set.of("isComponent", "entityType", "jurisdiction", "unspecifiedEntityDetails");
    private static final Set<String> PERSON_MEMBERS = Set.of("isComponent", "personType", "unspecifiedPersonDetails");

    /** A statement with the day it was made; the earliest day when it does not say. */
    record Statement(String record, LocalDate date, boolean closed, Json.Object details, Json.Object whole) {}

    /** The statements of one record. */
    private record Records(String type, List<Statement> statements) {}

    private final BodsData data = new BodsData();
    private final Countries countries = new Countries();
    private final Tally tally = new Tally();
    private final Map<String, Records> records = new LinkedHashMap<>();
    private final Set<String> statementIds = new HashSet<>();
    private final Sink sink;

    private BodsReader(Sink sink) {
        this.sink = sink;
    }

    /** Reads a whole file. */
    public static void read(String text, Sink sink) {
        BodsReader reader = new BodsReader(sink);
        reader.take(text.startsWith("\uFEFF") ? text.substring(1) : text);
        reader.records.forEach((id, record) -> record.statements().sort(Comparator.comparing(Statement::date)));
        reader.records.forEach((id, record) -> {
            if (!record.type().equals("relationship")) {
                reader.entity(id, record);
            }
        });
        reader.records.forEach((id, record) -> {
            if (record.type().equals("relationship")) {
                reader.relationship(id, record);
            }
        });
        reader.tally.tell(sink::finding);
    }

    private void take(String text) {
        if (text.stripLeading().startsWith("[")) {
            switch (Json.parse(text)) {
                case Json.Outcome.Malformed bad ->
                    tell("BODS-JSON", "Line " + bad.line() + ", column " + bad.column() + ": " + bad.message());
                case Json.Outcome.Read(Json json) -> {
                    List<Json> all = json.asArray().orElse(List.of());
                    for (int i = 0; i < all.size(); i++) {
                        statement(all.get(i), "Statement " + (i + 1));
                    }
                }
            }
            return;
        }
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            switch (Json.parse(line)) {
                case Json.Outcome.Malformed bad -> tell("BODS-JSON", "Line " + number + ": " + bad.message());
                case Json.Outcome.Read(Json json) -> statement(json, "Line " + number);
            }
        }
    }

    private void tell(String code, String message) {
        sink.finding(new Finding(code, message, List.of()));
    }

    private void statement(Json json, String where) {
        Json.Object whole = json.asObject().orElse(Json.object().build());
        Optional<String> id = whole.text("recordId").filter(text -> !text.isBlank());
        String type = whole.text("recordType").orElse("");
        Optional<Json.Object> details = whole.object("recordDetails");
        if (whole.has("statementType") && id.isEmpty()) {
            tally.add("BODS-VERSION", "A statement of a version before 0.4 is not read", where);
            return;
        }
        if (id.isEmpty()
                || details.isEmpty()
                || !Set.of("entity", "person", "relationship").contains(type)) {
            tell("BODS-STATEMENT", where + " needs recordId, recordType and recordDetails, and is left out");
            return;
        }
        if (whole.text("statementId").filter(one -> !statementIds.add(one)).isPresent()) {
            tell("BODS-DUPLICATE", where + " has the statementId of an earlier statement, and is left out");
            return;
        }
        Records record = records.computeIfAbsent(id.get(), key -> new Records(type, new ArrayList<>()));
        if (!record.type().equals(type)) {
            tell("BODS-STATEMENT", where + " is of another type than its record, and is left out");
            return;
        }
        LocalDate date = whole.text("statementDate").flatMap(Dates::read).orElse(LocalDate.MIN);
        boolean closed = whole.text("recordStatus").filter("closed"::equals).isPresent();
        record.statements().add(new Statement(id.get(), date, closed, details.get(), whole));
    }

    private void entity(String id, Records record) {
        boolean person = record.type().equals("person");
        List<BodsData.Field> fields = person ? data.person : data.entity;
        Set<String> known = person ? PERSON_MEMBERS : ENTITY_MEMBERS;
        Json.Object last = record.statements().getLast().details();
        Map<String, Value> facts = Map.of();
        for (int i = 0; i < record.statements().size(); i++) {
            Statement statement = record.statements().get(i);
            boolean newest = i == record.statements().size() - 1;
            Map<String, Value> now =
                    RecordReader.read(fields, statement.details(), known, countries, id, newest ? tally : new Tally());
            if (i == 0) {
                Written form = Written.entity()
                        .text("entity-id", id)
                        .code("entity-type", person ? "PROPER_PERSON" : type(id, last));
                last.object("jurisdiction").ifPresent(where -> jurisdiction(id, where, form));
                sink.form(form.map("props", now).form());
            } else {
                update(id, statement, facts, now);
            }
            facts = now;
        }
        unspecified(id, record, last);
    }

    private void jurisdiction(String id, Json.Object where, Written form) {
        countries
                .read(where)
                .ifPresentOrElse(
                        code -> form.text("jurisdiction", code),
                        () -> tally.add("BODS-COUNTRY", "A jurisdiction has no code that is known", id));
    }

    private void update(String id, Statement statement, Map<String, Value> before, Map<String, Value> now) {
        Map<String, Value> changed = new LinkedHashMap<>(now);
        changed.entrySet().removeIf(one -> one.getValue().equals(before.get(one.getKey())));
        if (!changed.isEmpty()) {
            Written form = Written.change().text("entity-id", id).map("props", changed);
            sink.form(form.text("effective-date", Dates.known(statement.date())).form());
        }
        before.keySet().stream()
                .filter(name -> !now.containsKey(name))
                .forEach(name ->
                        tally.add("BODS-UPDATE", "An update no longer states " + name + "; what was said stays", id));
    }

    private void unspecified(String id, Records record, Json.Object last) {
        if (record.statements().getLast().closed()) {
            tally.add("BODS-CLOSED", "A record of an entity or person is closed, which ends no link", id);
        }
        last.object("unspecifiedEntityDetails")
                .or(() -> last.object("unspecifiedPersonDetails"))
                .ifPresent(why -> tally.add(
                        "BODS-UNSPECIFIED",
                        "Somebody is not named: " + why.text("reason").orElse("no reason given"),
                        id));
    }

    private String type(String id, Json.Object details) {
        Json.Object said = details.object("entityType").orElse(Json.object().build());
        String code = said.text("type").orElse("unknownEntity");
        if (said.text("subtype").filter(data.trustSubtype::equals).isPresent()) {
            return data.trustType;
        }
        for (BodsData.EntityType type : data.entityTypes) {
            boolean named = said.text("details")
                    .filter(words -> words.equalsIgnoreCase(type.details().orElse(type.type())))
                    .isPresent();
            if (named && type.details().isPresent()) {
                return type.type();
            }
        }
        Optional<String> found = data.entityTypes.stream()
                .filter(type -> type.details().isEmpty()
                        && type.subtype().isEmpty()
                        && (type.code().equals(code) || type.also().contains(code)))
                .map(BodsData.EntityType::type)
                .findFirst();
        return found.orElseGet(() -> {
            String guess =
                    data.guessed.getOrDefault(code, data.entityTypes.getFirst().type());
            tally.add("BODS-TYPE", "There is no type of entity for " + code + "; it is registered as " + guess, id);
            return guess;
        });
    }

    private void relationship(String id, Records record) {
        Json.Object last = record.statements().getLast().details();
        Optional<String> subject = last.text("subject");
        Optional<String> party = last.text("interestedParty");
        if (subject.isEmpty() || party.isEmpty()) {
            last.object(subject.isEmpty() ? "subject" : "interestedParty")
                    .ifPresentOrElse(
                            why -> tell(
                                    "BODS-UNSPECIFIED",
                                    "Record " + id + " names nobody "
                                            + (subject.isEmpty() ? "who is held" : "who holds " + subject.get()) + ": "
                                            + why.text("reason").orElse("no reason given")
                                            + why.text("description")
                                                    .map(words -> " (" + words + ")")
                                                    .orElse("")),
                            () -> tell("BODS-STATEMENT", "Record " + id + " lacks its subject or interested party"));
            return;
        }
        String type = type(subject.get());
        if (!type.equals("entity")
                || type(party.get()).isEmpty()
                || type(party.get()).equals("relationship")) {
            tell(
                    "BODS-UNKNOWN-RECORD",
                    "Record " + id + " links " + party.get() + " to " + subject.get()
                            + ", and not both are records that can be linked; it is left out");
            return;
        }
        new RelationshipReader(data, record.statements(), party.get(), subject.get(), this::freeId, tally).read(sink);
    }

    private String type(String record) {
        Records found = records.get(record);
        return found == null ? "" : found.type();
    }

    private final Map<String, Integer> given = new HashMap<>();

    /** The record's own id, and one like it that no record has for what else it states. */
    private String freeId(String record) {
        int count = given.merge(record, 1, Integer::sum);
        String id = count == 1 ? record : record + "-" + count;
        return count > 1 && records.containsKey(id) ? freeId(record) : id;
    }
}
