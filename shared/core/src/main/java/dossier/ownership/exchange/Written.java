package dossier.ownership.exchange;

import dossier.json.Json;
import dossier.language.Form;
import dossier.language.Span;
import dossier.language.Value;
import dossier.ownership.Fraction;
import dossier.ownership.Interval;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A form under construction, and the values it is made of. Not thread-safe. */
final class Written {
    /** The verbs that state entities and links. */
    private static final Json.Object VERBS = BodsData.object("forms.json");

    private final String verb;
    private final List<Form.Entry> entries = new ArrayList<>();

    private Written(String verb) {
        this.verb = verb;
    }

    /** A form that states an entity. */
    static Written entity() {
        return stating("entity");
    }

    /** A form that states again some of what was said of an entity. */
    static Written change() {
        return stating("change");
    }

    /** A form that states a link. */
    static Written link() {
        return stating("link");
    }

    private static Written stating(String what) {
        return new Written(VERBS.text(what).orElseThrow());
    }

    Written put(String key, Value value) {
        entries.add(new Form.Entry(key, Span.NONE, value));
        return this;
    }

    Written text(String key, String value) {
        return put(key, Written.text(value));
    }

    /** Left out when there is none. */
    Written text(String key, Optional<?> value) {
        value.ifPresent(found -> text(key, found.toString()));
        return this;
    }

    Written code(String key, String value) {
        return put(key, Written.code(value));
    }

    /** Left out when it is empty. */
    Written map(String key, Map<String, Value> fields) {
        if (!fields.isEmpty()) {
            List<Value.Field> all = new ArrayList<>();
            fields.forEach((name, value) -> all.add(new Value.Field(new Value.MapKey.Named(name, Span.NONE), value)));
            put(key, new Value.Fields(all, Span.NONE));
        }
        return this;
    }

    Form form() {
        return new Form(verb, Span.NONE, List.copyOf(entries), List.of(), Span.NONE);
    }

    static Value text(String value) {
        return new Value.Text(value, Span.NONE);
    }

    static Value code(String value) {
        return new Value.Symbol(value, Span.NONE);
    }

    /** A share as documents write it: a percentage, or a band with its bounds. The bounds must be decimals. */
    static Value share(Interval share) {
        if (share.isExact()) {
            return percent(share.low());
        }
        if (share.lowOpen() && !share.highOpen()) {
            return new Value.Many(List.of(percent(share.low()), percent(share.high())), Span.NONE);
        }
        Map<String, Value> bounds = new LinkedHashMap<>();
        bounds.put(share.lowOpen() ? "over" : "from", percent(share.low()));
        bounds.put(share.highOpen() ? "under" : "to", percent(share.high()));
        List<Value.Field> fields = new ArrayList<>();
        bounds.forEach((word, value) -> fields.add(new Value.Field(new Value.MapKey.Named(word, Span.NONE), value)));
        return new Value.Fields(fields, Span.NONE);
    }

    private static Value percent(Fraction share) {
        BigDecimal hundredfold = new BigDecimal(share.numerator())
                .movePointRight(2)
                .divide(new BigDecimal(share.denominator()))
                .stripTrailingZeros();
        return new Value.Numeric(
                hundredfold.scale() < 0 ? hundredfold.setScale(0) : hundredfold, Value.Unit.PERCENT, Span.NONE);
    }
}
