package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import dossier.registry.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the verbs that a clause may mean, with its values in their slots. Used by one request, on one thread. */
final class Readings {
    private static final double WORDS = 0.50;
    private static final double SHARE = 0.10;
    private static final double COMPLETE = 0.20;
    private static final double EXPLAINED = 0.10;
    private static final double COVERED = 0.20;
    private static final double LEAST = 0.30;
    /** What is left of the words' weight where a term among them is no value of the verb. */
    private static final double FOREIGN_TERM = 0.8;

    private static final int TRIED = 6;
    private static final double FIELD = 0.5;
    private static final double EXISTS = 0.35;
    /** A verb that knows less than this of what a clause says is hardly what it means. */
    private static final double FOREIGN = 0.30;

    private static final double ACCOUNTED = 0.65;
    private static final double NOTHING = 0.2;
    private static final double CERTAIN = 0.72;
    private static final double BEYOND_DOUBT = 0.85;
    private static final double SURE = 0.57;
    /** How far from the beginning of a clause a negation still denies its order. */
    private static final int NEGATED = 3;

    private final Vocabulary vocabulary;
    private final Things things;
    private final List<Token> tokens;
    private final Filler filler;
    private final Coverage coverage;
    private final Map<String, Map<String, Semantics.Nearness>> nearness = new HashMap<>();

    Readings(Vocabulary vocabulary, Things things, List<Token> tokens, Filler filler) {
        this.things = things;
        this.vocabulary = vocabulary;
        this.tokens = tokens;
        this.filler = filler;
        this.coverage = new Coverage(vocabulary, tokens);
    }

    /**
     * A verb with its values and how good the two are together.
     *
     * @param words how near the words are to what people say for the verb, 0 to 1
     * @param share of the words that the registry uses to speak of the verb, 0 to 1
     */
    record Reading(Filling filling, double words, double share, double score) {
        Frame frame() {
            return filling.frame();
        }

        boolean isWhole() {
            return filling.complete() >= 1;
        }
    }

    /** The verbs that may be meant, best first. */
    List<Reading> of(Clause clause) {
        List<Token> words = new ArrayList<>();
        for (int at = clause.from(); at < clause.to(); at++) {
            if (isWordOfVerb(clause, at) && !isDescribing(clause, at)) {
                words.add(tokens.get(at));
            }
        }
        List<Ranking.Ranked> ranked =
                vocabulary.ranking.rank(words, token -> isOrder(clause, token), values(clause, words), near(clause));
        List<Set<String>> terms = terms(clause);
        List<Reading> readings = new ArrayList<>();
        Set<String> kinds = rareKinds(clause);
        Set<String> lists = new HashSet<>();
        clause.mentions().forEach(m -> {
            if (m.meaning() instanceof Mention.Coded coded) {
                lists.add(coded.list());
            }
        });
        for (int place = 0; place < ranked.size(); place++) {
            Ranking.Ranked verb = ranked.get(place);
            boolean called = words.stream()
                    .anyMatch(w ->
                            vocabulary.isVerb(w) && w.is(verb.frame().verb().name()));
            boolean near = place < TRIED && verb.score() > 0.02;
            if (called || near || verb.frame().turnsOn(lists) || verb.frame().needs(kinds)) {
                Filling filling = filler.fill(verb.frame(), clause);
                double said =
                        called ? 1.5 : verb.score() * (terms.stream().allMatch(verb.frame()::takes) ? 1 : FOREIGN_TERM);
                double fits = vocabulary.understanding.weight(
                        Part.SLOTS,
                        COMPLETE * filling.complete()
                                + EXPLAINED * filling.explained()
                                + COVERED * coverage.share(filling, said));
                double share = share(filling);
                readings.add(new Reading(
                        filling,
                        said,
                        share,
                        WORDS * said
                                + SHARE * share
                                + fits
                                - (renames(filling) ? EXISTS : 0)
                                - (speaksOfNothing(verb.frame()) ? NOTHING : 0)));
            }
        }
        readings.sort(Comparator.comparingDouble(Reading::score).reversed());
        return readings;
    }

    /** Kinds of what a clause names by id that only few verbs speak of: a task, a link, a margin call. */
    private Set<String> rareKinds(Clause clause) {
        Set<String> kinds = new HashSet<>();
        for (Mention mention : clause.mentions()) {
            if (mention.meaning() instanceof Mention.Known known && !known.described()) {
                known.things().forEach(key -> kinds.add(key.kind()));
            }
        }
        kinds.removeIf(kind -> !vocabulary.isRare(kind));
        return kinds;
    }

    /** How near a clause is to each verb in meaning; empty where that cannot be told. */
    private Map<String, Semantics.Nearness> near(Clause clause) {
        return vocabulary
                .understanding
                .semantics()
                .get()
                .map(semantics -> nearness.computeIfAbsent(Masked.clause(clause), semantics::to))
                .orElse(Map.of());
    }

