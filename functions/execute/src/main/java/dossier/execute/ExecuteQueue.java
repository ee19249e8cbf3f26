package dossier.execute;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dossier.edge.Composition;
import dossier.edge.Events;
import dossier.edge.Pipeline;
import dossier.edge.Producers;
import dossier.edge.QueueEvents;
import dossier.edge.Snapshots;
import dossier.edge.Variable;
import dossier.screening.EmbeddedLists;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Batches of SQS messages, each an execute request. Messages that can never be accepted are recorded and done with;
 * those that may succeed later are reported, and no others. Thread-safe.
 */
public final class ExecuteQueue implements RequestStreamHandler {
    /** What it reads from its environment. */
    public static final Set<Variable> READS = EnumSet.of(
            Variable.DATABASE_URL,
            Variable.DATABASE_USER,
            Variable.DOSSIER_CONFIRM,
            Variable.DOSSIER_PRODUCERS,
            Variable.LOG_LEVEL);

    /** Less than this left, and no other message is begun. */
    private static final int ENOUGH_MILLIS = 10_000;

    private final Messages messages;
    private final Snapshots snapshots;

    public ExecuteQueue() {
        this(System.getenv(), System.out::println);
    }

    /** @param out takes log lines and measurements */
    public ExecuteQueue(Map<String, String> variables, Consumer<String> out) {
        Composition composition = Composition.of(variables, READS, out);
        Pipeline pipeline = composition.pipeline(EmbeddedLists.shipped());
        this.messages = new Messages(
                Producers.of(composition.environment()),
                pipeline.manager()::handle,
                (caller, requestId, outcome, answer) -> pipeline.ledger()
                        .result(
                                caller,
                                requestId,
                                outcome,
                                answer,
                                composition.clock().instant()),
                composition.telemetry());
        this.snapshots = Snapshots.register(pipeline::prime, pipeline::release);
    }

    /** Lets go of every connection; for one that is not used any more. */
    public void release() {
        snapshots.release();
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        List<SQSMessage> batch = QueueEvents.read(Events.object(in)).getRecords();
        List<String> again = Batch.run(
                batch,
                message -> messages.run(message, context.getRemainingTimeInMillis()),
                () -> context.getRemainingTimeInMillis() >= ENOUGH_MILLIS);
        QueueEvents.write(
                SQSBatchResponse.builder()
                        .withBatchItemFailures(again.stream()
                                .map(id -> SQSBatchResponse.BatchItemFailure.builder()
                                        .withItemIdentifier(id)
                                        .build())
                                .toList())
                        .build(),
                out);
    }
}
