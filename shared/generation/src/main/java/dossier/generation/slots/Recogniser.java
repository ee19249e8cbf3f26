package dossier.generation.slots;

import dossier.generation.text.English;
import dossier.generation.text.Token;
import dossier.generation.text.Tokens;
import dossier.generation.text.WordTree;
import dossier.registry.CodeList;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Finds every value a request mentions. One run of words may mean several things; which is meant is decided when verbs
 * take their arguments. Thread-safe.
 */
public final class Recogniser {
    private static final int LONGEST_WORD = 120;

    private final Tokens tokeniser;
    private final Names names;
    private final Codes codes;
    private final Quantities quantities;
    private final WordTree<String> countries =
            new WordTree<>(token -> token.lower().replace(".", ""));
    private final List<String> formats;
    private final Predicate<Token> ordinary;
    private final English english;
    private final BiFunction<String, String, Optional<String>> check;

    /**
     * @param lists code lists whose words count
     * @param formats published formats that arguments or attributes are typed with
     * @param check gives the text as a format stores it, or none when it is not of the format
     * @param ordinary whether a word is one of the field's vocabulary
     * @param imperative whether a word can begin an order
     */
    public Recogniser(
            English english,
            Tokens tokeniser,
            Collection<CodeList> lists,
            Set<String> formats,
            BiFunction<String, String, Optional<String>> check,
            Predicate<Token> ordinary,
            Predicate<Token> imperative) {
        this.tokeniser = tokeniser;
        this.check = check;
        this.ordinary = ordinary;
        this.english = english;
        this.codes = new Codes(lists);
        this.quantities = new Quantities(english);
        english.countries()
                .forEach((code, phrases) -> phrases.forEach(words -> countries.put(
                        words.stream().map(w -> w.replace(".", "")).toList(), code)));
        Predicate<Token> known = token -> ordinary.test(token)
                || english.is("month", token.lower())
                || countries.longest(List.of(token), 0).isPresent();
        this.names = new Names(english, known, imperative);
        this.formats = formats.stream()
                .filter(f -> !Set.of("COUNTRY", "CURRENCY", "UUID").contains(f))
                .sorted()
                .toList();
    }

    /** All mentions, in the order of the text. */
    public List<Mention> mentions(List<Token> tokens, LocalDate today) {
        List<Mention> found = exact(tokens, new Dates(today));
        BitSet taken = new BitSet();
        found.stream().filter(m -> !(m.meaning() instanceof Mention.Amount)).forEach(m -> taken.set(m.from(), m.to()));
        List<Mention> named = names.find(tokens, taken).stream()
                .filter(name -> country(tokens, name.from())
                        .filter(c -> c.to() >= name.to())
                        .isEmpty())
                .toList();
        found.addAll(named);
        for (Mention name : named) {
            // A code said as one word, such as a governing law or a list of sanctions, may look like a name.
            if (name.length() <= 2) {
                coded(tokens, name.from(), name.to(), found);
            }
            taken.set(name.from(), name.to());
        }
        for (int at = 0; at < tokens.size(); at++) {
            int place = at;
            boolean inDate = found.stream()
                    .anyMatch(m -> m.covers(place)
                            && m.length() > 1
                            && (m.meaning() instanceof Mention.Day
                                    || m.meaning() instanceof Mention.Money
                                    || m.meaning() instanceof Mention.Percent
                                    || m.meaning() instanceof Mention.Band));
            if (!inDate) {
                identifier(tokens, at).ifPresent(found::add);
            }
        }
        int at = 0;
        while (at < tokens.size()) {
            at = taken.get(at) ? at + 1 : words(tokens, at, found);
        }
        found.sort(Comparator.comparingInt(Mention::from).thenComparingInt(m -> -m.length()));
        return List.copyOf(found);
    }

    /** What is written in one way only: quotations, formatted text, dates and quantities. */
    private List<Mention> exact(List<Token> tokens, Dates dates) {
        List<Mention> found = new ArrayList<>();
        int at = 0;
        while (at < tokens.size()) {
            int place = at;
            if (tokens.get(at).kind() == Token.Kind.QUOTED) {
                quoted(tokens.get(at), at, found);
                at++;
                continue;
            }
            Optional<Mention> exact =
                    formatted(tokens, at).or(() -> dates.at(tokens, place)).or(() -> quantities.at(tokens, place));
            exact.ifPresent(found::add);
            at = exact.map(Mention::to).orElse(at + 1);
        }
        return found;
    }

    /** Adds the words of countries, currencies and code lists that begin at a token; gives the token to go on with. */
    private int words(List<Token> tokens, int at, List<Mention> found) {
        if (tokens.get(at).kind() == Token.Kind.QUOTED) {
            return at + 1;
        }
        quantities
                .currency(tokens, at)
                .ifPresent(match -> found.add(
                        new Mention(new Mention.Currency(match.values().getFirst()), match.from(), match.to())));
        Optional<Mention> country = country(tokens, at);
        country.ifPresent(found::add);
        List<Mention> words = new ArrayList<>();
        int end = coded(tokens, at, tokens.size(), words);
        if (country.isPresent() && country.get().to() > end) {
            return country.get().to();
        }
        found.addAll(words);
        return Math.max(country.map(Mention::to).orElse(at + 1), end);
    }

