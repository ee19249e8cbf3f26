package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Splits a request into clauses that each say one thing to do: at the ends of sentences and lines, and at commas and
 * connectors behind which a new order, a new statement, or a shortened repetition of the last one begins.
 */
final class Clauses {
    private static final int TERSE = 40;
    private static final int LISTED = 30;
    private static final int TOLD = 3;
    private static final int SUBJECT = 12;
    private static final double TELLING = 0.55;
    private static final Set<String> SOFT = Set.of(",", ";", ":", "+", "(", ")", "/", "\u2014", "\u2013", "-");

    private final Vocabulary vocabulary;
    private final List<Token> tokens;
    private final List<Mention> mentions;
    /** Tokens within a mention, its first apart; tokens of names and of things that are known. */
    private final BitSet inside = new BitSet();

    private final BitSet references = new BitSet();
    private final BitSet terms = new BitSet();

    Clauses(Vocabulary vocabulary, List<Token> tokens, List<Mention> mentions) {
        this.vocabulary = vocabulary;
        this.tokens = tokens;
        this.mentions = mentions;
        mentions.forEach(m -> {
            inside.set(m.from() + 1, Math.max(m.from() + 1, m.to()));
            if (isReference(m)) {
                references.set(m.from(), m.to());
            }
            if (m.length() > 1
                    && (m.meaning() instanceof Mention.Coded
                            || m.meaning() instanceof Mention.Name
                            || (m.meaning() instanceof Mention.Known known && !known.described()))) {
                terms.set(m.from(), m.to());
            }
        });
    }

    List<Clause> split() {
        List<Clause> out = new ArrayList<>();
        int start = 0;
        for (int at = 0; at <= tokens.size(); at++) {
            if (at == tokens.size() || endsSentence(at)) {
                sentence(start, at, out);
                start = at + 1;
            } else if (endsWithQuotation(at)) {
                sentence(start, at + 1, out);
                start = at + 1;
            }
        }
        return out;
    }

    /**
     * A place where one clause may end and the next begin.
     *
     * @param from the first token of the marks and connectors
     * @param to the first token behind them
     */
    record Border(int from, int to) {}

    /** All such places within a range. */
    List<Border> within(int from, int to) {
        List<Border> out = new ArrayList<>();
        for (int at = from + 1; at < to; at++) {
            if (!inMention(at) && joins(at)) {
                int next = Math.max(at + (isRelative(at) ? 0 : 1), afterJoints(at, to));
                if (next < to) {
                    out.add(new Border(at, next));
                }
                at = Math.max(at, next - 1);
            }
        }
        return out;
    }

    /** Whether a clause only says on what footing the next one orders. */
    boolean isPreamble(Clause clause) {
        return Preambles.stands(vocabulary.english, clause);
    }

    /** A clause of a range of tokens. */
    Clause clause(int from, int to, boolean continues) {
        return new Clause(tokens, from, to, mentionsIn(from, to), continues);
    }

    /** Whether a sentence ends between two clauses. */
    boolean areApart(int to, int from) {
        for (int at = to; at < from; at++) {
            if (endsSentence(at)) {
                return true;
            }
        }
        return to > 0 && tokens.get(to - 1).kind() == Token.Kind.QUOTED;
    }

    private boolean endsSentence(int at) {
        Token token = tokens.get(at);
        if (inMention(at)) {
            return false;
        }
        return token.kind() == Token.Kind.BREAK
                || (token.kind() == Token.Kind.MARK
                        && Set.of(".", "!", "?", "\u2022", "*").contains(token.text()));
    }

    /** A quotation that closes with its sentence, another sentence behind it. */
    private boolean endsWithQuotation(int at) {
        Token token = tokens.get(at);
        return token.kind() == Token.Kind.QUOTED
                && !token.text().isBlank()
                && ".!?"
                                .indexOf(token.text()
                                        .strip()
                                        .charAt(token.text().strip().length() - 1))
                        >= 0
                && at + 1 < tokens.size()
                && tokens.get(at + 1).isWord()
                && tokens.get(at + 1).isCapital();
    }