    /** By code list: the words that are one of its values, those that order something apart. */
    private Map<String, Set<Token>> values(Clause clause, List<Token> words) {
        Map<String, Set<Token>> out = new HashMap<>();
        List<Token> stating = words.stream()
                .filter(w -> vocabulary.english.is("stating", w.lower()))
                .toList();
        for (Mention mention : clause.mentions()) {
            if (mention.meaning() instanceof Mention.Coded coded) {
                words.stream()
                        .filter(w -> mention.covers(w.index()) && !vocabulary.isHead(w))
                        .forEach(w -> out.computeIfAbsent(coded.list(), l -> new HashSet<>(stating))
                                .add(w));
            }
        }
        return out;
    }

    /** The code lists of each longer term: "transfer agent" says little of a verb that takes no role. */
    private static List<Set<String>> terms(Clause clause) {
        Map<Integer, Set<String>> out = new HashMap<>();
        for (Mention mention : clause.mentions()) {
            if (mention.meaning() instanceof Mention.Coded coded && mention.length() > 1) {
                out.computeIfAbsent(mention.from(), f -> new HashSet<>()).add(coded.list());
            }
        }
        return List.copyOf(out.values());
    }

    /** Whether a verb speaks of a kind of thing, such as an investor, that nothing of the case is. */
    private boolean speaksOfNothing(Frame frame) {
        return things.hasSome()
                && frame.slots().stream()
                        .filter(slot -> slot.declared() && slot.entry().isEmpty() && frame.isSubject(slot))
                        .anyMatch(slot -> slot.shape() instanceof Shape.Ref ref
                                && vocabulary.isNamed(ref.kind())
                                && things.ofKind(ref.kind()).isEmpty());
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
                && clause.mentions().stream().noneMatch(m -> m.covers(at) && (isProper(m) || isSomebody(m)));
    }

    /** "the general partner": words that only say who is meant. */
    private boolean isSomebody(Mention mention) {
        return mention.meaning() instanceof Mention.Known known
                && known.described()
                && mention.length() > 2
                && known.things().stream().allMatch(key -> vocabulary.hasPeople(key.kind()));
    }

