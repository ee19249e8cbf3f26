package dossier.pipeline;

/**
 * What a deployment demands before a document runs.
 *
 * @param confirmGenerated whether the text of a remembered proposal needs its plan's hash
 * @param confirmAlways whether every document needs one, hand-written ones too
 */
public record Policy(boolean confirmGenerated, boolean confirmAlways) {
    public static final Policy DEFAULT = new Policy(true, false);
}
