package dossier.generation.slots;

import dossier.pipeline.ThingKey;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * A value somebody said.
 *
 * @param from first token
 * @param to past the last token
 */
public record Mention(Meaning meaning, int from, int to) {
    /** What was said, not yet fitted to any argument. */
    public sealed interface Meaning {}

    /** Words in quotation marks. */
    public record Quoted(String text) implements Meaning {}

    /** An exact percentage. */
    public record Percent(BigDecimal value) implements Meaning {}

    /** A percentage between two bounds. */
    public record Band(BigDecimal low, BigDecimal high) implements Meaning {}

    /** @param currency ISO 4217 */
    public record Money(BigDecimal amount, String currency) implements Meaning {}

    public record Amount(BigDecimal value) implements Meaning {}

    /** @param readings one where the date is clear; several where it has to be asked */
    public record Day(List<LocalDate> readings) implements Meaning {}

    public record Moment(OffsetDateTime time) implements Meaning {}

    /** @param iso ISO 8601, for example {@code P7Y} */
    public record Length(String iso) implements Meaning {}

    /** @param code ISO 3166-1 or a subdivision */
    public record Country(String code) implements Meaning {}

    /** @param code ISO 4217 */
    public record Currency(String code) implements Meaning {}

    /** Words that a code list knows. */
    public record Coded(String list, String code) implements Meaning {}

    /** Text of a published format whose check it passed. */
    public record Formatted(String format, String text) implements Meaning {}

    /**
     * A proper name.
     *
     * @param legalForm sort of thing that bears the legal form it ends in
     */
    public record Name(String text, Bearer bearer, Optional<String> legalForm) implements Meaning {}

    /** Who bears a name, as far as the name tells. */
    public enum Bearer {
        PERSON,
        ORGANISATION,
        UNKNOWN
    }

    /**
     * Things that are known already, by name, id or description; several where it is not clear which is meant.
     *
     * @param described whether only a common noun says which
     * @param each whether all of them are meant, as in "both owners"
     */
    public record Known(List<ThingKey> things, boolean described, boolean each) implements Meaning {
        public Known(List<ThingKey> things, boolean described) {
            this(things, described, false);
        }
    }

    /** A pronoun: whom it stands for is known from what was said before. */
    public record Pronoun(Stands stands) implements Meaning {}

    /** What a pronoun can stand for. */
    public enum Stands {
        PERSON,
        THING,
        SEVERAL
    }

    /** A word shaped like an identifier. */
    public record Identifier(String text) implements Meaning {}

    public int length() {
        return to - from;
    }

    public boolean overlaps(Mention other) {
        return from < other.to && other.from < to;
    }

    public boolean covers(int token) {
        return from <= token && token < to;
    }
}
