package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import dossier.pipeline.ThingKey;
import dossier.registry.Phrases;
import dossier.registry.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes drafts of the clauses of one request: picks the verb whose phrases and slots together fit best, one form for
 * each thing it is said of. Used by one request, on one thread.
 */
final class Drafting {
    /** The kind that a document belongs to. */
    static final String CASE = "case";

    private static final double WORDS = 0.60;
    private static final double COMPLETE = 0.20;
    private static final double EXPLAINED = 0.20;
    private static final double LEAST = 0.30;
    private static final int TRIED = 6;
    private static final double FIELD = 0.5;
    private static final double EXISTS = 0.35;

    private final Vocabulary vocabulary;
    private final Things things;
    private final List<Token> tokens;
    private final Filler filler;
    private final Resolution resolution;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<Clause> left = new ArrayList<>();

    Drafting(Vocabulary vocabulary, Things things, List<Token> tokens, Resolution resolution) {
        this.vocabulary = vocabulary;
        this.things = things;
        this.tokens = tokens;
        this.filler = new Filler(vocabulary, things);
        this.resolution = resolution;
    }

    /** A verb with its values and how good the two are together. */
    private record Reading(Filling filling, double words, double score) {}

    List<Draft> drafts(List<Clause> clauses) {
        Optional<Clause> waiting = Optional.empty();
        for (Clause clause : clauses) {
            int from = waiting.map(Clause::from).orElse(clause.from());
            Clause whole =
                    withReferences(new Clause(tokens, from, clause.to(), joined(waiting, clause), clause.continues()));
            waiting = draft(whole)
                    ? Optional.empty()
                    : Optional.of(new Clause(tokens, from, clause.to(), joined(waiting, clause), false));
        }
        waiting.ifPresent(left::add);
        return drafts;
    }

    /** What no verb was found for. */
    List<Clause> left() {
        return left;
    }

    private static List<Mention> joined(Optional<Clause> before, Clause clause) {
        return Stream.concat(before.stream().flatMap(c -> c.mentions().stream()), clause.mentions().stream())
                .toList();
    }

    private Clause withReferences(Clause clause) {
        References references = new References(things, vocabulary);
        List<Mention> mentions = new ArrayList<>(clause.mentions().stream()
                .filter(m -> !(m.meaning() instanceof Mention.Known) && !(m.meaning() instanceof Mention.Pronoun))
                .toList());
        mentions.addAll(references.find(tokens, clause.from(), clause.to()));
        mentions.sort(References.inOrder());
        return new Clause(tokens, clause.from(), clause.to(), List.copyOf(mentions), clause.continues());
    }

    private boolean draft(Clause clause) {
        Optional<Phrases.Template> template = template(clause);
        if (template.isPresent()) {
            return apply(template.get(), clause);
        }
        if (onlyPoints(clause)) {
            return true;
        }
        List<Reading> readings = readings(clause);
        if (clause.continues()
                && !drafts.isEmpty()
                && (readings.isEmpty()
                        || drafts.getLast().isOf(readings.getFirst().filling().frame())
                        || readings.getFirst().filling().complete() < 1)) {
            return repeat(clause);
        }
        if (readings.isEmpty() || readings.getFirst().score() < LEAST || !isOfField(readings.getFirst())) {
            return false;
        }
        Reading best = readings.getFirst();
        double margin = readings.size() > 1 ? best.score() - readings.get(1).score() : best.score();
        spread(best.filling(), confidence(best, margin), alternatives(readings));
        return true;
    }

    /** "put that on the file", "could you add it": an order about what was just said, which is done already. */
    private boolean onlyPoints(Clause clause) {
        if (drafts.isEmpty()) {
            return false;
        }
        for (int at = clause.from(); at + 1 < clause.to(); at++) {
            int place = at;
            if (vocabulary.english.is("order", tokens.get(at).lower())
                    && vocabulary.english.is("pointer", tokens.get(at + 1).lower())) {
                return clause.mentions().stream()
                        .noneMatch(m -> m.from() > place && !(m.meaning() instanceof Mention.Pronoun) && isProper(m));
            }
        }
        return false;
    }

