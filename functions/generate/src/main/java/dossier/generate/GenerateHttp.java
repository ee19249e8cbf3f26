package dossier.generate;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dossier.edge.Databases;
import dossier.edge.Environment;
import dossier.edge.HttpEdge;
import dossier.edge.IdentitySettings;
import dossier.edge.Pipeline;
import dossier.edge.Routes;
import dossier.edge.Snapshots;
import dossier.edge.Telemetry;
import dossier.edge.Variable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** {@code POST /v1/generate}. Thread-safe. */
public final class GenerateHttp implements RequestStreamHandler {
    /** What it reads from its environment. */
    public static final Set<Variable> READS = EnumSet.of(
            Variable.DATABASE_URL,
            Variable.DATABASE_USER,
            Variable.DOSSIER_JWKS,
            Variable.DOSSIER_ISSUER,
            Variable.DOSSIER_AUDIENCE,
            Variable.DOSSIER_CONFIRM,
            Variable.LOG_LEVEL);

    private final HttpEdge edge;
    private final Snapshots snapshots;

    public GenerateHttp() {
        this(System.getenv(), System.out::println);
    }

    /** @param out takes log lines and measurements */
    public GenerateHttp(Map<String, String> variables, Consumer<String> out) {
        Clock clock = Clock.systemUTC();
        Environment environment = Environment.of(variables, READS);
        Telemetry telemetry = Telemetry.of(environment, clock, out);
        Pipeline pipeline = Pipeline.of(environment, telemetry, clock);
        Generation generation = Generation.of(pipeline, Databases.faults(telemetry.log()), clock);
        this.edge = new HttpEdge(
                new Routes(List.of(Routes.Route.proved("POST", "/v1/generate", generation::answer))),
                IdentitySettings.of(environment).identity(clock),
                telemetry);
        this.snapshots = Snapshots.register(pipeline::prime, pipeline::release);
    }

    /** Lets go of every connection; for one that is not used any more. */
    public void release() {
        snapshots.release();
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        edge.serve(in, out, context);
    }
}
