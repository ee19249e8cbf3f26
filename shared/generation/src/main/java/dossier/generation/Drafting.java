package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import dossier.pipeline.ThingKey;
import dossier.registry.Phrases;
import dossier.registry.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes drafts of the clauses of one request: picks the verb whose phrases and slots together fit best, one form for
 * each thing it is said of. Used by one request, on one thread.
 */
final class Drafting {
    /** The kind that a document belongs to. */
    static final String CASE = "case";

    /** Forms of one request, and words of one clause; what is longer is sent as a document. */
    private static final int MOST = 40;

    private static final int LONGEST = 200;
    private static final double STANDS = 0.62;
    /** A score that only a value beside words for its slot has. */
    private static final double CUED = 1.3;

    private static final double PLACED = 0.6;
    private static final double ABSORBED = 0.75;

    private final Vocabulary vocabulary;
    private final Things things;
    private final List<Token> tokens;
    private final Filler filler;
    private final Readings reader;
    private final Resolution resolution;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<Clause> left = new ArrayList<>();
    private boolean orders;

    Drafting(Vocabulary vocabulary, Things things, List<Token> tokens, Resolution resolution) {
        this.vocabulary = vocabulary;
        this.things = things;
        this.tokens = tokens;
        this.filler = new Filler(vocabulary, things, resolution::hasSpokenOf);
        this.reader = new Readings(vocabulary, things, tokens, filler);
        this.resolution = resolution;
    }

    List<Draft> drafts(List<Clause> clauses) {
        orders = clauses.stream().anyMatch(reader::isOrdered);
        Optional<Clause> waiting = Optional.empty();
        for (int at = 0; at < clauses.size(); at++) {
            Clause clause = clauses.get(at);
            if (drafts.size() >= MOST || clause.to() - clause.from() > LONGEST) {
                left.add(clause);
                continue;
            }
            Clause own = withReferences(clause);
            boolean preamble = at + 1 < clauses.size() && Preambles.stands(vocabulary.english, clause);
            if (!preamble
                    && !(at + 1 < clauses.size() && isAbsorbed(own, clauses.get(at + 1)))
                    && draft(own, waiting)) {
                waiting = Optional.empty();
            } else {
                int from = waiting.map(Clause::from).orElse(clause.from());
                boolean near = clause.to() - from <= LONGEST;
                waiting =
                        Optional.of(near ? new Clause(tokens, from, clause.to(), joined(waiting, clause), false) : own);
                resolution.hear(own);
            }
        }
        if (drafts.isEmpty() && waiting.isPresent() && read(reader.of(withReferences(waiting.get())))) {
            return drafts;
        }
        waiting.ifPresent(left::add);
        return drafts;
    }

    /** "we have the articles of X, please catalogue them": told only for the order behind it, which takes all of it. */
    private boolean isAbsorbed(Clause clause, Clause next) {
        boolean points = reader.isOrdered(next)
                && !reader.isOrdered(clause)
                && next.mentions().stream().anyMatch(m -> m.meaning() instanceof Mention.Pronoun)
                && next.mentions().stream().noneMatch(Readings::isProper);
        if (!points || points(next)) {
            return false;
        }
        Optional<Readings.Reading> order = reader.of(withReferences(next)).stream()
                .findFirst()
                .filter(reader::holds)
                .filter(best -> !best.isWhole());
        return order.map(best -> filler.fill(
                        best.frame(),
                        withReferences(new Clause(
                                tokens, clause.from(), next.to(), joined(Optional.of(clause), next), false))))
                .filter(filling -> filling.explained() > ABSORBED
                        && filling.complete() > order.get().filling().complete())
                .isPresent();
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
        references.find(tokens, clause.from(), clause.to()).stream()
                .filter(found -> !References.isDate(found, clause.mentions()))
                .forEach(mentions::add);
        mentions.removeIf(m -> isNamedNext(m, mentions));
        mentions.sort(References.inOrder());
        return new Clause(tokens, clause.from(), clause.to(), List.copyOf(mentions), clause.continues());
    }

    /** "the group accounts, doc-a4": a description whose thing is named right behind it. */
    private boolean isNamedNext(Mention mention, List<Mention> all) {
        if (!(mention.meaning() instanceof Mention.Known known) || !known.described()) {
            return false;
        }
        int next = mention.to() < tokens.size() && tokens.get(mention.to()).is(",") ? mention.to() + 1 : mention.to();
        return all.stream()
                .anyMatch(m -> m.from() == next
                        && m.meaning() instanceof Mention.Known named
                        && !named.described()
                        && named.things().stream()
                                .anyMatch(key -> known.things().stream()
                                        .anyMatch(other -> other.kind().equals(key.kind()))));
    }

