package dossier.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A JSON value. Immutable and safe to share between threads. Numbers are exact decimals, members keep their order,
 * and two values are equal when they say the same in the same digits.
 *
 * <p>Reading is strict (RFC 8259 and no more): see {@link #parse(byte[])}. Writing is deterministic: the same value
 * always gives the same characters.
 */
// The nested names are those of RFC 8259; here they shadow java.lang, which this file spells out where it needs it.
@SuppressWarnings("JavaLangClash")
public sealed interface Json {
    record Text(String value) implements Json {}

    record Number(BigDecimal value) implements Json {}

    record Bool(boolean value) implements Json {}

    record Null() implements Json {}

    record Array(List<Json> items) implements Json {
        public Array {
            items = List.copyOf(items);
        }
    }

    /** Members in the order read or put. */
    record Object(Map<String, Json> members) implements Json {
        public Object {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        public Optional<Json> get(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /** The member as text; empty when absent or of another type. */
        public Optional<String> text(String name) {
            return get(name).flatMap(Json::asText);
        }

        public Optional<BigDecimal> number(String name) {
            return get(name).flatMap(Json::asNumber);
        }

        /** The member as a whole number that fits a long. */
        public Optional<Long> integer(String name) {
            return get(name).flatMap(Json::asInteger);
        }

        public Optional<Boolean> bool(String name) {
            return get(name).flatMap(Json::asBool);
        }

        public Optional<Object> object(String name) {
            return get(name).flatMap(Json::asObject);
        }

        /** The items of an array member; empty when absent or of another type. */
        public Optional<List<Json>> array(String name) {
            return get(name).flatMap(Json::asArray);
        }

        public boolean has(String name) {
            return members.containsKey(name);
        }

        /** These members and the other's; the other's where both have one. */
        public Object with(Object other) {
            Builder builder = toBuilder();
            builder.members.putAll(other.members);
            return builder.build();
        }

        /** A builder that starts with these members. */
        public Builder toBuilder() {
            Builder builder = new Builder();
            builder.members.putAll(members);
            return builder;
        }
    }

    default Optional<String> asText() {
        return this instanceof Text text ? Optional.of(text.value()) : Optional.empty();
    }

    default Optional<BigDecimal> asNumber() {
        return this instanceof Number number ? Optional.of(number.value()) : Optional.empty();
    }

    /** A whole number that fits a long; {@code 5.0} is one. */
    default Optional<Long> asInteger() {
        return asNumber().flatMap(number -> {
            try {
                return Optional.of(number.longValueExact());
            } catch (ArithmeticException fraction) {
                return Optional.empty();
            }
        });
    }

    default Optional<Boolean> asBool() {
        return this instanceof Bool bool ? Optional.of(bool.value()) : Optional.empty();
    }

    default Optional<Object> asObject() {
        return this instanceof Object object ? Optional.of(object) : Optional.empty();
    }

    default Optional<List<Json>> asArray() {
        return this instanceof Array array ? Optional.of(array.items()) : Optional.empty();
    }

    default boolean isNull() {
        return this instanceof Null;
    }

    /** The value under nested member names, outermost first. */
    default Optional<Json> at(String... path) {
        Optional<Json> here = Optional.of(this);
        for (String name : path) {
            here = here.flatMap(Json::asObject).flatMap(object -> object.get(name));
        }
        return here;
    }

    static Text text(String value) {
        return new Text(value);
    }

    static Number number(long value) {
        return new Number(BigDecimal.valueOf(value));
    }

    static Number number(BigDecimal value) {
        return new Number(value);
    }

    static Bool bool(boolean value) {
        return new Bool(value);
    }

    static Null nil() {
        return new Null();
    }

    static Array array(Json... items) {
        return new Array(List.of(items));
    }

    static Array array(Collection<? extends Json> items) {
        return new Array(List.copyOf(items));
    }

    /** One item for each element, in order. */
    static <T> Array array(Collection<T> elements, Function<? super T, ? extends Json> toJson) {
        List<Json> items = new ArrayList<>(elements.size());
        for (T element : elements) {
            items.add(toJson.apply(element));
        }
        return new Array(items);
    }

    static Array texts(Collection<String> values) {
        return array(values, Json::text);
    }

    static Builder object() {
        return new Builder();
    }

    /**
     * Reads UTF-8 JSON. Refused: anything RFC 8259 does not allow, invalid UTF-8, a name twice in one object, an
     * unpaired surrogate, nesting over 256, a number over 100 characters or beyond 10^±400, text after the value.
     */
    static Outcome parse(byte[] utf8) {
        return Reader.read(utf8);
    }

    /** As {@link #parse(byte[])}; a leading byte-order mark is not skipped. */
    static Outcome parse(String text) {
        return Reader.read(text);
    }

    /** One line without spaces. */
    default String compact() {
        return Writer.compact(this);
    }

    /** Two spaces an indent, a member or item a line, ending without a line break. */
    default String pretty() {
        return Writer.pretty(this);
    }

    /** {@link #compact()} in UTF-8. */
    default byte[] bytes() {
        return compact().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** What reading came to. */
    sealed interface Outcome {
        record Read(Json json) implements Outcome {}

        /**
         * @param message what is wrong, without quoting the text
         * @param line from 1
         * @param column characters from 1
         */
        record Malformed(String message, int line, int column) implements Outcome {}

        default Optional<Json> value() {
            return this instanceof Read read ? Optional.of(read.json()) : Optional.empty();
        }

        /** For text that this program wrote itself. */
        default Json orThrow() {
            return switch (this) {
                case Read read -> read.json();
                case Malformed bad ->
                    throw new IllegalStateException(
                            "Malformed JSON at " + bad.line() + ":" + bad.column() + ": " + bad.message());
            };
        }
    }

    /** Builds an object member by member; a name put twice keeps its first place and its last value. */
    final class Builder {
        private final LinkedHashMap<String, Json> members = new LinkedHashMap<>();

        private Builder() {}

        public Builder put(String name, Json value) {
            members.put(name, value);
            return this;
        }

        public Builder put(String name, String value) {
            return put(name, text(value));
        }

        public Builder put(String name, long value) {
            return put(name, number(value));
        }

        public Builder put(String name, BigDecimal value) {
            return put(name, number(value));
        }

        public Builder put(String name, boolean value) {
            return put(name, bool(value));
        }

        public Builder put(String name, Builder value) {
            return put(name, value.build());
        }

        public Builder put(String name, Collection<? extends Json> items) {
            return put(name, array(items));
        }

        public Builder putTexts(String name, Collection<String> values) {
            return put(name, texts(values));
        }

        /** Leaves the member out when there is no value. */
        public Builder putText(String name, Optional<String> value) {
            value.ifPresent(text -> put(name, text));
            return this;
        }

        /** Leaves the member out when there is no value. */
        public Builder putIf(String name, Optional<? extends Json> value) {
            value.ifPresent(json -> put(name, json));
            return this;
        }

        /** JSON null when there is no value. */
        public Builder putOrNull(String name, Optional<? extends Json> value) {
            return put(name, value.isPresent() ? value.get() : nil());
        }

        public Object build() {
            return new Object(members);
        }
    }
}
