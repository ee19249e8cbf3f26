package dossier.language;

/**
 * Renders documents as text. The verbatim rendering of a document is its own {@link Document#text()}; the canonical one
 * is {@link Canonical}'s. Meant for documents without errors: of a broken one only what could be saved is rendered.
 *
 * <p>Every method throws {@link IllegalArgumentException} for a built document that no text can say, such as one with
 * a symbol that holds a space. Parsed documents never do that.
 */
public final class Printer {
    private Printer() {}

    /** The formatter's rendering: comments kept, stable under itself, lines of about 100 characters. */
    public static String pretty(Document document) {
        return new Pretty(document).print();
    }

    /** The shortest rendering: no comments, no white space but what keeps things apart. */
    public static String minify(Document document) {
        StringBuilder out = new StringBuilder();
        Flat flat = new Flat(out, Flat.Spacing.TIGHT);
        document.forms().forEach(flat::form);
        return out.toString();
    }

    /** One form on one line, as canonical text writes it but with its keys as written. */
    public static String line(Form form) {
        StringBuilder out = new StringBuilder();
        new Flat(out, Flat.Spacing.PLAIN).form(form);
        return out.toString();
    }

    /** One value on one line. */
    public static String line(Value value) {
        StringBuilder out = new StringBuilder();
        new Flat(out, Flat.Spacing.PLAIN).value(value);
        return out.toString();
    }
}
