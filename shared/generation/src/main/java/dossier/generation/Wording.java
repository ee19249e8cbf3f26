package dossier.generation;

import dossier.generation.slots.Mention;
import dossier.generation.text.Token;
import dossier.language.Form;
import dossier.language.Span;
import dossier.language.Value;
import dossier.registry.Shape;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes values as the language has them: what a mention is worth in a slot, and drafts as forms. */
final class Wording {
    private final String text;

    /** @param text the request */
    Wording(String text) {
        this.text = text;
    }

    /** The value of a mention in a slot, without quotes; empty where it has no clear one. */
    Optional<String> value(Slot slot, Mention mention, List<Token> tokens) {
        return switch (mention.meaning()) {
            case Mention.Percent percent -> Optional.of(plain(percent.value()) + "%");
            case Mention.Band band -> Optional.of("[" + plain(band.low()) + "% " + plain(band.high()) + "%]");
            case Mention.Money money -> money(slot, money);
            case Mention.Amount amount -> amount(slot, amount, mention, tokens);
            case Mention.Day day ->
                day.readings().size() == 1
                        ? Optional.of(day.readings().getFirst().toString())
                        : Optional.empty();
            case Mention.Moment moment -> Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.time()));
            case Mention.Length length -> Optional.of(length.iso());
            case Mention.Country country -> Optional.of(country.code());
            case Mention.Currency currency -> Optional.of(currency.code());
            case Mention.Coded coded -> Optional.of(coded.code());
            case Mention.Formatted formatted -> Optional.of(formatted.text());
            case Mention.Name name -> Optional.of(trimmed(name.text()));
            case Mention.Identifier identifier -> Optional.of(identifier.text());
            case Mention.Quoted quoted -> Optional.of(quoted(slot, quoted, mention, tokens));
            case Mention.Known known -> Optional.empty();
            case Mention.Pronoun pronoun -> Optional.empty();
        };
    }

    /** Trailing punctuation goes, save the dot of an abbreviation with dots inside. */
    private static String trimmed(String name) {
        return name;
    }

    private static Optional<String> money(Slot slot, Mention.Money money) {
        return switch (slot.shape()) {
            case Shape.Money m -> Optional.of(plain(money.amount()) + money.currency());
            case Shape.Formatted f -> Optional.of(money.currency());
            default -> Optional.of(plain(money.amount()));
        };
    }

    private Optional<String> amount(Slot slot, Mention.Amount amount, Mention mention, List<Token> tokens) {
        return switch (slot.shape()) {
            case Shape.Text t -> Optional.of(said(mention, tokens));
            case Shape.Percent p -> Optional.of(plain(amount.value()) + "%");
            default -> Optional.of(plain(amount.value()));
        };
    }

    private String quoted(Slot slot, Mention.Quoted quoted, Mention mention, List<Token> tokens) {
        if (slot.shape() instanceof Shape.Code) {
            return upperSnake(quoted.text());
        }
        return quoted.text().isEmpty() ? said(mention, tokens) : quoted.text();
    }

    static String upperSnake(String words) {
        return words.strip().toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
    }

    /** The words of a mention as the request has them. */
    String said(Mention mention, List<Token> tokens) {
        return text.substring(
                tokens.get(mention.from()).from(), tokens.get(mention.to() - 1).to());
    }

    private static String plain(BigDecimal number) {
        BigDecimal bare = number.stripTrailingZeros();
        return (bare.scale() < 0 ? bare.setScale(0) : bare).toPlainString();
    }

    /** The place of a mention in code points of the request. */
    Proposal.Range range(Mention mention, List<Token> tokens) {
        int from = tokens.get(mention.from()).from();
        int to = tokens.get(mention.to() - 1).to();
        int start = text.codePointCount(0, from);
        return new Proposal.Range(start, start + text.codePointCount(from, to));
    }

    // ---- forms

    /** A draft as a form of the language, its keys in registry order. */
    static Form form(Draft draft) {
        Map<String, List<Draft.Entry>> keys = new LinkedHashMap<>();
        draft.entries()
                .forEach(e -> keys.computeIfAbsent(e.slot().key(), k -> new ArrayList<>())
                        .add(e));
        List<Form.Entry> entries = new ArrayList<>();
        keys.forEach((key, values) -> entries.add(new Form.Entry(key, Span.NONE, value(values))));
        return new Form(draft.frame().verb().name(), Span.NONE, List.copyOf(entries), List.of(), Span.NONE);
    }

    private static Value value(List<Draft.Entry> entries) {
        if (entries.getFirst().slot().entry().isEmpty()) {
            return several(entries);
        }
        Map<String, List<Draft.Entry>> members = new LinkedHashMap<>();
        entries.forEach(e -> members.computeIfAbsent(e.slot().entry(), k -> new ArrayList<>())
                .add(e));
        List<Value.Field> fields = new ArrayList<>();
        members.forEach((name, values) ->
                fields.add(new Value.Field(new Value.MapKey.Named(name, Span.NONE), several(values))));
        return new Value.Fields(List.copyOf(fields), Span.NONE);
    }

    private static Value several(List<Draft.Entry> entries) {
        return entries.getFirst().slot().list()
                ? new Value.Many(entries.stream().map(Wording::single).toList(), Span.NONE)
                : single(entries.getFirst());
    }

    private static Value single(Draft.Entry entry) {
        String value = entry.value();
        return switch (entry.slot().shape()) {
            case Shape.Percent p -> percent(value);
            case Shape.Money m ->
                new Value.Numeric(
                        new BigDecimal(value.substring(0, value.length() - 3)),
                        new Value.Unit.Currency(value.substring(value.length() - 3)),
                        Span.NONE);
            case Shape.Int i -> number(value);
            case Shape.Dec d -> number(value);
            case Shape.Bool b -> new Value.Bool(Boolean.parseBoolean(value), Span.NONE);
            default -> new Value.Text(value, Span.NONE);
        };
    }

    private static Value number(String value) {
        return new Value.Numeric(new BigDecimal(value), Value.Unit.PLAIN, Span.NONE);
    }

    private static Value percent(String value) {
        if (!value.startsWith("[")) {
            return percentage(value);
        }
        String[] bounds = value.substring(1, value.length() - 1).split(" ", -1);
        return new Value.Many(List.of(percentage(bounds[0]), percentage(bounds[1])), Span.NONE);
    }

    private static Value percentage(String value) {
        return new Value.Numeric(new BigDecimal(value.substring(0, value.length() - 1)), Value.Unit.PERCENT, Span.NONE);
    }
}
