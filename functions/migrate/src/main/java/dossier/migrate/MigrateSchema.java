package dossier.migrate;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dossier.edge.Composition;
import dossier.edge.Databases;
import dossier.edge.Environment;
import dossier.edge.Log;
import dossier.edge.Telemetry;
import dossier.edge.Variable;
import dossier.json.Json;
import dossier.migrations.Migrate;
import dossier.store.DatabaseUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Brings the schema up to date when a deployment invokes it. Answers what was applied; a failure fails the
 * invocation, so that the deployment stops. Thread-safe.
 */
public final class MigrateSchema implements RequestStreamHandler {
    /** What it reads from its environment. */
    public static final Set<Variable> READS =
            EnumSet.of(Variable.DATABASE_URL, Variable.DATABASE_USER, Variable.LOG_LEVEL);

    private final Environment environment;
    private final Telemetry telemetry;

    public MigrateSchema() {
        this(System.getenv(), System.out::println);
    }

    /** @param out takes log lines */
    public MigrateSchema(Map<String, String> variables, Consumer<String> out) {
        Composition composition = Composition.of(variables, READS, out);
        this.environment = composition.environment();
        this.telemetry = composition.telemetry();
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        DatabaseUrl url = Databases.url(environment);
        String role = environment.required(Variable.DATABASE_USER);
        String password = Databases.password(url, role, environment.region()).get();
        switch (Migrate.run(new Migrate.Target(Databases.direct(url), role, password))) {
            case Migrate.Report.Done done -> {
                telemetry
                        .log()
                        .write(Log.Line.of(Log.Level.INFO, context.getAwsRequestId(), "migrate to " + done.to())
                                .micros(done.millis() * 1_000));
                out.write(Json.object()
                        .putText("from", done.from())
                        .put("to", done.to())
                        .putTexts("applied", done.applied())
                        .put("millis", done.millis())
                        .build()
                        .bytes());
            }
            case Migrate.Report.Failed failed -> throw new IOException(failed.detail());
        }
    }
}
