package dossier.ownership.exchange;

import dossier.json.Json;
import dossier.language.Document;
import dossier.language.Value;
import dossier.ownership.Axis;
import dossier.ownership.Finding;
import dossier.ownership.Graph;
import dossier.ownership.Interval;
import dossier.ownership.Meanings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Writes what a document says of owners as statements of the Beneficial Ownership Data Standard 0.4: one record for
 * each entity, person and link. Facts are published, not conclusions: no interest is called a beneficial one.
 *
 * <p>A link that was restated is one record whose interests have their dates; it is closed once its end has come.
 * What the standard has no place for is told in findings. Not thread-safe; one writer writes one document.
 */
public final class BodsWriter {
    /**
     * @param date the day of publication, on which entities are described
     * @param publisher who publishes
     * @param subject the entity the declaration is about; when empty, the only one that holds nothing itself
     */
    public record Publication(LocalDate date, String publisher, Optional<String> subject) {}

    /** @param statements an array of statements, each after those it refers to */
    public record Exported(Json.Array statements, List<Finding> findings) {
        public Exported {
            findings = List.copyOf(findings);
        }
    }

    /** Details of a link that have their place, or that are told by themselves. */
    private static final Set<String> PLACED = Set.of(
            "ownership-percentage",
            "voting-percentage",
            "profit-percentage",
            "liquidation-percentage",
            "ownership-percent",
            "ownership",
            "percent",
            "percentage",
            "voting-rights",
            "votes",
            "control-type",
            "verification-status",
            "verified-by",
            "source",
            "description",
            "effective-date",
            "end-date");

    private final BodsData data = new BodsData();
    private final Countries countries = new Countries();
    private final Tally tally = new Tally();
    private final List<Json> statements = new ArrayList<>();
    private final Meanings meanings;
    private final Publication publication;
    private final Said said;

    private BodsWriter(Document document, Meanings meanings, Publication publication) {
        this.meanings = meanings;
        this.publication = publication;
        this.said = Said.in(document, meanings, publication.date(), tally);
    }

    public static Exported write(Document document, Meanings meanings, Publication publication) {
        BodsWriter writer = new BodsWriter(document, meanings, publication);
        writer.writeAll();
        List<Finding> findings = new ArrayList<>();
        writer.tally.tell(findings::add);
        return new Exported(Json.array(writer.statements), findings);
    }

    private void writeAll() {
        Optional<String> subject = subject();
        said.entities.forEach((id, entity) -> {
            boolean person = meanings.isPerson(entity.type);
            statement(
                    id,
                    person ? "person" : "entity",
                    "new",
                    subject.orElse(id),
                    person ? person(id, entity) : entity(id, entity),
                    Optional.empty());
        });
        said.links.forEach((id, link) -> {
            if (link.periods.isStated()) {
                relationship(id, link, subject);
            } else {
                tally.add("BODS-UNKNOWN-LINK", "A link ends that was never stated", id);
            }
        });
    }

