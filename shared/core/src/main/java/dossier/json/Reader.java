package dossier.json;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON text into a tree, strictly. */
final class Reader {
    /** A document of 64 levels takes about three JSON levels for each. */
    private static final int MAX_DEPTH = 256;

    private static final int MAX_NUMBER_LENGTH = 100;
    /** Keeps a number's plain form short: {@code 1e999999999} would have a billion digits. */
    private static final int MAX_EXPONENT = 400;

    private static final String EXPONENT = "The exponent of this number is too large";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(10_000)
                    .build())
            .build();

    private final JsonParser parser;

    private Reader(JsonParser parser) {
        this.parser = parser;
    }

    static Json.Outcome read(byte[] utf8) {
        CharBuffer chars = CharBuffer.allocate(utf8.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8), chars, true);
        chars.flip();
        if (result.isError()) {
            return endOf(chars, "This is not valid UTF-8");
        }
        return read(chars.toString());
    }

    static Json.Outcome read(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return new Reader(parser).document();
        } catch (Refused refused) {
            return new Json.Outcome.Malformed(refused.reason, refused.line, refused.column);
        } catch (JacksonException malformed) {
            TokenStreamLocation where = malformed.getLocation();
            String message = oneLine(malformed.getOriginalMessage());
            return where == null
                    ? new Json.Outcome.Malformed(message, 1, 1)
                    : new Json.Outcome.Malformed(
                            message, Math.max(1, where.getLineNr()), Math.max(1, where.getColumnNr()));
        }
    }

    private Json.Outcome document() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw refused("There is no JSON value");
        }
        Json value = value(first);
        if (parser.nextToken() != null) {
            throw refused("There is more text after the value");
        }
        return new Json.Outcome.Read(value);
    }

    private Json value(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> Json.text(paired(parser.getString()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE -> Json.bool(true);
            case VALUE_FALSE -> Json.bool(false);
            case VALUE_NULL -> Json.nil();
            default -> throw refused("A value was expected");
        };
    }

    private Json object() {
        Map<String, Json> members = new LinkedHashMap<>();
        while (next() != JsonToken.END_OBJECT) {
            String name = paired(parser.currentName());
            if (members.containsKey(name)) {
                throw refused("The same name stands twice in one object");
            }
            members.put(name, value(next()));
        }
        return new Json.Object(members);
    }

    private Json array() {
        List<Json> items = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            items.add(value(token));
        }
        return new Json.Array(items);
    }

    private JsonToken next() {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw refused("The text ends too early");
        }
        return token;
    }

    private Json number() {
        BigDecimal value = decimal();
        if (Math.abs((long) value.scale()) > MAX_EXPONENT) {
            throw refused(EXPONENT);
        }
        if (Writer.digits(value).length() > MAX_NUMBER_LENGTH) {
            throw refused("This number has too many digits");
        }
        return Json.number(value);
    }

    private BigDecimal decimal() {
        try {
            return parser.getDecimalValue();
        } catch (NumberFormatException beyond) {
            // An exponent that no BigDecimal can hold; Jackson lets this one through as it is.
            throw refused(EXPONENT);
        }
    }

    private String paired(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw refused("A surrogate stands without its other half");
                }
                i++;
            }
        }
        return text;
    }

    private Refused refused(String reason) {
        TokenStreamLocation where = parser.currentTokenLocation();
        return new Refused(reason, Math.max(1, where.getLineNr()), Math.max(1, where.getColumnNr()));
    }

    private static Json.Outcome endOf(CharBuffer valid, String reason) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < valid.length(); i++) {
            column++;
            if (valid.charAt(i) == '\n') {
                line++;
                column = 1;
            }
        }
        return new Json.Outcome.Malformed(reason, line, column);
    }

    private static String oneLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    /** Carries a refusal out of the recursion; never leaves this class. */
    private static final class Refused extends RuntimeException {
        final String reason;
        final int line;
        final int column;

        Refused(String reason, int line, int column) {
            super(reason, null, false, false);
            this.reason = reason;
            this.line = line;
            this.column = column;
        }
    }
}
