package dossier.execute;

import dossier.edge.Composition;
import dossier.edge.HttpAnswer;
import dossier.edge.HttpFunction;
import dossier.edge.Pipeline;
import dossier.edge.Problems;
import dossier.edge.Routes;
import dossier.edge.Snapshots;
import dossier.edge.Variable;
import dossier.json.Json;
import dossier.pipeline.Answer;
import dossier.pipeline.Caller;
import dossier.pipeline.Request;
import dossier.pipeline.Requests;
import dossier.pipeline.Reversal;
import dossier.screening.EmbeddedLists;
import dossier.store.Replay;
import dossier.store.Texts;
import dossier.store.Undoing;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** {@code POST /v1/execute}, the revert of a version, and the replay of a case: whatever writes. Thread-safe. */
public final class ExecuteHttp extends HttpFunction {
    /** What it reads from its environment. */
    public static final Set<Variable> READS = EnumSet.of(
            Variable.DATABASE_URL,
            Variable.DATABASE_USER,
            Variable.DOSSIER_JWKS,
            Variable.DOSSIER_ISSUER,
            Variable.DOSSIER_AUDIENCE,
            Variable.DOSSIER_CONFIRM,
            Variable.LOG_LEVEL);

    public ExecuteHttp() {
        this(System.getenv(), System.out::println);
    }

    /** @param out takes log lines and measurements */
    public ExecuteHttp(Map<String, String> variables, Consumer<String> out) {
        Composition composition = Composition.of(variables, READS, out);
        Pipeline pipeline = composition.pipeline(EmbeddedLists.shipped());
        super(
                composition.http(routes(
                        pipeline.manager()::handle,
                        pipeline.pool()::away,
                        pipeline.replay(),
                        revert(composition, pipeline))),
                Snapshots.register(pipeline::prime, pipeline::release));
    }

    private static Revert revert(Composition composition, Pipeline pipeline) {
        return new Revert(
                new Undoing(pipeline.pool(), Texts.PLAIN, composition.faults()),
                new Reversal(pipeline.registry()),
                pipeline.manager()::handle);
    }

    /** @param away whether the database cannot be reached */
    static Routes routes(Function<Request, Answer> manager, BooleanSupplier away, Replay replay, Revert revert) {
        return new Routes(List.of(
                Routes.Route.proved("POST", "/v1/execute", (asked, caller) -> answer(asked, caller, manager, away)),
                Routes.Route.proved("POST", "/v1/cases/{id}/revert", revert::answer),
                Routes.Route.proved(
                        "POST",
                        "/v1/cases/{id}/replay",
                        (asked, caller) -> Problems.render(
                                replay.certificate(
                                        caller,
                                        asked.requestId(),
                                        asked.at("id"),
                                        TimeLimit.of(asked.remainingMillis())),
                                asked.requestId()))));
    }

    private static HttpAnswer answer(
            Routes.Asked asked, Caller caller, Function<Request, Answer> manager, BooleanSupplier away) {
        Requests.Outcome read = Requests.read(
                asked.call().body(), caller, asked.requestId(), asked.call().header("idempotency-key"));
        return Problems.render(
                switch (read) {
                    case Requests.Outcome.Unreadable unreadable -> unreadable.problem();
                    case Requests.Outcome.Read(Request request) ->
                        marked(request, manager.apply(TimeLimit.within(request, asked.remainingMillis())), away);
                },
                asked.requestId());
    }

    /** What needs no database is answered without one, and says that it is away. */
    private static Answer marked(Request request, Answer answer, BooleanSupplier away) {
        return answer instanceof Answer.Done(Json.Object body)
                        && !request.operation().needsDatabase()
                        && away.getAsBoolean()
                ? new Answer.Done(body.with(Json.object().put("degraded", true).build()))
                : answer;
    }
}
