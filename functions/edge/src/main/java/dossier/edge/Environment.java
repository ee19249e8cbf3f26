package dossier.edge;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The environment of one function. Passed in, so that several functions can live in one process, each with its own.
 * Immutable.
 */
public final class Environment {
    private final Map<String, String> values;
    private final Set<Variable> declared;

    private Environment(Map<String, String> values, Set<Variable> declared) {
        this.values = values;
        this.declared = declared;
    }

    /** @param declared what the function says it reads; reading another variable is a defect */
    public static Environment of(Map<String, String> values, Set<Variable> declared) {
        return new Environment(Map.copyOf(values), declared.isEmpty() ? Set.of() : EnumSet.copyOf(declared));
    }

    /** The value; empty when unset or blank. */
    public Optional<String> text(Variable variable) {
        if (!declared.contains(variable)) {
            throw new IllegalArgumentException(variable + " is not among the variables this function declares");
        }
        return Optional.ofNullable(values.get(variable.name())).filter(value -> !value.isBlank());
    }

    /** @throws IllegalStateException when it is unset: the function cannot work, so it must not start */
    public String required(Variable variable) {
        return text(variable)
                .orElseThrow(() -> new IllegalStateException("The environment variable " + variable + " is not set"));
    }

    /** The function's name, as the Lambda service sets it. */
    public String function() {
        return Optional.ofNullable(values.get("AWS_LAMBDA_FUNCTION_NAME")).orElse("dossier");
    }

    /** The region, as the Lambda service sets it. */
    public String region() {
        return Optional.ofNullable(values.get("AWS_REGION")).orElse("us-east-1");
    }

    /** Invocations that one instance may serve at once; 1 unless the Lambda service says more. */
    public int concurrency() {
        return Optional.ofNullable(values.get("AWS_LAMBDA_MAX_CONCURRENCY"))
                .filter(text -> text.matches("[1-9][0-9]{0,3}"))
                .map(Integer::parseInt)
                .orElse(1);
    }
}
