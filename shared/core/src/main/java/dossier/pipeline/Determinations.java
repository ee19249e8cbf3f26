package dossier.pipeline;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.language.Severity;
import dossier.ownership.Answers;
import dossier.ownership.Asked;
import dossier.ownership.Axis;
import dossier.ownership.Graph;
import dossier.ownership.GraphRows;
import dossier.ownership.Interval;
import dossier.ownership.Meanings;
import dossier.ownership.Outcome;
import dossier.ownership.Structure;
import dossier.registry.Effect;
import dossier.registry.Registry;
import dossier.registry.Source;
import dossier.registry.Typed;
import dossier.registry.TypedForm;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Works out what forms ask of the facts of ownership, over what was known when the locks were held and what the
 * document itself has said so far. Confined to one thread and one use.
 */
final class Determinations {
    private static final String DIFFERS = "RUL-OUTCOME-DIFFERS";

    /**
     * What is asked.
     *
     * @param regimes all where empty
     * @param prongs of owners, all where empty
     * @param types of links, all where empty
     * @param stated owners that somebody names
     */
    record Question(
            String entity,
            List<String> regimes,
            Optional<LocalDate> validAt,
            Optional<BigDecimal> threshold,
            Optional<Long> depth,
            Set<String> prongs,
            Set<String> types,
            List<Json> stated) {}

    private final Registry registry;
    private final Draft draft;
    private Optional<Answers> loaded = Optional.empty();
    private final Map<Question, Optional<Answer>> known = new HashMap<>();
    private int knownWrites = -1;

    Determinations(Registry registry, Draft draft) {
        this.registry = registry;
        this.draft = draft;
    }

    /** Loaded when the first form asks; most documents ask nothing. */
    private Answers answers() {
        Answers found = loaded.orElseGet(
                () -> Answers.shipped(Clock.fixed(draft.snapshot().now(), ZoneOffset.UTC)));
        loaded = Optional.of(found);
        return found;
    }

    /** Whether a form asks anything of this. */
    static boolean asked(TypedForm form) {
        return !sources(form).isEmpty();
    }

    private static List<Source.Determined> sources(TypedForm form) {
        return form.effects().stream()
                .map(Effect::sources)
                .flatMap(List::stream)
                .filter(Source.Determined.class::isInstance)
                .map(Source.Determined.class::cast)
                .distinct()
                .toList();
    }

    /** The facts around every entity that the forms speak of: links that they add lead to what others hold. */
    static List<Needs.Group> needs(List<TypedForm> forms) {
        Meanings meanings = Meanings.shipped();
        String kind = meanings.entityRows().kind();
        Set<String> entities = new TreeSet<>();
        forms.forEach(form -> form.values()
                .values()
                .forEach(value -> Preparation.references(value, reference -> {
                    if (reference.kind().equals(kind)) {
                        entities.add(reference.id());
                    }
                })));
        List<Needs.Group> groups = new ArrayList<>();
        for (String entity : entities) {
            groups.add(new Needs.Group(kind, Needs.Group.REACHED, entity));
            groups.add(new Needs.Group(meanings.linkRows().kind(), Needs.Group.REACHED, entity));
        }
        return groups;
    }

    /** What a source asks; nothing while its entity is not known. */
    static Optional<Question> question(Source.Determined source, Function<Source, Optional<Typed>> value) {
        Function<String, Optional<Typed>> said =
                name -> Optional.ofNullable(source.question().get(name))
                        .flatMap(value)
                        .filter(found -> !(found instanceof Typed.Nothing));
        return value.apply(source.entity())
                .filter(entity -> !(entity instanceof Typed.Nothing))
                .map(entity -> new Question(
                        entity.plain(),
                        List.copyOf(words(said.apply("regimes"))),
                        said.apply("valid-at").flatMap(Determinations::date),
                        said.apply("threshold").flatMap(t -> t.json().asNumber()),
                        said.apply("depth").flatMap(d -> d.json().asInteger()),
                        words(said.apply("prongs")),
                        words(said.apply("types")),
                        said.apply("stated").flatMap(s -> s.json().asArray()).orElse(List.of())));
    }

