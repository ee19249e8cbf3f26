package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.English;
import dossier.generation.text.Token;
import dossier.pipeline.ThingKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds where a request speaks of things: by id, by name or a part of it, by description, by pronoun. */
final class References {
    private static final int LONGEST = 8;

    private final Things things;
    private final English english;
    private final Predicate<Token> ordinary;
    private final Predicate<String> named;

    References(Things things, Vocabulary vocabulary) {
        this.things = things;
        this.english = vocabulary.english;
        this.ordinary = vocabulary::isOrdinary;
        this.named = vocabulary::isNamed;
    }

    /** Mentions of things within a range of tokens. */
    List<Mention> find(List<Token> tokens, int from, int to) {
        List<List<String>> words = new ArrayList<>(Collections.nCopies(tokens.size(), List.of()));
        for (int at = from; at < to; at++) {
            words.set(at, Things.words(tokens.get(at).lower()));
        }
        List<Mention> out = new ArrayList<>();
        int at = from;
        while (at < to) {
            Optional<Mention> found = at(tokens, words, at, to);
            found.ifPresent(out::add);
            at = found.map(Mention::to).orElse(at + 1);
        }
        return out;
    }

    private Optional<Mention> at(List<Token> tokens, List<List<String>> words, int at, int to) {
        Token token = tokens.get(at);
        if (token.kind() == Token.Kind.QUOTED) {
            return known(things.called(token.text()), at, at + 1, false);
        }
        if (!token.holdsContent()) {
            return Optional.empty();
        }
        return byId(tokens, words, at, to)
                .or(() -> byName(tokens, words, at, to))
                .or(() -> all(tokens, at, to))
                .or(() -> byDescription(tokens, at, to))
                .or(() -> pronoun(token, at));
    }

    /** By id; a word that is somebody's id may as well be a name, as that of a case and of its client. */
    private Optional<Mention> byId(List<Token> tokens, List<List<String>> words, int at, int to) {
        List<Thing> found = things.withId(tokens.get(at).text());
        boolean plain = tokens.get(at).isWord() && tokens.get(at).text().chars().allMatch(Character::isLetter);
        Optional<Mention> named = found.isEmpty() || !plain ? Optional.empty() : byName(tokens, words, at, to);
        if (named.isPresent() && named.get().meaning() instanceof Mention.Known others) {
            List<ThingKey> keys = new ArrayList<>(found.stream().map(Thing::key).toList());
            others.things().stream().filter(key -> !keys.contains(key)).forEach(keys::add);
            return Optional.of(new Mention(
                    new Mention.Known(List.copyOf(keys), false), at, named.get().to()));
        }
        return known(found, at, at + 1, false);
    }

