package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.registry.Shape;
import dossier.registry.ThingId;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Says how well what was said fits a slot, by shape alone. Zero fits not at all.
 */
final class Fit {
    private final Vocabulary vocabulary;
    private final Things things;

    Fit(Vocabulary vocabulary, Things things) {
        this.vocabulary = vocabulary;
        this.things = things;
    }

    /** @param cued whether words that announce the slot stand beside the value */
    double of(Slot slot, Mention mention, boolean cued) {
        double weak = cued ? 0.5 : 0;
        return switch (slot.shape()) {
            case Shape.Percent percent -> percent(percent, mention, weak);
            case Shape.Money money -> mention.meaning() instanceof Mention.Money ? 1 : 0;
            case Shape.Date date -> mention.meaning() instanceof Mention.Day ? 1 : 0;
            case Shape.Time time -> mention.meaning() instanceof Mention.Moment ? 1 : 0;
            case Shape.Duration duration -> mention.meaning() instanceof Mention.Length ? 1 : 0;
            case Shape.Int whole -> number(mention, whole.min(), whole.max(), true) ? weak : 0;
            case Shape.Dec dec -> decimal(dec, mention, weak, slot.required());
            case Shape.Code code -> code(code, mention, cued);
            case Shape.Formatted formatted -> formatted(formatted.format(), mention);
            case Shape.Text text -> text(slot, mention, cued);
            case Shape.NewId id -> newId(id.kind(), mention, cued);
            case Shape.Ref ref -> reference(ref.kind(), slot, mention, cued);
            case Shape.AttributeName name ->
                mention.meaning() instanceof Mention.Identifier identifier
                                && identifier.text().chars().anyMatch(Character::isLetter)
                        ? 0.6
                        : 0;
            default -> 0;
        };
    }

    private static double percent(Shape.Percent shape, Mention mention, double weak) {
        return switch (mention.meaning()) {
            case Mention.Percent p -> 1;
            case Mention.Band b -> shape.band() ? 1 : 0;
            case Mention.Amount a -> a.value().compareTo(BigDecimal.valueOf(100)) <= 0 ? weak : 0;
            default -> 0;
        };
    }

    private static double decimal(Shape.Dec shape, Mention mention, double weak, boolean required) {
        if (mention.meaning() instanceof Mention.Money money) {
            return within(money.amount(), shape.min(), shape.max()) ? 0.6 : 0;
        }
        return number(mention, shape.min(), shape.max(), false) ? Math.max(weak, required ? 0.3 : 0) : 0;
    }

    private static boolean number(Mention mention, Optional<BigDecimal> min, Optional<BigDecimal> max, boolean whole) {
        return mention.meaning() instanceof Mention.Amount amount
                && (!whole || amount.value().stripTrailingZeros().scale() <= 0)
                && within(amount.value(), min, max);
    }

    private static boolean within(BigDecimal value, Optional<BigDecimal> min, Optional<BigDecimal> max) {
        return min.map(low -> value.compareTo(low) >= 0).orElse(true)
                && max.map(high -> value.compareTo(high) <= 0).orElse(true);
    }

    private double code(Shape.Code shape, Mention mention, boolean cued) {
        boolean open =
                vocabulary.registry.codes(shape.list()).map(list -> list.open()).orElse(false);
        return switch (mention.meaning()) {
            case Mention.Coded coded -> coded.list().equals(shape.list()) ? 1 : 0;
            case Mention.Quoted quoted -> open && cued && quoted.text().length() <= 40 ? 0.4 : 0;
            default -> 0;
        };
    }

    private static double formatted(String format, Mention mention) {
        return switch (mention.meaning()) {
            case Mention.Formatted formatted -> formatted.format().equals(format) ? 1.2 : 0;
            case Mention.Country country -> format.equals("COUNTRY") ? 0.9 : 0;
            case Mention.Currency currency -> format.equals("CURRENCY") ? 0.9 : 0;
            case Mention.Money money -> format.equals("CURRENCY") ? 0.5 : 0;
            default -> 0;
        };
    }

    private double text(Slot slot, Mention mention, boolean cued) {
        return switch (mention.meaning()) {
            case Mention.Quoted quoted
            when slot.naming()
                    && !cued
                    && (isSentence(quoted.text()) || quoted.text().split("\\s+", -1).length > 8) -> 0;
            case Mention.Quoted quoted -> cued || slot.required() || slot.naming() ? 0.7 : slot.declared() ? 0.3 : 0;
            case Mention.Name name -> slot.naming() ? 0.8 : cued ? 0.4 : 0;
            case Mention.Identifier identifier -> cued ? 0.6 : slot.required() && !slot.naming() ? 0.35 : 0;
            case Mention.Amount amount -> cued && isDigits(amount, mention) ? 0.45 : 0;
            default -> 0;
        };
    }

    private static boolean isSentence(String text) {
        return (text.endsWith(".") && text.indexOf(' ') > 0) || text.endsWith("!") || text.endsWith("?");
    }

    /** Written in digits, at least two of them: "two" and "3" are counts, no text. */
    private static boolean isDigits(Mention.Amount amount, Mention mention) {
        return mention.length() == 1 && amount.value().precision() > 2;
    }

    /** An id that nobody bears yet: announced as one, or beginning as such ids do. */
    private double newId(String kind, Mention mention, boolean cued) {
        if (!(mention.meaning() instanceof Mention.Identifier identifier)
                || !isId(identifier.text())
                || !things.withId(identifier.text()).isEmpty()) {
            return 0;
        }
        boolean prefixed = vocabulary
                .registry
                .kind(kind)
                .filter(k -> identifier
                        .text()
                        .regionMatches(true, 0, k.prefix(), 0, k.prefix().length()))
                .isPresent();
        return cued ? 0.9 : prefixed ? 0.7 : 0;
    }

    /** What can be the id of a new thing; a plain number or an ordinal is none. */
    private static boolean isId(String text) {
        return ThingId.is(text)
                && text.chars().anyMatch(Character::isLetter)
                && !(Character.isDigit(text.charAt(0)) && text.length() <= 4);
    }

    private double reference(String kind, Slot slot, Mention mention, boolean cued) {
        return switch (mention.meaning()) {
            case Mention.Known known ->
                known(known, References.ofKind(known, kind).size());
            case Mention.Name name -> vocabulary.isNamed(kind) ? 0.8 : 0;
            case Mention.Pronoun pronoun ->
                pronoun.stands() == Mention.Stands.PERSON && !vocabulary.hasPeople(kind) ? 0 : 0.6;
            case Mention.Identifier identifier ->
                (slot.required() || cued)
                                && isId(identifier.text())
                                && things.withId(identifier.text()).isEmpty()
                        ? 0.3
                        : 0;
            default -> 0;
        };
    }

    /** A description that many things fit says little of which is meant. */
    private static double known(Mention.Known known, int ofKind) {
        return ofKind == 0 ? 0 : !known.described() || known.each() ? 1 : ofKind == 1 ? 0.9 : ofKind <= 3 ? 0.5 : 0;
    }
}