    /** @param waiting what was said before and found no verb yet */
    private boolean draft(Clause own, Optional<Clause> waiting) {
        Optional<Clause> whole = waiting.map(before ->
                withReferences(new Clause(tokens, before.from(), own.to(), joined(waiting, own), own.continues())));
        Optional<Phrases.Template> template = vocabulary.template(own);
        if (template.isPresent()) {
            return apply(template.get(), hasName(own) ? own : whole.orElse(own));
        }
        if (reader.reports(own) || reader.isNegated(own)) {
            resolution.hear(own);
            return true;
        }
        boolean points = points(own);
        if (points && drafts.isEmpty() && waiting.isPresent()) {
            return read(reader.of(withReferences(waiting.get()))) || read(reader.of(whole.orElse(own)));
        }
        if (!drafts.isEmpty() && (points || restates(own))) {
            supplement(own, Optional.empty());
            return true;
        }
        List<Readings.Reading> readings = reader.of(own);
        Optional<Readings.Reading> best = readings.stream().findFirst().filter(reader::holds);
        if (own.continues()
                && !drafts.isEmpty()
                && !(reader.isOrdered(own) && best.isPresent())
                && isRepeated(own, best)) {
            return repeat(own);
        }
        if (!drafts.isEmpty() && !reader.isOrdered(own) && supplement(own, best)) {
            return true;
        }
        if (orders
                && !reader.isOrdered(own)
                && best.filter(b -> b.isWhole() && b.filling().explained() > 0).isEmpty()) {
            return false;
        }
        if (!drafts.isEmpty() && !reader.isOrdered(own) && hasName(own) && resume(own)) {
            return true;
        }
        if (whole.isPresent()) {
            readings = completed(readings, best, whole.get());
        }
        return read(readings);
    }

    /** Makes forms of the best reading, where that holds. */
    private boolean read(List<Readings.Reading> readings) {
        Optional<Readings.Reading> best = readings.stream().findFirst().filter(reader::holds);
        if (best.isEmpty()) {
            return false;
        }
        double margin = readings.size() > 1
                ? best.get().score() - readings.get(1).score()
                : best.get().score();
        spread(named(best.get().filling()), confidence(best.get(), margin), alternatives(readings));
        return true;
    }

    /** An order without a thing of its own that repeats the one before: "link the two", "could you identify them?". */
    private boolean restates(Clause clause) {
        boolean again = clause.words().stream()
                .filter(Token::isWord)
                .anyMatch(t -> vocabulary.isImperative(t)
                        && drafts.getLast().frame().ordersWith(t)
                        && pointsBehind(clause, t.index()));
        return again
                && clause.mentions().stream()
                        .noneMatch(m -> !(m.meaning() instanceof Mention.Pronoun)
                                && !(m.meaning() instanceof Mention.Amount)
                                && !(m.meaning() instanceof Mention.Coded));
    }

    private boolean pointsBehind(Clause clause, int at) {
        return tokens.subList(at, Math.min(clause.to(), at + 4)).stream()
                .anyMatch(t -> vocabulary.english.is("pointer", t.lower())
                        || vocabulary.english.is("number-word", t.lower())
                        || t.is("link"));
    }

    /** "register two people: A, and B": what the last form still lacks is said behind it. */
    private boolean resume(Clause clause) {
        Draft last = drafts.getLast();
        boolean unnamed = !last.frame().naming().isEmpty()
                && last.frame().naming().stream().noneMatch(slot -> last.has(slot.path()))
                && last.introduced().isPresent();
        if (!unnamed) {
            return false;
        }
        Clause whole = withReferences(new Clause(
                tokens, last.clause().from(), clause.to(), joined(Optional.of(last.clause()), clause), false));
        Filling filling = filler.fill(last.frame(), whole);
        if (last.frame().naming().stream().noneMatch(slot -> filling.has(slot.path()))) {
            return false;
        }
        drafts.removeLast();
        last.introduced().ifPresent(things::forget);
        spread(filling, last.confidence(), last.alternatives());
        return true;
    }

