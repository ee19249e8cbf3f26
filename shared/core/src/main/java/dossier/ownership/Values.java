package dossier.ownership;

import dossier.language.Diagnostic;
import dossier.language.Document;
import dossier.language.Form;
import dossier.language.Span;
import dossier.language.Value;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads single values of forms, and complains where one is not what it should be. */
final class Values {
    private final Document document;
    private final Meanings meanings;
    private final List<Diagnostic> diagnostics;
    private final Map<String, String> shortNames = new HashMap<>();
    private int formIndex;
    private int complaintsBefore;
    private String verb = "";

    Values(Document document, Meanings meanings, List<Diagnostic> diagnostics) {
        this.document = document;
        this.meanings = meanings;
        this.diagnostics = diagnostics;
    }

    /** The form that the next values are of. */
    void enter(int index, Form form) {
        formIndex = index;
        complaintsBefore = diagnostics.size();
        verb = form.verb();
    }

    /** Whether the present form was complained about. */
    boolean complained() {
        return diagnostics.size() > complaintsBefore;
    }

    Optional<Value> find(Form form, List<String> keys) {
        for (String key : keys) {
            Optional<Value> value = form.value(key).filter(found -> !(found instanceof Value.Nil));
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    Optional<String> text(Form form, List<String> keys) {
        return find(form, keys).flatMap(this::textOf);
    }

    private Optional<String> textOf(Value value) {
        Optional<String> text = text(value).filter(found -> !found.isBlank());
        if (text.isEmpty()) {
            complain("TYP-TEXT", "A text was expected", value.span(), "text");
        }
        return text;
    }

    Optional<String> needed(Form form, List<String> keys) {
        Optional<Value> value = find(form, keys);
        if (value.isEmpty()) {
            missing(form, keys.getFirst());
        }
        return value.flatMap(this::textOf);
    }

    void missing(Form form, String key) {
        complain("VOC-MISSING", verb + " needs :" + key, form.verbSpan(), ":" + key);
    }

    /** The text of a property, by what the property says. */
    Optional<String> text(Map<String, Value> props, String what) {
        for (String key : meanings.props(what)) {
            Value value = props.get(key);
            if (value != null && !(value instanceof Value.Nil)) {
                return textOf(value);
            }
        }
        return Optional.empty();
    }

    static Optional<String> text(Value value) {
        return switch (value) {
            case Value.Text text -> Optional.of(text.value());
            case Value.Symbol symbol -> Optional.of(symbol.name());
            case Value.Bool bool -> Optional.of(Boolean.toString(bool.value()));
            case Value.Numeric number -> Optional.of(number.amount().toPlainString());
            case Value.Nil nil -> Optional.empty();
            case Value.Many many -> Optional.empty();
            case Value.Fields fields -> Optional.empty();
            case Value.Attribute attribute -> Optional.empty();
        };
    }

    /** The properties of a form by their short names: the last part of a dotted name, words joined by hyphens. */
    Map<String, Value> fields(Form form, List<String> keys) {
        Map<String, Value> found = new LinkedHashMap<>();
        for (String key : keys) {
            if (form.value(key).orElse(null) instanceof Value.Fields fields) {
                for (Value.Field field : fields.fields()) {
                    name(field.key()).ifPresent(name -> found.putIfAbsent(shortName(name), field.value()));
                }
            }
        }
        return found;
    }

    private static Optional<String> name(Value.MapKey key) {
        return switch (key) {
            case Value.MapKey.Named named -> Optional.of(named.name());
            case Value.MapKey.Quoted quoted -> Optional.of(quoted.name());
            case Value.MapKey.Referenced referenced -> referenced.attribute().name();
        };
    }

    private String shortName(String name) {
        return shortNames.computeIfAbsent(
                name,
                written -> written.substring(written.lastIndexOf('.') + 1)
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'));
    }

    Optional<LocalDate> date(Form form, List<String> keys, Map<String, Value> props, String what) {
        Optional<Value> value = find(form, keys);
        for (String key : meanings.props(what)) {
            value = value.or(() -> Optional.ofNullable(props.get(key)).filter(found -> !(found instanceof Value.Nil)));
        }
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<LocalDate> date = text(value.get()).flatMap(GraphReader::date);
        if (date.isEmpty()) {
            complain(
                    "TYP-DATE",
                    "A date such as \"2024-03-31\" was expected",
                    value.get().span(),
                    "date");
        }
        return date;
    }

    /** A share: a percentage, or a band as two bounds. */
    Optional<Interval> share(String key, Value value) {
        return switch (value) {
            case Value.Many many
            when many.items().size() == 2 -> {
                Optional<Fraction> low = percentage(key, many.items().getFirst());
                Optional<Fraction> high = percentage(key, many.items().getLast());
                yield low.flatMap(from -> high.map(to -> Interval.band(from, to)));
            }
            case Value.Fields fields -> band(key, fields);
            default -> percentage(key, value).map(Interval::exactly);
        };
    }

    private Optional<Interval> band(String key, Value.Fields fields) {
        Map<String, Fraction> bounds = new HashMap<>();
        for (Value.Field field : fields.fields()) {
            Optional<String> word = name(field.key()).map(this::shortName).flatMap(meanings::bandWord);
            Optional<Fraction> bound = word.isEmpty() ? Optional.empty() : percentage(key, field.value());
            if (word.isEmpty()) {
                complain(
                        "TYP-SHARE",
                        "A band has the bounds :over or :from, and :to or :under",
                        field.key().span(),
                        ":over",
                        ":from",
                        ":to",
                        ":under");
            }
            if (bound.isEmpty()) {
                return Optional.empty();
            }
            bounds.put(word.orElse(""), bound.get());
        }
        boolean twice = (bounds.containsKey("over") && bounds.containsKey("from"))
                || (bounds.containsKey("to") && bounds.containsKey("under"));
        if (bounds.isEmpty() || twice) {
            complain("TYP-SHARE", "A band has one lower bound and one upper bound", fields.span(), "a band");
            return Optional.empty();
        }
        Fraction over = bounds.get("over");
        Fraction from = bounds.get("from");
        Fraction to = bounds.get("to");
        Fraction under = bounds.get("under");
        Fraction low = over != null ? over : from != null ? from : Fraction.ZERO;
        Fraction high = under != null ? under : to != null ? to : Fraction.ONE;
        return Optional.of(new Interval(low, from == null, high, under != null));
    }

    private Optional<Fraction> percentage(String key, Value value) {
        Optional<Fraction> share = switch (value) {
            case Value.Numeric number
            when !(number.unit() instanceof Value.Unit.Currency) -> Optional.of(Fraction.ofPercent(number.amount()));
            case Value.Text text ->
                Fraction.parse(text.value())
                        .map(read -> text.value().contains("%") || text.value().contains("/")
                                ? read
                                : read.times(Fraction.of(1, 100)));
            default -> Optional.empty();
        };
        if (share.isEmpty()) {
            complain("TYP-SHARE", ":" + key + " takes a percentage or a band", value.span(), "50%", "[25% 50%]");
            return share;
        }
        if (share.get().signum() < 0 || share.get().compareTo(Fraction.ONE) > 0) {
            complain("TYP-RANGE", ":" + key + " lies between 0 % and 100 %", value.span(), "0%..100%");
            return Optional.empty();
        }
        return share;
    }

    private void complain(String code, String message, Span span, String... expected) {
        List<String> wanted = new ArrayList<>(List.of(expected));
        diagnostics.add(Diagnostic.error(code, message)
                .at(document.position(span), formIndex)
                .expecting(wanted));
    }
}
