package dossier.ownership.exchange;

import dossier.json.Json;
import dossier.language.Value;
import dossier.ownership.Axis;
import dossier.ownership.Fraction;
import dossier.ownership.Interval;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Reads the interests of one record. Those that are shares make one link, whose axes change with time; each other kind
 * makes a link of its own. Not thread-safe; one reader reads one record.
 */
final class RelationshipReader {
    /** What a link is: its type and, for one of control, the kind. Shares have neither. */
    private record Kind(String link, Optional<String> control) {
        static final Kind SHARES = new Kind("", Optional.empty());
    }

    /**
     * One interest.
     *
     * @param axis of a share; empty for other kinds
     * @param from the earliest day when always
     * @param until the latest day when for good
     */
    private record Claim(
            Kind kind, String axis, Interval share, LocalDate from, LocalDate until, Optional<String> details) {
        boolean holdsAt(LocalDate date) {
            return !from.isAfter(date) && until.isAfter(date);
        }
    }

    /** What a link says from a day on. */
    private record Content(Map<String, Interval> shares, Optional<String> details) {}

    private record Stretch(LocalDate from, LocalDate until, Content content, Map<String, Value> source) {}

    private final BodsData data;
    private final List<BodsReader.Statement> statements;
    private final String from;
    private final String to;
    private final UnaryOperator<String> freeId;
    private final Tally tally;
    private final String record;
    private final Map<Kind, String> ids = new LinkedHashMap<>();
    /** The last stretch that was stated of each link. */
    private final Map<Kind, Stretch> latest = new LinkedHashMap<>();

    private String carrier = "";

    RelationshipReader(
            BodsData data,
            List<BodsReader.Statement> statements,
            String from,
            String to,
            UnaryOperator<String> freeId,
            Tally tally) {
        this.data = data;
        this.statements = statements;
        this.from = from;
        this.to = to;
        this.freeId = freeId;
        this.tally = tally;
        this.record = statements.getFirst().record();
    }