    private boolean inMention(int at) {
        return inside.get(at);
    }

    private void sentence(int from, int to, List<Clause> out) {
        int start = from;
        boolean terse = isTerse(from, to);
        int preamble = Preambles.end(vocabulary.english, tokens, from, to);
        if (preamble > from && !inMention(preamble)) {
            out.add(clause(from, preamble, false));
            start = preamble + 1;
        }
        for (int at = start; at < to; at++) {
            if (inMention(at) || !joins(at)) {
                continue;
            }
            int next = afterJoints(at, to);
            boolean split = next < to
                    && next > at
                    && (((hasOrder(start, at) || (terse && tells(start, at, next))) && begins(next, to, start, at))
                            || (terse && isTerm(start, at, next, to)));
            if (split) {
                add(start, at, out);
                start = next;
                at = next;
            } else {
                at = Math.max(at, next - 1);
            }
        }
        add(start, to, out);
    }

    /** Notes rather than sentences: no article, no verb that states. */
    private boolean isTerse(int from, int to) {
        return to - from <= TERSE
                && tokens.subList(from, to).stream()
                        .noneMatch(t -> isStating(t)
                                || vocabulary.english.is("article", t.lower())
                                || Set.of("we", "i", "please", "you", "to").contains(t.lower()));
    }

    /** "quillon high risk, enhanced kyc": a note that by itself is clearly of another verb than the one before it. */
    private boolean isTerm(int start, int at, int next, int to) {
        int end = next;
        while (end < to && (!joins(end) || inMention(end))) {
            end++;
        }
        Optional<String> mine = telling(next, end);
        boolean announced = telling(start, at)
                .flatMap(before -> Optional.ofNullable(vocabulary.frames.get(before)))
                .filter(frame -> frame.cues().longest(tokens, next).isPresent())
                .isPresent();
        return mine.isPresent()
                && !announced
                && telling(start, at)
                        .filter(before -> !before.equals(mine.get()))
                        .isPresent();
    }

    private Optional<String> telling(int from, int to) {
        List<Token> words = new ArrayList<>();
        for (int at = from; at < to; at++) {
            int place = at;
            if (tokens.get(at).holdsContent()
                    && !vocabulary.english.isLittle(tokens.get(at).lower())
                    && mentions.stream()
                            .noneMatch(m -> m.covers(place)
                                    && (isReference(m)
                                            || m.meaning() instanceof Mention.Day
                                            || m.meaning() instanceof Mention.Quoted))) {
                words.add(tokens.get(at));
            }
        }
        return words.isEmpty()
                ? Optional.empty()
                : vocabulary.ranking.rank(words, t -> false).stream()
                        .findFirst()
                        .filter(r -> r.nearest() >= TELLING)
                        .map(r -> r.frame().verb().name());
    }

    /** Adds a clause; one that orders nothing goes on with the one before, or repeats it for other things. */
    private void add(int from, int to, List<Clause> out) {
        if (tokens.subList(from, to).stream().noneMatch(t -> t.holdsContent() || t.kind() == Token.Kind.QUOTED)) {
            return;
        }
        boolean orders = out.isEmpty()
                || hasOrder(from, to)
                || (isTerse(from, to) && telling(from, to).isPresent());
        boolean repeats = !out.isEmpty()
                && repeats(from, to, out.getLast().from(), out.getLast().to());
        if (orders || repeats) {
            out.add(new Clause(tokens, from, to, mentionsIn(from, to), !orders || isBare(from, to)));
        } else {
            Clause last = out.removeLast();
            out.add(new Clause(tokens, last.from(), to, mentionsIn(last.from(), to), last.continues()));
        }
    }