    private static Set<String> words(Optional<Typed> value) {
        Set<String> words = new LinkedHashSet<>();
        value.ifPresent(found -> {
            switch (found.json()) {
                case Json.Array list ->
                    list.items().forEach(item -> item.asText().ifPresent(words::add));
                case Json single -> single.asText().ifPresent(words::add);
            }
        });
        return words;
    }

    private static Optional<LocalDate> date(Typed value) {
        return switch (value) {
            case Typed.Date date -> Optional.of(date.value());
            case Typed.Time time ->
                Optional.of(time.value().withOffsetSameInstant(ZoneOffset.UTC).toLocalDate());
            default -> Optional.empty();
        };
    }

    /** A member of an item that an effect is repeated for. */
    static Optional<Typed> member(Typed item, String key) {
        return item.member(key)
                .or(() -> item.json().at(key).map(Typed.Raw::new))
                .filter(value -> !value.json().isNull());
    }

    /** Whether what a form asks can be answered; why not is reported, and so is where stated owners differ. */
    boolean hold(TypedForm form, Function<Source, Optional<Typed>> value, Findings findings) {
        boolean holds = true;
        for (Source.Determined source : sources(form)) {
            Optional<Question> asked = question(source, value);
            Optional<Outcome> outcome = asked.map(this::outcome);
            if (outcome.orElse(null) instanceof Outcome.Refused refused) {
                for (Diagnostic why : refused.diagnostics()) {
                    boolean unknown = why.code().startsWith("REF-");
                    findings.report(form, form.form().verbSpan(), unknown ? why.as(Severity.WARNING) : why);
                    holds &= unknown;
                }
                return holds;
            }
            if (source.part() == Source.Part.DIFFERENCES) {
                asked.flatMap(this::answer)
                        .ifPresent(answer -> answer.differences()
                                .forEach(difference ->
                                        findings.report(form, form.form().verbSpan(), differs(difference))));
            }
        }
        return holds;
    }

    private static Diagnostic differs(Json.Object difference) {
        return Diagnostic.error(DIFFERS, difference.text("message").orElse(""))
                .as(Severity.WARNING)
                .hint("Correct the links, or state the owners as the links have them.");
    }

    /** The answer; nothing when the question is refused. */
    Optional<Answer> answer(Question question) {
        if (knownWrites != draft.writes().size()) {
            known.clear();
            knownWrites = draft.writes().size();
        }
        Optional<Answer> found = known.get(question);
        if (found == null) {
            found = outcome(question) instanceof Outcome.Answered answered
                    ? Optional.of(new Answer(question, answered))
                    : Optional.empty();
            known.put(question, found);
        }
        return found;
    }

    private Answers.Opened opened() {
        Meanings meanings = answers().meanings();
        List<GraphRows.Row> rows = new ArrayList<>();
        for (String kind :
                List.of(meanings.entityRows().kind(), meanings.linkRows().kind())) {
            for (Draft.Working thing : draft.reached(kind)) {
                if (thing.revision() > 0) {
                    rows.add(new GraphRows.Row(
                            kind, thing.key().id(), thing.row(), thing.validFrom(), thing.validTo(), Optional.empty()));
                }
            }
        }
        Graph graph = GraphRows.graph(rows, meanings);
        return answers().over(graph);
    }

    private Outcome outcome(Question question) {
        Json.Builder query = Json.object().put("entity", question.entity());
        question.validAt().ifPresent(date -> query.put("validAt", date.toString()));
        if (!question.regimes().isEmpty()) {
            query.putTexts("regimes", question.regimes());
        }
        Answers.Understood understood = answers().understand(query.build());
        return understood
                .asked()
                .map(asked -> opened().outcome(asked.about(question.entity())))
                .orElseGet(() -> new Outcome.Refused(understood.diagnostics()));
    }

    /** What was worked out for one question. */
    final class Answer {
        private final Question question;
        private final Outcome.Answered outcome;
        private final Json.Object json;

        private Answer(Question question, Outcome.Answered outcome) {
            this.question = question;
            this.outcome = outcome;
            this.json = Answers.json(outcome);
        }

