package dossier.language;

/** How much a {@link Diagnostic} weighs: only an error rejects a document. */
public enum Severity {
    ERROR,
    WARNING,
    NOTE
}