    /** "set up the company itself": what is introduced bears the name that the form before has. */
    private Filling named(Filling filling) {
        Frame frame = filling.frame();
        Clause clause = filling.clause();
        boolean unnamed = frame.introduces().isPresent()
                && frame.naming().stream().anyMatch(slot -> slot.required() || !slot.declared())
                && frame.naming().stream().noneMatch(slot -> filling.has(slot.path()));
        boolean definite = clause.words().stream()
                .anyMatch(t -> t.is("the") || t.is("them") || t.is("it") || t.is("itself") || t.is("this"));
        if (!unnamed
                || !definite
                || drafts.isEmpty()
                || !hasName(drafts.getLast().clause())) {
            return filling;
        }
        Clause before = drafts.getLast().clause();
        List<Mention> mentions = new ArrayList<>(before.mentions().stream()
                .filter(m -> m.meaning() instanceof Mention.Name || m.meaning() instanceof Mention.Country)
                .toList());
        clause.mentions().stream().filter(m -> m.from() >= before.to()).forEach(mentions::add);
        return filler.fill(
                frame, new Clause(tokens, before.from(), clause.to(), List.copyOf(mentions), clause.continues()));
    }

    private static boolean hasName(Clause clause) {
        return clause.mentions().stream().anyMatch(m -> m.meaning() instanceof Mention.Name);
    }

    /** What a clause says, with what was said before it where that makes it whole, or where it says nothing alone. */
    private List<Readings.Reading> completed(
            List<Readings.Reading> own, Optional<Readings.Reading> best, Clause whole) {
        if (best.isPresent() && best.get().isWhole()) {
            return own;
        }
        List<Readings.Reading> together = reader.of(whole);
        if (best.isEmpty()) {
            return together;
        }
        Optional<Readings.Reading> same = together.stream()
                .filter(r -> r.frame().equals(best.get().frame()))
                .findFirst()
                .filter(r -> r.filling().complete() > best.get().filling().complete());
        return same.map(more -> {
                    List<Readings.Reading> out = new ArrayList<>(own);
                    out.set(0, more);
                    return out;
                })
                .orElse(own);
    }

    private boolean isRepeated(Clause clause, Optional<Readings.Reading> best) {
        if (best.isEmpty()
                || drafts.getLast().isOf(best.get().frame())
                || !best.get().isWhole()) {
            return true;
        }
        List<Slot> naming = best.get().frame().naming();
        if (!naming.isEmpty()
                && naming.stream().noneMatch(slot -> best.get().filling().has(slot.path()))) {
            return true;
        }
        Filling again = filler.fill(drafts.getLast().frame(), clause);
        if (saysOnlyThings(clause) && !again.chosen().isEmpty()) {
            return true;
        }
        return again.chosen().size() > 1
                && again.explained() >= best.get().filling().explained();
    }

    /** "and on the management company": nothing but whom the last form is to be said of too. */
    private boolean saysOnlyThings(Clause clause) {
        for (int at = clause.from(); at < clause.to(); at++) {
            int place = at;
            boolean thing = clause.mentions().stream()
                    .anyMatch(m -> m.covers(place)
                            && (m.meaning() instanceof Mention.Known || m.meaning() instanceof Mention.Name));
            if (!thing && !tokens.get(at).isMark() && vocabulary.isContent(tokens.get(at))) {
                return false;
            }
        }
        return true;
    }

    /** Takes what says more of the last form: "four levels should be plenty", "a renewal is required". */
    private boolean supplement(Clause clause, Optional<Readings.Reading> best) {
        Draft last = drafts.getLast();
        boolean stands = (!clause.continues() || holdsOrder(clause))
                && best.filter(b -> b.isWhole() && b.score() > STANDS && !last.isOf(b.frame()))
                        .isPresent();
        Filling more = filler.fill(last.frame(), clause, slot -> slot.list() || !last.isSaid(slot.path()));
        List<Filling.Chosen> said =
                Stream.concat(more.chosen().stream(), more.texts().stream()).toList();
        boolean lacking = said.stream()
                .anyMatch(c -> c.slot().required() && !last.has(c.slot().path()) && c.score() > CUED);
        boolean open = said.stream()
                .noneMatch(c -> last.has(c.slot().path()) && !c.slot().list() && !restates(last, c));
        if ((stands && !lacking)
                || said.isEmpty()
                || !open
                || (more.explained() < (lacking ? PLACED : 1) && more.texts().isEmpty())) {
            return false;
        }
        said.stream().filter(c -> !last.has(c.slot().path()) || c.slot().list()).forEach(c -> put(last, more, c));
        return true;
    }

    private boolean holdsOrder(Clause clause) {
        return clause.words().stream()
                .anyMatch(t -> vocabulary.isImperative(t) && !t.lower().endsWith("ed"));
    }

