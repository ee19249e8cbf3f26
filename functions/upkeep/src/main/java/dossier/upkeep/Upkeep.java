package dossier.upkeep;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dossier.edge.AnchorSettings;
import dossier.edge.Composition;
import dossier.edge.Environment;
import dossier.edge.Events;
import dossier.edge.Log;
import dossier.edge.Scheduled;
import dossier.edge.Snapshots;
import dossier.edge.Telemetry;
import dossier.edge.Variable;
import dossier.json.Json;
import dossier.proof.Anchors;
import dossier.store.Heads;
import dossier.store.OutboxRelay;
import dossier.store.Pool;
import dossier.store.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Scheduled work: delivers what executed documents send to the outside, in order for each case, and takes signed anchors
 * over the heads of all cases. Thread-safe.
 */
public final class Upkeep implements RequestStreamHandler {
    /** What it reads from its environment. */
    public static final Set<Variable> READS = EnumSet.of(
            Variable.DATABASE_URL,
            Variable.DATABASE_USER,
            Variable.DOSSIER_EVENTS,
            Variable.SQS_ENDPOINT,
            Variable.DOSSIER_ANCHORS,
            Variable.DOSSIER_ANCHOR_KEY,
            Variable.DOSSIER_ANCHOR_PUBLIC,
            Variable.LOG_LEVEL);

    private static final int BATCH = 100;
    private static final int MOST = 10_000;

    private final Composition composition;
    private final OutboxRelay relay;
    private final Heads heads;
    private final EventQueue events;
    private final Telemetry telemetry;
    private final Snapshots snapshots;

    public Upkeep() {
        this(System.getenv(), System.out::println);
    }

    /** @param out takes log lines and measurements */
    public Upkeep(Map<String, String> variables, Consumer<String> out) {
        this.composition = Composition.of(variables, READS, out);
        Environment environment = composition.environment();
        this.telemetry = composition.telemetry();
        Pool pool = composition.pool();
        this.events = new EventQueue(
                environment.required(Variable.DOSSIER_EVENTS),
                environment.required(Variable.SQS_ENDPOINT),
                environment.region());
        this.relay = new OutboxRelay(pool, Texts.PLAIN, composition.faults());
        this.heads = new Heads(pool, composition.faults());
        this.snapshots = Snapshots.register(() -> {}, pool::evict);
    }

    /** Lets go of every connection; for one that is not used any more. */
    public void release() {
        snapshots.release();
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        Scheduled scheduled = Scheduled.of(Events.object(in));
        long start = telemetry.nanos().getAsLong();
        Json.Object done = switch (scheduled.task()) {
            case "relay" -> relay();
            case "anchor" -> anchor();
            default -> throw new IOException("There is no task " + scheduled.task());
        };
        Log.Level level = done.integer("undelivered").orElse(0L) > 0 ? Log.Level.WARN : Log.Level.DEBUG;
        telemetry
                .log()
                .write(Log.Line.of(level, context.getAwsRequestId(), scheduled.task())
                        .micros((telemetry.nanos().getAsLong() - start) / 1_000));
        out.write(done.bytes());
    }

    private Json.Object relay() throws IOException {
        return switch (relay.run(events, BATCH, MOST)) {
            case OutboxRelay.Relayed.Failed failed -> throw new IOException(failed.detail());
            case OutboxRelay.Relayed.Ran ran -> {
                telemetry.metrics().gauge("Delivered", ran.delivered());
                telemetry.metrics().gauge("Undelivered", ran.failed());
                yield Json.object()
                        .put("delivered", ran.delivered())
                        .put("undelivered", ran.failed())
                        .build();
            }
        };
    }

    /** A past that has changed fails the task, and with it its alarm: the last good anchor stays the last. */
    private Json.Object anchor() throws IOException {
        Anchors anchors = AnchorSettings.anchors(composition.environment())
                .orElseThrow(() -> new IOException("No place and key for anchors is set"));
        return switch (heads.read()) {
            case Heads.Outcome.Failed failed -> throw new IOException(failed.detail());
            case Heads.Outcome.Read read ->
                switch (anchors.take(
                        read.heads(),
                        composition.clock().instant(),
                        AnchorSettings.signer(composition.environment()))) {
                    case Anchors.Taken.Kept kept -> {
                        telemetry.metrics().gauge("Anchored", kept.heads());
                        yield Json.object().put("anchored", kept.heads()).build();
                    }
                    case Anchors.Taken.Refused refused ->
                        throw new IOException(refused.lost().size() + " cases are not what the last anchor says");
                    case Anchors.Taken.Damaged damaged ->
                        throw new IOException("The last anchor is damaged, or another key signed it");
                };
        };
    }
}
