package dossier.language;

/** Names characters for people. */
final class Characters {
    private Characters() {}

    /** {@code U+202E}. */
    static String name(int codePoint) {
        String hex = Integer.toHexString(codePoint).toUpperCase(java.util.Locale.ROOT);
        return "U+" + "0".repeat(Math.max(0, 4 - hex.length())) + hex;
    }

    static Diagnostic misplaced(int codePoint) {
        boolean visible = !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.FORMAT;
        String shown = visible ? Character.toString(codePoint) + " (" + name(codePoint) + ")" : name(codePoint);
        return Syntax.CHARACTER
                .error("The character " + shown + " can stand only inside a string or a comment")
                .hint(hint(codePoint));
    }

    private static String hint(int codePoint) {
        return switch (codePoint) {
            case 0x201c, 0x201d, 0x201e, 0xab, 0xbb, '\'', 0x2018, 0x2019, '`' ->
                "A string stands in straight double quotes: \"text\".";
            case 0xa0, 0x2007, 0x202f, 0x3000 -> "Replace it by an ordinary space.";
            case 0x2013, 0x2014, 0x2212 -> "A minus sign or hyphen is the plain character -.";
            case 0xfeff -> "A byte-order mark can stand only at the very beginning.";
            case '#', '/' -> "A comment begins with ; and goes to the end of its line.";
            case '=' -> "A key is followed by white space and its value: :key \"value\".";
            case '%' -> "A percent sign stands directly behind a number: 50%.";
            case '@' -> "A reference to an attribute is written @attr{name}.";
            case '.' -> "A number begins with a digit: 0.5.";
            case '+' -> "A positive number is written without a sign.";
            default -> "Text of any kind is written in quotes.";
        };
    }
}
