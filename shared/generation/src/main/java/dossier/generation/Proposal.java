package dossier.generation;

import dossier.json.Json;
import dossier.language.Diagnostic;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a request came to.
 *
 * @param document the forms as the language prints them; empty when there are none
 * @param answer the answer to a question about data, in one sentence; for a refusal its reason
 * @param explanation one plain sentence a form
 * @param provider who made it, for example {@code embedded}
 * @param model with what, for example {@code lexical}
 * @param promptHash of what a model was told; empty where none was asked
 * @param conversation what the next turn needs to know; carries the caller's words, so it is stored as a document is
 */
public record Proposal(
        Outcome outcome,
        String conversationId,
        Optional<String> document,
        Optional<String> planHash,
        Optional<Long> baseVersion,
        List<ProposedForm> forms,
        List<Clarification> clarifications,
        List<Diagnostic> diagnostics,
        List<String> explanation,
        Optional<String> answer,
        Optional<Json> data,
        String provider,
        String model,
        Optional<String> promptHash,
        String registryVersion,
        Duration elapsed,
        Json.Object conversation) {

    /** The same with one more finding. */
    Proposal with(Diagnostic diagnostic) {
        List<Diagnostic> all = new ArrayList<>(diagnostics);
        all.add(diagnostic);
        return new Proposal(
                outcome,
                conversationId,
                document,
                planHash,
                baseVersion,
                forms,
                clarifications,
                List.copyOf(all),
                explanation,
                answer,
                data,
                provider,
                model,
                promptHash,
                registryVersion,
                elapsed,
                conversation);
    }

    /** What kind of answer it is. */
    public enum Outcome {
        /** Forms that passed every check, ready to be confirmed. */
        PROPOSED,
        /** Something is missing or in doubt; the first clarification asks for it. */
        CLARIFY,
        /** A question about data was answered. */
        ANSWERED,
        /** Nothing is proposed, and the reason is told. */
        REFUSED;

        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Where a value comes from. */
    public enum Provenance {
        /** The request says it, in these or other words. */
        SAID,
        /** A name or reference of the request, looked up; or the one thing the case has of its kind. */
        RESOLVED,
        /** The registry's default. */
        DEFAULTED,
        /** Made by the generator of ids. */
        GENERATED;

        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * @param text the form as the language prints it
     * @param confidence 0 to 1: how often proposals like this one are right
     * @param alternatives verbs it could have been instead, at most three, best first
     */
    public record ProposedForm(
            String verb, String text, double confidence, List<Alternative> alternatives, List<Slot> slots) {}

    public record Alternative(String verb, double confidence) {}

    /**
     * @param key dotted for entries of maps
     * @param value as the language writes it, without quotes
     * @param span where the request says it, in code points; empty for what it does not say
     * @param turn which instruction of the conversation says it, from 0
     */
    public record Slot(String key, String value, Optional<Range> span, int turn, Provenance provenance) {}

    /** Code points of the instruction, the second exclusive. */
    public record Range(int from, int to) {}

    /** @param about the key that is missing or in doubt */
    public record Clarification(String question, String about, List<String> choices) {}

    /**
     * The proposal as HTTP answers carry it; {@code conversation} stays with the server.
     *
     * @param diagnostic the one JSON shape that the edge gives diagnostics
     */
    public Json.Object toJson(Function<Diagnostic, Json.Object> diagnostic) {
        return Json.object()
                .put("outcome", outcome.wire())
                .put("conversationId", conversationId)
                .putText("document", document)
                .putText("planHash", planHash)
                .putIf("baseVersion", baseVersion.map(Json::number))
                .put("forms", Json.array(forms, Proposal::form))
                .put("clarifications", Json.array(clarifications, Proposal::clarification))
                .put("diagnostics", Json.array(diagnostics, diagnostic))
                .put("explanation", String.join("\n", explanation))
                .putText("answer", answer)
                .putIf("data", data)
                .put("provider", provider)
                .put("model", model)
                .putText("promptHash", promptHash)
                .put("registryVersion", registryVersion)
                .put("elapsed", elapsed.toNanos() / 1000)
                .build();
    }

    private static Json form(ProposedForm form) {
        return Json.object()
                .put("verb", form.verb())
                .put("text", form.text())
                .put("confidence", rounded(form.confidence()))
                .put(
                        "alternatives",
                        Json.array(
                                form.alternatives(),
                                alternative -> Json.object()
                                        .put("verb", alternative.verb())
                                        .put("confidence", rounded(alternative.confidence()))
                                        .build()))
                .put("slots", Json.array(form.slots(), Proposal::slot))
                .build();
    }

    private static Json slot(Slot slot) {
        Json.Builder out = Json.object().put("key", slot.key()).put("value", slot.value());
        slot.span().ifPresent(span -> out.put("span", Json.array(Json.number(span.from()), Json.number(span.to()))));
        if (slot.turn() > 0) {
            out.put("turn", slot.turn());
        }
        return out.put("provenance", slot.provenance().wire()).build();
    }

    private static Json clarification(Clarification clarification) {
        return Json.object()
                .put("question", clarification.question())
                .put("about", clarification.about())
                .putTexts("choices", clarification.choices())
                .build();
    }

    private static BigDecimal rounded(double confidence) {
        return BigDecimal.valueOf(confidence).setScale(3, RoundingMode.HALF_UP);
    }
}
