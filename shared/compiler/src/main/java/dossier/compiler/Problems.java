package dossier.compiler;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that one run tells everything. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void add(Item where, String message) {
        found.add(new Problem(where.file(), where.line(), message));
    }

    void add(String file, int line, String message) {
        found.add(new Problem(file, line, message));
    }

    boolean none() {
        return found.isEmpty();
    }

    void throwIfAny() throws CompilationFailed {
        if (!found.isEmpty()) {
            throw new CompilationFailed(found);
        }
    }
}
