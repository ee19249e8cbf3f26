package dossier.language;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents of every kind of node, from a seed: the same seed always gives the same document. */
final class Generated {
    private static final String[] EXOTIC = {
        "",
        " ",
        "\"",
        "\\",
        "\n",
        "\r\n",
        "\t",
        ";",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        "é",
        "e\u0301",
        "漢字",
        "😀",
        "\u202e",
        "\u2028",
        "\ufeff",
        "\u007f",
        "\u0001",
        "a:b",
        "@attr{x}",
        "'; DROP TABLE cases; --",
        "\\u0041",
        ",",
    };

    private final Random random;

    Generated(long seed) {
        this.random = new Random(seed);
    }

    List<Form> forms() {
        List<Form> forms = new ArrayList<>();
        for (int i = 0, n = 1 + random.nextInt(5); i < n; i++) {
            forms.add(form(0));
        }
        return forms;
    }

    private Form form(int depth) {
        List<Form.Entry> entries = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (int i = 0, n = random.nextInt(6); i < n; i++) {
            String key = dotted();
            if (keys.add(key)) {
                entries.add(new Form.Entry(key, Span.NONE, value(depth + 1)));
            }
        }
        List<Form> children = new ArrayList<>();
        for (int i = 0, n = depth < 3 && random.nextInt(4) == 0 ? random.nextInt(3) : 0; i < n; i++) {
            children.add(form(depth + 1));
        }
        return new Form(dotted(), Span.NONE, entries, children, Span.NONE);
    }

    private Value value(int depth) {
        return switch (random.nextInt(depth > 6 ? 7 : 10)) {
            case 0, 1 -> new Value.Text(text(), Span.NONE);
            case 2, 3 -> new Value.Numeric(amount(), unit(), Span.NONE);
            case 4 -> random.nextBoolean() ? new Value.Bool(random.nextBoolean(), Span.NONE) : new Value.Nil(Span.NONE);
            case 5 -> new Value.Symbol(symbol(), Span.NONE);
            case 6 -> attribute();
            case 7, 8 -> new Value.Fields(fields(depth), Span.NONE);
            default -> new Value.Many(items(depth), Span.NONE);
        };
    }

    private List<Value> items(int depth) {
        List<Value> items = new ArrayList<>();
        for (int i = 0, n = random.nextInt(random.nextInt(8) == 0 ? 40 : 4); i < n; i++) {
            items.add(value(depth + 1));
        }
        return items;
    }

    private List<Value.Field> fields(int depth) {
        List<Value.Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0, n = random.nextInt(random.nextInt(8) == 0 ? 20 : 4); i < n; i++) {
            Value.MapKey key = mapKey(names);
            if (key != null) {
                fields.add(new Value.Field(key, value(depth + 1)));
            }
        }
        return fields;
    }

    private Value.@Nullable MapKey mapKey(Set<String> names) {
        int kind = random.nextInt(3);
        if (kind == 2) {
            Value.Attribute attribute = attribute();
            boolean fresh = names.add("@" + attribute.name().orElse("#" + random.nextLong()));
            return fresh ? new Value.MapKey.Referenced(attribute, Span.NONE) : null;
        }
        String name = kind == 0 ? dotted() : text();
        if (!names.add(name)) {
            return null;
        }
        return kind == 0 ? new Value.MapKey.Named(name, Span.NONE) : new Value.MapKey.Quoted(name, Span.NONE);
    }

    private Value.Attribute attribute() {
        Optional<UUID> id =
                random.nextBoolean() ? Optional.of(new UUID(random.nextLong(), random.nextLong())) : Optional.empty();
        Optional<String> name = id.isEmpty() || random.nextBoolean() ? Optional.of(dotted()) : Optional.empty();
        return new Value.Attribute(id, name, Span.NONE);
    }

    private BigDecimal amount() {
        int digits = 1 + random.nextInt(38);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        BigInteger unscaled = new BigInteger(text.toString());
        // A fraction of 0.x needs its zero as a digit of its own.
        int scale = random.nextBoolean()
                ? 0
                : random.nextInt(Math.max(1, unscaled.toString().length()));
        return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
    }

    private Value.Unit unit() {
        return switch (random.nextInt(3)) {
            case 0 -> Value.Unit.PLAIN;
            case 1 -> Value.Unit.PERCENT;
            default -> new Value.Unit.Currency(random.nextBoolean() ? "USD" : "XQZ");
        };
    }

    private String symbol() {
        String symbol = dotted();
        return Names.isSymbol(symbol) ? symbol : "OWNERSHIP";
    }

    private String dotted() {
        StringBuilder name = new StringBuilder();
        for (int i = 0, n = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1; i < n; i++) {
            name.append(i == 0 ? "" : ".").append(ident());
        }
        return name.toString();
    }

    private String ident() {
        String start = "abcxyzABCXYZ_-";
        String more = start + "0123456789";
        StringBuilder ident = new StringBuilder().append(start.charAt(random.nextInt(start.length())));
        for (int i = 0, n = random.nextInt(random.nextInt(10) == 0 ? 60 : 8); i < n; i++) {
            ident.append(more.charAt(random.nextInt(more.length())));
        }
        return random.nextInt(12) == 0 ? "true" : ident.toString();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0, n = random.nextInt(random.nextInt(10) == 0 ? 60 : 6); i < n; i++) {
            text.append(
                    random.nextInt(3) == 0
                            ? EXOTIC[random.nextInt(EXOTIC.length)]
                            : Character.toString('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    /** The text with white space and comments of all kinds put wherever white space may stand. */
    String disturbed(String minified) {
        StringBuilder out = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < minified.length(); i++) {
            char c = minified.charAt(i);
            if (quoted && c == '\\') {
                out.append(c).append(minified.charAt(++i));
                continue;
            }
            boolean opens = !quoted && "([{)]}".indexOf(c) >= 0;
            boolean brace = c == '{'
                    && i > 0
                    && Character.isLetter(minified.charAt(i - 1))
                    && minified.startsWith("@attr", i - 5);
            if (!quoted && (c == ' ' || (opens && !brace))) {
                out.append(blank());
            }
            out.append(c);
            if (opens && !brace) {
                out.append(blank());
            }
            quoted ^= c == '"';
        }
        return out.append(blank()).toString();
    }

    private String blank() {
        return switch (random.nextInt(14)) {
            case 0 -> "\n";
            case 1 -> " ; " + remark() + "\n";
            case 2 -> "\r\n";
            case 3 -> "\n\n\n";
            case 4 -> "\n  ;; " + remark() + " \r\n";
            case 5 -> ",";
            case 6 -> "\t ;\n;\n";
            default -> "";
        };
    }

    private String remark() {
        return random.nextBoolean() ? "why (not) \"this\" 漢 {" : "x" + "y".repeat(random.nextInt(120));
    }
}
