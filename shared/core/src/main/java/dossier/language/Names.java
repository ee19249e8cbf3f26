package dossier.language;

/** What the grammar lets stand where: for programs that build documents and want to know before they print. */
public final class Names {
    private Names() {}

    /** {@code ident { "." ident }}: a verb, a key, the name of an attribute. */
    public static boolean isName(String name) {
        boolean start = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.' && !start) {
                start = true;
            } else if (Bytes.is(ascii(c), start ? Bytes.START : Bytes.WORD)) {
                start = false;
            } else {
                return false;
            }
        }
        return !start;
    }

    /** A name that reads as nothing else: neither {@code true}, {@code false}, {@code nil} nor a number. */
    public static boolean isSymbol(String name) {
        boolean word = name.equals("true") || name.equals("false") || name.equals("nil");
        return isName(name) && !word && !isNumber(name);
    }

    /** Three upper-case letters, whether or not there is such a currency. */
    public static boolean isCurrency(String code) {
        return code.length() == 3 && code.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }

    /** What a string can hold: everything but NUL and half of a surrogate pair. */
    public static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** A hyphen, digits, perhaps a currency. */
    private static boolean isNumber(String name) {
        int p = 1;
        while (p < name.length() && Bytes.is(ascii(name.charAt(p)), Bytes.DIGIT)) {
            p++;
        }
        boolean digits = name.startsWith("-") && p > 1;
        return digits && (p == name.length() || isCurrency(name.substring(p)));
    }

    private static byte ascii(char c) {
        return c < 128 ? (byte) c : 0;
    }
}
