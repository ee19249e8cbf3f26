package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import dossier.registry.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Puts what a clause says into the slots of a verb: the best fitting first, each value once. */
final class Filler {
    private static final double UNSPOKEN = 0.5;
    /** What a little word alone announces. */
    private static final double HINT = 0.35;

    private final Vocabulary vocabulary;
    private final Fit fit;
    private final Inference inference;
    private final Cues announcements;
    private final Places places;
    private final FreeText texts;
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
        this.announcements = new Cues(vocabulary);
        this.places = new Places(vocabulary);
        this.texts = new FreeText(vocabulary);
    }

    Filling fill(Frame frame, Clause whole) {
        return fill(frame, whole, slot -> true);
    }

    /** @param open which slots may take a value */
    Filling fill(Frame frame, Clause whole, Predicate<Slot> open) {
        List<Cues.Cue> cues = announcements.of(frame, whole);
        Clause clause = relevant(frame, whole);
        List<Filling.Chosen> chosen = new ArrayList<>();
        List<Slot> slots = frame.slots().stream().filter(open).toList();
        List<Slot> kinds = slots.stream()
                .filter(slot -> slot.naming() || (slot.declared() && slot.shape() instanceof Shape.Code))
                .toList();
        Assignment.assign(candidates(frame, clause, cues, kinds, Set.of()), chosen);
        inference.types(frame, clause, chosen);
        Set<String> codes = new HashSet<>();
        chosen.forEach(c -> {
            if (c.mention().meaning() instanceof Mention.Coded coded) {
                codes.add(coded.code());
            }
        });
        chosen.removeIf(c -> !applies(frame, c.slot(), codes));
        Assignment.assign(candidates(frame, clause, cues, slots, codes), chosen);
        Assignment.inOrder(frame, clause, chosen);
        Inference.codes(frame, chosen);
        chosen.sort(Comparator.comparingInt(c -> c.mention().from()));
        List<Filling.Chosen> said = texts.find(frame, clause, cues, chosen);
        return new Filling(
                frame,
                whole,
                List.copyOf(chosen),
                said,
                explained(cues, clause, chosen, said),
                complete(frame, chosen, said));
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

    private List<Filling.Chosen> candidates(
            Frame frame, Clause clause, List<Cues.Cue> cues, List<Slot> slots, Set<String> codes) {
        boolean person = codes.stream().anyMatch(vocabulary.personCodes::contains);
        List<Filling.Chosen> out = new ArrayList<>();
        for (Slot slot : slots) {
            if (!applies(frame, slot, codes)) {
                continue;
            }
            for (Mention mention : clause.mentions()) {
                double cue = announcements.strength(slot, mention, clause, cues);
                double fits = fit.of(slot, mention, cue > 0) * (isUnspoken(slot, mention) ? UNSPOKEN : 1);
                boolean personal = person
                        && Places.uses(frame, slot) > 0
                        && slot.appliesTo().stream().anyMatch(vocabulary.personCodes::contains)
                        && mention.meaning() instanceof Mention.Country;
                if (((slot.shape() instanceof Shape.Ref
                                        || isNumberLike(frame, slot)
                                        || (slot.shape() instanceof Shape.Text && !slot.naming() && cue <= HINT))
                                && isKnownOtherwise(clause, mention))
                        || Cues.isCue(mention, cues)
                        || (cue <= HINT && isOtherOrder(frame, clause, mention))) {
                    continue;
                }
                if (slot.shape() instanceof Shape.Text && isIdFor(frame, clause, mention)) {
                    continue;
                }
                boolean bare = (cue <= 0 || Cues.isOnlyFollowed(slot, mention, cues))
                        && !personal
                        && !selfTelling(slot, mention);
                double position = places.position(frame, slot, mention, clause);
                if (fits <= 0
                        && position > 0
                        && slot.shape() instanceof Shape.Text
                        && !slot.naming()
                        && places.followsLittleWord(clause, mention)
                        && frame.slots().stream()
                                .noneMatch(s -> s.shape() instanceof Shape.NewId && fit.of(s, mention, false) > 0)
                        && mention.meaning() instanceof Mention.Identifier) {
                    fits = 0.5;
                }
                if (fits <= 0
                        || (bare
                                && ((needsCue(slot) && !isOnlyPlace(frame, slot, mention))
                                        || isTitle(frame, slot, mention)))
                        || (bare && position <= 0 && isRare(frame, slot))) {
                    continue;
                }
                double score = fits
                        + cue
                        + (slot.required() ? 0.15 : 0)
                        + position
                        + Places.turn(frame, slot, mention, clause)
                        + (personal ? 0.3 + 0.02 * Places.uses(frame, slot) : 0)
                        + bearing(frame, slot, mention)
                        + Cues.announcing(mention, cues);
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

    /** "close them out": a pronoun stands for a kind of thing that was spoken of. */
    private boolean isUnspoken(Slot slot, Mention mention) {
        return mention.meaning() instanceof Mention.Pronoun
                && slot.shape() instanceof Shape.Ref ref
                && !atHand.test(ref.kind());
    }

    /** A thing named by its id needs no announcing where the verb has one place for such things. */
    private static boolean isOnlyPlace(Frame frame, Slot slot, Mention mention) {
        return slot.shape() instanceof Shape.Ref ref
                && mention.meaning() instanceof Mention.Known known
                && !known.described()
                && !References.ofKind(known, ref.kind()).isEmpty()
                && known.things().size() == 1
                && frame.slots().stream().filter(s -> s.shape().equals(ref)).count() == 1;
    }

    /** The id of a thing that another slot of the verb is for is no text. */
    private static boolean isIdFor(Frame frame, Clause clause, Mention mention) {
        return mention.meaning() instanceof Mention.Identifier
                && clause.mentions().stream()
                        .anyMatch(m -> m.from() == mention.from()
                                && m.to() == mention.to()
                                && m.meaning() instanceof Mention.Known known
                                && frame.slots().stream()
                                        .anyMatch(slot -> slot.shape() instanceof Shape.Ref ref
                                                && !References.ofKind(known, ref.kind())
                                                        .isEmpty()));
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
                                && Places.uses(frame, other) > Places.uses(frame, slot));
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
                && 3 * Places.uses(frame, slot) < phrases;
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
            return 0.3 * Math.min(1, Places.uses(frame, slot) / 3.0);
        }
        boolean personal = slot.appliesTo().stream().anyMatch(vocabulary.personCodes::contains);
        return switch (name.bearer()) {
            case PERSON -> personal ? 0.4 : -0.4;
            case ORGANISATION -> personal ? -0.4 : 0.4;
            case UNKNOWN -> 0.1;
        };
    }

    private static double explained(
            List<Cues.Cue> cues, Clause clause, List<Filling.Chosen> chosen, List<Filling.Chosen> texts) {
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
                    || Cues.isCueWord(mention, cues, chosen)
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
