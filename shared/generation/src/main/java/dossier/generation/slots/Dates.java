package dossier.generation.slots;

import dossier.generation.text.Token;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Dates, strictly: what can be read in two ways gives both readings, and what is no whole date gives none. A wrong
 * date in a file is worse than a question.
 */
final class Dates {
    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final Map<String, Integer> RELATIVE = Map.of("today", 0, "tomorrow", 1, "yesterday", -1);

    private final LocalDate today;

    Dates(LocalDate today) {
        this.today = today;
    }

    /** A date, a time or a duration that begins at a token. */
    Optional<Mention> at(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        if (token.kind() == Token.Kind.QUOTED || !token.holdsContent()) {
            return Optional.empty();
        }
        Optional<Mention> one = single(token, at);
        if (one.isPresent()) {
            return one;
        }
        return dayMonth(tokens, at)
                .or(() -> monthDay(tokens, at))
                .or(() -> relative(tokens, at))
                .or(() -> endOf(tokens, at))
                .or(() -> length(tokens, at));
    }

    private Optional<Mention> single(Token token, int at) {
        String text = token.text();
        if (RELATIVE.containsKey(token.lower())) {
            return day(at, at + 1, today.plusDays(RELATIVE.get(token.lower())));
        }
        if (text.length() >= 16 && text.indexOf('T') == 10) {
            try {
                return Optional.of(new Mention(new Mention.Moment(OffsetDateTime.parse(text)), at, at + 1));
            } catch (DateTimeParseException noTime) {
                return Optional.empty();
            }
        }
        for (char separator : new char[] {'-', '/', '.'}) {
            String[] parts = text.split(java.util.regex.Pattern.quote(String.valueOf(separator)), -1);
            if (parts.length == 3 && text.length() <= 11) {
                List<LocalDate> readings = readings(parts);
                return readings.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Mention(new Mention.Day(readings), at, at + 1));
            }
        }
        return Optional.empty();
    }

    private List<LocalDate> readings(String[] parts) {
        Optional<Integer> month = month(parts[1]);
        if (month.isPresent() && isDigits(parts[0], 2) && isDigits(parts[2], 4) && parts[2].length() == 4) {
            return date(number(parts[2]), month.get(), number(parts[0]))
                    .map(List::of)
                    .orElse(List.of());
        }
        for (String part : parts) {
            if (!isDigits(part, 4)) {
                return List.of();
            }
        }
        if (parts[0].length() == 4) {
            return date(number(parts[0]), number(parts[1]), number(parts[2]))
                    .map(List::of)
                    .orElse(List.of());
        }
        if (parts[2].length() != 4 && parts[2].length() != 2) {
            return List.of();
        }
        List<LocalDate> found = new ArrayList<>();
        List<Integer> years = parts[2].length() == 4
                ? List.of(number(parts[2]))
                : List.of(2000 + number(parts[2]), 1900 + number(parts[2]));
        for (int year : years) {
            date(year, number(parts[1]), number(parts[0])).ifPresent(found::add);
            date(year, number(parts[0]), number(parts[1]))
                    .filter(d -> !found.contains(d))
                    .ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    /** "9 March 2026", "the 5th of July 1971", "30 oct 2026". */
    private Optional<Mention> dayMonth(List<Token> tokens, int at) {
        Optional<Integer> day = dayNumber(tokens.get(at));
        int next = at + 1;
        if (day.isEmpty() || next >= tokens.size()) {
            return Optional.empty();
        }
        int monthAt = tokens.get(next).is("of") ? next + 1 : next;
        if (monthAt >= tokens.size()) {
            return Optional.empty();
        }
        int yearAt = monthAt + 1 < tokens.size() && tokens.get(monthAt + 1).is(",") ? monthAt + 2 : monthAt + 1;
        return month(tokens.get(monthAt).lower())
                .flatMap(month -> year(tokens, yearAt)
                        .flatMap(year -> date(year, month, day.get()))
                        .flatMap(date -> day(at, yearAt + 1, date)));
    }

    /** "March 9, 2026". */
    private Optional<Mention> monthDay(List<Token> tokens, int at) {
        Optional<Integer> month = month(tokens.get(at).lower());
        if (month.isEmpty() || at + 2 >= tokens.size()) {
            return Optional.empty();
        }
        int yearAt = tokens.get(at + 2).is(",") ? at + 3 : at + 2;
        return dayNumber(tokens.get(at + 1))
                .flatMap(day -> year(tokens, yearAt)
                        .flatMap(year -> date(year, month.get(), day))
                        .flatMap(date -> day(at, yearAt + 1, date)));
    }

    /** "in 2 weeks", "two weeks from now", "3 days ago", "next Friday". */
    private Optional<Mention> relative(List<Token> tokens, int at) {
        if (tokens.get(at).is("next") && at + 1 < tokens.size()) {
            return weekday(tokens.get(at + 1).lower())
                    .flatMap(day -> day(at, at + 2, today.with(TemporalAdjusters.next(day))));
        }
        boolean in = tokens.get(at).is("in") || tokens.get(at).is("within");
        int start = in ? at + 1 : at;
        Optional<Period> period = period(tokens, start);
        if (period.isEmpty()) {
            return Optional.empty();
        }
        int to = period.get().to();
        if (in) {
            return day(at, to, period.get().after(today, 1));
        }
        if (to < tokens.size() && tokens.get(to).is("ago")) {
            return day(at, to + 1, period.get().after(today, -1));
        }
        if (to + 1 < tokens.size()
                && tokens.get(to).is("from")
                && (tokens.get(to + 1).is("now") || tokens.get(to + 1).is("today"))) {
            return day(at, to + 2, period.get().after(today, 1));
        }
        return Optional.empty();
    }

    /** "end of the month", "the end of this year". */
    private Optional<Mention> endOf(List<Token> tokens, int at) {
        if (!tokens.get(at).is("end")) {
            return Optional.empty();
        }
        int next = at + 1;
        while (next < tokens.size()
                && List.of("of", "the", "this").contains(tokens.get(next).lower())) {
            next++;
        }
        if (next >= tokens.size() || next == at + 1) {
            return Optional.empty();
        }
        LocalDate month = today.with(TemporalAdjusters.lastDayOfMonth());
        Optional<LocalDate> end = switch (tokens.get(next).lower()) {
            case "month" -> Optional.of(month);
            case "quarter" ->
                Optional.of(
                        month.plusMonths((12 - month.getMonthValue()) % 3).with(TemporalAdjusters.lastDayOfMonth()));
            case "year" -> Optional.of(today.with(TemporalAdjusters.lastDayOfYear()));
            default -> Optional.empty();
        };
        int to = next + 1;
        return end.flatMap(date -> day(at, to, date));
    }

    /** "seven years", "two days before", "P7Y". */
    private static Optional<Mention> length(List<Token> tokens, int at) {
        String text = tokens.get(at).text();
        if (text.length() >= 3
                && text.length() <= 8
                && text.charAt(0) == 'P'
                && isDigits(text.substring(1, text.length() - 1), 6)
                && "DWMY".indexOf(text.charAt(text.length() - 1)) >= 0) {
            return Optional.of(new Mention(new Mention.Length(text), at, at + 1));
        }
        return period(tokens, at).map(period -> {
            boolean before =
                    period.to() < tokens.size() && tokens.get(period.to()).is("before");
            return new Mention(
                    new Mention.Length((before ? "-" : "") + period.iso()), at, before ? period.to() + 1 : period.to());
        });
    }

    private record Period(int count, char unit, int to) {
        LocalDate after(LocalDate day, int sign) {
            long n = (long) sign * count;
            return switch (unit) {
                case 'D' -> day.plusDays(n);
                case 'W' -> day.plusWeeks(n);
                case 'M' -> day.plusMonths(n);
                default -> day.plusYears(n);
            };
        }

        String iso() {
            return "P" + count + unit;
        }
    }

    private static Optional<Period> period(List<Token> tokens, int at) {
        if (at >= tokens.size()) {
            return Optional.empty();
        }
        boolean one = tokens.get(at).is("a") || tokens.get(at).is("an");
        Optional<Numerals.Read> count =
                one ? Optional.of(new Numerals.Read(BigDecimal.ONE, at + 1)) : Numerals.number(tokens, at);
        return count.filter(read -> read.to() < tokens.size()
                        && read.value().scale() <= 0
                        && read.value().compareTo(BigDecimal.valueOf(1000)) < 0)
                .flatMap(read -> unit(tokens.get(read.to()).lower())
                        .map(unit -> new Period(read.value().intValueExact(), unit, read.to() + 1)));
    }

    private static Optional<Character> unit(String word) {
        return switch (word) {
            case "day", "days" -> Optional.of('D');
            case "week", "weeks" -> Optional.of('W');
            case "month", "months" -> Optional.of('M');
            case "year", "years" -> Optional.of('Y');
            default -> Optional.empty();
        };
    }

    private static Optional<DayOfWeek> weekday(String word) {
        for (DayOfWeek day : DayOfWeek.values()) {
            String name = day.name().toLowerCase(Locale.ROOT);
            if (word.equals(name) || word.equals(name.substring(0, 3))) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> month(String word) {
        String bare = word.toLowerCase(Locale.ROOT).replace(".", "");
        for (int month = 0; month < MONTHS.size(); month++) {
            String name = MONTHS.get(month);
            if (bare.equals(name) || bare.equals(name.substring(0, 3)) || (bare.equals("sept") && month == 8)) {
                return Optional.of(month + 1);
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> dayNumber(Token token) {
        String lower = token.lower();
        String digits = lower.replaceFirst("(st|nd|rd|th)$", "");
        return isDigits(digits, 2) && number(digits) >= 1 && number(digits) <= 31
                ? Optional.of(number(digits))
                : Optional.empty();
    }

    private static Optional<Integer> year(List<Token> tokens, int at) {
        return at < tokens.size()
                        && isDigits(tokens.get(at).text(), 4)
                        && tokens.get(at).text().length() == 4
                ? Optional.of(number(tokens.get(at).text()))
                : Optional.empty();
    }

    private static boolean isDigits(String text, int longest) {
        return !text.isEmpty() && text.length() <= longest && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static Optional<LocalDate> date(int year, int month, int day) {
        try {
            return Optional.of(LocalDate.of(year, month, day));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static Optional<Mention> day(int from, int to, LocalDate date) {
        return Optional.of(new Mention(new Mention.Day(List.of(date)), from, to));
    }
}
