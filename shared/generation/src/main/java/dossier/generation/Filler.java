package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import dossier.generation.text.WordTree;
import dossier.registry.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Puts what a clause says into the slots of a verb: the best fitting first, each value once. */
final class Filler {
    private static final int REACH = 4;
    /** What a little word alone announces. */
    private static final double HINT = 0.35;
    /** How far a little word parts a value from the words that announce it. */
    private static final double LITTLE = 0.5;

    private final Vocabulary vocabulary;
    private final Fit fit;
    private final Inference inference;
    private final Predicate<String> atHand;

    Filler(Vocabulary vocabulary, Things things) {
        this(vocabulary, things, kind -> false);
    }

    /** @param atHand kinds of which a thing was just spoken of, so that it goes without saying */
    Filler(Vocabulary vocabulary, Things things, Predicate<String> atHand) {
        this.atHand = atHand;
        this.vocabulary = vocabulary;
        this.fit = new Fit(vocabulary, things);
        this.inference = new Inference(vocabulary);
    }

    /** A run of words that announces slots. */
    private record Cue(List<Slot> slots, int from, int to) {}

    Filling fill(Frame frame, Clause whole) {
        return fill(frame, whole, slot -> true);
    }

    /** @param open which slots may take a value */
    Filling fill(Frame frame, Clause whole, Predicate<Slot> open) {
        List<Cue> cues = cues(frame, whole);
        Clause clause = relevant(frame, whole);
        List<Filling.Chosen> chosen = new ArrayList<>();
        List<Slot> slots = frame.slots().stream().filter(open).toList();
        List<Slot> kinds = slots.stream()
                .filter(slot -> slot.naming() || (slot.declared() && slot.shape() instanceof Shape.Code))
                .toList();
        assign(candidates(frame, clause, cues, kinds, Set.of()), chosen);
        inference.types(frame, clause, chosen);
        Set<String> codes = new HashSet<>();
        chosen.forEach(c -> {
            if (c.mention().meaning() instanceof Mention.Coded coded) {
                codes.add(coded.code());
            }
        });
        chosen.removeIf(c -> !applies(frame, c.slot(), codes));
        assign(candidates(frame, clause, cues, slots, codes), chosen);
        inOrder(frame, clause, chosen);
        Inference.codes(frame, chosen);
        chosen.sort(Comparator.comparingInt(c -> c.mention().from()));
        List<Filling.Chosen> texts = texts(frame, clause, cues, chosen);
        return new Filling(
                frame,
                whole,
                List.copyOf(chosen),
                texts,
                explained(cues, clause, chosen, texts),
                complete(frame, chosen, texts));
    }

    /** Attributes are told apart by the type of what a form speaks of, or by its kind. */
    private static boolean applies(Frame frame, Slot slot, Set<String> codes) {
        return slot.appliesTo().isEmpty()
                || codes.isEmpty()
                || slot.appliesTo().stream().anyMatch(codes::contains)
                || frame.introduces()
                        .filter(i -> slot.appliesTo().contains(i.kind()))
                        .isPresent();
    }

    /** Without what only describes a thing that the verb speaks of: that belongs to the form which introduces it. */
    private Clause relevant(Frame frame, Clause clause) {
        boolean speaksOf = frame.slots().stream()
                .anyMatch(slot ->
                        slot.required() && slot.shape() instanceof Shape.Ref ref && vocabulary.isNamed(ref.kind()));
        if (!speaksOf) {
            return clause;
        }
        List<Mention> kept = new ArrayList<>(clause.mentions());
        for (Mention name : clause.mentions()) {
            if (name.meaning() instanceof Mention.Name) {
                int end = Descriptions.end(vocabulary, clause, name);
                kept.removeIf(m -> m.from() >= name.to() && m.to() <= end);
            }
        }
        return new Clause(clause.tokens(), clause.from(), clause.to(), List.copyOf(kept), clause.continues());
    }