        Optional<Typed> part(Source.Part part) {
            return Optional.of(
                    switch (part) {
                        case ANSWER -> new Typed.Raw(json);
                        case GRAPH_HASH -> new Typed.Text(outcome.graphHash());
                        case RULE_PACKS -> new Typed.Raw(json.get("rulePacks").orElseThrow());
                        case DICTIONARY_VERSION -> new Typed.Text(registry.version());
                        case VALID_AT -> new Typed.Date(outcome.validAt());
                        case KNOWN_AT -> new Typed.Time(draft.snapshot().now().atOffset(ZoneOffset.UTC));
                        case DETERMINATIONS -> items(determinations(false));
                        case OWNERS -> items(determinations(true));
                        case SHARES -> items(shares());
                        case STRUCTURE -> items(structure());
                        case FINDINGS -> items(objects("findings"));
                        case DIFFERENCES -> items(differences());
                    });
        }

        private Typed items(List<Json.Object> all) {
            return new Typed.Items(all.stream().<Typed>map(Typed.Raw::new).toList());
        }

        private List<Json.Object> objects(String list) {
            return json.array(list).orElse(List.of()).stream()
                    .flatMap(one -> one.asObject().stream())
                    .toList();
        }

        private List<Json.Object> determinations(boolean owners) {
            return objects("determinations").stream()
                    .filter(one -> !owners || !one.text("verdict").equals(Optional.of("NOT_OWNER")))
                    .filter(one -> question.prongs().isEmpty() || prongs(one).anyMatch(question.prongs()::contains))
                    .map(this::flat)
                    .toList();
        }

        private java.util.stream.Stream<String> prongs(Json.Object one) {
            return java.util.stream.Stream.concat(
                    one.text("prong").stream(),
                    one.array("alsoBy").orElse(List.of()).stream().flatMap(prong -> prong.asText().stream()));
        }

        /** The members of a share beside the others, so that each has a column. */
        private Json.Object flat(Json.Object one) {
            Json.Builder out = one.toBuilder();
            one.object("share").ifPresent(share -> share.members().forEach(out::put));
            return out.build();
        }

        private List<Json.Object> shares() {
            return objects("shares").stream()
                    .filter(share -> question.threshold().isEmpty()
                            || outcome.shares().stream()
                                    .filter(one -> share.text("holder").equals(Optional.of(one.holder()))
                                            && share.text("axis")
                                                    .equals(Optional.of(
                                                            one.axis().name())))
                                    .anyMatch(one -> one.share()
                                                    .high()
                                                    .compareTo(dossier.ownership.Fraction.ofPercent(
                                                            question.threshold().get()))
                                            >= 0))
                    .toList();
        }

        private List<Json.Object> structure() {
            Asked asked = new Asked(
                    Optional.of(question.entity()),
                    List.of(),
                    outcome.validAt(),
                    Optional.empty(),
                    Set.copyOf(answers().meanings().evidence()),
                    Set.of(),
                    false);
            Optional<Structure> structure = opened().structure(asked.about(question.entity()));
            return structure.stream()
                    .flatMap(all -> all.edges().stream())
                    .filter(edge -> question.depth().isEmpty()
                            || edge.level() < question.depth().get())
                    .filter(edge ->
                            question.types().isEmpty() || question.types().contains(edge.type()))
                    .map(Determinations::edge)
                    .toList();
        }

        /** Where stated owners differ from what the links say, one object each with a message. */
        List<Json.Object> differences() {
            return new Differences(question, outcome).all();
        }
    }

    private static Json.Object edge(Structure.Edge edge) {
        Json.Builder out = Json.object()
                .put("link", edge.link())
                .put("from", edge.from())
                .put("to", edge.to())
                .put("type", edge.type())
                .put("level", edge.level() + 1);
        for (Axis axis : Axis.values()) {
            Interval share = edge.shares().get(axis);
            if (share != null) {
                out.put(axis.name().toLowerCase(java.util.Locale.ROOT), share.percent());
            }
        }
        return out.putText("control", edge.control()).build();
    }
}
