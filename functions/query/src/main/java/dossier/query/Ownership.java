package dossier.query;

import dossier.edge.HttpAnswer;
import dossier.edge.Problems;
import dossier.edge.Routes.Asked;
import dossier.edge.Routes.Route;
import dossier.json.Json;
import dossier.language.Diagnostic;
import dossier.ownership.Answers;
import dossier.ownership.Outcome;
import dossier.pipeline.Answer;
import dossier.pipeline.Caller;
import dossier.store.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who owns and controls an entity, worked out over all the tenant's facts. A question that cannot be read is 400; one
 * that can be and has no answer, such as about an unknown entity, is 422. Thread-safe.
 */
final class Ownership {
    private static final String SVG = "image/svg+xml; charset=utf-8";
    private static final String PATH = "/v1/cases/{id}/ownership";

    private final Reading reading;
    private final Answers answers;
    private final Cases cases;

    Ownership(Reading reading, Answers answers, Cases cases) {
        this.reading = reading;
        this.answers = answers;
        this.cases = cases;
    }

    Route route() {
        return Route.proved("GET", PATH, this::answer);
    }

    private HttpAnswer answer(Asked asked, Caller caller) {
        Answers.Understood understood = answers.understand(query(asked));
        if (understood.asked().isEmpty()) {
            return refused(asked, understood.diagnostics());
        }
        dossier.ownership.Asked question = understood.asked().get();
        List<String> named = new ArrayList<>(question.blocked());
        question.entity().ifPresent(named::add);
        Reading.GraphOutcome read = reading.graph(
                caller,
                asked.at("id"),
                named,
                question.knownAt(),
                question.entity().isEmpty(),
                answers.meanings());
        return switch (read) {
            case Reading.GraphOutcome.Not not -> cases.answer(asked, caller, PATH, not.why());
            case Reading.GraphOutcome.Read facts -> answer(asked, caller, question, facts);
        };
    }

    /** The parameters as a question has them; {@code asOf} is another name of {@code knownAt}, as of a case. */
    private static Json.Object query(Asked asked) {
        Json.Builder query = Json.object();
        asked.call().query().entrySet().stream()
                .filter(parameter -> !parameter.getValue().isEmpty())
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(parameter -> {
                    boolean other = parameter.getKey().equals("asOf");
                    // A plus sign that was not encoded arrives as a space.
                    boolean time = other || parameter.getKey().equals("knownAt");
                    query.put(
                            other ? "knownAt" : parameter.getKey(),
                            time ? parameter.getValue().replace(' ', '+') : parameter.getValue());
                });
        return query.build();
    }

    private HttpAnswer answer(
            Asked asked, Caller caller, dossier.ownership.Asked question, Reading.GraphOutcome.Read facts) {
        Answers.Opened opened = answers.over(facts.graph());
        List<String> bottoms =
                opened.bottoms().stream().filter(facts.entities()::contains).toList();
        Optional<String> entity = question.entity()
                .or(facts::customer)
                .or(() -> bottoms.size() == 1 ? Optional.of(bottoms.getFirst()) : Optional.empty());
        if (entity.isEmpty()) {
            return refused(asked, List.of(dossier.ownership.Asked.ofWhich(bottoms)));
        }
        dossier.ownership.Asked timed = facts.knownAt().map(question::at).orElse(question);
        Json.Object answer = opened.answer(timed, entity.get());
        if (opened.outcome(timed.about(entity.get())) instanceof Outcome.Refused refused) {
            return refused(asked, refused.diagnostics());
        }
        cases.viewed(asked, caller, PATH);
        return (drawn(asked) ? opened.svg(timed.about(entity.get())) : Optional.<String>empty())
                .map(svg -> HttpAnswer.text(200, SVG, svg, answer))
                .orElseGet(() -> HttpAnswer.json(200, answer))
                .with("vary", "accept");
    }

    /** Whether a picture is asked for before JSON is. */
    private static boolean drawn(Asked asked) {
        String accept = asked.call().header("accept").orElse("");
        int svg = accept.indexOf("image/svg+xml");
        int json = accept.indexOf("json");
        return svg >= 0 && (json < 0 || svg < json);
    }

    private static HttpAnswer refused(Asked asked, List<Diagnostic> diagnostics) {
        boolean unreadable = diagnostics.stream()
                .anyMatch(one -> one.code().startsWith("TYP-") || one.code().startsWith("VOC-QUERY"));
        return Problems.render(
                new Answer.Problem(
                        unreadable ? Answer.Fault.UNREADABLE : Answer.Fault.REJECTED,
                        diagnostics.getFirst().message(),
                        diagnostics,
                        Json.object().build(),
                        Optional.empty()),
                asked.requestId());
    }
}
