package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import dossier.json.Json;
import dossier.pipeline.ThingKey;
import dossier.registry.Argument;
import dossier.registry.Shape;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the forms that a model answered with, and believes none of it: a verb has to be asked for by the request's own
 * words, and every value needs its place in the request, a record, or a default. Used by one request, on one thread.
 */
final class ModelForms {
    private static final int MOST = 40;
    /** A form is asked for when its verb is among so many that are nearest to the words that it cites. */
    private static final int NEAR = 10;

    private static final double LEAST = 0.02;
    private static final Pattern PERCENT =
            Pattern.compile("\\d{1,3}(\\.\\d{1,30})?%|\\[\\d{1,3}(\\.\\d{1,30})?% \\d{1,3}(\\.\\d{1,30})?%]");
    private static final Pattern MONEY = Pattern.compile("-?\\d{1,30}(\\.\\d{1,8})?[A-Z]{3}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}(\\.\\d{1,8})?");
    private static final Pattern MADE = Pattern.compile("\\$(\\d{1,2})");

    private final Vocabulary vocabulary;
    private final ModelNames names;
    private final Things things;
    private final String text;
    private final List<Token> tokens;
    private final List<Mention> mentions;
    private final Wording wording;
    private final Resolution resolution;
    private final Optional<String> caseId;
    private final LocalDate today;
    private final List<ModelProblem> problems = new ArrayList<>();

    ModelForms(
            Vocabulary vocabulary,
            ModelNames names,
            Things things,
            String text,
            List<Token> tokens,
            List<Mention> mentions,
            Resolution resolution,
            Optional<String> caseId,
            LocalDate today) {
        this.today = today;
        this.vocabulary = vocabulary;
        this.names = names;
        this.things = things;
        this.text = text;
        this.tokens = tokens;
        this.mentions = mentions;
        this.wording = new Wording(text);
        this.resolution = resolution;
        this.caseId = caseId;
    }

    List<ModelProblem> problems() {
        return problems;
    }

    /** A draft a form; what is wrong is among {@link #problems}. */
    List<Draft> drafts(Json.Object answer) {
        List<Json> forms = answer.array("forms").orElse(List.of());
        if (forms.size() > MOST) {
            problems.add(new ModelProblem(ModelProblem.TOO_MANY, "/forms", Integer.toString(forms.size())));
            return List.of();
        }
        List<Draft> out = new ArrayList<>();
        for (int index = 0; index < forms.size(); index++) {
            String at = "/forms/" + index;
            Optional<Draft> draft = forms.get(index).asObject().flatMap(form -> draft(form, at, out));
            if (draft.isEmpty()) {
                return List.of();
            }
            resolution.complete(draft.get(), index);
            resolution.remember(draft.get());
            out.add(draft.get());
        }
        return out;
    }

    private Optional<Draft> draft(Json.Object form, String at, List<Draft> before) {
        String name = form.text("verb").orElse("");
        Optional<Frame> frame = names.verb(name).map(vocabulary.frames::get);
        if (frame.isEmpty()) {
            problems.add(new ModelProblem(ModelProblem.VERB, at + "/verb", name, likely(content(0, tokens.size()))));
            return Optional.empty();
        }
        Optional<Clause> said = cited(form.text("said").orElse(""));
        List<Ranking.Ranked> near = said.map(this::ranked).orElse(List.of());
        Optional<Ranking.Ranked> rank = near.stream()
                .filter(ranked -> ranked.frame().equals(frame.get()) && ranked.score() > LEAST)
                .filter(_ -> !frame.get().verb().irreversible() || orders(frame.get(), said.orElseThrow()))
                .findFirst();
        if (rank.isEmpty()) {
            problems.add(new ModelProblem(
                    ModelProblem.NOT_ASKED, at + "/said", form.text("said").orElse("")));
            return Optional.empty();
        }
        Draft draft = new Draft(
                frame.get(),
                said.orElseThrow(),
                confidence(near.indexOf(rank.get())),
                near.stream()
                        .filter(other -> !other.frame().equals(frame.get()))
                        .limit(3)
                        .map(other ->
                                new Proposal.Alternative(other.frame().verb().name(), other.score()))
                        .toList());
        List<Json> arguments = form.array("args").orElse(List.of());
        for (int i = 0; i < arguments.size(); i++) {
            argument(draft, arguments.get(i), at + "/args/" + i, before);
        }
        return problems.isEmpty() ? Optional.of(draft) : Optional.empty();
    }

