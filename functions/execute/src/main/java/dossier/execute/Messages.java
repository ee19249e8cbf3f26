package dossier.execute;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dossier.edge.Log;
import dossier.edge.Producers;
import dossier.edge.Telemetry;
import dossier.json.Json;
import dossier.pipeline.Answer;
import dossier.pipeline.Caller;
import dossier.pipeline.Manager;
import dossier.pipeline.Request;
import dossier.pipeline.Requests;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/** Runs one message of a queue. Thread-safe. */
final class Messages {
    private final Producers producers;
    private final Function<Request, Answer> manager;
    private final Results results;
    private final Telemetry telemetry;

    /** Keeps what became of a message that was not executed; an executed one's result commits with it. */
    @FunctionalInterface
    interface Results {
        /** @return whether it is kept */
        boolean keep(Caller caller, String requestId, String outcome, Json.Object answer);
    }

    Messages(Producers producers, Function<Request, Answer> manager, Results results, Telemetry telemetry) {
        this.producers = producers;
        this.manager = manager;
        this.results = results;
        this.telemetry = telemetry;
    }

    Batch.Verdict run(SQSMessage message, long remainingMillis) {
        long start = telemetry.nanos().getAsLong();
        String arn = message.getEventSourceArn();
        String queue = arn.substring(arn.lastIndexOf(':') + 1);
        Optional<Caller> producer = producers.of(queue);
        if (producer.isEmpty()) {
            // A queue without a producer is a mistake of the deployment: the messages must not be lost to it.
            report(message, queue, "NO-PRODUCER", start, Json.object().build());
            return Batch.Verdict.AGAIN;
        }
        return run(message, queue, producer.get(), remainingMillis, start);
    }

    private Batch.Verdict run(SQSMessage message, String queue, Caller caller, long remainingMillis, long start) {
        Answer answer = answer(message, caller, remainingMillis);
        Json.Object body = Manager.body(answer);
        return switch (answer) {
            case Answer.Done done -> {
                report(message, queue, "ok", start, body);
                yield Batch.Verdict.SETTLED;
            }
            case Answer.Problem problem -> {
                report(message, queue, problem.fault().name(), start, body);
                boolean settled = problem.fault().permanent()
                        && results.keep(
                                caller,
                                message.getMessageId(),
                                problem.fault().name().toLowerCase(java.util.Locale.ROOT),
                                body);
                yield settled ? Batch.Verdict.SETTLED : Batch.Verdict.AGAIN;
            }
        };
    }

    /** The message's id names the request, and queue and message together make its key: delivered twice, done once. */
    private Answer answer(SQSMessage message, Caller caller, long remainingMillis) {
        byte[] body = message.getBody().getBytes(StandardCharsets.UTF_8);
        String key = message.getEventSourceArn() + ":" + message.getMessageId();
        try {
            return switch (Requests.read(body, caller, message.getMessageId(), Optional.empty())) {
                case Requests.Outcome.Unreadable unreadable -> unreadable.problem();
                case Requests.Outcome.Read(Request request) ->
                    manager.apply(TimeLimit.within(request.keyed(key), remainingMillis));
            };
        } catch (RuntimeException defect) {
            telemetry.log().defect(message.getMessageId(), "message", defect);
            return Answer.problem(Answer.Fault.BROKEN, "This is a defect; the request id names it in the logs.");
        }
    }

    private void report(SQSMessage message, String queue, String outcome, long start, Json.Object body) {
        long micros = (telemetry.nanos().getAsLong() - start) / 1_000;
        boolean ok = outcome.equals("ok");
        Log.Line line = Log.Line.of(ok ? Log.Level.INFO : Log.Level.WARN, message.getMessageId(), "message " + queue)
                .about(body.text("caseId"), body.integer("version"))
                .micros(micros);
        telemetry.log().write(ok ? line : line.code(outcome));
        telemetry.metrics().request("queue " + queue, outcome, micros, body);
    }
}
