package dossier.registry;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What a value must look like: the closed set of shapes that arguments and attributes are typed with. */
public sealed interface Shape {
    /** An identifier that the form introduces for a new thing of this kind. */
    record NewId(String kind) implements Shape {}

    /**
     * The id of a thing that must exist.
     *
     * @param kind name of the kind
     */
    record Ref(String kind) implements Shape {}

    /** Free text. */
    record Text() implements Shape {}

    /** A whole number within inclusive bounds. */
    record Int(Optional<BigDecimal> min, Optional<BigDecimal> max) implements Shape {}

    /** An exact decimal within inclusive bounds. */
    record Dec(Optional<BigDecimal> min, Optional<BigDecimal> max) implements Shape {}

    /**
     * A percentage from 0 to 100, exact.
     *
     * @param band whether a range such as {@code [25% 50%]} is a value too
     */
    record Percent(boolean band) implements Shape {}

    /** An amount with its currency. */
    record Money() implements Shape {}

    /** A calendar date, ISO 8601. */
    record Date() implements Shape {}

    /** A date-time with its zone, ISO 8601. */
    record Time() implements Shape {}

    /** A duration, ISO 8601. */
    record Duration() implements Shape {}

    record Bool() implements Shape {}

    /** A word of a code list. */
    record Code(String list) implements Shape {}

    /**
     * Text of a published format with its own check, such as LEI, IBAN or COUNTRY.
     *
     * @param format name of the format, one that {@code Formats} knows
     */
    record Formatted(String format) implements Shape {}

    record ListOf(Shape item) implements Shape {}

    /**
     * A map.
     *
     * @param fields entries it knows by name
     * @param attributes whether every attribute of the dictionary may be a key too
     * @param any whether unknown keys are kept as they are
     */
    record MapOf(List<Argument> fields, boolean attributes, boolean any) implements Shape {}

    /** The name or id of an attribute of the dictionary. */
    record AttributeName() implements Shape {}

    /**
     * A map whose entries depend on the code that another argument of the form gives (see {@link Asset}).
     *
     * @param by key of that argument
     */
    record Dependent(String by, Part part) implements Shape {}

    /** Which entries: arguments of the verb that creates such things, their columns, or conditions on their columns. */
    enum Part {
        ARGUMENTS,
        COLUMNS,
        CONDITIONS
    }

    /** A condition: a value to be equal to, a list of which one is equal, nil for no value, or a map of comparisons. */
    record Condition(Shape of) implements Shape {}

    /** A value of whatever shape, kept as written. */
    record Any() implements Shape {}
}