    /** Whether enough of the words that no slot explains belongs to the field. */
    private boolean isOfField(Reading reading) {
        Clause clause = reading.filling().clause();
        int all = 0;
        int known = 0;
        for (int at = clause.from(); at < clause.to(); at++) {
            int place = at;
            Token token = tokens.get(at);
            boolean said =
                    reading.filling().texts().stream().anyMatch(t -> t.mention().covers(place))
                            || clause.mentions().stream().anyMatch(m -> m.covers(place) && isProper(m));
            if (token.isWord() && !said && !vocabulary.english.isLittle(token.lower())) {
                all++;
                known += vocabulary.isOrdinary(token) ? 1 : 0;
            }
        }
        return all == 0 || known >= FIELD * all;
    }

    // ---- which verb

    private List<Reading> readings(Clause clause) {
        List<Token> words = new ArrayList<>();
        for (int at = clause.from(); at < clause.to(); at++) {
            if (isWordOfVerb(clause, at) && !isDescribing(clause, at)) {
                words.add(tokens.get(at));
            }
        }
        List<Ranking.Ranked> ranked = vocabulary.ranking.rank(words, token -> isOrder(clause, token));
        List<Reading> readings = new ArrayList<>();
        Set<String> lists = new HashSet<>();
        clause.mentions().forEach(m -> {
            if (m.meaning() instanceof Mention.Coded coded) {
                lists.add(coded.list());
            }
        });
        for (int place = 0; place < ranked.size(); place++) {
            Ranking.Ranked verb = ranked.get(place);
            boolean called =
                    words.stream().anyMatch(w -> w.is(verb.frame().verb().name()));
            boolean near = place < TRIED && verb.score() > 0.02;
            if (called || near || verb.frame().turnsOn(lists)) {
                Filling filling = filler.fill(verb.frame(), clause);
                double said = called ? 1.5 : verb.score();
                double fits = COMPLETE * filling.complete() + EXPLAINED * filling.explained();
                readings.add(new Reading(filling, said, WORDS * said + fits - (renames(filling) ? EXISTS : 0)));
            }
        }
        readings.sort(Comparator.comparingDouble(Reading::score).reversed());
        return readings;
    }

    /** Whether something would be made new under the name of a thing of its kind that is known. */
    private static boolean renames(Filling filling) {
        return filling.frame().introduces().isPresent()
                && filling.chosen().stream()
                        .filter(c -> c.slot().naming())
                        .anyMatch(c -> filling.clause().mentions().stream()
                                .anyMatch(m -> m.overlaps(c.mention())
                                        && m.meaning() instanceof Mention.Known known
                                        && !known.described()
                                        && !References.ofKind(
                                                        known,
                                                        filling.frame()
                                                                .introduces()
                                                                .get()
                                                                .kind())
                                                .isEmpty()));
    }

