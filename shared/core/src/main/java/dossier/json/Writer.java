package dossier.json;

import java.io.StringWriter;
import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/** Writes a tree; the same tree always gives the same characters. */
final class Writer {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(2_000).build())
            .build();

    /** Digits after the point of a number that is written without an exponent. */
    private static final int LONGEST_PLAIN = 90;

    private Writer() {}

    static String compact(Json json) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write(json, generator);
        }
        return out.toString();
    }

    static String pretty(Json json) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        PrettyPrinter layout = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator(""))
                .withArrayIndenter(indenter)
                .withObjectIndenter(indenter);
        ObjectWriteContext context = new ObjectWriteContext.Base() {
            @Override
            public PrettyPrinter getPrettyPrinter() {
                return layout;
            }

            @Override
            public boolean hasPrettyPrinter() {
                return true;
            }
        };
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(context, out)) {
            write(json, generator);
        }
        return out.toString();
    }

    private static void write(Json json, JsonGenerator out) {
        switch (json) {
            case Json.Text text -> out.writeString(text.value());
            case Json.Number number -> out.writeNumber(digits(number.value()));
            case Json.Bool bool -> out.writeBoolean(bool.value());
            case Json.Null nothing -> out.writeNull();
            case Json.Array array -> {
                out.writeStartArray();
                array.items().forEach(item -> write(item, out));
                out.writeEndArray();
            }
            case Json.Object object -> {
                out.writeStartObject();
                object.members().forEach((name, value) -> {
                    out.writeName(name);
                    write(value, out);
                });
                out.writeEndObject();
            }
        }
    }

    /** Plain wherever that keeps the scale and stays short, so that reading gives the same decimal again. */
    static String digits(BigDecimal value) {
        return value.scale() >= 0 && value.scale() <= LONGEST_PLAIN ? value.toPlainString() : value.toString();
    }
}
