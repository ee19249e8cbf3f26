package dossier.language;

import java.util.Locale;

/** How names and literals are spelt in any text this package writes. */
final class Spelling {
    private Spelling() {}

    static String name(String name) {
        if (!Names.isDotted(name)) {
            throw new IllegalArgumentException("Not a name of the language: " + name);
        }
        return name;
    }

    static String symbol(String name) {
        boolean word = name.equals("true") || name.equals("false") || name.equals("nil");
        if (word || isNumber(name)) {
            throw new IllegalArgumentException("As a bare word this would not be a symbol: " + name);
        }
        return name(name);
    }

    /** Whether a name reads as a number: a hyphen, digits, perhaps a currency. */
    static boolean isNumber(String name) {
        int p = 1;
        while (p < name.length() && Bytes.is(byteOf(name.charAt(p)), Bytes.DIGIT)) {
            p++;
        }
        boolean digits = name.startsWith("-") && p > 1;
        return digits && (p == name.length() || isCurrency(name.substring(p)));
    }

    static boolean isCurrency(String code) {
        return code.length() == 3 && code.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }

    static String number(Value.Numeric number) {
        String digits = number.amount().toPlainString();
        return switch (number.unit()) {
            case Value.Unit.Plain plain -> digits;
            case Value.Unit.Percent percent -> digits + "%";
            case Value.Unit.Currency(String code) -> {
                if (!isCurrency(code)) {
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
                    if (Character.isSurrogate(c)) {
                        i += pair(text, i, out);
                    } else if (isHidden(c)) {
                        unicode(c, out);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static int pair(String text, int at, StringBuilder out) {
        char high = text.charAt(at);
        if (!Character.isHighSurrogate(high)
                || at + 1 == text.length()
                || !Character.isLowSurrogate(text.charAt(at + 1))) {
            throw new IllegalArgumentException("Half of a surrogate pair cannot be written");
        }
        out.append(high).append(text.charAt(at + 1));
        return 1;
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

    private static void unicode(char c, StringBuilder out) {
        if (c == 0) {
            throw new IllegalArgumentException("A NUL character cannot be written");
        }
        out.append("\\u").append(String.format(Locale.ROOT, "%04X", (int) c));
    }

    private static byte byteOf(char c) {
        return c < 128 ? (byte) c : 0;
    }
}
