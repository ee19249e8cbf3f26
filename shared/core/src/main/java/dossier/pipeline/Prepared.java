package dossier.pipeline;

import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.language.Parsed;
import dossier.registry.Checked;
import dossier.registry.TypedForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A document that was parsed and checked as far as it can be without its case.
 *
 * @param forms what will run, in order; begins with a form that opens a case where the document needs one and has none
 * @param implied how many forms at the start the document does not say itself
 * @param caseId the document's case
 * @param caseGenerated whether that id was made up here
 * @param opensCase whether the document creates its case
 * @param canonical the text that is hashed
 * @param introduced things that the document declares
 * @param diagnostics of parsing and checking
 * @param answers what the outside world has answered so far
 */
record Prepared(
        String text,
        Parsed parsed,
        Checked checked,
        List<TypedForm> forms,
        int implied,
        Optional<String> caseId,
        boolean caseGenerated,
        boolean opensCase,
        String canonical,
        List<Diagnostic> diagnostics,
        Needs needs,
        Set<ThingKey> introduced,
        Map<Inquiry, Json.Object> answers,
        Times times) {

    /** @param parseMicros {@code checkMicros} elapsed */
    record Times(long parseMicros, long checkMicros) {}

    /** The same, with more things to see. */
    Prepared seeing(Set<ThingKey> more) {
        return with(needs.with(more), answers);
    }

    /** The same, knowing these answers. */
    Prepared knowing(Map<Inquiry, Json.Object> all) {
        return with(needs, all);
    }

    private Prepared with(Needs needs, Map<Inquiry, Json.Object> answers) {
        return new Prepared(
                text,
                parsed,
                checked,
                forms,
                implied,
                caseId,
                caseGenerated,
                opensCase,
                canonical,
                diagnostics,
                needs,
                introduced,
                Map.copyOf(answers),
                times);
    }

    boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
}
