package dossier.query;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dossier.edge.Databases;
import dossier.edge.Environment;
import dossier.edge.HttpEdge;
import dossier.edge.IdentitySettings;
import dossier.edge.Routes;
import dossier.edge.Snapshots;
import dossier.edge.Telemetry;
import dossier.edge.Variable;
import dossier.pipeline.Caller;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import dossier.store.Pool;
import dossier.store.Reading;
import dossier.store.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Every read of the API, and the answer to whatever has no route. Thread-safe. */
public final class QueryHttp implements RequestStreamHandler {
    /** What it reads from its environment. */
    public static final Set<Variable> READS = EnumSet.of(
            Variable.DATABASE_URL,
            Variable.DATABASE_USER,
            Variable.DOSSIER_JWKS,
            Variable.DOSSIER_ISSUER,
            Variable.DOSSIER_AUDIENCE,
            Variable.LOG_LEVEL);

    private final HttpEdge edge;
    private final Snapshots snapshots;

    public QueryHttp() {
        this(System.getenv(), System.out::println);
    }

    /** @param out takes log lines and measurements */
    public QueryHttp(Map<String, String> variables, Consumer<String> out) {
        Clock clock = Clock.systemUTC();
        Environment environment = Environment.of(variables, READS);
        Telemetry telemetry = Telemetry.of(environment, clock, out);
        Registry registry = RegistryLoader.shipped();
        Pool pool = Databases.pool(environment);
        OpenApi openApi = OpenApi.shipped();
        Reading reading = new Reading(pool, registry.kinds(), Texts.PLAIN, Databases.faults(telemetry.log()));
        List<Routes.Route> own = new ArrayList<>(new Cases(reading, telemetry.log()).routes());
        own.addAll(new Vocabulary(registry, () -> away(reading)).routes());
        own.add(Routes.Route.proved("GET", "/v1/openapi.json", (asked, caller) -> openApi.answer()));
        List<Routes.Route> all = new ArrayList<>(own);
        all.addAll(openApi.elsewhere(own));
        this.edge =
                new HttpEdge(new Routes(all), IdentitySettings.of(environment).identity(clock), telemetry);
        this.snapshots = Snapshots.register(() -> {}, pool::evict);
    }

    /** Asks the database something that any tenant may, and finds nothing. */
    private static boolean away(Reading reading) {
        Caller nobody = new Caller("query", "query", Set.of(), "command");
        return reading.result(nobody, "none") instanceof Reading.Outcome.Failed;
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
