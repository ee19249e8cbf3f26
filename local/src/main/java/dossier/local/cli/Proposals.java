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

    private static void forms(Terminal terminal, Json.Object proposal) {
        proposal.text("explanation").filter(text -> !text.isBlank()).ifPresent(text -> terminal.line(text + "\n"));
        for (Json form : proposal.array("forms").orElse(List.of())) {
            String text = Executions.cell(form, "text").strip();
            String sure = form.at("confidence")
                    .flatMap(Json::asNumber)
                    .map(value -> value.movePointRight(2).setScale(0, java.math.RoundingMode.HALF_UP) + " %")
                    .orElse("");
            terminal.line(terminal.styled(Style.CYAN, indented(text)) + "  " + terminal.styled(Style.DIM, sure));
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

    static String indented(String text) {
        return "  " + text.replace("\n", "\n  ");
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
