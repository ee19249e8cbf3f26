package dossier.generate;

import dossier.edge.Composition;
import dossier.edge.HttpFunction;
import dossier.edge.Log;
import dossier.edge.Pipeline;
import dossier.edge.Routes;
import dossier.edge.Snapshots;
import dossier.edge.Variable;
import dossier.generation.Understanding;
import dossier.semantic.SentenceVectors;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** {@code POST /v1/generate}. Thread-safe. */
public final class GenerateHttp extends HttpFunction {
    /** What it reads from its environment. */
    public static final Set<Variable> READS = EnumSet.of(
            Variable.DATABASE_URL,
            Variable.DATABASE_USER,
            Variable.DOSSIER_JWKS,
            Variable.DOSSIER_ISSUER,
            Variable.DOSSIER_AUDIENCE,
            Variable.DOSSIER_CONFIRM,
            Variable.DOSSIER_REMOTE_MODELS,
            Variable.DOSSIER_PROVIDER,
            Variable.DOSSIER_MODEL_URL,
            Variable.DOSSIER_MODEL,
            Variable.DOSSIER_MODEL_KEY,
            Variable.DOSSIER_RECORDED,
            Variable.LOG_LEVEL);

    public GenerateHttp() {
        this(System.getenv(), System.out::println);
    }

    /** @param out takes log lines and measurements */
    public GenerateHttp(Map<String, String> variables, Consumer<String> out) {
        Composition composition = Composition.of(variables, READS, out);
        Pipeline pipeline = composition.pipeline();
        Understanding understanding = Generators.understanding(
                SentenceVectors.folder(),
                pipeline.registry(),
                code -> composition
                        .telemetry()
                        .log()
                        .write(Log.Line.of(Log.Level.WARN, "", "understand").code(code)));
        Generation generation = Generation.of(composition, pipeline, understanding);
        super(
                composition.http(new Routes(List.of(Routes.Route.proved("POST", "/v1/generate", generation::answer)))),
                Snapshots.register(
                        () -> {
                            pipeline.prime();
                            understanding.semantics().get().ifPresent(semantics -> semantics.to("prime"));
                        },
                        pipeline::release));
    }
}