    /** A word of a description between a subject and what is stated of it: "X, an Irish company, owns". */
    private boolean isDescribing(Clause clause, int at) {
        for (Mention name : clause.mentions()) {
            if (name.meaning() instanceof Mention.Name && name.to() <= at) {
                int end = Descriptions.end(vocabulary, clause, name);
                int next = end < clause.to() && tokens.get(end).is(",") ? end + 1 : end;
                if (at < end
                        && next < clause.to()
                        && vocabulary.english.is("stating", tokens.get(next).lower())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A word that tells the verb: no name, no quotation, no little word. */
    private boolean isWordOfVerb(Clause clause, int at) {
        Token token = tokens.get(at);
        return token.holdsContent()
                && !vocabulary.english.isLittle(token.lower())
                && clause.mentions().stream().noneMatch(m -> m.covers(at) && isProper(m));
    }

    private static boolean isProper(Mention mention) {
        return switch (mention.meaning()) {
            case Mention.Name name -> true;
            case Mention.Known known -> !known.described();
            case Mention.Quoted quoted -> true;
            case Mention.Day day -> true;
            case Mention.Country country -> true;
            default -> false;
        };
    }

    /** Whether a word orders the clause: it is imperative and stands first but for little words. */
    private boolean isOrder(Clause clause, Token token) {
        if (vocabulary.english.is("stating", token.lower()) && vocabulary.isHead(token)) {
            return true;
        }
        if (!vocabulary.isImperative(token)) {
            return false;
        }
        for (int at = clause.from(); at < token.index(); at++) {
            Token before = tokens.get(at);
            if (vocabulary.isContent(before) && !vocabulary.english.is("connector", before.lower())) {
                return false;
            }
        }
        return true;
    }

    private static double confidence(Reading best, double margin) {
        double raw = 0.25 + 0.7 * Math.min(1, best.score()) + 0.6 * Math.min(0.25, margin);
        return Math.clamp(raw, 0.05, 0.98);
    }

    private static List<Proposal.Alternative> alternatives(List<Reading> readings) {
        return readings.stream()
                .skip(1)
                .limit(3)
                .map(r -> new Proposal.Alternative(r.filling().frame().verb().name(), Math.clamp(r.score(), 0, 0.95)))
                .toList();
    }

    // ---- several forms at once

    private Optional<Phrases.Template> template(Clause clause) {
        for (int at = clause.from(); at < clause.to(); at++) {
            Token token = tokens.get(at);
            int place = at;
            boolean named = clause.mentions().stream().anyMatch(m -> m.covers(place) && isProper(m));
            if (token.isWord() && !named && !token.lower().endsWith("ing")) {
                Optional<Phrases.Template> found = vocabulary.phrases.templates().stream()
                        .filter(t -> t.heads().stream()
                                .map(h -> Frames.stems(h))
                                .anyMatch(h -> h.equals(List.of(token.stem()))))
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private boolean apply(Phrases.Template template, Clause ordered) {
        Clause clause = ordered;
        // What was taken for the first of its forms already belongs to the order.
        if (!drafts.isEmpty()
                && drafts.getLast()
                        .frame()
                        .verb()
                        .name()
                        .equals(template.steps().getFirst().verb())) {
            Clause before = drafts.removeLast().clause();
            clause = withReferences(
                    new Clause(tokens, before.from(), ordered.to(), joined(Optional.of(before), ordered), false));
        }
        Mention order = order(template, clause);
        List<Draft> made = new ArrayList<>();
        for (Phrases.Step step : template.steps()) {
            Frame frame = vocabulary.frames.get(step.verb());
            if (frame == null) {
                continue;
            }
            Filling filling = filler.fill(frame, clause);
            if (!step.when().isEmpty() && step.when().stream().noneMatch(filling::has)) {
                continue;
            }
            Draft draft = new Draft(frame, clause, 0.9, List.of());
            step.set()
                    .forEach((path, value) -> frame.slot(path)
                            .ifPresent(slot -> draft.put(
                                    new Draft.Entry(slot, value, Optional.of(order), Proposal.Provenance.SAID))));
            made.add(draft);
            finish(draft, filling);
        }
        return !made.isEmpty();
    }

    private Mention order(Phrases.Template template, Clause clause) {
        for (int at = clause.from(); at < clause.to(); at++) {
            String stem = tokens.get(at).stem();
            if (template.heads().stream().anyMatch(h -> Frames.stems(h).equals(List.of(stem)))) {
                return new Mention(new Mention.Quoted(""), at, at + 1);
            }
        }
        return new Mention(new Mention.Quoted(""), clause.from(), clause.from() + 1);
    }

    /** "and Jane three quarters of Borealis": the last verb again, with what is said anew. */
    private boolean repeat(Clause clause) {
        Draft last = drafts.getLast();
        Filling filling = filler.fill(last.frame(), clause);
        if (filling.chosen().isEmpty()) {
            return true;
        }
        Draft draft = new Draft(last.frame(), clause, last.confidence() * 0.9, last.alternatives());
        finish(draft, filling);
        for (Draft.Entry entry : last.entries()) {
            boolean carried = entry.slot().declared()
                    && entry.mention().isPresent()
                    && !(entry.slot().shape() instanceof Shape.NewId)
                    && (entry.slot().shape() instanceof Shape.Code
                            || entry.slot().required());
            if (carried && !draft.has(entry.slot().path())) {
                draft.put(entry);
            }
        }
        return true;
    }

    /** One form for each thing that the clause says the same of. */
    private void spread(Filling filling, double confidence, List<Proposal.Alternative> alternatives) {
        for (Filling one : new Spread(vocabulary, filler).of(filling)) {
            Draft draft = new Draft(one.frame(), one.clause(), confidence, alternatives);
            finish(draft, one);
        }
    }

    private void finish(Draft draft, Filling filling) {
        for (Filling.Chosen chosen : Stream.concat(filling.chosen().stream(), filling.texts().stream())
                .toList()) {
            if (chosen.slot().shape() instanceof Shape.Ref ref && isOneOf(filling, chosen)) {
                resolution.either(draft, chosen.slot(), ref.kind(), alternativesOf(filling, chosen));
            } else if (chosen.slot().shape() instanceof Shape.Ref ref) {
                resolution.reference(draft, chosen.slot(), ref.kind(), chosen.mention(), this::introduce);
            } else if (!draft.has(chosen.slot().path()) || chosen.slot().list()) {
                resolution.value(draft, chosen.slot(), chosen.mention());
            }
        }
        if (!drafts.isEmpty() && addsTo(drafts.getLast(), draft)) {
            Draft last = drafts.getLast();
            draft.entries().stream().filter(e -> !last.has(e.slot().path())).forEach(last::put);
            resolution.remember(last);
            return;
        }
        resolution.complete(draft, drafts.size());
        drafts.add(draft);
        resolution.remember(draft);
    }

    /** Whether a draft only says more of the last one: the same verb, nothing that contradicts it, and one incomplete. */
    private static boolean addsTo(Draft last, Draft draft) {
        if (!last.isOf(draft.frame()) || !draft.doubts().isEmpty()) {
            return false;
        }
        boolean agrees = draft.entries().stream()
                .allMatch(e -> e.slot().list()
                        || !last.has(e.slot().path())
                        || last.value(e.slot().path()).equals(Optional.of(e.value())));
        return agrees && (isIncomplete(last) || isIncomplete(draft));
    }

    private static boolean isIncomplete(Draft draft) {
        return draft.frame().slots().stream()
                .anyMatch(slot -> slot.required() && !(slot.shape() instanceof Shape.NewId) && !draft.has(slot.path()));
    }

    /** "Brackwell or Sorrento": the place of one thing, and several to choose from. */
    private boolean isOneOf(Filling filling, Filling.Chosen chosen) {
        int next = chosen.mention().to();
        return !chosen.slot().list()
                && next < filling.clause().to()
                && tokens.get(next).is("or")
                && alternativesOf(filling, chosen).size() > 1;
    }

    private List<ThingKey> alternativesOf(Filling filling, Filling.Chosen chosen) {
        List<ThingKey> keys = new ArrayList<>();
        Optional<Mention> last = Optional.empty();
        for (Mention mention : filling.clause().mentions()) {
            if (!(mention.meaning() instanceof Mention.Known known)) {
                continue;
            }
            boolean or = last.isPresent()
                    && last.get().to() + 1 == mention.from()
                    && tokens.get(last.get().to()).is("or");
            if (mention.equals(chosen.mention()) || (or && !keys.isEmpty())) {
                keys.addAll(known.things());
                last = Optional.of(mention);
            }
        }
        return keys;
    }

    /** A form that introduces a thing which another form speaks of by a new name. */
    private Optional<ThingKey> introduce(Clause clause, Mention name, String kind) {
        Optional<Frame> producer = vocabulary.frames.values().stream()
                .filter(f -> f.introduces().filter(i -> i.kind().equals(kind)).isPresent()
                        && !f.naming().isEmpty())
                .findFirst();
        if (producer.isEmpty()) {
            return Optional.empty();
        }
        int end = Descriptions.end(vocabulary, clause, name);
        Clause own = clause.within(name.from(), end);
        Draft draft = new Draft(producer.get(), own, 0.8, List.of());
        Filling filling = filler.fill(producer.get(), own);
        if (producer.get().naming().stream().noneMatch(slot -> filling.has(slot.path()))) {
            return Optional.empty();
        }
        finish(draft, filling);
        return draft.introduced();
    }
}