    private Optional<String> subject() {
        Optional<String> asked = publication.subject();
        if (asked.isPresent() && !said.entities.containsKey(asked.get())) {
            tally.add(
                    "BODS-SUBJECT",
                    "Nothing is said of the subject asked for; each record is about itself",
                    asked.get());
            return Optional.empty();
        }
        if (asked.isPresent()) {
            return asked;
        }
        Set<String> holders = new HashSet<>();
        said.links.values().stream()
                .filter(link -> link.periods.isStated())
                .forEach(link -> holders.add(link.periods.last().from()));
        List<String> bottoms = said.entities.entrySet().stream()
                .filter(one -> !meanings.isPerson(one.getValue().type) && !holders.contains(one.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        return bottoms.size() == 1 ? Optional.of(bottoms.getFirst()) : Optional.empty();
    }

    private void statement(
            String record, String type, String status, String subject, Json.Object details, Optional<Json> source) {
        String day = publication.date().toString();
        statements.add(Json.object()
                .put("statementId", digest(type + "\n" + record + "\n" + day + "\n" + details.compact()))
                .put("declarationSubject", subject)
                .put("statementDate", day)
                .put(
                        "publicationDetails",
                        Json.object()
                                .put("publicationDate", day)
                                .put("bodsVersion", data.version)
                                .put("publisher", Json.object().put("name", publication.publisher())))
                .putIf("source", source)
                .put("recordId", record)
                .put("recordType", type)
                .put("recordStatus", status)
                .put("recordDetails", details)
                .build());
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private Json.Object person(String id, Said.Entity person) {
        Json.Builder details = Json.object().put("isComponent", false).put("personType", "knownPerson");
        if (person.jurisdiction.isPresent()) {
            tally.add("BODS-NO-PLACE", "There is no place for the jurisdiction of a person", id);
        }
        RecordWriter.write(data.person, person.facts, countries, id, tally, details);
        return details.build();
    }

    private Json.Object entity(String id, Said.Entity entity) {
        Json.Builder details = Json.object().put("isComponent", false);
        Optional<BodsData.EntityType> type = data.entityTypes.stream()
                .filter(one -> one.type().equals(entity.type))
                .findFirst();
        if (type.isEmpty()) {
            tally.add("BODS-TYPE", "Of an entity it is not said what it is", id);
        }
        Json.Builder kind =
                Json.object().put("type", type.map(BodsData.EntityType::code).orElse("unknownEntity"));
        kind.putText("subtype", type.flatMap(BodsData.EntityType::subtype));
        kind.putText("details", type.flatMap(BodsData.EntityType::details));
        details.put("entityType", kind);
        if (!entity.declared) {
            details.put("unspecifiedEntityDetails", Json.object().put("reason", "informationUnknownToPublisher"));
        }
        entity.jurisdiction.ifPresent(code -> {
            if (countries.knows(code)) {
                details.put("jurisdiction", countries.write(code, true));
            } else {
                tally.add("BODS-COUNTRY", "The jurisdiction is no country, and is left out", id);
            }
        });
        RecordWriter.write(data.entity, entity.facts, countries, id, tally, details);
        return details.build();
    }

    private void relationship(String id, Said.Link link, Optional<String> subject) {
        Graph.Link last = link.periods.last();
        Said.Entity held = said.entities.get(last.to());
        if (held != null && meanings.isPerson(held.type)) {
            tally.add("BODS-NO-PLACE", "A person cannot be held, so there is no place for a link to one", id);
            return;
        }
        List<Periods.Period> periods = link.periods.all(meanings);
        List<Json> interests = new ArrayList<>();
        for (Periods.Period period : periods) {
            interests(period, Objects.requireNonNull(link.stated.get(period.link())), interests);
        }
        if (interests.isEmpty()) {
            tally.add(
                    "BODS-LEFT-OUT",
                    periods.isEmpty()
                            ? "A link was rejected or is never in force, and is left out"
                            : "A link is no interest as the standard has them, and is left out",
                    id);
            return;
        }
        Said.Stated deciding =
                Objects.requireNonNull(link.stated.get(periods.getLast().link()));
        long sources = periods.stream()
                .map(period -> source(Objects.requireNonNull(link.stated.get(period.link()))))
                .distinct()
                .count();
        if (sources > 1) {
            tally.add("BODS-EVIDENCE", "The evidence changed with time; a record has that of the last period", id);
        }
        boolean closed = periods.getLast()
                .until()
                .filter(end -> !end.isAfter(publication.date()))
                .isPresent();
        statement(
                recordId(id),
                "relationship",
                closed ? "closed" : "new",
                subject.orElse(last.to()),
                Json.object()
                        .put("isComponent", false)
                        .put("subject", deciding.link().to())
                        .put("interestedParty", deciding.link().from())
                        .put("interests", interests)
                        .build(),
                source(deciding));
    }

    /** Records of all kinds share one space of ids. */
    private String recordId(String link) {
        String free = link;
        while (said.entities.containsKey(free)) {
            free = "link:" + free;
        }
        return free;
    }

    private void interests(Periods.Period period, Said.Stated stated, List<Json> interests) {
        Graph.Link link = stated.link();
        int before = interests.size();
        Optional<String> description = text(stated, "description");
        Optional<BodsData.Interest> role = role(link);
        role.ifPresent(is -> interests.add(
                interest(is.code(), is.details().or(() -> description), period).build()));
        for (Map.Entry<String, String> axis : data.axes.entrySet()) {
            Interval share = link.shares().get(Axis.valueOf(axis.getKey()));
            if (share != null) {
                BodsShare.Written written = BodsShare.write(share);
                interests.add(interest(axis.getValue(), role.isEmpty() ? description : Optional.empty(), period)
                        .putIf("share", written.share())
                        .build());
                if (written.rounded()) {
                    tally.add("BODS-FRACTION", "A share is no decimal; its range is a little wider", link.id());
                }
            }
        }
        if (interests.size() > before) {
            told(stated, role, description);
        }
    }

    /** What of a link that is published has no place. */
    private void told(Said.Stated stated, Optional<BodsData.Interest> role, Optional<String> description) {
        Graph.Link link = stated.link();
        boolean carrier = link.type().equals(data.usualCarrier) || link.type().equals(data.votesCarrier);
        if (role.isEmpty() && !carrier) {
            tally.add(
                    "BODS-NO-PLACE",
                    "There is no place for the kind of link " + link.type() + "; its share is kept",
                    link.id());
        }
        if (description.isPresent() && role.flatMap(BodsData.Interest::details).isPresent()) {
            tally.add("BODS-NO-PLACE", "There is no place for description", link.id());
        }
        stated.props().keySet().stream()
                .filter(name -> !PLACED.contains(name))
                .forEach(name -> tally.add("BODS-NO-PLACE", "There is no place for " + name, link.id()));
    }

    private Optional<BodsData.Interest> role(Graph.Link link) {
        String control = link.details().getOrDefault("control", "OTHER");
        return data.interests.stream()
                .filter(is -> is.link().equals(link.type())
                        && is.control().filter(kind -> !kind.equals(control)).isEmpty())
                .findFirst();
    }

    private static Json.Builder interest(String code, Optional<String> details, Periods.Period period) {
        return Json.object()
                .put("type", code)
                .put("directOrIndirect", "direct")
                .putText("details", details)
                .putText("startDate", period.from().map(LocalDate::toString))
                .putText("endDate", period.until().map(LocalDate::toString));
    }

    private static Optional<Json> source(Said.Stated stated) {
        Json.Builder source = Json.object();
        if (stated.link().evidence().filter("VERIFIED"::equals).isPresent()) {
            source.putTexts("type", List.of("verified"));
            text(stated, "verified-by")
                    .ifPresent(name -> source.put(
                            "assertedBy",
                            List.of(Json.object().put("name", name).build())));
        }
        source.putText("description", text(stated, "source"));
        Json.Object built = source.build();
        return built.members().isEmpty() ? Optional.empty() : Optional.of(built);
    }

    private static Optional<String> text(Said.Stated stated, String name) {
        Value value = stated.props().get(name);
        return value == null ? Optional.empty() : Said.text(value);
    }
}
