package dossier.generation.slots;

import dossier.generation.text.Token;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Numbers as written in digits or in words: "2,150,000", "35 million", "500k", "twenty-five", "three quarters". */
final class Numerals {
    private static final Map<String, Integer> SMALL = Map.ofEntries(
            Map.entry("zero", 0),
            Map.entry("nil", 0),
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("eleven", 11),
            Map.entry("twelve", 12),
            Map.entry("thirteen", 13),
            Map.entry("fourteen", 14),
            Map.entry("fifteen", 15),
            Map.entry("sixteen", 16),
            Map.entry("seventeen", 17),
            Map.entry("eighteen", 18),
            Map.entry("nineteen", 19),
            Map.entry("twenty", 20),
            Map.entry("thirty", 30),
            Map.entry("forty", 40),
            Map.entry("fifty", 50),
            Map.entry("sixty", 60),
            Map.entry("seventy", 70),
            Map.entry("eighty", 80),
            Map.entry("ninety", 90));
    private static final Map<String, Integer> MAGNITUDES =
            Map.of("k", 3, "thousand", 3, "m", 6, "mn", 6, "mm", 6, "mio", 6, "million", 6, "bn", 9, "billion", 9);
    private static final Map<String, Integer> PARTS = Map.ofEntries(
            Map.entry("half", 2),
            Map.entry("halves", 2),
            Map.entry("third", 3),
            Map.entry("thirds", 3),
            Map.entry("quarter", 4),
            Map.entry("quarters", 4),
            Map.entry("fifth", 5),
            Map.entry("fifths", 5),
            Map.entry("sixth", 6),
            Map.entry("eighth", 8),
            Map.entry("eighths", 8),
            Map.entry("tenth", 10),
            Map.entry("tenths", 10));
    private static final int LONGEST = 38;

    private Numerals() {}

    /** @param to past the last token it is written with */
    record Read(BigDecimal value, int to) {}

    /** A number that begins at a token, with its magnitude. */
    static Optional<Read> number(List<Token> tokens, int at) {
        return plain(tokens, at).map(read -> magnified(tokens, read));
    }

    private static Optional<Read> plain(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        return switch (token.kind()) {
            case NUMBER -> digits(token.text()).map(value -> new Read(value, at + 1));
            case MIXED -> suffixed(token.lower()).map(value -> new Read(value, at + 1));
            case WORD -> words(tokens, at);
            default -> Optional.empty();
        };
    }

    private static Read magnified(List<Token> tokens, Read read) {
        if (read.to() >= tokens.size()) {
            return read;
        }
        Integer zeros = MAGNITUDES.get(tokens.get(read.to()).lower());
        return zeros == null ? read : new Read(read.value().scaleByPowerOfTen(zeros), read.to() + 1);
    }

    /** Digits with a decimal point and English thousands separators. */
    static Optional<BigDecimal> digits(String text) {
        if (text.length() > LONGEST || !grouped(text)) {
            return Optional.empty();
        }
        String bare = text.replace(",", "");
        boolean number = !bare.isEmpty()
                && Character.isDigit(bare.charAt(0))
                && Character.isDigit(bare.charAt(bare.length() - 1));
        int dots = 0;
        for (int at = 0; at < bare.length() && number; at++) {
            char c = bare.charAt(at);
            dots += c == '.' ? 1 : 0;
            number = (c == '.' || (c >= '0' && c <= '9')) && dots <= 1;
        }
        return number ? Optional.of(new BigDecimal(bare)) : Optional.empty();
    }

    /** Commas stand before groups of three digits only. */
    private static boolean grouped(String text) {
        int comma = text.indexOf(',');
        if (comma < 0) {
            return true;
        }
        String whole = text.contains(".") ? text.substring(0, text.indexOf('.')) : text;
        String[] groups = whole.split(",", -1);
        for (int i = 1; i < groups.length; i++) {
            if (groups[i].length() != 3) {
                return false;
            }
        }
        return groups[0].length() <= 3 && !text.substring(whole.length()).contains(",");
    }

