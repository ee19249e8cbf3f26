package dossier.language;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A value as written: its type in the case's sense comes later, from the dictionary. */
public sealed interface Value {
    Span span();

    /** A string, escapes already undone. */
    record Text(String value, Span span) implements Value {}

    /** A number with every digit it was written with, and its unit. */
    record Numeric(BigDecimal amount, Unit unit, Span span) implements Value {}

    record Bool(boolean value, Span span) implements Value {}

    record Nil(Span span) implements Value {}

    /** A bare word, possibly dotted: an enumeration value. */
    record Symbol(String name, Span span) implements Value {}

    record Many(List<Value> items, Span span) implements Value {}

    record Fields(List<Field> fields, Span span) implements Value {}

    /** {@code @attr{...}}: by UUID, by dotted name, or by both; at least one is there. */
    record Attribute(Optional<UUID> id, Optional<String> name, Span span) implements Value {}

    /** One entry of a map. */
    record Field(MapKey key, Value value) {}

    /** The key of a map entry. */
    sealed interface MapKey {
        Span span();

        /** {@code :legal-name} */
        record Named(String name, Span span) implements MapKey {}

        /** {@code "legal-name"} */
        record Quoted(String name, Span span) implements MapKey {}

        /** {@code @attr{...}} */
        record Referenced(Attribute attribute, Span span) implements MapKey {}
    }

    /** What a number counts. */
    sealed interface Unit {
        Unit PLAIN = new Plain();
        Unit PERCENT = new Percent();

        record Plain() implements Unit {}

        record Percent() implements Unit {}

        /** @param code three upper-case letters, meant as an ISO 4217 code */
        record Currency(String code) implements Unit {}
    }
}
