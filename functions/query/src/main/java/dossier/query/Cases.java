package dossier.query;

import dossier.edge.HttpAnswer;
import dossier.edge.HttpCall;
import dossier.edge.Log;
import dossier.edge.Problems;
import dossier.edge.Routes.Asked;
import dossier.edge.Routes.Route;
import dossier.json.Json;
import dossier.pipeline.Answer;
import dossier.pipeline.Caller;
import dossier.proof.ExportTable;
import dossier.query.Parameters.Wrong;
import dossier.store.Reading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads of what the ledger holds. Whoever looks at a case or an entity is recorded. Thread-safe. */
final class Cases {
    /** Parameters of a list that name no column. */
    private static final List<String> NO_COLUMNS = List.of("limit", "cursor", "q");

    private static final String EXPORT = "/v1/cases/{id}/export";

    private final Reading reading;
    private final Log log;

    Cases(Reading reading, Log log) {
        this.reading = reading;
        this.log = log;
    }

    @FunctionalInterface
    private interface Read {
        Reading.Outcome of(Asked asked, Caller caller) throws Wrong;
    }

    List<Route> routes() {
        return List.of(
                route("/v1/cases", (asked, caller) -> reading.cases(caller, filter(asked.call()), page(asked))),
                route("/v1/cases/{id}", (asked, caller) -> reading.caseState(caller, asked.at("id"), asOf(asked))),
                route(
                        "/v1/cases/{id}/document",
                        (asked, caller) ->
                                reading.document(caller, asked.at("id"), Parameters.version(asked.call(), "version"))),
                route(
                        "/v1/cases/{id}/history",
                        (asked, caller) -> reading.history(caller, asked.at("id"), page(asked))),
                route("/v1/cases/{id}/diff", this::diff),
                route("/v1/cases/{id}/audit", (asked, caller) -> reading.audit(caller, asked.at("id"), page(asked))),
                route("/v1/cases/{id}/verify", (asked, caller) -> reading.verify(caller, asked.at("id"))),
                Route.proved("GET", EXPORT, this::export),
                route("/v1/results/{requestId}", (asked, caller) -> reading.result(caller, asked.at("requestId"))),
                route("/v1/operations", (asked, caller) -> reading.operations(caller, page(asked))),
                route(
                        "/v1/operations/{requestId}",
                        (asked, caller) -> reading.operation(caller, asked.at("requestId"))),
                route(
                        "/v1/entities",
                        (asked, caller) -> reading.things(caller, "entities", filter(asked.call()), page(asked))),
                route(
                        "/v1/entities/{id}",
                        (asked, caller) -> reading.thing(caller, "entities", asked.at("id"), asOf(asked))));
    }

    /** Lines or a table; either way a text, not one JSON object. */
    private HttpAnswer export(Asked asked, Caller caller) {
        String format = asked.call().parameter("format").orElse("jsonl");
        if (!List.of("jsonl", "csv").contains(format)) {
            return Problems.render(
                    Answer.problem(Answer.Fault.UNREADABLE, "format must be jsonl or csv."), asked.requestId());
        }
        Reading.Outcome outcome = reading.export(caller, asked.at("id"));
        if (!(outcome instanceof Reading.Outcome.Found found)) {
            return Problems.render(outcome, asked.requestId());
        }
        viewed(asked, caller, EXPORT);
        List<String> lines = found.body().array("lines").orElse(List.of()).stream()
                .flatMap(line -> line.asText().stream())
                .toList();
        boolean table = format.equals("csv");
        return HttpAnswer.text(
                        200,
                        table ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8",
                        table ? ExportTable.csv(lines) : String.join("\n", lines) + "\n",
                        Json.object().build())
                .with("etag", '"' + found.etag() + '"');
    }

    private Reading.Outcome diff(Asked asked, Caller caller) throws Wrong {
        Optional<Long> from = Parameters.version(asked.call(), "from");
        Optional<Long> to = Parameters.version(asked.call(), "to");
        if (from.isEmpty() || to.isEmpty()) {
            throw new Wrong("from and to must be given: the numbers of two versions.");
        }
        return reading.diff(caller, asked.at("id"), from.get(), to.get());
    }

    private static Reading.Page page(Asked asked) throws Wrong {
        return new Reading.Page(Parameters.limit(asked.call()), asked.call().parameter("cursor"));
    }

    private static Reading.AsOf asOf(Asked asked) throws Wrong {
        HttpCall call = asked.call();
        return new Reading.AsOf(
                Parameters.version(call, "version"),
                Parameters.time(call, call.parameter("knownAt").isPresent() ? "knownAt" : "asOf"),
                Parameters.date(call, "validAt"));
    }

    private static Reading.Filter filter(HttpCall call) {
        Map<String, String> columns = new TreeMap<>(call.query());
        columns.keySet().removeAll(NO_COLUMNS);
        return new Reading.Filter(columns, call.parameter("q"));
    }

    private Route route(String path, Read read) {
        return Route.proved("GET", path, (asked, caller) -> {
            try {
                return answer(asked, caller, path, read.of(asked, caller));
            } catch (Wrong wrong) {
                return Problems.render(Answer.problem(Answer.Fault.UNREADABLE, wrong.detail()), asked.requestId());
            }
        });
    }

    /** What a read came to, as HTTP says it. */
    HttpAnswer answer(Asked asked, Caller caller, String path, Reading.Outcome outcome) {
        if (outcome instanceof Reading.Outcome.Found) {
            viewed(asked, caller, path);
        }
        return Problems.render(outcome, asked.requestId());
    }

    /** Records who looked. */
    void viewed(Asked asked, Caller caller, String path) {
        Optional<String> id = Optional.ofNullable(asked.path().get("id"));
        if (id.isEmpty()) {
            return;
        }
        Optional<String> caseId = path.startsWith("/v1/cases/") ? id : Optional.empty();
        if (!reading.viewed(caller, asked.requestId(), path, caseId)) {
            log.write(Log.Line.of(Log.Level.WARN, asked.requestId(), "viewed").code("UNRECORDED"));
        }
    }
}