    private int coded(List<Token> tokens, int at, int limit, List<Mention> found) {
        Optional<WordTree.Match<Mention.Coded>> match = codes.at(tokens, at)
                .filter(m -> m.to() <= limit)
                .filter(m -> m.to() - m.from() > 1
                        || !english.isLittle(tokens.get(at).lower())
                        || tokens.get(at).isAllCapital());
        match.ifPresent(m -> {
            m.values().forEach(coded -> found.add(new Mention(coded, m.from(), m.to())));
            headNoun(tokens, m, found);
        });
        return match.map(WordTree.Match::to).orElse(at + 1);
    }

    /** "KYC verification" may be a process, and "verification" alone what another list knows. */
    private void headNoun(List<Token> tokens, WordTree.Match<Mention.Coded> match, List<Mention> found) {
        if (match.to() - match.from() < 2) {
            return;
        }
        codes.at(tokens, match.to() - 1)
                .filter(last -> last.to() == match.to())
                .ifPresent(last -> last.values().stream()
                        .filter(coded -> match.values().stream()
                                .noneMatch(whole -> whole.list().equals(coded.list())))
                        .forEach(coded -> found.add(new Mention(coded, last.from(), last.to()))));
    }

    private void quoted(Token token, int at, List<Mention> found) {
        String text = token.text().strip();
        if (!text.isEmpty()) {
            found.add(new Mention(new Mention.Quoted(text), at, at + 1));
            List<Token> inner = tokeniser.split(text);
            if (names.reads(inner)) {
                found.add(new Mention(names.whole(inner, text), at, at + 1));
            }
        }
    }

    /** A country by name or adjective, or by its code where that is written in capitals after a mark. */
    private Optional<Mention> country(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        Optional<Mention> named = countries
                .longest(tokens, at)
                .map(match -> new Mention(new Mention.Country(match.values().getFirst()), match.from(), match.to()));
        if (named.isPresent() || !token.isAllCapital() || token.text().length() < 2) {
            return named;
        }
        boolean shaped = token.text().length() == 2
                || (token.text().length() <= 6 && token.text().charAt(2) == '-');
        return shaped
                ? check.apply("COUNTRY", token.text()).map(code -> new Mention(new Mention.Country(code), at, at + 1))
                : Optional.empty();
    }

    private Optional<Mention> formatted(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        if (!token.holdsContent()
                || token.text().length() > LONGEST_WORD
                || token.text().length() < 4) {
            return Optional.empty();
        }
        if (token.isWord() && (!token.isAllCapital() || token.text().length() < 8)) {
            return Optional.empty();
        }
        if (token.isWord() && (ordinary.test(token) || codes.at(tokens, at).isPresent())) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        Optional<Mention> best = Optional.empty();
        // Long numbers are often written in groups, so a few tokens may make one value.
        for (int to = at; to < tokens.size() && to < at + 9 && tokens.get(to).holdsContent(); to++) {
            text.append(tokens.get(to).text());
            if (text.length() > LONGEST_WORD || (to > at && !isGroup(tokens.get(to)))) {
                break;
            }
            String joined = text.toString();
            int end = to + 1;
            for (String format : formats) {
                Optional<String> checked = check.apply(format, joined);
                if (checked.isPresent()) {
                    best = Optional.of(new Mention(new Mention.Formatted(format, checked.get()), at, end));
                    break;
                }
            }
        }
        return best;
    }

    private static boolean isGroup(Token token) {
        return token.text().length() <= 4
                && token.text().chars().allMatch(c -> Character.isDigit(c) || Character.isUpperCase(c));
    }

    /** Words with digits in them, or joined by hyphens, underscores or slashes: what identifiers look like. */
    private static Optional<Mention> identifier(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        String text = token.text();
        boolean mixed = token.kind() == Token.Kind.MIXED;
        boolean joined = token.isWord()
                && (text.indexOf('-') > 0 || text.indexOf('_') > 0 || (text.indexOf('.') > 0 && !text.endsWith(".")));
        boolean camel = token.isWord()
                && !isPlural(text)
                && text.chars().skip(1).anyMatch(Character::isUpperCase)
                && text.chars().anyMatch(Character::isLowerCase);
        boolean number = token.kind() == Token.Kind.NUMBER && text.indexOf(',') < 0;
        return (mixed || joined || camel || number) && text.length() <= LONGEST_WORD
                ? Optional.of(new Mention(new Mention.Identifier(trimmed(text)), at, at + 1))
                : Optional.empty();
    }

    /** "UBOs": several of what capitals stand for. */
    private static boolean isPlural(String text) {
        return text.endsWith("s") && text.chars().limit(text.length() - 1L).allMatch(Character::isUpperCase);
    }

    private static String trimmed(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith("no.") ? text.substring(3) : text;
    }
}