    /** Whether nothing but values stands there. */
    private boolean isBare(int from, int to) {
        return !mentionsIn(0, from).isEmpty()
                && java.util.stream.IntStream.range(from, to)
                        .allMatch(at -> isLittleOrMark(at)
                                || mentionsIn(from, to).stream().anyMatch(m -> m.covers(at)));
    }

    private boolean isLittleOrMark(int at) {
        return tokens.get(at).isMark()
                || vocabulary.english.isLittle(tokens.get(at).lower());
    }

    private boolean joins(int at) {
        Token token = tokens.get(at);
        return (token.isMark() && SOFT.contains(token.text()))
                || token.is("+")
                || token.is("&")
                || vocabulary.english.is("connector", token.lower())
                || isRelative(at);
    }

    /** "who holds", "which is": a statement about what was named just before. */
    private boolean isRelative(int at) {
        return (tokens.get(at).is("who") || tokens.get(at).is("which")) && at > 0;
    }

    /** Past marks and connectors, and the little words that only lead on. */
    private int afterJoints(int at, int to) {
        int next = at;
        while (next < to && !isRelative(next) && (joins(next) || leads(tokens.get(next)) || isEnumerator(next))) {
            next++;
        }
        return next == at && isRelative(at) ? at : next;
    }

    /** "(a)", "2)": the letter or number of an item of a list. */
    private boolean isEnumerator(int at) {
        String text = tokens.get(at).text();
        return at + 1 < tokens.size()
                && tokens.get(at + 1).is(")")
                && (text.length() == 1
                        || Set.of("ii", "iii", "iv", "10", "11", "12").contains(text));
    }

    private boolean leads(Token token) {
        return vocabulary.english.is("polite", token.lower())
                || token.kind() == Token.Kind.POSSESSIVE
                || Set.of(
                                "i", "we", "you", "to", "let", "us", "can", "could", "would", "should", "shall", "must",
                                "will", "it's")
                        .contains(token.lower());
    }

    /** Whether a range orders or states something by itself. */
    private boolean hasOrder(int from, int to) {
        for (int at = from; at < to; at++) {
            Token token = tokens.get(at);
            if ((token.isWord() || vocabulary.isVerb(token))
                    && !inTerm(at)
                    && (vocabulary.isHead(token)
                            || isStating(token)
                            || (isFirstWord(at, from) && vocabulary.isImperative(token)))) {
                return true;
            }
        }
        return mentionsIn(from, to).stream().anyMatch(m -> m.meaning() instanceof Mention.Coded)
                && mentionsIn(from, to).stream().anyMatch(Clauses::isReference);
    }

    /** Whether a word is part of a longer term or of a name, as "transfer" is in "transfer agency". */
    private boolean inTerm(int at) {
        return terms.get(at);
    }

    private boolean isFirstWord(int at, int from) {
        for (int before = from; before < at; before++) {
            if (!leads(tokens.get(before))
                    && !tokens.get(before).isMark()
                    && !vocabulary.english.isLittle(tokens.get(before).lower())) {
                return false;
            }
        }
        return true;
    }

    private boolean isStating(Token token) {
        return vocabulary.english.is("stating", token.lower());
    }

    private static boolean isReference(Mention mention) {
        return mention.meaning() instanceof Mention.Known
                || mention.meaning() instanceof Mention.Name
                || mention.meaning() instanceof Mention.Pronoun;
    }

    private List<Mention> mentionsIn(int from, int to) {
        return mentions.stream().filter(m -> m.from() >= from && m.to() <= to).toList();
    }

