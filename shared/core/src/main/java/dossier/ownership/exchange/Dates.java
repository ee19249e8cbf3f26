package dossier.ownership.exchange;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** Dates as registers write them: a day, or a time of which the day counts. */
final class Dates {
    private Dates() {}

    static Optional<LocalDate> read(String text) {
        try {
            boolean plain = text.length() == 10 || (text.length() > 10 && text.charAt(10) == 'T');
            return plain ? Optional.of(LocalDate.parse(text.substring(0, 10))) : Optional.empty();
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** Empty for the earliest day, which stands for one that was not said. */
    static Optional<LocalDate> known(LocalDate date) {
        return date.equals(LocalDate.MIN) ? Optional.empty() : Optional.of(date);
    }
}
