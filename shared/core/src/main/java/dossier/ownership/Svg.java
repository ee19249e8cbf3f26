package dossier.ownership;

/** The elements that a drawing is made of, as text of SVG 1.1. Confined to one thread and one picture. */
final class Svg {
    private final StringBuilder out = new StringBuilder(8_000);

    /** Adds a template with its values: numbers with at most one decimal, text escaped; {@link Raw} as it is. */
    Svg add(String template, Object... values) {
        Object[] written = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            written[i] = switch (values[i]) {
                case Number number -> number(number.doubleValue());
                case Raw raw -> raw.text();
                default -> escaped(values[i].toString());
            };
        }
        out.append(template.formatted(written));
        return this;
    }

    /** Markup or attributes that need no escape. */
    record Raw(String text) {}

    @Override
    public String toString() {
        return out.toString();
    }

    private static String number(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + Math.abs(tenths % 10);
    }

    /** XML text; what XML cannot hold becomes a replacement character. */
    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> {
                    boolean good = c == '\t'
                            || c == '\n'
                            || (c >= 0x20 && c <= 0xD7FF)
                            || (c >= 0xE000 && c <= 0xFFFD)
                            || c > 0xFFFF;
                    safe.appendCodePoint(good ? c : 0xFFFD);
                }
            }
        });
        return safe.toString();
    }
}