    /** Whether a value only says again what a form has: a pronoun, or the same thing. */
    private static boolean restates(Draft last, Filling.Chosen chosen) {
        return chosen.mention().meaning() instanceof Mention.Pronoun
                || (chosen.mention().meaning() instanceof Mention.Known known
                        && known.things().stream()
                                .anyMatch(key -> last.value(chosen.slot().path())
                                        .filter(key.id()::equals)
                                        .isPresent()));
    }

    /** "put that on the file", "can you do that in one go": an order about what was just said, which is done already. */
    private boolean points(Clause clause) {
        boolean says = false;
        for (int at = clause.from(); at < clause.to(); at++) {
            Token token = tokens.get(at);
            int place = at;
            boolean pointed = at + 1 < clause.to()
                    && vocabulary.english.is("order", token.lower())
                    && vocabulary.english.is("pointer", tokens.get(at + 1).lower());
            if (pointed) {
                return clause.mentions().stream()
                        .noneMatch(m ->
                                m.from() > place && !(m.meaning() instanceof Mention.Pronoun) && Readings.isProper(m));
            }
            says |= token.kind() == Token.Kind.QUOTED
                    || (token.holdsContent() && vocabulary.isContent(token))
                    || clause.mentions().stream()
                            .anyMatch(m -> m.covers(place)
                                    && !(m.meaning() instanceof Mention.Pronoun)
                                    && !(m.meaning() instanceof Mention.Amount));
        }
        return !says;
    }

    private static double confidence(Readings.Reading best, double margin) {
        double raw = 0.25 + 0.7 * Math.min(1, best.score()) + 0.6 * Math.min(0.25, margin);
        return Math.clamp(raw, 0.05, 0.98);
    }

    private static List<Proposal.Alternative> alternatives(List<Readings.Reading> readings) {
        return readings.stream()
                .skip(1)
                .limit(3)
                .map(r -> new Proposal.Alternative(r.frame().verb().name(), Math.clamp(r.score(), 0, 0.95)))
                .toList();
    }

    // ---- several forms at once

    private boolean apply(Phrases.Template template, Clause ordered) {
        Clause clause = ordered;
        // What was taken for the first of its forms already belongs to the order.
        while (!drafts.isEmpty() && isStep(template, drafts.getLast())) {
            Draft first = drafts.removeLast();
            first.introduced().ifPresent(things::forget);
            Clause before = first.clause();
            clause = withReferences(
                    new Clause(tokens, before.from(), clause.to(), joined(Optional.of(before), clause), false));
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

    private static boolean isStep(Phrases.Template template, Draft draft) {
        return template.steps().stream()
                .anyMatch(step -> step.verb().equals(draft.frame().verb().name()));
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
        Stream.concat(filling.chosen().stream(), filling.texts().stream())
                .forEach(chosen -> put(draft, filling, chosen));
        if (!drafts.isEmpty() && addsTo(drafts.getLast(), draft)) {
            Draft last = drafts.getLast();
            draft.entries().stream().filter(e -> !last.has(e.slot().path())).forEach(last::put);
            resolution.remember(last);
            return;
        }
        resolution.complete(draft, drafts.size());
        if (drafts.stream().anyMatch(draft::says)) {
            return;
        }
        drafts.add(draft);
        resolution.remember(draft);
    }

    private void put(Draft draft, Filling filling, Filling.Chosen chosen) {
        if (chosen.slot().shape() instanceof Shape.Ref ref && isOneOf(filling, chosen)) {
            resolution.either(draft, chosen.slot(), ref.kind(), alternativesOf(filling, chosen));
        } else if (chosen.slot().shape() instanceof Shape.Ref ref) {
            resolution.reference(draft, chosen.slot(), ref.kind(), chosen.mention(), this::introduce);
        } else if (!draft.has(chosen.slot().path()) || chosen.slot().list()) {
            resolution.value(draft, chosen.slot(), chosen.mention());
        }
    }

    /** Whether a draft only says more of the last one: the same verb, nothing that contradicts it, and one incomplete. */
    private static boolean addsTo(Draft last, Draft draft) {
        List<Slot> naming = draft.frame().naming();
        boolean another = naming.stream().anyMatch(slot -> last.has(slot.path()))
                && naming.stream().anyMatch(slot -> draft.has(slot.path()) && !last.has(slot.path()));
        if (!last.isOf(draft.frame()) || !draft.doubts().isEmpty() || another) {
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
