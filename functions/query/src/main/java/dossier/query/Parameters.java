package dossier.query;

import dossier.edge.HttpCall;
import dossier.store.Reading;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Reads the parameters of a query, each with the type it must have. Stateless. */
final class Parameters {

    private Parameters() {}

    /** A parameter says what it cannot; the message tells what it must be. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;
        private final String detail;

        Wrong(String detail) {
            super(detail, null, false, false);
            this.detail = detail;
        }

        String detail() {
            return detail;
        }
    }

    static int limit(HttpCall call) throws Wrong {
        String limit = call.parameter("limit").orElse(Integer.toString(Reading.Page.FIRST.limit()));
        if (!limit.matches("[1-9][0-9]{0,2}") || Integer.parseInt(limit) > Reading.Page.MOST) {
            throw new Wrong("limit must be a whole number from 1 to " + Reading.Page.MOST + ".");
        }
        return Integer.parseInt(limit);
    }

    /** A version number, from 0. */
    static Optional<Long> version(HttpCall call, String name) throws Wrong {
        Optional<String> given = call.parameter(name);
        if (given.filter(text -> !text.matches("[0-9]{1,18}")).isPresent()) {
            throw new Wrong(name + " must be the number of a version.");
        }
        return given.map(Long::parseLong);
    }

    static Optional<Instant> time(HttpCall call, String name) throws Wrong {
        Optional<String> given = call.parameter(name);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        try {
            // A plus sign that was not encoded arrives as a space.
            return Optional.of(
                    OffsetDateTime.parse(given.get().replace(' ', '+')).toInstant());
        } catch (DateTimeException noTime) {
            throw new Wrong(name + " must be a time with its zone, such as 2026-03-09T12:00:00Z.");
        }
    }

    static Optional<LocalDate> date(HttpCall call, String name) throws Wrong {
        Optional<String> given = call.parameter(name);
        try {
            return given.map(LocalDate::parse);
        } catch (DateTimeException noDate) {
            throw new Wrong(name + " must be a date, such as 2026-03-09.");
        }
    }
}
