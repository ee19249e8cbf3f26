package dossier.compiler;

import java.util.List;
import java.util.stream.Collectors;

/** The registry is not sound. The message lists every problem with its file and line. */
public final class CompilationFailed extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    CompilationFailed(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