    /** A word that announces another value says less by itself. */
    private static double announcing(Mention mention, List<Cue> cues) {
        return mention.meaning() instanceof Mention.Coded
                        && cues.stream()
                                .anyMatch(c -> c.to() - c.from() > mention.length()
                                        && c.from() <= mention.from()
                                        && mention.to() <= c.to())
                ? -0.3
                : 0;
    }

    private List<Cue> cues(Frame frame, Clause clause) {
        List<Cue> out = new ArrayList<>();
        int at = clause.from();
        while (at < clause.to()) {
            int place = at;
            if (frame.ordersWith(clause.tokens().get(at))
                    && vocabulary.isImperative(clause.tokens().get(at))) {
                at++;
                continue;
            }
            boolean inName = clause.mentions().stream()
                    .anyMatch(m -> m.covers(place) && m.length() > 1 && m.meaning() instanceof Mention.Name);
            Optional<WordTree.Match<Slot>> match =
                    inName ? Optional.empty() : frame.cues().longest(clause.tokens(), at);
            match = match.filter(m -> m.to() - m.from() > 1 || !orders(frame, clause, m.from()));
            match.ifPresent(m -> out.add(new Cue(m.values(), m.from(), m.to())));
            at = match.map(WordTree.Match::to).orElse(at + 1);
        }
        return out;
    }

    /** Whether a word is the one that orders, and announces nothing. */
    private boolean orders(Frame frame, Clause clause, int at) {
        Token token = clause.tokens().get(at);
        return frame.ordersWith(token)
                && (vocabulary.isImperative(token) || token.lower().endsWith("ed"))
                && clause.tokens().subList(clause.from(), at).stream()
                        .allMatch(t -> t.isMark() || vocabulary.english.isLittle(t.lower()));
    }

    private List<Filling.Chosen> candidates(
            Frame frame, Clause clause, List<Cue> cues, List<Slot> slots, Set<String> codes) {
        boolean person = codes.stream().anyMatch(vocabulary.personCodes::contains);
        List<Filling.Chosen> out = new ArrayList<>();
        for (Slot slot : slots) {
            if (!applies(frame, slot, codes)) {
                continue;
            }
            for (Mention mention : clause.mentions()) {
                double cue = cue(slot, mention, clause, cues);
                double fits = fit.of(slot, mention, cue > 0);
                boolean personal = person
                        && uses(frame, slot) > 0
                        && slot.appliesTo().stream().anyMatch(vocabulary.personCodes::contains)
                        && mention.meaning() instanceof Mention.Country;
                if (((slot.shape() instanceof Shape.Ref
                                        || isNumberLike(frame, slot)
                                        || (slot.shape() instanceof Shape.Text && !slot.naming() && cue <= HINT))
                                && isKnownOtherwise(clause, mention))
                        || isCue(mention, cues)
                        || (cue <= HINT && isOtherOrder(frame, clause, mention))) {
                    continue;
                }
                boolean bare =
                        (cue <= 0 || isOnlyFollowed(slot, mention, cues)) && !personal && !selfTelling(slot, mention);
                double position = position(frame, slot, mention, clause);
                if (fits <= 0
                        && position > 0
                        && slot.shape() instanceof Shape.Text
                        && !slot.naming()
                        && isLittleStem(clause, mention)
                        && frame.slots().stream()
                                .noneMatch(s -> s.shape() instanceof Shape.NewId && fit.of(s, mention, false) > 0)
                        && mention.meaning() instanceof Mention.Identifier) {
                    fits = 0.5;
                }
                if (fits <= 0
                        || (bare && (needsCue(slot) || isTitle(frame, slot, mention)))
                        || (bare && position <= 0 && isRare(frame, slot))) {
                    continue;
                }
                double score = fits
                        + cue
                        + (slot.required() ? 0.15 : 0)
                        + position
                        + turn(frame, slot, mention, clause)
                        + (personal ? 0.3 + 0.02 * uses(frame, slot) : 0)
                        + bearing(frame, slot, mention)
                        + announcing(mention, cues);
                out.add(new Filling.Chosen(slot, mention, score));
            }
        }
        return out;
    }

