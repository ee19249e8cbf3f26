package dossier.generate;

import dossier.json.Json;
import dossier.registry.ThingId;
import java.util.Optional;
import java.util.Set;

/** Reads generate requests. A member it does not know is an error, as for execute. Stateless. */
final class Instructions {
    private static final int LONGEST = 20_000;
    private static final Set<String> MEMBERS =
            Set.of("instruction", "caseId", "conversationId", "document", "provider");

    private Instructions() {}

    sealed interface Outcome {
        record Read(
                String instruction,
                Optional<String> caseId,
                Optional<String> conversationId,
                Optional<String> document,
                Optional<String> provider)
                implements Outcome {}

        record Unreadable(String detail) implements Outcome {}
    }

    static Outcome read(byte[] body) {
        return switch (Json.parse(body)) {
            case Json.Outcome.Malformed bad ->
                new Outcome.Unreadable("The body is not JSON: " + bad.message() + " (line " + bad.line() + ", column "
                        + bad.column() + ").");
            case Json.Outcome.Read(Json.Object object) -> read(object);
            case Json.Outcome.Read _ -> new Outcome.Unreadable("The body must be a JSON object.");
        };
    }

    private static Outcome read(Json.Object body) {
        for (String member : body.members().keySet()) {
            if (!MEMBERS.contains(member)) {
                return new Outcome.Unreadable("The body has a member that is not known. Known: "
                        + String.join(", ", MEMBERS.stream().sorted().toList()) + ".");
            }
            Json value = body.members().get(member);
            if (value != null && !value.isNull() && value.asText().isEmpty()) {
                return new Outcome.Unreadable(member + " must be a string.");
            }
        }
        String instruction = body.text("instruction").orElse("");
        if (instruction.isBlank() || instruction.length() > LONGEST) {
            return new Outcome.Unreadable("instruction must have 1 to " + LONGEST + " characters.");
        }
        if (body.text("caseId").filter(id -> !ThingId.is(id)).isPresent()) {
            return new Outcome.Unreadable("caseId must be " + ThingId.RULE + ".");
        }
        return new Outcome.Read(
                instruction,
                body.text("caseId"),
                body.text("conversationId"),
                body.text("document"),
                body.text("provider"));
    }
}
