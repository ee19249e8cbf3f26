package dossier.query;

import dossier.edge.AnchorSettings;
import dossier.edge.Composition;
import dossier.edge.HttpFunction;
import dossier.edge.Routes;
import dossier.edge.Snapshots;
import dossier.edge.Variable;
import dossier.ownership.Answers;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import dossier.store.Pool;
import dossier.store.Reading;
import dossier.store.Texts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Every read of the API, and the answer to whatever has no route. Thread-safe. */
public final class QueryHttp extends HttpFunction {
    /** What it reads from its environment. */
    public static final Set<Variable> READS = EnumSet.of(
            Variable.DATABASE_URL,
            Variable.DATABASE_USER,
            Variable.DOSSIER_JWKS,
            Variable.DOSSIER_ISSUER,
            Variable.DOSSIER_AUDIENCE,
            Variable.DOSSIER_ANCHORS,
            Variable.DOSSIER_ANCHOR_PUBLIC,
            Variable.LOG_LEVEL);

    public QueryHttp() {
        this(System.getenv(), System.out::println);
    }

    /** @param out takes log lines and measurements */
    public QueryHttp(Map<String, String> variables, Consumer<String> out) {
        Composition composition = Composition.of(variables, READS, out);
        Registry registry = RegistryLoader.shipped();
        Pool pool = composition.pool();
        OpenApi openApi = OpenApi.shipped();
        Reading reading = new Reading(
                pool,
                registry.kinds(),
                Texts.PLAIN,
                composition.faults(),
                AnchorSettings.anchors(composition.environment()));
        Cases cases = new Cases(reading, composition.telemetry().log());
        List<Routes.Route> own = new ArrayList<>(cases.routes());
        own.add(new Ownership(reading, Answers.shipped(Clock.systemUTC()), cases).route());
        own.addAll(new Vocabulary(registry, reading, pool::away).routes());
        own.add(Routes.Route.proved("GET", "/v1/openapi.json", (asked, caller) -> openApi.answer()));
        List<Routes.Route> all = new ArrayList<>(own);
        all.addAll(openApi.elsewhere(own));
        super(composition.http(new Routes(all)), Snapshots.register(() -> {}, pool::evict));
    }
}
