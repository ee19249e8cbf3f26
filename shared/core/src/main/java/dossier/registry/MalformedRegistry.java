package dossier.registry;

/** The compiled registry is not what this program reads: a defect of the build, never of a document. */
public final class MalformedRegistry extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param where path of the member, for example {@code verbs.case.create.arguments[2].shape} */
    public MalformedRegistry(String where, String what) {
        super("Registry, at " + (where.isEmpty() ? "the top" : where) + ": " + what);
    }
}