    /** Whether a new clause begins at a token, what stood before it being one already. */
    private boolean begins(int at, int to, int previous, int previousEnd) {
        Token token = tokens.get(at);
        if (isRelative(at)) {
            return at + 1 < to && (isStating(tokens.get(at + 1)) || vocabulary.isHead(tokens.get(at + 1)));
        }
        if (vocabulary.isImperative(token)
                && !isParticiple(at)
                && !coveredByReference(at)
                && !vocabulary.announces(tokens, at)) {
            return true;
        }
        if (Set.of("have", "get", "let", "cause").contains(token.lower()) && causes(at, to)) {
            return true;
        }
        boolean wanted = at > 0
                && Set.of("we", "i").contains(tokens.get(at - 1).lower())
                && Set.of("need", "want", "require").contains(token.lower());
        return wanted
                || isModal(at, to)
                || (states(at, to) && !isInList(at, previous))
                || isOrdered(at, to)
                || repeats(at, to, previous, previousEnd);
    }

    /** "was revoked and expired", "a close-out amount": no order, though the word can be one. */
    private boolean isParticiple(int at) {
        String lower = tokens.get(at).lower();
        return (lower.endsWith("ed") && !lower.equals("need"))
                || (lower.indexOf('-') > 0 && !vocabulary.isVerb(tokens.get(at)));
    }

    private boolean coveredByReference(int at) {
        return references.get(at);
    }

    /** Whether something is told before an order, rather than only where or when: "init session S-1, determine". */
    private boolean tells(int from, int at, int next) {
        long content =
                tokens.subList(from, at).stream().filter(vocabulary::isContent).count();
        return content >= TOLD
                && !vocabulary.english.is("preposition", tokens.get(from).lower())
                && vocabulary.isImperative(tokens.get(next))
                && !isParticiple(next);
    }

    /** "; the check on it should then be performed": a subject and what shall be done with it, behind a connector. */
    private boolean isModal(int at, int to) {
        Token before = tokens.get(at - 1);
        boolean behind = before.is("and") || before.is(";") || vocabulary.english.is("connector", before.lower());
        Token first = tokens.get(at);
        boolean subject = vocabulary.english.is("article", first.lower())
                || references.get(at)
                || first.is("they")
                || first.is("it");
        if (!behind || !subject) {
            return false;
        }
        if ((first.is("they") || first.is("we")) && at + 1 < to && vocabulary.isHead(tokens.get(at + 1))) {
            return true;
        }
        int end = Math.min(to, at + SUBJECT);
        for (int next = at + 1; next < end && !isBreak(next); next++) {
            String lower = tokens.get(next).lower();
            if (tokens.get(next - 1).is(",")
                    || vocabulary.english.is("connector", tokens.get(next - 1).lower())) {
                if (vocabulary.isImperative(tokens.get(next)) && !isParticiple(next)) {
                    return false;
                }
            }
            boolean modal = Set.of("shall", "should", "must", "will", "is", "are", "was", "were", "has", "have")
                    .contains(lower);
            boolean acts = lower.endsWith("s") && references.get(next - 1) && vocabulary.isHead(tokens.get(next));
            if (acts) {
                return true;
            }
            boolean done = lower.endsWith("ed")
                    || Set.of("done", "made", "run", "drawn", "set").contains(lower);
            if (modal
                    || (done
                            && (next + 1 >= to
                                    || isBreak(next + 1)
                                    || tokens.get(next + 1).is("out")))) {
                return true;
            }
        }
        return false;
    }

    /** "have its ownership monitored": what somebody shall see to. */
    private boolean causes(int at, int to) {
        for (int next = at + 2; next < Math.min(to, at + SUBJECT) && !isBreak(next); next++) {
            if (tokens.get(next).lower().endsWith("ed") && vocabulary.isHead(tokens.get(next))) {
                return true;
            }
        }
        return false;
    }

    private boolean isBreak(int at) {
        return tokens.get(at).isMark() && !inMention(at) && !tokens.get(at).is(",");
    }

    /** "and a business unit created": what shall be done in the passive, behind "and". */
    private boolean isOrdered(int at, int to) {
        boolean behindAnd =
                at > 0 && (tokens.get(at - 1).is("and") || tokens.get(at - 1).is(";"));
        if (!behindAnd || !vocabulary.english.is("article", tokens.get(at).lower())) {
            return false;
        }
        for (int next = at + 1; next < to && next < at + 6 && tokens.get(next).isWord(); next++) {
            if (tokens.get(next).lower().endsWith("ed") && vocabulary.isHead(tokens.get(next))) {
                return true;
            }
        }
        return false;
    }