    /** "close the case": the word that orders another verb is no value of this one. */
    private boolean isOtherOrder(Frame frame, Clause clause, Mention mention) {
        Token token = clause.tokens().get(mention.from());
        return mention.meaning() instanceof Mention.Coded
                && mention.length() == 1
                && token.isWord()
                && !token.isAllCapital()
                && vocabulary.isHead(token)
                && (vocabulary.isImperative(token) || token.lower().endsWith("ed"))
                && !token.lower().endsWith("ing")
                && !frame.ordersWith(token);
    }

    /** "incorporation-date 2022-05-17": a word that looks like an id and announces a value. */
    private static boolean isCue(Mention mention, List<Cue> cues) {
        return mention.meaning() instanceof Mention.Identifier
                && cues.stream()
                        .anyMatch(c -> c.from() == mention.from()
                                && c.to() == mention.to()
                                && c.slots().stream().noneMatch(Slot::required));
    }

    /** A word behind a value announces too little for facts that only some forms have. */
    private static boolean isOnlyFollowed(Slot slot, Mention mention, List<Cue> cues) {
        return !slot.declared()
                && slot.shape() instanceof Shape.Text
                && cues.stream()
                        .noneMatch(
                                c -> c.slots().contains(slot) && c.from() < mention.to() && c.from() <= mention.from());
    }

    /** Text of the dictionary that names nobody, such as the number of a document. */
    private static boolean isNumberLike(Frame frame, Slot slot) {
        return !slot.declared()
                && slot.shape() instanceof Shape.Text
                && (!slot.naming()
                        || frame.introduces()
                                .filter(i -> slot.appliesTo().contains(i.kind()))
                                .isPresent());
    }

    /** A name that is known to be somebody's is nobody else's. */
    private static boolean isKnownOtherwise(Clause clause, Mention mention) {
        return mention.meaning() instanceof Mention.Name
                && clause.mentions().stream()
                        .anyMatch(m -> m.from() <= mention.from()
                                && mention.to() <= m.to()
                                && m.meaning() instanceof Mention.Known known
                                && !known.described());
    }

    /** What belongs to some forms only says so itself: attributes, second names, references that may be left out. */
    private static boolean needsCue(Slot slot) {
        if (slot.shape() instanceof Shape.Ref
                && !slot.required()
                && !slot.list()
                && !slot.entry().isEmpty()) {
            return true;
        }
        return !slot.declared() && (!slot.naming() || slot.appliesTo().isEmpty());
    }

    /** Of several entries of one shape, a value that nothing announces is the one that people mostly say. */
    private static boolean isRare(Frame frame, Slot slot) {
        return slot.declared()
                && !slot.entry().isEmpty()
                && !(slot.shape() instanceof Shape.Code)
                && frame.slots().stream()
                        .anyMatch(other -> other.declared()
                                && other.key().equals(slot.key())
                                && other.shape().equals(slot.shape())
                                && uses(frame, other) > uses(frame, slot));
    }

    /** A title is seldom a name: a name stands there only where the phrases of the verb mostly have one. */
    private boolean isTitle(Frame frame, Slot slot, Mention mention) {
        int phrases = vocabulary
                .phrases
                .phrases()
                .getOrDefault(frame.verb().name(), List.of())
                .size();
        return mention.meaning() instanceof Mention.Name
                && slot.naming()
                && slot.declared()
                && !slot.required()
                && 3 * uses(frame, slot) < phrases;
    }

    /** Formats with check digits say by themselves what they are. */
    private static boolean selfTelling(Slot slot, Mention mention) {
        return slot.shape() instanceof Shape.Formatted && mention.meaning() instanceof Mention.Formatted;
    }

    /** Which of several slots for a name a name stands in: by what bears it, else the one that phrases fill most. */
    private double bearing(Frame frame, Slot slot, Mention mention) {
        if (!slot.naming() || !(mention.meaning() instanceof Mention.Name name)) {
            return 0;
        }
        if (slot.appliesTo().isEmpty()) {
            return 0.3 * Math.min(1, uses(frame, slot) / 3.0);
        }
        boolean personal = slot.appliesTo().stream().anyMatch(vocabulary.personCodes::contains);
        return switch (name.bearer()) {
            case PERSON -> personal ? 0.4 : -0.4;
            case ORGANISATION -> personal ? -0.4 : 0.4;
            case UNKNOWN -> 0.1;
        };
    }