    void read(Sink sink) {
        List<List<Claim>> claims = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            claims.add(claims(statements.get(i), i > 0));
        }
        boolean votesAlone = claims.stream()
                .flatMap(List::stream)
                .filter(claim -> claim.kind().equals(Kind.SHARES))
                .allMatch(claim -> claim.axis().equals(Axis.VOTES.name()));
        carrier = votesAlone ? data.votesCarrier : data.usualCarrier;
        for (int i = 0; i < statements.size(); i++) {
            state(statements.get(i), claims.get(i), sink);
        }
        if (ids.isEmpty()) {
            tally.add("BODS-LEFT-OUT", "A relationship states no interest that is a link", record);
        }
    }

    private void state(BodsReader.Statement statement, List<Claim> claims, Sink sink) {
        Map<Kind, List<Claim>> kinds = new LinkedHashMap<>();
        claims.forEach(claim ->
                kinds.computeIfAbsent(claim.kind(), kind -> new ArrayList<>()).add(claim));
        Map<String, Value> source = source(statement.whole());
        for (Map.Entry<Kind, Stretch> one : latest.entrySet()) {
            if (!kinds.containsKey(one.getKey())) {
                gone(statement.date(), one, sink);
            }
        }
        kinds.forEach((kind, all) -> {
            List<Stretch> stretches = stretches(all, source);
            for (int i = 0; i < stretches.size(); i++) {
                Stretch stretch = stretches.get(i);
                boolean followed =
                        i + 1 < stretches.size() && stretches.get(i + 1).from().equals(stretch.until());
                if (!stretch.equals(latest.get(kind))) {
                    emit(kind, stretch, followed, sink);
                    latest.put(kind, stretch);
                }
            }
        });
    }

    /** What an update no longer states has ended on the day of the update. */
    private void gone(LocalDate date, Map.Entry<Kind, Stretch> last, Sink sink) {
        Stretch open = last.getValue();
        if (!open.until().isAfter(date)) {
            return;
        }
        if (!open.from().isBefore(date)) {
            tally.add("BODS-DATES", "An interest that an update no longer states had not begun; it stays", record);
            return;
        }
        Stretch ended = new Stretch(open.from(), date, open.content(), open.source());
        last.setValue(ended);
        emit(last.getKey(), ended, false, sink);
    }

    /** @param followed whether a later stretch takes over when this one ends */
    private void emit(Kind kind, Stretch stretch, boolean followed, Sink sink) {
        String id = ids.computeIfAbsent(kind, key -> freeId.apply(record));
        Map<String, Value> props = new LinkedHashMap<>();
        stretch.content().shares().forEach((axis, share) -> props.put(key(axis), Written.share(share)));
        kind.control().ifPresent(control -> props.put("control-type", Written.code(control)));
        props.putAll(stretch.source());
        stretch.content().details().ifPresent(words -> props.put("description", Written.text(words)));
        Written form = Written.link()
                .text("link-id", id)
                .text("from-entity", from)
                .text("to-entity", to)
                .code("relationship-type", kind.equals(Kind.SHARES) ? carrier : kind.link())
                .text("effective-date", Dates.known(stretch.from()));
        if (!followed && !stretch.until().equals(LocalDate.MAX)) {
            form.text("end-date", stretch.until().toString());
        }
        sink.form(form.map("relationship-props", props).form());
    }

    private static String key(String axis) {
        return switch (Axis.valueOf(axis)) {
            case SHARES -> "ownership-percentage";
            case VOTES -> "voting-percentage";
            case PROFIT -> "profit-percentage";
            case LIQUIDATION -> "liquidation-percentage";
        };
    }

    /** Cuts time where something begins or ends; time in which nothing holds is left out. */
    private List<Stretch> stretches(List<Claim> claims, Map<String, Value> source) {
        TreeSet<LocalDate> turns = new TreeSet<>();
        claims.forEach(claim -> {
            turns.add(claim.from());
            turns.add(claim.until());
        });
        List<Stretch> stretches = new ArrayList<>();
        for (LocalDate start : turns) {
            LocalDate next = turns.higher(start);
            List<Claim> held =
                    claims.stream().filter(claim -> claim.holdsAt(start)).toList();
            if (next == null || held.isEmpty()) {
                continue;
            }
            Content content = content(held);
            Stretch last = stretches.isEmpty() ? null : stretches.getLast();
            if (last != null && last.until().equals(start) && last.content().equals(content)) {
                stretches.set(stretches.size() - 1, new Stretch(last.from(), next, content, source));
            } else {
                stretches.add(new Stretch(start, next, content, source));
            }
        }
        return stretches;
    }

    private Content content(List<Claim> held) {
        Map<String, Interval> shares = new LinkedHashMap<>();
        Optional<String> details = Optional.empty();
        for (Claim claim : held) {
            if (!claim.axis().isEmpty()) {
                shares.merge(claim.axis(), claim.share(), Interval::plus);
            }
            details = details.or(claim::details);
        }
        shares.replaceAll((axis, share) -> whole(share));
        return new Content(shares, details);
    }

    /** Several interests of one kind add up, to the whole at most. */
    private Interval whole(Interval share) {
        if (share.high().compareTo(Fraction.ONE) <= 0) {
            return share;
        }
        if (share.low().compareTo(Fraction.ONE) > 0) {
            tally.add("BODS-SHARE", "Interests of one kind add up to more than 100 %; they are taken as 100 %", record);
            return Interval.WHOLE;
        }
        return new Interval(share.low(), share.lowOpen(), Fraction.ONE, false);
    }

    private List<Claim> claims(BodsReader.Statement statement, boolean update) {
        List<Claim> claims = new ArrayList<>();
        for (Json one : statement.details().array("interests").orElse(List.of())) {
            one.asObject()
                    .flatMap(interest -> claim(interest, statement, update))
                    .ifPresent(claims::add);
        }
        return claims;
    }

    private Optional<Claim> claim(Json.Object interest, BodsReader.Statement statement, boolean update) {
        String type = interest.text("type").orElse("unknownInterest");
        if (interest.text("directOrIndirect").filter("indirect"::equals).isPresent()) {
            tally.add("BODS-INDIRECT", "An indirect interest is no link of its own, and is left out", record);
            return Optional.empty();
        }
        if (interest.bool("beneficialOwnershipOrControl").orElse(false)) {
            tally.add(
                    "BODS-CONCLUSION", "That an interest is a beneficial one is a conclusion, and is left out", record);
        }
        Interval share = share(interest);
        Optional<Kind> kind = kind(type, interest, share);
        if (kind.isEmpty()) {
            tally.add("BODS-LEFT-OUT", "An interest of the type " + type + " is no link, and is left out", record);
            return Optional.empty();
        }
        LocalDate start = date(interest, "startDate").orElse(update ? statement.date() : LocalDate.MIN);
        Optional<LocalDate> end = date(interest, "endDate");
        if (end.isEmpty() && statement.closed()) {
            tally.add(
                    "BODS-CLOSED", "A closed record states no end; it is taken as ended on the day of closing", record);
            end = Dates.known(statement.date());
        }
        if (end.filter(last -> !last.isAfter(start)).isPresent()) {
            tally.add("BODS-DATES", "An interest ends before it begins, and is left out", record);
            return Optional.empty();
        }
        boolean axis = kind.get().equals(Kind.SHARES);
        if (!axis && interest.has("share")) {
            tally.add("BODS-NO-PLACE", "A share of an interest of the type " + type + " has no place here", record);
        }
        Optional<String> details = interest.text("details").filter(words -> axis || !coded(words));
        return Optional.of(
                new Claim(kind.get(), axis ? axis(type) : "", share, start, end.orElse(LocalDate.MAX), details));
    }

    private boolean coded(String words) {
        return data.interests.stream()
                .anyMatch(is -> is.details().filter(words::equalsIgnoreCase).isPresent());
    }

    private String axis(String type) {
        return data.axes.entrySet().stream()
                .filter(one -> one.getValue().equals(type))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    private Optional<Kind> kind(String type, Json.Object interest, Interval share) {
        if (!axis(type).isEmpty()) {
            return Optional.of(Kind.SHARES);
        }
        String details = interest.text("details").orElse("").toUpperCase(Locale.ROOT);
        Optional<BodsData.Interest> found = data.interests.stream()
                .filter(is -> is.details().filter(details::equals).isPresent()
                        && is.code().equals(type))
                .findFirst()
                .or(() -> data.interests.stream()
                        .filter(is -> is.details().isEmpty()
                                && (is.code().equals(type) || is.also().contains(type)))
                        .findFirst());
        boolean minor = interest.has("share") && share.high().compareTo(Fraction.HALF) <= 0;
        return found.filter(is -> !is.whole() || !minor).map(is -> new Kind(is.link(), is.control()));
    }

    private Interval share(Json.Object interest) {
        Optional<Json.Object> said = interest.object("share");
        if (said.isEmpty() || said.get().members().isEmpty()) {
            if (!axis(interest.text("type").orElse("")).isEmpty()) {
                tally.add("BODS-SHARE", "An interest states no share; it is taken as more than nothing", record);
            }
            return Interval.SOME;
        }
        return BodsShare.read(said.get()).orElseGet(() -> {
            tally.add("BODS-SHARE", "A share cannot be; it is taken as more than nothing", record);
            return Interval.SOME;
        });
    }

    private Optional<LocalDate> date(Json.Object interest, String member) {
        Optional<String> text = interest.text(member);
        Optional<LocalDate> date = text.flatMap(Dates::read);
        if (text.isPresent() && date.isEmpty()) {
            tally.add("BODS-DATE", member + " of an interest is no date, and is left out", record);
        }
        return date;
    }

    private static Map<String, Value> source(Json.Object statement) {
        Map<String, Value> props = new LinkedHashMap<>();
        Json.Object source = statement.object("source").orElse(Json.object().build());
        List<String> types = source.array("type").orElse(List.of()).stream()
                .flatMap(type -> type.asText().stream())
                .toList();
        if (types.contains("verified")) {
            props.put("verification-status", Written.code("VERIFIED"));
            List<String> names = source.array("assertedBy").orElse(List.of()).stream()
                    .flatMap(one -> one.asObject().flatMap(who -> who.text("name")).stream())
                    .toList();
            if (types.size() == 1 && names.size() == 1) {
                props.put("verified-by", Written.text(names.getFirst()));
            }
        }
        List<String> words = new ArrayList<>();
        source.text("description").ifPresent(words::add);
        source.text("url").ifPresent(words::add);
        if (words.isEmpty()) {
            types.stream().filter(type -> !type.equals("verified")).forEach(words::add);
        }
        if (!words.isEmpty()) {
            props.put("source", Written.text(String.join(", ", words)));
        }
        return props;
    }
}
