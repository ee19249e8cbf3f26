package dossier.generation.slots;

import dossier.generation.text.English;
import dossier.generation.text.Token;
import dossier.generation.text.WordTree;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Percentages, bands, amounts of money and plain numbers. */
final class Quantities {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .filter(code -> !code.startsWith("X"))
            .collect(Collectors.toUnmodifiableSet());

    private final WordTree<String> currencies = new WordTree<>(Token::lower);

    Quantities(English english) {
        english.currencies().forEach((code, names) -> names.forEach(words -> currencies.put(words, code)));
    }

    /** The quantity that begins at a token, the longest reading first. */
    Optional<Mention> at(List<Token> tokens, int at) {
        if (tokens.get(at).kind() == Token.Kind.QUOTED) {
            return Optional.empty();
        }
        return percentCode(tokens, at)
                .or(() -> share(tokens, at))
                .or(() -> band(tokens, at))
                .or(() -> percent(tokens, at))
                .or(() -> money(tokens, at))
                .or(() -> number(tokens, at));
    }

    /** "between 25 and 50%", "25 to 50 percent", "25% - 50%". */
    private static Optional<Mention> band(List<Token> tokens, int at) {
        boolean between = tokens.get(at).is("between");
        int start = between || tokens.get(at).is("from") ? at + 1 : at;
        if (start >= tokens.size()) {
            return Optional.empty();
        }
        return Numerals.number(tokens, start).flatMap(low -> {
            int joint = skipPercent(tokens, low.to());
            if (joint + 1 >= tokens.size()
                    || !Set.of("and", "to", "-", "\u2013")
                            .contains(tokens.get(joint).lower())
                    || (tokens.get(joint).is("and") && !between)) {
                return Optional.empty();
            }
            return percentOnly(tokens, joint + 1)
                    .filter(high -> high.value().compareTo(low.value()) > 0
                            && high.value().compareTo(HUNDRED) <= 0)
                    .map(high -> new Mention(new Mention.Band(low.value(), high.value()), at, high.to()));
        });
    }

    private static int skipPercent(List<Token> tokens, int at) {
        return percentSign(tokens, at).orElse(at);
    }

    private static Optional<Mention> percent(List<Token> tokens, int at) {
        return percentOnly(tokens, at)
                .filter(read -> read.value().compareTo(HUNDRED) <= 0)
                .map(read -> new Mention(new Mention.Percent(read.value()), at, read.to()));
    }

    private static Optional<Numerals.Read> percentOnly(List<Token> tokens, int at) {
        return Numerals.number(tokens, at)
                .flatMap(read -> percentSign(tokens, read.to()).map(to -> new Numerals.Read(read.value(), to)));
    }

    /** Past the percent sign or word that stands at a place. */
    private static Optional<Integer> percentSign(List<Token> tokens, int at) {
        if (at >= tokens.size()) {
            return Optional.empty();
        }
        if (Numerals.isPercentWord(tokens.get(at))) {
            return Optional.of(at + 1);
        }
        boolean perCent = tokens.get(at).is("per")
                && at + 1 < tokens.size()
                && tokens.get(at + 1).is("cent");
        return perCent ? Optional.of(at + 2) : Optional.empty();
    }

    private static Optional<Mention> share(List<Token> tokens, int at) {
        return Numerals.share(tokens, at).map(read -> new Mention(new Mention.Percent(read.value()), at, read.to()));
    }

    /** "fifty-fifty" and "pct 22.75": the word before the number. */
    private static Optional<Mention> percentCode(List<Token> tokens, int at) {
        boolean word = tokens.get(at).is("pct") || tokens.get(at).is("percentage");
        return word && at + 1 < tokens.size()
                ? Numerals.number(tokens, at + 1)
                        .filter(read -> read.value().compareTo(HUNDRED) <= 0)
                        .map(read -> new Mention(new Mention.Percent(read.value()), at, skipPercent(tokens, read.to())))
                : Optional.empty();
    }

    /** "USD 5m", "5 million euros", "\u20AC3.5m", "3500000 EUR". */
    private Optional<Mention> money(List<Token> tokens, int at) {
        Optional<WordTree.Match<String>> before = currency(tokens, at);
        if (before.isPresent() && before.get().to() < tokens.size()) {
            WordTree.Match<String> match = before.get();
            Optional<Mention> read = Numerals.number(tokens, match.to())
                    .map(number -> new Mention(
                            new Mention.Money(number.value(), match.values().getFirst()), at, number.to()));
            if (read.isPresent()) {
                return read;
            }
        }
        return Numerals.number(tokens, at)
                .filter(number -> number.to() < tokens.size())
                .flatMap(number -> currency(tokens, number.to())
                        .map(match -> new Mention(
                                new Mention.Money(number.value(), match.values().getFirst()), at, match.to())));
    }

    /** A currency that stands at a place, as a code, a word or a sign. */
    Optional<WordTree.Match<String>> currency(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        String code = token.text().toUpperCase(Locale.ROOT);
        if (token.isWord() && CODES.contains(code) && token.text().length() == 3) {
            boolean shouted = token.isAllCapital();
            boolean besideNumber = (at > 0 && isNumeric(tokens.get(at - 1)))
                    || (at + 1 < tokens.size() && isNumeric(tokens.get(at + 1)));
            if (shouted || besideNumber) {
                return Optional.of(new WordTree.Match<>(List.of(code), at, at + 1));
            }
        }
        return currencies.longest(tokens, at);
    }

    private static boolean isNumeric(Token token) {
        return token.kind() == Token.Kind.NUMBER
                || Numerals.suffixed(token.lower()).isPresent();
    }

    private static Optional<Mention> number(List<Token> tokens, int at) {
        return Numerals.number(tokens, at).map(read -> new Mention(new Mention.Amount(read.value()), at, read.to()));
    }
}
