package dossier.local.cli;

import dossier.json.Json;
import dossier.local.cli.Terminal.Style;
import java.util.List;
import java.util.Optional;

/** Shows what generation proposes. */
final class Proposals {
    private Proposals() {}

    static void show(Terminal terminal, Json.Object proposal) {
        switch (proposal.text("outcome").orElse("")) {
            case "proposed" -> forms(terminal, proposal);
            case "clarify" -> {
                forms(terminal, proposal);
                question(terminal, proposal);
            }
            default -> {
                terminal.line(proposal.text("answer")
                        .or(() -> proposal.text("explanation"))
                        .orElse("There is nothing to propose."));
                proposal.get("data").filter(data -> !data.isNull()).ifPresent(data -> terminal.line(data.pretty()));
            }
        }
    }

    /** Each form under the sentence that says it in plain English, with how sure its reading is. */
    private static void forms(Terminal terminal, Json.Object proposal) {
        List<String> sentences = proposal.text("explanation").orElse("").lines().toList();
        List<Json> forms = proposal.array("forms").orElse(List.of());
        for (int i = 0; i < forms.size(); i++) {
            String sure = forms.get(i)
                    .at("confidence")
                    .flatMap(Json::asNumber)
                    .map(value -> "  " + value.movePointRight(2).setScale(0, java.math.RoundingMode.HALF_UP) + " %")
                    .orElse("");
            String sentence = i < sentences.size() ? sentences.get(i) : "";
            terminal.line("  " + (i + 1) + ". " + sentence + terminal.styled(Style.DIM, sure));
            terminal.line(terminal.styled(
                    Style.CYAN,
                    Executions.cell(forms.get(i), "text").strip().indent(5).stripTrailing()));
        }
        proposal.text("planHash").ifPresent(hash -> terminal.line("\n" + terminal.styled(Style.DIM, "  plan " + hash)));
    }

    private static void question(Terminal terminal, Json.Object proposal) {
        proposal.array("clarifications").orElse(List.of()).stream().findFirst().ifPresent(first -> {
            terminal.line(terminal.styled(Style.YELLOW, "? ") + Executions.cell(first, "question"));
            first.at("choices")
                    .flatMap(Json::asArray)
                    .orElse(List.of())
                    .forEach(choice -> choice.asText().ifPresent(text -> terminal.line("    " + text)));
        });
    }

    /** The request that confirms a proposal: its text, bound to its plan's hash. */
    static Json.Object confirmation(Json.Object proposal, Optional<String> caseId) {
        return Json.object()
                .put("document", proposal.text("document").orElse(""))
                .putText("caseId", caseId)
                .putText("planHash", proposal.text("planHash"))
                .build();
    }
}