    /** "A, B and C need": the last of several subjects begins no clause of its own. */
    private boolean isInList(int at, int from) {
        int place = at - 1;
        boolean listed = false;
        while (place >= Math.max(from, at - LISTED)) {
            boolean reference = references.get(place);
            if (!reference && !tokens.get(place).is(",") && !tokens.get(place).is("and")) {
                break;
            }
            listed |= reference;
            place--;
        }
        return listed
                && (place < Math.max(from, at - LISTED)
                        || tokens.get(place).is(":")
                        || tokens.get(place).is(";")
                        || vocabulary.english.is("article", tokens.get(place).lower()));
    }

    /** A subject followed by what it does: "Jane Roe owns", "the fund is", "it needs". */
    private boolean states(int at, int to) {
        int subject = at;
        while (subject < to
                && Set.of("the", "a", "an", "mr", "mrs", "ms", "dr", "mr.", "mrs.", "ms.", "dr.", "that")
                        .contains(tokens.get(subject).lower())) {
            subject++;
        }
        int place = subject;
        Optional<Mention> reference = mentions.stream()
                .filter(m -> m.from() <= place && m.covers(place) && isReference(m))
                .max(java.util.Comparator.comparingInt(Mention::to));
        if (reference.isEmpty()) {
            return false;
        }
        int verb = reference.get().to();
        while (verb < to
                && (vocabulary.english.is("adverb", tokens.get(verb).lower())
                        || tokens.get(verb).kind() == Token.Kind.POSSESSIVE)) {
            verb++;
        }
        for (int past = verb; past < to && past < verb + 6 && tokens.get(past).isWord(); past++) {
            // "the task about his tax residence is done": past what the subject is about
            if (past > verb
                    && Set.of("about", "of", "in", "for", "with")
                            .contains(tokens.get(verb).lower())
                    && isStating(tokens.get(past))) {
                return true;
            }
        }
        if (verb < to && tokens.get(verb).is(",")) {
            verb = pastApposition(verb, to);
        }
        return verb < to
                && tokens.get(verb).isWord()
                && (isStating(tokens.get(verb))
                        || (vocabulary.isHead(tokens.get(verb))
                                && tokens.get(verb).lower().endsWith("s")));
    }

    /** "Borealis Limited, an Irish company, owns": past the description between the commas. */
    private int pastApposition(int comma, int to) {
        for (int at = comma + 1; at < to && at < comma + 12; at++) {
            if (tokens.get(at).is(",") && !inMention(at)) {
                return at + 1;
            }
        }
        return comma;
    }

    /** "and Jane three quarters of Borealis": the same kinds of values as before, without the word that ordered them. */
    private boolean repeats(int at, int to, int previous, int previousEnd) {
        int end = at;
        while (end < to && !(joins(end) && !inMention(end))) {
            end++;
        }
        Set<String> here = kinds(at, end);
        if (!here.contains("reference")) {
            return false;
        }
        here.retainAll(kinds(previous, previousEnd));
        return here.size() >= 2;
    }

    private Set<String> kinds(int from, int to) {
        Set<String> out = new java.util.HashSet<>();
        for (Mention mention : mentionsIn(from, to)) {
            switch (mention.meaning()) {
                case Mention.Percent p -> out.add("percent");
                case Mention.Band b -> out.add("percent");
                case Mention.Money m -> out.add("money");
                case Mention.Coded c -> out.add("code " + c.list());
                case Mention.Identifier i when i.text().chars().anyMatch(Character::isLetter) -> out.add("reference");
                default -> {
                    if (isReference(mention)) {
                        out.add("reference");
                    }
                }
            }
        }
        return out;
    }
}