    /** "5m", "500k", "2.5bn". */
    static Optional<BigDecimal> suffixed(String lower) {
        int letters = 0;
        while (letters < lower.length() && !Character.isLetter(lower.charAt(letters))) {
            letters++;
        }
        Integer zeros = letters == 0 ? null : MAGNITUDES.get(lower.substring(letters));
        return zeros == null
                ? Optional.empty()
                : digits(lower.substring(0, letters)).map(value -> value.scaleByPowerOfTen(zeros));
    }

    /** "twenty five", "twenty-five", "one hundred". */
    private static Optional<Read> words(List<Token> tokens, int at) {
        int to = at;
        int sum = -1;
        while (to < tokens.size() && to < at + 3) {
            Optional<Integer> small = small(tokens.get(to).lower());
            if (small.isPresent() && (sum < 0 || (sum >= 20 && sum % 10 == 0 && small.get() < 10))) {
                sum = Math.max(sum, 0) + small.get();
            } else if (sum > 0 && sum < 100 && tokens.get(to).is("hundred")) {
                sum *= 100;
            } else if (sum < 0 && tokens.get(to).is("hundred")) {
                sum = 100;
            } else {
                break;
            }
            to++;
        }
        return sum < 0 ? Optional.empty() : Optional.of(new Read(BigDecimal.valueOf(sum), to));
    }

    private static Optional<Integer> small(String lower) {
        int hyphen = lower.indexOf('-');
        if (hyphen > 0) {
            Integer tens = SMALL.get(lower.substring(0, hyphen));
            Integer ones = SMALL.get(lower.substring(hyphen + 1));
            return tens != null && ones != null && tens >= 20 && ones < 10
                    ? Optional.of(tens + ones)
                    : Optional.empty();
        }
        return Optional.ofNullable(SMALL.get(lower));
    }

    /** A share said in words, as a percentage: "half", "a quarter", "three quarters", "two-thirds", "one third". */
    static Optional<Read> share(List<Token> tokens, int at) {
        Token first = tokens.get(at);
        if (!first.isWord()) {
            return Optional.empty();
        }
        String lower = first.lower();
        int hyphen = lower.indexOf('-');
        if (hyphen > 0) {
            return part(lower.substring(hyphen + 1))
                    .flatMap(part ->
                            small(lower.substring(0, hyphen)).map(count -> new Read(percent(count, part), at + 1)));
        }
        if (lower.equals("half")) {
            return Optional.of(new Read(percent(1, 2), at + 1));
        }
        boolean one = lower.equals("a") || lower.equals("an") || lower.equals("the");
        Optional<Integer> count = one ? Optional.of(1) : small(lower);
        return at + 1 >= tokens.size()
                ? Optional.empty()
                : count.flatMap(n -> part(tokens.get(at + 1).lower())
                        .filter(part -> n < part && !lower.equals("the") && followsAsShare(tokens, at + 2, one))
                        .map(part -> new Read(percent(n, part), at + 2)));
    }

    /** "a third director" is no share, "a third of" and "a third" at an end are. */
    private static boolean followsAsShare(List<Token> tokens, int next, boolean one) {
        return !one
                || next >= tokens.size()
                || tokens.get(next).isMark()
                || List.of("of", "share", "stake", "interest", "in", "and", "each", "holding")
                        .contains(tokens.get(next).lower());
    }

    private static Optional<Integer> part(String lower) {
        return Optional.ofNullable(PARTS.get(lower));
    }

    /** Four places where it does not end, as the language's own examples write a third. */
    private static BigDecimal percent(int count, int part) {
        return BigDecimal.valueOf(count * 100L)
                .divide(BigDecimal.valueOf(part), 4, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }

    static boolean isPercentWord(Token token) {
        String lower = token.lower().toLowerCase(Locale.ROOT);
        return lower.equals("%") || lower.equals("percent") || lower.equals("pct") || lower.equals("p.c");
    }
}
