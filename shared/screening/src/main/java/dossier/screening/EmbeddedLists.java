package dossier.screening;

import dossier.json.Json;
import dossier.pipeline.Inquiry;
import dossier.pipeline.Outside;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers questions of the service {@code screening} from lists in memory. It finds and scores; whether a hit is the
 * person or company in question is for people to decide.
 *
 * <p>A question is {@code {names[], type?, lists[]?}}: the names of one person or company, the kind of screening and the
 * lists wanted; every list there is where neither is said. The answer is {@code {provider, lists{id: version},
 * missing[], threshold, count, hits[{list, version, entry, programme, name, searched, match, score}]}}, best hit first,
 * one for each entry. {@code missing} are lists that were wanted and are not here or hold nothing of that kind;
 * {@code match} is {@code EXACT} or {@code FUZZY}; scores are from 0 to 1 in four places.
 *
 * <p>Immutable and thread-safe. The same question always gets the same answer from the same lists.
 */
public final class EmbeddedLists implements Outside {
    /** The service whose questions it answers. */
    public static final String SERVICE = "screening";

    private static final String PROVIDER = "embedded-lists";
    private static final String FOLDER = "/dossier/screening/";

    private static final Comparator<Hit> BEST_FIRST = Comparator.comparing(
                    (Hit hit) -> hit.match().score())
            .reversed()
            .thenComparing(hit -> hit.list().id())
            .thenComparing(hit -> hit.entry().id());

    private final List<ScreeningList> lists;
    private final Matching matching;

    private EmbeddedLists(List<ScreeningList> lists, Matching matching) {
        this.lists = lists;
        this.matching = matching;
    }

    private record Hit(ScreeningList list, ScreeningList.Entry entry, String searched, Matching.Match match) {}

    /** The example lists of this release. */
    public static EmbeddedLists shipped() {
        Json.Object contents = resource("contents.json");
        return of(
                contents.array("lists").orElseThrow().stream()
                        .map(name -> resource(name.asText().orElseThrow()))
                        .toList(),
                resource("names.json"));
    }

    /**
     * Lists and the words of names as {@code docs/screening.md} describes them.
     *
     * @throws IllegalArgumentException where something is not as described; the message says what and where
     */
    public static EmbeddedLists of(List<Json.Object> lists, Json.Object names) {
        Matching matching = Matching.of(names);
        return new EmbeddedLists(
                lists.stream().map(list -> ScreeningList.of(list, matching)).toList(), matching);
    }

    @Override
    public Outcome ask(Inquiry inquiry, Duration within) {
        return inquiry.service().equals(SERVICE)
                ? new Outcome.Answered(answer(inquiry.question()))
                : new Outcome.Unavailable(
                        "No service is connected that answers questions of " + inquiry.service() + ".");
    }

    private Json.Object answer(Json.Object question) {
        List<String> wanted = texts(question, "lists");
        List<ScreeningList> searched = lists.stream()
                .filter(list -> wanted.isEmpty() || wanted.contains(list.id()))
                .filter(list ->
                        question.text("type").map(list.types()::contains).orElse(true))
                .toList();
        List<Hit> hits = new ArrayList<>();
        for (ScreeningList list : searched) {
            list.entries()
                    .forEach(
                            entry -> best(list, entry, texts(question, "names")).ifPresent(hits::add));
        }
        hits.sort(BEST_FIRST);
        Json.Builder versions = Json.object();
        searched.forEach(list -> versions.put(list.id(), list.version()));
        return Json.object()
                .put("provider", PROVIDER)
                .put("lists", versions)
                .putTexts(
                        "missing",
                        wanted.stream()
                                .filter(id -> searched.stream()
                                        .noneMatch(list -> list.id().equals(id)))
                                .toList())
                .put("threshold", Json.number(matching.threshold()))
                .put("count", hits.size())
                .put("hits", Json.array(hits, EmbeddedLists::json))
                .build();
    }

    /** The best of all pairs of a searched name and a name of the entry. */
    private Optional<Hit> best(ScreeningList list, ScreeningList.Entry entry, List<String> names) {
        Map<String, List<String>> normal = new LinkedHashMap<>();
        names.forEach(name -> normal.put(name, matching.normal(name)));
        return normal.entrySet().stream()
                .flatMap(name -> entry.names().stream()
                        .flatMap(listed -> matching.match(name.getValue(), listed, entry.person()).stream())
                        .map(match -> new Hit(list, entry, name.getKey(), match)))
                .max(Comparator.comparing((Hit hit) -> hit.match().score()));
    }

    private static Json json(Hit hit) {
        BigDecimal score = hit.match().score();
        return Json.object()
                .put("list", hit.list().id())
                .put("version", hit.list().version())
                .put("entry", hit.entry().id())
                .putText("programme", hit.entry().programme())
                .put("name", hit.match().listed().written())
                .put("searched", hit.searched())
                .put("match", score.compareTo(BigDecimal.ONE) == 0 ? "EXACT" : "FUZZY")
                .put("score", Json.number(score))
                .build();
    }

    private static List<String> texts(Json.Object question, String member) {
        return question.array(member).orElse(List.of()).stream()
                .flatMap(item -> item.asText().stream())
                .toList();
    }

    private static Json.Object resource(String name) {
        try (InputStream file = EmbeddedLists.class.getResourceAsStream(FOLDER + name)) {
            if (file == null) {
                throw new IllegalStateException("The program lacks its file " + name);
            }
            return Json.parse(file.readAllBytes()).orThrow().asObject().orElseThrow();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
