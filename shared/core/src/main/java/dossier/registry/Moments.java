package dossier.registry;

import dossier.language.Diagnostic;
import dossier.language.Span;
import dossier.language.Value;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/** Reads dates, date-times and durations of ISO 8601, strictly. */
final class Moments {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.withResolverStyle(ResolverStyle.STRICT);
    private static final int NANOS_OF_A_MICRO = 1_000;
    private static final int LONGEST = 64;

    private final Scope scope;

    Moments(Scope scope) {
        this.scope = scope;
    }

    Optional<Reading> date(Value value, String path) {
        Optional<LocalDate> date = text(value).flatMap(Moments::parseDate);
        if (date.isEmpty() && !scope.strict()) {
            Optional<LocalDate> day = text(value).flatMap(Moments::parseLoose).map(OffsetDateTime::toLocalDate);
            if (day.isPresent()) {
                scope.aside(
                        Diagnostic.error(
                                "TYP-DATE", ":" + path + " is a time; its day is taken, and the time kept aside"),
                        path,
                        value);
                return Optional.of(new Reading(new Typed.Date(day.get()), value));
            }
        }
        if (date.isEmpty()) {
            scope.wrong("TYP-DATE", path, value, "a real date", "Write it as \"2026-03-31\".");
        }
        return date.map(d -> new Reading(new Typed.Date(d), string(d.toString(), value)));
    }

    static Optional<LocalDate> parseDate(String text) {
        try {
            LocalDate date = LocalDate.parse(text, DATE);
            return date.getYear() >= 1 && text.length() == 10 ? Optional.of(date) : Optional.empty();
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    Optional<Reading> time(Value value, String path) {
        Optional<OffsetDateTime> time = text(value).flatMap(Moments::parseTime);
        if (time.isEmpty()
                && !scope.strict()
                && text(value).flatMap(Moments::parseLoose).isPresent()) {
            return Optional.of(scope.aside(
                    Diagnostic.error(
                            "TYP-TIME", ":" + path + " lacks its time or its zone and is kept aside as written"),
                    path,
                    value));
        }
        if (time.isEmpty()) {
            scope.wrong(
                    "TYP-TIME",
                    path,
                    value,
                    "a date and time with its zone, at most to the microsecond",
                    "Write it as \"2026-03-31T14:30:00Z\" or with an offset such as +02:00.");
        }
        return time.map(t -> new Reading(new Typed.Time(t), string(t.toString(), value)));
    }

    /** What older documents write: a time for a day, a day for a time, a time without its zone. */
    private static Optional<OffsetDateTime> parseLoose(String text) {
        return parseTime(text)
                .or(() -> parseTime(text + "Z"))
                .or(() -> parseDate(text).map(day -> day.atStartOfDay().atOffset(ZoneOffset.UTC)));
    }

    private static Optional<OffsetDateTime> parseTime(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text, TIME);
            boolean kept = time.getNano() % NANOS_OF_A_MICRO == 0;
            return kept && time.getYear() >= 1 && time.getYear() <= 9999 ? Optional.of(time) : Optional.empty();
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    Optional<Reading> duration(Value value, String path) {
        Optional<String> duration =
                text(value).map(text -> text.toUpperCase(Locale.ROOT)).filter(Moments::isDuration);
        if (duration.isEmpty()) {
            scope.wrong(
                    "TYP-DURATION",
                    path,
                    value,
                    "an ISO 8601 duration",
                    "Write seven years as \"P7Y\", two days before as \"-P2D\".");
        }
        return duration.map(d -> new Reading(new Typed.Text(d), string(d, value)));
    }

    private static boolean isDuration(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        int time = text.indexOf('T');
        try {
            if (time < 0) {
                return Period.parse(text) != null;
            }
            String sign = text.startsWith("-") ? "-" : "";
            String dates = text.substring(sign.length(), time);
            return (dates.equals("P") || Period.parse(dates) != null)
                    && Duration.parse("P" + text.substring(time)) != null;
        } catch (DateTimeException noDuration) {
            return false;
        }
    }

    private static Optional<String> text(Value value) {
        return value instanceof Value.Text text ? Optional.of(text.value()) : Optional.empty();
    }

    private static Value string(String text, Value written) {
        return written instanceof Value.Text same && same.value().equals(text)
                ? written
                : new Value.Text(text, Span.NONE);
    }
}