    private static Optional<Mention> known(List<Thing> found, int from, int to, boolean described) {
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Mention(
                        new Mention.Known(found.stream().map(Thing::key).toList(), described), from, to));
    }

    /** The longest run of words that all stand in one thing's name, one of them its own. */
    private Optional<Mention> byName(List<Token> tokens, List<List<String>> words, int at, int to) {
        if (tokens.get(at).kind() == Token.Kind.NUMBER
                || english.isLittle(tokens.get(at).lower())) {
            return Optional.empty();
        }
        int best = 0;
        List<Thing> found = new ArrayList<>();
        for (Thing thing : things.all()) {
            int length = run(thing, tokens, words, at, to);
            if (length == 0 || length < best) {
                continue;
            }
            if (length > best) {
                best = length;
                found.clear();
            }
            found.add(thing);
        }
        List<Thing> narrowed = narrowed(found, tokens, at + best, to);
        return known(things.preferred(narrowed), at, at + best, false);
    }

    private int run(Thing thing, List<Token> tokens, List<List<String>> words, int at, int to) {
        int end = at;
        boolean own = false;
        while (end < to
                && end < at + LONGEST
                && tokens.get(end).holdsContent()
                && Things.isCalledBy(thing, words.get(end))) {
            own |= isOwn(tokens.get(end));
            end++;
        }
        while (end > at && english.isLittle(tokens.get(end - 1).lower())) {
            end--;
        }
        return own && !goesOn(tokens, at, end, to) && fillsTitle(thing, end - at) ? end - at : 0;
    }

    /** A word that stands for one thing rather than for a sort of things. */
    private boolean isOwn(Token token) {
        boolean firstName = token.isCapital() && english.isFirstName(token.lower());
        return (firstName || !ordinary.test(token))
                && !english.isLittle(token.lower())
                && token.text().length() > 1
                && !english.is("organisation-word", token.lower());
    }

    /** A name is not cut in the middle: "Borealis Mining" is not Borealis Holdings. */
    private boolean goesOn(List<Token> tokens, int at, int end, int to) {
        return end < to
                && end > at
                && tokens.get(end).isWord()
                && tokens.get(end).isCapital()
                && tokens.get(end - 1).isCapital()
                && isOwn(tokens.get(end));
    }

    /** A title speaks of other things; only most of it means the thing that bears it. */
    private boolean fillsTitle(Thing thing, int length) {
        return named.test(thing.kind()) || thing.nameWords().stream().anyMatch(words -> length >= 0.6 * words.size());
    }

    /** "the Fennimore trust": of all who bear the name, those that the next word describes. */
    private List<Thing> narrowed(List<Thing> found, List<Token> tokens, int next, int to) {
        if (found.size() < 2 || next >= to || !tokens.get(next).isWord()) {
            return found;
        }
        List<Thing> fitting = found.stream()
                .filter(thing -> Things.isDescribedBy(thing, tokens.get(next)))
                .toList();
        return fitting.isEmpty() ? found : fitting;
    }

    /** "the master fund": a definite article and nouns that all describe the thing. */
    private Optional<Mention> byDescription(List<Token> tokens, int at, int to) {
        int start = at + 1;
        if (!english.is("definite", tokens.get(at).lower())
                || (tokens.get(at).is("that") && start < to && tokens.get(start).isCapital())
                || start >= to
                || !tokens.get(start).isWord()) {
            return Optional.empty();
        }
        int end = start;
        List<Thing> fitting = things.all();
        while (end < to
                && end < start + 4
                && tokens.get(end).isWord()
                && !english.isLittle(tokens.get(end).lower())) {
            Token word = tokens.get(end);
            List<Thing> narrower = fitting.stream()
                    .filter(thing -> Things.isDescribedBy(thing, word))
                    .toList();
            if (narrower.isEmpty()) {
                break;
            }
            fitting = narrower;
            end++;
        }
        if (end == start) {
            return Optional.empty();
        }
        List<Token> nouns = tokens.subList(start, end);
        List<Thing> called = fitting.stream()
                .filter(thing -> nouns.stream().anyMatch(noun -> Things.isCalledBy(thing, Things.words(noun.lower()))))
                .toList();
        if (english.is("possessive", tokens.get(at).lower()) && !isAgent(nouns.getLast())) {
            return Optional.empty();
        }
        String phrase = String.join(" ", nouns.stream().map(Token::lower).toList());
        List<Thing> best = called.isEmpty() ? fitting : called;
        List<Thing> spoken =
                best.stream().filter(thing -> thing.callings().contains(phrase)).toList();
        return known(things.preferred(spoken.isEmpty() ? best : spoken), at, end, true);
    }

    /** Whether a noun says who somebody is: "its manager" is a thing of the case, "its risk" is not. */
    private static boolean isAgent(Token noun) {
        String lower = noun.lower().endsWith("s")
                ? noun.lower().substring(0, noun.lower().length() - 1)
                : noun.lower();
        return lower.endsWith("er")
                || lower.endsWith("or")
                || lower.endsWith("ee")
                || lower.endsWith("ian")
                || lower.endsWith("agent")
                || lower.endsWith("ary")
                || lower.endsWith("fund")
                || lower.endsWith("company")
                || lower.endsWith("trust")
                || lower.endsWith("cbu")
                || lower.endsWith("unit");
    }

    /** "both owners", "all the directors", "the two trustees": everything of the case that the noun describes. */
    private Optional<Mention> all(List<Token> tokens, int at, int to) {
        Token first = tokens.get(at);
        int start = at + 1;
        boolean every = first.is("both") || first.is("all") || first.is("each") || first.is("every");
        if (every) {
            while (start < to
                    && (tokens.get(start).is("of") || tokens.get(start).is("the"))) {
                start++;
            }
        }
        Optional<Integer> count = start < to ? count(tokens.get(start)) : Optional.empty();
        if (count.isPresent()) {
            start++;
        } else if (first.is("both")) {
            count = Optional.of(2);
        }
        if (start >= to || !(every || (english.is("definite", first.lower()) && count.isPresent()))) {
            return Optional.empty();
        }
        Token noun = tokens.get(start);
        if (!noun.isWord() || english.isLittle(noun.lower())) {
            return Optional.empty();
        }
        List<Thing> fitting = things.all().stream()
                .filter(thing -> thing.ofCase() && named.test(thing.kind()) && Things.isDescribedBy(thing, noun))
                .toList();
        List<Thing> people = fitting.stream().filter(Thing::person).toList();
        int wanted = count.orElse(fitting.size());
        Comparator<Thing> byId = Comparator.comparing(thing -> thing.key().id());
        List<Thing> meant = fitting.size() == wanted ? fitting : people.size() == wanted ? people : List.of();
        return meant.size() < 2
                ? Optional.empty()
                : Optional.of(new Mention(
                        new Mention.Known(
                                meant.stream().sorted(byId).map(Thing::key).toList(), true, true),
                        at,
                        start + 1));
    }

    private Optional<Integer> count(Token token) {
        List<String> words = List.of("two", "three", "four", "five", "six");
        return words.contains(token.lower()) ? Optional.of(words.indexOf(token.lower()) + 2) : Optional.empty();
    }

    private Optional<Mention> pronoun(Token token, int at) {
        Optional<Mention.Stands> stands = english.is("person-pronoun", token.lower())
                ? Optional.of(Mention.Stands.PERSON)
                : english.is("plural-pronoun", token.lower())
                        ? Optional.of(Mention.Stands.SEVERAL)
                        : english.is("thing-pronoun", token.lower())
                                ? Optional.of(Mention.Stands.THING)
                                : Optional.empty();
        return stands.map(s -> new Mention(new Mention.Pronoun(s), at, at + 1));
    }

    /** Of several things a description fits, those of a kind. */
    static List<ThingKey> ofKind(Mention.Known known, String kind) {
        return known.things().stream().filter(key -> key.kind().equals(kind)).toList();
    }

    /** "of 19 November 2026": a day, though something bears it in its title. */
    static boolean isDate(Mention found, List<Mention> values) {
        return values.stream().anyMatch(value -> value.meaning() instanceof Mention.Day && value.overlaps(found));
    }

    static Comparator<Mention> inOrder() {
        return Comparator.comparingInt(Mention::from);
    }
}