    private static int uses(Frame frame, Slot slot) {
        return frame.before().getOrDefault(slot.path(), Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** How strongly the words beside a value announce the slot. */
    private double cue(Slot slot, Mention mention, Clause clause, List<Cue> cues) {
        double best = 0;
        for (Cue cue : cues) {
            if (!cue.slots().contains(slot)) {
                continue;
            }
            int words = cue.to() - cue.from();
            double weight = isLittle(clause, cue) ? 0.5 : 1;
            if (cue.to() <= mention.from()) {
                double gap = gap(clause, cue.to(), mention.from());
                best = Math.max(best, gap <= REACH ? weight * (0.6 - 0.1 * gap + 0.05 * words) : 0);
            } else if (mention.to() <= cue.from()) {
                int gap = cue.from() - mention.to();
                best = Math.max(best, gap <= 1 && directly(clause, mention.to(), cue.from()) ? 0.4 - 0.1 * gap : 0);
            } else if (mention.length() > 1 || cue.to() - cue.from() > mention.length()) {
                best = Math.max(best, 0.2);
            }
        }
        return best;
    }

    private boolean isLittle(Clause clause, Cue cue) {
        return clause.tokens().subList(cue.from(), cue.to()).stream()
                .allMatch(token -> vocabulary.english.isLittle(token.lower()));
    }

    /** Words between a cue and its value; other values in between count more, since the cue may be theirs. */
    private double gap(Clause clause, int from, int to) {
        double gap = 0;
        for (int at = from; at < to; at++) {
            Token token = clause.tokens().get(at);
            if (token.is(":")
                    || token.is("=")
                    || token.is("the")
                    || token.is("is")
                    || token.is("of")
                    || token.is("on")) {
                continue;
            }
            boolean little = token.kind() == Token.Kind.POSSESSIVE || vocabulary.english.isLittle(token.lower());
            gap += little ? LITTLE : token.isMark() ? 2 : 1;
        }
        int start = from;
        boolean other = clause.mentions().stream()
                .anyMatch(m -> m.from() >= start
                        && m.to() <= to
                        && !(m.meaning() instanceof Mention.Pronoun)
                        && m.length() > 0);
        return other ? gap + 2 : gap;
    }

    private static boolean directly(Clause clause, int from, int to) {
        return clause.tokens().subList(from, to).stream().noneMatch(Token::isMark);
    }

    /** Whether the words before a value are those that stand before this slot in the registry's phrases. */
    private double position(Frame frame, Slot slot, Mention mention, Clause clause) {
        boolean word = slot.shape() instanceof Shape.Text && mention.meaning() instanceof Mention.Identifier;
        if (!(slot.shape() instanceof Shape.Ref || slot.shape() instanceof Shape.Date || word)) {
            return 0;
        }
        List<String> keys = contexts(clause, mention);
        for (String key : keys) {
            int mine = 0;
            int all = 0;
            for (Slot other : frame.slots()) {
                if (other.shape().getClass() == slot.shape().getClass()) {
                    int count =
                            frame.before().getOrDefault(other.path(), Map.of()).getOrDefault(key, 0);
                    all += count;
                    mine += other.path().equals(slot.path()) ? count : 0;
                }
            }
            if (all > 0) {
                boolean little = slot.shape() instanceof Shape.Date
                        && key.equals(keys.getLast())
                        && keys.size() > 1
                        && isLittleStem(clause, mention);
                double telling = little ? 0.5 : 1;
                return telling * (0.7 * mine / all - 0.2);
            }
        }
        return 0;
    }

    /** Whether the word right before a value is a little one, such as "on". */
    private boolean isLittleStem(Clause clause, Mention mention) {
        return mention.from() > clause.from()
                && vocabulary.english.isLittle(
                        clause.tokens().get(mention.from() - 1).lower());
    }

    /** "A / B", "between A and B": coordinated things stand in the order in which the verb takes them. */
    private void inOrder(Frame frame, Clause clause, List<Filling.Chosen> chosen) {
        for (int i = 0; i < chosen.size(); i++) {
            for (int j = 0; j < chosen.size(); j++) {
                Filling.Chosen one = chosen.get(i);
                Filling.Chosen other = chosen.get(j);
                boolean swapped = one.slot().required()
                        && other.slot().required()
                        && one.slot().shape() instanceof Shape.Ref
                        && one.slot().shape().equals(other.slot().shape())
                        && frame.slots().indexOf(one.slot()) < frame.slots().indexOf(other.slot())
                        && other.mention().to() <= one.mention().from()
                        && coordinated(
                                clause, other.mention().to(), one.mention().from());
                if (swapped) {
                    chosen.set(i, new Filling.Chosen(one.slot(), other.mention(), other.score()));
                    chosen.set(j, new Filling.Chosen(other.slot(), one.mention(), one.score()));
                }
            }
        }
    }

    private static boolean coordinated(Clause clause, int from, int to) {
        return to > from
                && to - from <= 2
                && clause.tokens().subList(from, to).stream()
                        .allMatch(t -> Set.of("and", "/", "&", "vs", "vs.", "versus", ",", "+")
                                .contains(t.lower()));
    }

    /** Of several things of one kind, the first said stands in the first slot for them. */
    private static double turn(Frame frame, Slot slot, Mention mention, Clause clause) {
        if (!(slot.shape() instanceof Shape.Ref ref) || !slot.required()) {
            return 0;
        }
        List<Slot> like = frame.slots().stream()
                .filter(s -> s.required()
                        && s.shape() instanceof Shape.Ref other
                        && other.kind().equals(ref.kind()))
                .toList();
        List<Integer> places = clause.mentions().stream()
                .filter(m -> m.meaning() instanceof Mention.Known known
                        ? !References.ofKind(known, ref.kind()).isEmpty()
                        : m.meaning() instanceof Mention.Name)
                .map(Mention::from)
                .distinct()
                .toList();
        return like.size() > 1 && places.size() > 1 && places.indexOf(mention.from()) == like.indexOf(slot) ? 0.06 : 0;
    }

    /** The two words before, then the one; {@code ^} at the beginning of the clause. */
    private List<String> contexts(Clause clause, Mention mention) {
        List<String> left = new ArrayList<>();
        for (int at = mention.from() - 1; at >= clause.from() && left.size() < 2; at--) {
            Token token = clause.tokens().get(at);
            if (vocabulary.english.is("article", token.lower())
                    || vocabulary.english.is("honorific", token.lower().replace(".", ""))) {
                continue;
            }
            if (!token.holdsContent()) {
                break;
            }
            left.addFirst(token.stem());
        }
        return switch (left.size()) {
            case 0 -> List.of(isFirst(clause, mention) ? "^" : ",");
            case 1 -> List.of(left.getFirst());
            default -> List.of(left.getFirst() + " " + left.getLast(), left.getLast());
        };
    }

    private boolean isFirst(Clause clause, Mention mention) {
        return clause.tokens().subList(clause.from(), mention.from()).stream()
                .allMatch(t -> t.isMark() || vocabulary.english.isLittle(t.lower()));
    }

    private static void assign(List<Filling.Chosen> candidates, List<Filling.Chosen> chosen) {
        List<Filling.Chosen> best = new ArrayList<>(candidates);
        best.sort(Comparator.comparingDouble(Filling.Chosen::score).reversed());
        for (Filling.Chosen candidate : best) {
            boolean taken = !candidate.slot().list()
                    && chosen.stream()
                            .anyMatch(
                                    c -> c.slot().path().equals(candidate.slot().path()));
            boolean used =
                    chosen.stream().anyMatch(c -> c.mention().overlaps(candidate.mention()) && !shares(c, candidate));
            if (!taken && !used && candidate.score() > 0.25) {
                chosen.add(candidate);
            }
        }
        exchange(candidates, chosen);
    }

    /** Exchanges the values of two slots where that fits better, since the best first is not always best together. */
    private static void exchange(List<Filling.Chosen> candidates, List<Filling.Chosen> chosen) {
        for (int i = 0; i < chosen.size(); i++) {
            for (int j = i + 1; j < chosen.size(); j++) {
                Filling.Chosen one = chosen.get(i);
                Filling.Chosen other = chosen.get(j);
                Optional<Filling.Chosen> first = candidate(candidates, one.slot(), other.mention());
                Optional<Filling.Chosen> second = candidate(candidates, other.slot(), one.mention());
                boolean better = first.isPresent()
                        && second.isPresent()
                        && first.get().score() + second.get().score() > one.score() + other.score() + 0.01;
                if (better) {
                    chosen.set(i, first.get());
                    chosen.set(j, second.get());
                }
            }
        }
    }

    private static Optional<Filling.Chosen> candidate(List<Filling.Chosen> candidates, Slot slot, Mention mention) {
        return candidates.stream()
                .filter(c -> c.slot().equals(slot) && c.mention().equals(mention))
                .findFirst();
    }

    /** An amount gives itself and its currency to two slots; the head of a longer term may be a value of its own. */
    private static boolean shares(Filling.Chosen one, Filling.Chosen other) {
        boolean nested = one.mention().meaning() instanceof Mention.Coded
                && other.mention().meaning() instanceof Mention.Coded
                && one.mention().length() != other.mention().length()
                && (one.slot().required() || other.slot().required());
        boolean priced = one.mention().meaning() instanceof Mention.Money
                && other.mention().meaning() instanceof Mention.Money
                && one.slot().shape().getClass() != other.slot().shape().getClass()
                && (one.slot().shape() instanceof Shape.Formatted
                        || other.slot().shape() instanceof Shape.Formatted);
        return nested || priced || isInferred(one, other) || isInferred(other, one);
    }

    /** The type that a name tells does not take the name away. */
    private static boolean isInferred(Filling.Chosen type, Filling.Chosen name) {
        return type.mention().meaning() instanceof Mention.Coded
                && name.mention().meaning() instanceof Mention.Name
                && name.slot().naming()
                && type.mention().from() == name.mention().from()
                && type.mention().to() == name.mention().to();
    }

    /** Free text behind a cue, and truth values that a cue says. */
    private List<Filling.Chosen> texts(Frame frame, Clause clause, List<Cue> cues, List<Filling.Chosen> chosen) {
        List<Filling.Chosen> out = new ArrayList<>();
        for (Cue cue : cues) {
            for (Slot slot : cue.slots()) {
                boolean open = chosen.stream().noneMatch(c -> c.slot().path().equals(slot.path()))
                        && out.stream().noneMatch(c -> c.slot().path().equals(slot.path()));
                if (open && slot.shape() instanceof Shape.Text && !slot.list() && !slot.naming() && slot.declared()) {
                    free(slot, clause, cue, chosen).ifPresent(out::add);
                } else if (open && slot.declared() && slot.shape() instanceof Shape.Bool) {
                    out.add(new Filling.Chosen(
                            slot, new Mention(new Mention.Quoted(truth(clause, cue)), cue.from(), cue.to()), 0.5));
                }
            }
        }
        new Entries(vocabulary, frame, clause, chosen).find().forEach(out::add);
        return List.copyOf(out);
    }

    private String truth(Clause clause, Cue cue) {
        boolean denied =
                clause
                        .tokens()
                        .subList(Math.max(clause.from(), cue.from() - 3), Math.min(clause.to(), cue.to() + 3))
                        .stream()
                        .anyMatch(token -> vocabulary.english.is("negative", token.lower()));
        return denied ? "false" : "true";
    }

    /** The words after the cue, to the end of the clause or to the next value that has a place of its own. */
    private Optional<Filling.Chosen> free(Slot slot, Clause clause, Cue cue, List<Filling.Chosen> chosen) {
        int from = cue.to();
        boolean marked = from < clause.to()
                && (clause.tokens().get(from).is(":")
                        || clause.tokens().get(from).is("="));
        boolean opener = vocabulary.english.is(
                "opener", clause.tokens().get(cue.to() - 1).lower());
        if (!marked && !(slot.required() && opener)) {
            return Optional.empty();
        }
        int start = marked ? from + 1 : from;
        int first = start;
        if (!marked && chosen.stream().anyMatch(c -> c.mention().covers(first))) {
            return Optional.empty();
        }
        int end = start;
        while (end < clause.to()) {
            int at = end;
            boolean placed = chosen.stream().anyMatch(c -> c.mention().covers(at) && c.score() > 0.8);
            if (clause.tokens().get(at).kind() == Token.Kind.QUOTED
                    || clause.tokens().get(at).is(";")
                    || (placed && at > start && clause.tokens().get(at - 1).is(","))) {
                break;
            }
            end++;
        }
        while (end > start && clause.tokens().get(end - 1).isMark()) {
            end--;
        }
        return end - start < 1
                ? Optional.empty()
                : Optional.of(new Filling.Chosen(slot, new Mention(new Mention.Quoted(""), start, end), 0.4));
    }

    /** A word that announces a value which has found its place, and only by chance is a value of another list. */
    private static boolean isCueWord(Mention mention, List<Cue> cues, List<Filling.Chosen> chosen) {
        return mention.meaning() instanceof Mention.Coded
                && cues.stream()
                        .anyMatch(c -> c.from() <= mention.from()
                                && mention.to() <= c.to()
                                && c.to() - c.from() > mention.length()
                                && chosen.stream()
                                        .anyMatch(v -> c.slots().contains(v.slot())
                                                && v.mention().from() >= c.to()));
    }

    private static double explained(
            List<Cue> cues, Clause clause, List<Filling.Chosen> chosen, List<Filling.Chosen> texts) {
        double all = 0;
        double placed = 0;
        Set<Integer> seen = new HashSet<>();
        for (Mention mention : clause.mentions()) {
            double weight = weight(mention);
            if (weight == 0 || !seen.add(mention.from())) {
                continue;
            }
            all += weight;
            boolean used = chosen.stream().anyMatch(c -> c.mention().overlaps(mention))
                    || isCueWord(mention, cues, chosen)
                    || texts.stream().anyMatch(c -> c.mention().overlaps(mention));
            placed += used ? weight : 0;
        }
        return all == 0 ? 0.5 : placed / all;
    }

    /** How much of what is said a value is. */
    static double weight(Mention mention) {
        return switch (mention.meaning()) {
            case Mention.Pronoun p -> 0;
            case Mention.Amount a -> 0.4;
            case Mention.Coded c -> 0.6;
            case Mention.Known k -> k.described() ? 0.5 : 1;
            case Mention.Identifier i -> 0.7;
            default -> 1;
        };
    }

    /** What is required and has to be said: ids of new things and the case are found otherwise. */
    private double complete(Frame frame, List<Filling.Chosen> chosen, List<Filling.Chosen> texts) {
        List<Slot> needed = frame.slots().stream()
                .filter(slot -> slot.required() && !(slot.shape() instanceof Shape.NewId))
                .filter(slot -> !(slot.shape() instanceof Shape.Ref ref)
                        || (vocabulary.hasPeople(ref.kind()) && !atHand.test(ref.kind())))
                .toList();
        long there = needed.stream()
                .filter(slot -> java.util.stream.Stream.concat(chosen.stream(), texts.stream())
                        .anyMatch(c -> c.slot().path().equals(slot.path())))
                .count();
        List<Slot> names = frame.naming();
        boolean byName = frame.introduces().isPresent()
                && !names.isEmpty()
                && names.stream().noneMatch(Slot::declared);
        boolean named = byName
                && names.stream()
                        .anyMatch(slot -> chosen.stream().anyMatch(c -> c.slot().equals(slot)));
        int all = needed.size() + (byName ? 1 : 0);
        return all == 0 ? 0.5 : (double) (there + (named ? 1 : 0)) / all;
    }
}