    /** The two ways of understanding agree, or they do not; no more is known of how sure a model is. */
    private static double confidence(int place) {
        return place == 0 ? 0.85 : place < 3 ? 0.7 : 0.5;
    }

    // ---- whether it was asked for

    /** The words of the request itself that a form cites; none of what is quoted. */
    private Optional<Clause> cited(String said) {
        String wanted = plain(said);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        for (int from = 0; from < tokens.size(); from++) {
            StringBuilder run = new StringBuilder();
            for (int to = from; to < tokens.size() && run.length() < wanted.length(); to++) {
                if (tokens.get(to).kind() == Token.Kind.QUOTED) {
                    break;
                }
                run.append(plain(tokens.get(to).text()));
                if (run.toString().equals(wanted)) {
                    return Optional.of(new Clause(tokens, from, to + 1, within(from, to + 1), false));
                }
            }
        }
        return Optional.empty();
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** What cannot be undone is said by its own word. */
    private static boolean orders(Frame frame, Clause said) {
        return said.words().stream().anyMatch(frame::ordersWith);
    }

    private List<Mention> within(int from, int to) {
        return mentions.stream().filter(m -> m.from() >= from && m.to() <= to).toList();
    }

    private List<Ranking.Ranked> ranked(Clause clause) {
        List<Token> words = content(clause.from(), clause.to());
        Map<String, Semantics.Nearness> near = vocabulary
                .understanding
                .semantics()
                .get()
                .map(semantics -> semantics.to(Masked.clause(clause)))
                .orElse(Map.of());
        return vocabulary.ranking.rank(words, vocabulary::isImperative, Map.of(), near).stream()
                .limit(NEAR)
                .toList();
    }

    private List<Token> content(int from, int to) {
        return tokens.subList(from, to).stream()
                .filter(t -> t.holdsContent() && !vocabulary.english.isLittle(t.lower()))
                .filter(t -> mentions.stream().noneMatch(m -> m.covers(t.index()) && Readings.isProper(m)))
                .toList();
    }

    /** Verbs that words are near to, best first. */
    List<String> likely(List<Token> words) {
        return vocabulary.ranking.rank(words, vocabulary::isImperative).stream()
                .filter(ranked -> ranked.score() > LEAST)
                .limit(NEAR)
                .map(ranked -> ModelNames.of(ranked.frame().verb().name()))
                .toList();
    }

    List<String> likely() {
        return likely(content(0, tokens.size()));
    }

    // ---- whether it was said

    private void argument(Draft draft, Json argument, String at, List<Draft> before) {
        Optional<Json.Object> read = argument.asObject();
        String path = read.flatMap(a -> a.text("name")).orElse("");
        String value = read.flatMap(a -> a.text("value")).orElse("").strip();
        Optional<Slot> slot = draft.frame().slot(path);
        if (slot.isEmpty()) {
            List<String> known = draft.frame().slots().stream()
                    .filter(Slot::declared)
                    .map(Slot::path)
                    .toList();
            problems.add(new ModelProblem(ModelProblem.ARGUMENT, at + "/name", path, known));
        } else if (!isOfType(slot.get().shape(), value)) {
            problems.add(new ModelProblem(ModelProblem.TYPE, at + "/value", value));
        } else {
            Optional<Draft.Entry> entry = entry(draft.frame(), slot.get(), value, before);
            entry.ifPresent(draft::put);
            if (entry.isEmpty()) {
                problems.add(new ModelProblem(
                        slot.get().shape() instanceof Shape.Ref ? ModelProblem.REFERENCE : ModelProblem.SOURCE,
                        at + "/value",
                        value));
            }
        }
    }

    private static boolean isOfType(Shape shape, String value) {
        return !value.isEmpty()
                && switch (shape) {
                    case Shape.Percent p -> PERCENT.matcher(value).matches();
                    case Shape.Money m -> MONEY.matcher(value).matches();
                    case Shape.Int i ->
                        NUMBER.matcher(value).matches()
                                && new BigDecimal(value).stripTrailingZeros().scale() <= 0;
                    case Shape.Dec d -> NUMBER.matcher(value).matches();
                    case Shape.Bool b -> value.equals("true") || value.equals("false");
                    default -> true;
                };
    }

    private Optional<Draft.Entry> entry(Frame frame, Slot slot, String value, List<Draft> before) {
        if (slot.shape() instanceof Shape.Ref ref) {
            return reference(slot, ref.kind(), value, before);
        }
        if (slot.shape() instanceof Shape.NewId) {
            return literal(value)
                    .filter(_ -> dossier.registry.ThingId.is(value))
                    .map(m -> new Draft.Entry(slot, value, Optional.of(m), Proposal.Provenance.SAID));
        }
        Optional<Mention> said = mentions.stream()
                .filter(m ->
                        wording.value(slot, m, tokens).filter(value::equals).isPresent())
                .findFirst();
        if (said.isEmpty() && isFree(slot.shape())) {
            said = literal(value);
        }
        said = said.or(() -> quoted(slot, value));
        return said.map(m -> new Draft.Entry(slot, value, Optional.of(m), Proposal.Provenance.SAID))
                .or(() -> fallback(frame, slot)
                        .filter(value::equals)
                        .map(v -> new Draft.Entry(slot, v, Optional.empty(), Proposal.Provenance.DEFAULTED)));
    }

    /** A value that stands in quoted text. */
    private Optional<Mention> quoted(Slot slot, String value) {
        return tokens.stream()
                .filter(token -> token.kind() == Token.Kind.QUOTED)
                .filter(token -> {
                    List<Token> inner = vocabulary.tokeniser.split(token.text());
                    Wording words = new Wording(token.text());
                    return vocabulary.recogniser.mentions(inner, today).stream()
                            .anyMatch(m -> words.value(slot, m, inner)
                                    .filter(value::equals)
                                    .isPresent());
                })
                .map(token -> new Mention(new Mention.Quoted(value), token.index(), token.index() + 1))
                .findFirst();
    }

    /** What any words can stand in; of everything else the request's values are known. */
    private static boolean isFree(Shape shape) {
        return shape instanceof Shape.Text || shape instanceof Shape.Any || shape instanceof Shape.AttributeName;
    }

    private static Optional<String> fallback(Frame frame, Slot slot) {
        return slot.entry().isEmpty()
                ? frame.verb().argument(slot.key()).flatMap(Argument::fallback).flatMap(Json::asText)
                : Optional.empty();
    }

    private Optional<Draft.Entry> reference(Slot slot, String kind, String value, List<Draft> before) {
        java.util.regex.Matcher made = MADE.matcher(value);
        if (made.matches()) {
            int form = Integer.parseInt(made.group(1));
            return form >= before.size()
                    ? Optional.empty()
                    : before.get(form)
                            .introduced()
                            .filter(key -> key.kind().equals(kind))
                            .map(key ->
                                    new Draft.Entry(slot, key.id(), Optional.empty(), Proposal.Provenance.RESOLVED));
        }
        ThingKey key = new ThingKey(kind, value);
        Optional<Mention> spoken = mentions.stream()
                .filter(m -> m.meaning() instanceof Mention.Known known
                        && known.things().contains(key))
                .min(Comparator.comparingInt(
                        m -> ((Mention.Known) m.meaning()).things().size()));
        if (spoken.isPresent()) {
            boolean literal = wording.said(spoken.get(), tokens).equals(value);
            return Optional.of(new Draft.Entry(
                    slot, value, spoken, literal ? Proposal.Provenance.SAID : Proposal.Provenance.RESOLVED));
        }
        Set<ThingKey> only = new HashSet<>();
        things.ofKind(kind).stream().filter(Thing::ofCase).forEach(thing -> only.add(thing.key()));
        boolean clear =
                (kind.equals(Drafting.CASE) && caseId.filter(value::equals).isPresent()) || only.equals(Set.of(key));
        return clear
                ? Optional.of(new Draft.Entry(slot, value, Optional.empty(), Proposal.Provenance.RESOLVED))
                : Optional.empty();
    }

    /** Where the request has the very words, whole words only; quoted text too, which can hold values. */
    private Optional<Mention> literal(String value) {
        int at = text.indexOf(value);
        while (at >= 0) {
            int from = at;
            int to = at + value.length();
            boolean whole = (from == 0 || !Character.isLetterOrDigit(text.charAt(from - 1)))
                    && (to == text.length() || !Character.isLetterOrDigit(text.charAt(to)));
            Optional<Token> first = tokens.stream().filter(t -> t.to() > from).findFirst();
            Optional<Token> last = tokens.stream().filter(t -> t.from() < to).reduce((a, b) -> b);
            if (whole && first.isPresent() && last.isPresent()) {
                return Optional.of(new Mention(
                        new Mention.Quoted(value),
                        first.get().index(),
                        last.get().index() + 1));
            }
            at = text.indexOf(value, at + 1);
        }
        return Optional.empty();
    }
}
