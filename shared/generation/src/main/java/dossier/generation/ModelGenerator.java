package dossier.generation;

import dossier.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has a language model read a request. Whatever it answers goes the way of every proposal: names, types, references and
 * the checks of {@code execute}; a value without a source and a form that was not asked for are turned back. What is
 * wrong is told to it as data, twice at most, and not again when it makes the same mistake again.
 *
 * <p>Requests that no model should see stay with the embedded generator: what it turns away, questions about data, and
 * changes of what is pending. It answers too where the model gives no answer, and the proposal names it. Thread-safe.
 */
public final class ModelGenerator implements Generator {
    private static final int REPAIRS = 2;
    private static final int LONGEST_ANSWER = 4_000;

    private final EmbeddedGenerator embedded;
    private final Model model;
    private final long budget;

    /** @param budget tokens that one request may cost, both ways and all rounds together */
    public ModelGenerator(EmbeddedGenerator embedded, Model model, long budget) {
        this.embedded = embedded;
        this.model = model;
        this.budget = budget;
    }

    @Override
    public Proposal propose(Instruction instruction) {
        return embedded.isForModel(instruction) ? new Asking(instruction).answer() : embedded.propose(instruction);
    }

    /** One request on its way. */
    private final class Asking {
        private final Instruction instruction;
        private final Maker maker;
        private final List<Model.Turn> turns = new ArrayList<>();
        private long left = budget;

        Asking(Instruction instruction) {
            this.instruction = instruction;
            this.maker = new Maker(
                    model.provider(),
                    model.name(),
                    Optional.of(embedded.prompt().hash()));
        }

        Proposal answer() {
            turns.add(new Model.Turn(false, embedded.request(instruction)));
            List<ModelProblem> last = List.of();
            for (int round = 0; round <= REPAIRS && left > 0; round++) {
                List<ModelProblem> problems;
                switch (model.ask(new Model.Ask(
                        embedded.prompt().system(), embedded.prompt().schema(), turns, LONGEST_ANSWER))) {
                    case Model.Reply.Said said -> {
                        left -= said.tokens();
                        turns.add(new Model.Turn(true, said.text()));
                        switch (read(said.text())) {
                            case EmbeddedGenerator.Reading.Made(Proposal proposal) -> {
                                return proposal;
                            }
                            case EmbeddedGenerator.Reading.Wrong(List<ModelProblem> wrong) -> problems = wrong;
                        }
                    }
                    case Model.Reply.Cut cut -> {
                        left -= cut.tokens();
                        turns.add(new Model.Turn(true, "(cut off)"));
                        problems = List.of(new ModelProblem(ModelProblem.CUT, "", ""));
                    }
                    case Model.Reply.Declined _ -> {
                        return embedded.refused(instruction, "The model would not answer this request.", maker);
                    }
                    case Model.Reply.Failed failed -> {
                        return embedded.instead(instruction, failed.fault());
                    }
                }
                if (problems.equals(last)) {
                    break;
                }
                last = problems;
                turns.add(new Model.Turn(
                        false,
                        Json.object()
                                .put("diagnostics", Json.array(problems, ModelProblem::json))
                                .build()
                                .compact()));
            }
            return embedded.refused(
                    instruction,
                    "The model's answer did not pass the checks, so nothing is proposed. Say the request in other words.",
                    maker);
        }

        private EmbeddedGenerator.Reading read(String text) {
            Optional<Json.Object> answer =
                    Json.parse(text) instanceof Json.Outcome.Read(Json json) ? json.asObject() : Optional.empty();
            return answer.filter(json -> json.array("forms").isPresent())
                    .map(json -> embedded.read(instruction, json, maker))
                    .orElseGet(() -> new EmbeddedGenerator.Reading.Wrong(
                            List.of(new ModelProblem(ModelProblem.NOT_JSON, "", ""))));
        }
    }
}
