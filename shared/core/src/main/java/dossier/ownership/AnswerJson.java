package dossier.ownership;

import dossier.json.Json;
import dossier.language.Diagnostic;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Answers in the shape that scripts and pages rely on. */
final class AnswerJson {
    private AnswerJson() {}

    static Json.Object of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> answer(answered);
            case Outcome.Refused refused -> diagnostics(refused.diagnostics());
        };
    }

    static Json.Object diagnostics(List<Diagnostic> diagnostics) {
        return Json.object()
                .put("diagnostics", Json.array(diagnostics, AnswerJson::diagnostic))
                .build();
    }

    private static Json.Object answer(Outcome.Answered answer) {
        Json.Builder packs = Json.object();
        answer.rulePacks().forEach(packs::put);
        return Json.object()
                .put("entity", answer.entity())
                .put("validAt", answer.validAt().toString())
                .putOrNull("knownAt", answer.knownAt().map(time -> Json.text(time.toString())))
                .put("graphHash", answer.graphHash())
                .put("rulePacks", packs)
                .put("shares", Json.array(answer.shares(), AnswerJson::share))
                .put("unknown", Json.array(answer.unknown(), AnswerJson::unknown))
                .put("determinations", Json.array(answer.determinations(), AnswerJson::determination))
                .put("sanctions", Json.array(answer.sanctions(), AnswerJson::sanction))
                .put("findings", Json.array(answer.findings(), AnswerJson::finding))
                .build();
    }

    /** Which links would flip a verdict. */
    static Json.Object sensitivity(Sensitivity.Result result) {
        return Json.object()
                .put("flips", Json.array(result.flips(), AnswerJson::flip))
                .put("tried", result.tried())
                .put("truncated", result.truncated())
                .build();
    }

    private static Json flip(Sensitivity.Flip flip) {
        return Json.object()
                .put("link", flip.link())
                .put("axis", flip.axis().name())
                .put("said", bounds(Json.object(), flip.said()))
                .put("would", bounds(Json.object(), flip.would()))
                .put("change", flip.change())
                .put(
                        "flips",
                        Json.array(
                                flip.flips(),
                                turn -> Json.object()
                                        .put("regime", turn.regime())
                                        .put("person", turn.person())
                                        .put("from", turn.from().name())
                                        .put("to", turn.to().name())
                                        .build()))
                .build();
    }

    private static Json share(Outcome.Share share) {
        Json.Builder json = Json.object()
                .put("holder", share.holder())
                .put("axis", share.axis().name());
        return bounds(json, share.share()).build();
    }

    private static Json unknown(Outcome.Unknown unknown) {
        return bounds(Json.object().put("axis", unknown.axis().name()), unknown.share())
                .build();
    }

    private static Json.Builder bounds(Json.Builder json, Interval share) {
        json.put("low", share.low().toString())
                .put("high", share.high().toString())
                .put("percent", share.percent());
        if (share.lowOpen()) {
            json.put("lowOpen", true);
        }
        if (share.highOpen()) {
            json.put("highOpen", true);
        }
        return json;
    }

    private static Json determination(Determination one) {
        Json.Builder json = Json.object()
                .put("regime", one.regime())
                .put("person", one.person())
                .put("verdict", one.verdict().name())
                .putOrNull("prong", one.prong().map(prong -> Json.text(prong.name())))
                .put("alsoBy", Json.array(one.alsoBy(), prong -> Json.text(prong.name())))
                .put("share", bounds(Json.object(), one.share()))
                .putText("band", one.band())
                .put("chains", Json.array(one.chains(), Json::texts))
                .put("chainsTruncated", one.chainsTruncated())
                .putTexts("links", one.links())
                .put("rule", one.rule())
                .put("explanation", one.explanation());
        one.missing()
                .ifPresent(missing -> json.put(
                        "missing", Json.object().put("link", missing.link()).put("fact", missing.fact())));
        return json.build();
    }

    private static Json sanction(Sanction one) {
        return Json.object()
                .put("regime", one.regime())
                .put("entity", one.entity())
                .put("verdict", one.status().name())
                .put("aggregate", bounds(Json.object(), one.aggregate()))
                .put("chains", Json.array(one.chains(), Json::texts))
                .put("chainsTruncated", one.chainsTruncated())
                .put("rule", one.rule())
                .put("explanation", one.explanation())
                .build();
    }

    private static Json finding(Finding finding) {
        return Json.object()
                .put("code", finding.code())
                .put("message", finding.message())
                .putTexts("links", finding.links())
                .build();
    }

    private static Json diagnostic(Diagnostic diagnostic) {
        Optional<Json> position = diagnostic
                .position()
                .map(at -> Json.object()
                        .put("offset", at.offset())
                        .put("line", at.line())
                        .put("column", at.column())
                        .put("length", at.length())
                        .build());
        return Json.object()
                .put("code", diagnostic.code())
                .put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT))
                .put("message", diagnostic.message())
                .putIf("position", position)
                .putIf("form", diagnostic.form().map(Json::number))
                .put("found", diagnostic.found())
                .putTexts("expected", diagnostic.expected())
                .putTexts("nearest", diagnostic.nearest())
                .put("hint", diagnostic.hint())
                .build();
    }
}
