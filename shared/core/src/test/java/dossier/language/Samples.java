package dossier.language;

/** Texts of sound documents for tests of other packages: the same seed always gives the same text. */
public final class Samples {
    private Samples() {}

    /** Every kind of node, with white space and comments wherever they may stand. */
    public static String text(long seed) {
        Generated generated = new Generated(seed);
        return generated.disturbed(Printer.minify(Document.of(generated.forms())));
    }
}
