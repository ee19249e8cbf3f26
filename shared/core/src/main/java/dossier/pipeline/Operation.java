package dossier.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a request asks to be done with a document. */
public enum Operation {
    /** Text to syntax tree. */
    PARSE,
    /** Parse and check, references and rules against the case included; nothing is written. */
    VALIDATE,
    /** Check and carry out in one transaction. */
    EXECUTE,
    /** Another rendering of the document. */
    TRANSFORM,
    /** Document to plan with its hash; nothing is written. */
    COMPILE,
    /** Parse, validate and execute, each step told in the answer. */
    PROCESS_COMPLETE,
    /** Many documents, each its own atomic unit. */
    BATCH;

    /** As requests write it, for example {@code process-complete}. */
    public String wire() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Whether it looks at a case; what works on the text alone does not. */
    public boolean needsDatabase() {
        return this != PARSE && this != TRANSFORM;
    }

    public static Optional<Operation> named(String wire) {
        return Arrays.stream(values()).filter(o -> o.wire().equals(wire)).findFirst();
    }

    public static List<String> wires() {
        return Arrays.stream(values()).map(Operation::wire).toList();
    }
}