    static boolean isProper(Mention mention) {
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
    boolean isOrder(Clause clause, Token token) {
        if (vocabulary.english.is("stating", token.lower()) && vocabulary.isHead(token)) {
            return true;
        }
        if (!vocabulary.isImperative(token)) {
            return false;
        }
        if (token.index() > 0
                && vocabulary.english.is(
                        "article", tokens.get(token.index() - 1).lower())) {
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

    /** The share of what the clause says, values in their slots apart, that is spoken of in the verb's own words. */
    private double share(Filling filling) {
        Clause clause = filling.clause();
        List<Token> words = new ArrayList<>();
        for (int at = clause.from(); at < clause.to(); at++) {
            int place = at;
            boolean said = filling.chosen().stream().anyMatch(c -> c.mention().covers(place))
                    || filling.texts().stream().anyMatch(c -> c.mention().covers(place));
            if (!said
                    && isWordOfVerb(clause, at)
                    && (!vocabulary.english.is("filler", tokens.get(at).lower())
                            || vocabulary.ranking.share(filling.frame(), List.of(tokens.get(at))) > 0)) {
                words.add(tokens.get(at));
            }
        }
        return vocabulary.ranking.share(filling.frame(), words);
    }

    /** "do not touch the fund", "no need to screen her": what shall be left alone. */
    boolean isNegated(Clause clause) {
        int words = 0;
        for (int at = clause.from(); at < clause.to() && words < NEGATED; at++) {
            Token token = tokens.get(at);
            if (token.isMark() || vocabulary.english.is("polite", token.lower())) {
                continue;
            }
            words++;
            boolean denies = token.is("don't")
                    || token.is("dont")
                    || token.is("never")
                    || (token.is("not")
                            && at > clause.from()
                            && tokens.get(at - 1).is("do"))
                    || (token.is("no")
                            && at + 1 < clause.to()
                            && tokens.get(at + 1).is("need"));
            if (denies) {
                return clause.words().stream()
                        .noneMatch(t -> t.is("forget") || t.is("mind") || t.is("want") || t.is("think"));
            }
        }
        return false;
    }

    /** Whether a clause begins with an order. */
    boolean isOrdered(Clause clause) {
        return clause.words().stream()
                .anyMatch(t -> vocabulary.isImperative(t)
                        && clause.mentions().stream().noneMatch(m -> m.covers(t.index()) && isProper(m))
                        && isOrder(clause, t));
    }

    /** Whether a clause only tells what somebody else wrote: "the client wrote: ...". */
    boolean reports(Clause clause) {
        boolean quoted = false;
        boolean reporting = false;
        for (Token token : clause.words()) {
            quoted |= token.kind() == Token.Kind.QUOTED;
            reporting |= !quoted
                    && (vocabulary.english.is("reporting", token.lower())
                            || (vocabulary.english.is("report", token.lower()) && isQuoting(clause, token.index())));
        }
        return quoted && reporting && !isOrdered(clause);
    }

    /** "the text of the client is ...", "their letter: ...": a message whose words stand right behind a verb or a mark. */
    private boolean isQuoting(Clause clause, int message) {
        for (int at = message + 1; at + 1 < clause.to(); at++) {
            if (tokens.get(at + 1).kind() == Token.Kind.QUOTED) {
                return tokens.get(at).is(":")
                        || tokens.get(at).is("is")
                        || tokens.get(at).is("was")
                        || tokens.get(at).is("with");
            }
        }
        return false;
    }

    /** "write a summary", "book me a table": an order that no verb here is spoken of with. */
    private boolean isForeignOrder(Filling filling) {
        Clause clause = filling.clause();
        for (int at = clause.from(); at < clause.to(); at++) {
            Token token = tokens.get(at);
            if (token.isMark()
                    || vocabulary.english.isLittle(token.lower())
                    || vocabulary.english.is("connector", token.lower())) {
                continue;
            }
            int place = at;
            boolean order = token.isWord()
                    && (vocabulary.english.is("foreign-order", token.lower())
                            || (!vocabulary.isOrdinary(token)
                                    && clause.mentions().stream().noneMatch(m -> m.covers(place))
                                    && at + 1 < clause.to()
                                    && !isSubject(at - 1)
                                    && vocabulary.english.is(
                                            "determiner", tokens.get(at + 1).lower())));
            return order && vocabulary.ranking.share(filling.frame(), List.of(token)) == 0;
        }
        return false;
    }

    private boolean isSubject(int at) {
        return at >= 0
                && Set.of("i", "we", "they", "he", "she", "it")
                        .contains(tokens.get(at).lower());
    }

    /** "my landlord", "my parking permit": what belongs to the one who asks is no concern of a case. */
    private boolean isPrivate(Filling filling) {
        Clause clause = filling.clause();
        for (int at = clause.from(); at + 1 < clause.to(); at++) {
            if (tokens.get(at).is("my")
                    && !vocabulary.english.is("ours", tokens.get(at + 1).lower())
                    && clause.mentions().stream().noneMatch(Readings::isProper)) {
                return true;
            }
        }
        return false;
    }

    /** How many words nothing in the registry is spoken of with. */
    private long unknown(Filling filling) {
        return filling.clause().words().stream()
                .filter(t -> t.isWord()
                        && vocabulary.isContent(t)
                        && !vocabulary.isOrdinary(t)
                        && filling.clause().mentions().stream().noneMatch(m -> m.covers(t.index()))
                        && filling.texts().stream().noneMatch(c -> c.mention().covers(t.index())))
                .count();
    }

    /** Whether words of other walks of life stand there that no value holds and the verb is not spoken of with. */
    private boolean isElsewhere(Filling filling) {
        Clause clause = filling.clause();
        for (int at = clause.from(); at < clause.to(); at++) {
            int place = at;
            if (vocabulary.english.is("elsewhere", tokens.get(at).lower())
                    && tokens.get(at).kind() != Token.Kind.QUOTED
                    && clause.mentions().stream().noneMatch(m -> m.covers(place) && isProper(m))
                    && filling.texts().stream().noneMatch(c -> c.mention().covers(place))
                    && vocabulary.ranking.share(filling.frame(), List.of(tokens.get(at))) == 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether a reading is good enough to be shown. */
    boolean holds(Reading reading) {
        Filling filling = reading.filling();
        boolean certain = reading.isWhole() && reading.score() > CERTAIN;
        if ((isElsewhere(filling) && !certain) || isPrivate(filling)) {
            return false;
        }
        if (isForeignOrder(filling) && !(certain && reading.score() > BEYOND_DOUBT)) {
            return false;
        }
        if (!reading.isWhole() && unknown(filling) > 1) {
            return false;
        }
        boolean thing = filling.chosen().stream()
                .anyMatch(c -> c.mention().meaning() instanceof Mention.Known
                        || c.mention().meaning() instanceof Mention.Name
                        || c.mention().meaning() instanceof Mention.Identifier);
        if (reading.words() < 0.05 && reading.share() < FOREIGN / 2 && !thing) {
            return false;
        }
        boolean sure = reading.isWhole() && reading.score() > SURE;
        boolean foreign = !sure
                && reading.share() < FOREIGN
                && (filling.explained() < ACCOUNTED || (reading.share() < FOREIGN / 2 && !reading.isWhole()));
        return reading.score() >= LEAST && !foreign && isOfField(reading);
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
}
