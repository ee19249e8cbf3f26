package dossier.language;

import java.util.Locale;

/** How names and literals are spelt in any text this package writes. */
final class Spelling {
    private Spelling() {}

    static String name(String name) {
        if (!Names.isName(name)) {
            throw new IllegalArgumentException("Not a name of the language: " + name);
        }
        return name;
    }

    static String symbol(String name) {
        if (!Names.isSymbol(name)) {
            throw new IllegalArgumentException("Not a symbol of the language: " + name);
        }
        return name;
    }

    static String number(Value.Numeric number) {
        String digits = number.amount().toPlainString();
        return switch (number.unit()) {
            case Value.Unit.Plain plain -> digits;
            case Value.Unit.Percent percent -> digits + "%";
            case Value.Unit.Currency(String code) -> {
                if (!Names.isCurrency(code)) {
                    throw new IllegalArgumentException("Not three upper-case letters: " + code);
                }
                yield digits + code;
            }
        };
    }

    static String attribute(Value.Attribute attribute) {
        String id = attribute.id().map(Object::toString).orElse("");
        String name = attribute.name().map(Spelling::name).orElse("");
        if (id.isEmpty() && name.isEmpty()) {
            throw new IllegalArgumentException("A reference needs a UUID or a name");
        }
        return "@attr{" + id + (id.isEmpty() || name.isEmpty() ? "" : ":") + name + "}";
    }

    static void string(String text, StringBuilder out) {
        if (!Names.isText(text)) {
            throw new IllegalArgumentException("A string cannot hold NUL or half of a surrogate pair");
        }
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (isHidden(c)) {
                        out.append("\\u").append(String.format(Locale.ROOT, "%04X", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** Characters that act on their surroundings instead of showing: controls, direction marks, line separators. */
    static boolean isHidden(char c) {
        return c < ' '
                || (c >= 0x7f && c <= 0x9f)
                || c == 0x2028
                || c == 0x2029
                || c == 0xfeff
                || Utf8.isDirectionMark(c);
    }
}
