package dossier.health;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dossier.edge.Composition;
import dossier.edge.Events;
import dossier.edge.HttpAnswer;
import dossier.edge.HttpEdge;
import dossier.edge.Log;
import dossier.edge.Routes;
import dossier.edge.Scheduled;
import dossier.edge.Snapshots;
import dossier.edge.Telemetry;
import dossier.edge.Variable;
import dossier.json.Json;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import dossier.store.HealthReading;
import dossier.store.Pool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code GET /health}, which touches nothing; {@code GET /health/ready}, which asks each dependency; and the deep
 * check that the scheduler calls. Thread-safe.
 */
public final class Health implements RequestStreamHandler {
    /** What it reads from its environment. */
    public static final Set<Variable> READS = EnumSet.of(
            Variable.DATABASE_URL,
            Variable.DATABASE_USER,
            Variable.DOSSIER_JWKS,
            Variable.DOSSIER_ISSUER,
            Variable.DOSSIER_AUDIENCE,
            Variable.LOG_LEVEL);

    private final HttpEdge edge;
    private final Checks checks;
    private final Telemetry telemetry;
    private final Snapshots snapshots;

    public Health() {
        this(System.getenv(), System.out::println);
    }

    /** @param out takes log lines and measurements */
    public Health(Map<String, String> variables, Consumer<String> out) {
        Composition composition = Composition.of(variables, READS, out);
        this.telemetry = composition.telemetry();
        Registry registry = RegistryLoader.shipped();
        Pool pool = composition.pool();
        this.checks = new Checks(new HealthReading(pool, composition.faults()), registry.version());
        this.edge = composition.http(routes(registry.version()));
        this.snapshots = Snapshots.register(() -> {}, pool::evict);
    }

    /** Lets go of every connection; for one that is not used any more. */
    public void release() {
        snapshots.release();
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        Json.Object event = Events.object(in);
        if (Scheduled.isScheduled(event)) {
            Json.Object found = checks.deep();
            boolean healthy = found.bool("healthy").orElse(false);
            telemetry.metrics().gauge("Healthy", healthy ? 1 : 0);
            Log.Line line = Log.Line.of(
                    healthy ? Log.Level.INFO : Log.Level.ERROR,
                    context.getAwsRequestId(),
                    Scheduled.of(event).task());
            telemetry.log().write(healthy ? line : line.code("UNHEALTHY"));
            out.write(found.compact().getBytes(StandardCharsets.UTF_8));
            return;
        }
        edge.serve(event, out, context);
    }

    private Routes routes(String registryVersion) {
        return new Routes(List.of(
                Routes.Route.open(
                        "GET",
                        "/health",
                        asked -> HttpAnswer.json(
                                200,
                                Json.object()
                                        .put("status", "alive")
                                        .put("registryVersion", registryVersion)
                                        .build())),
                Routes.Route.proved("GET", "/health/ready", (asked, caller) -> {
                    Json.Object found = checks.ready();
                    boolean ready = found.bool("ready").orElse(false);
                    HttpAnswer answer = HttpAnswer.json(ready ? 200 : 503, found);
                    return ready ? answer : answer.with("retry-after", "5");
                })));
    }
}
