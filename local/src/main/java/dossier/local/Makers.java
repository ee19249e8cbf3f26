package dossier.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dossier.edge.Variable;
import dossier.execute.ExecuteHttp;
import dossier.execute.ExecuteQueue;
import dossier.generate.GenerateHttp;
import dossier.health.Health;
import dossier.local.template.Template;
import dossier.migrate.MigrateSchema;
import dossier.query.QueryHttp;
import dossier.upkeep.Upkeep;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Makes functions from the handler classes that the template names. Stateless. */
final class Makers {
    /** How each handler class is made from an environment and a place for its log lines. */
    private static final Map<String, Kind> KINDS = Map.of(
            ExecuteHttp.class.getName(), Kind.of(ExecuteHttp.READS, ExecuteHttp::new, ExecuteHttp::release),
            ExecuteQueue.class.getName(), Kind.of(ExecuteQueue.READS, ExecuteQueue::new, ExecuteQueue::release),
            GenerateHttp.class.getName(), Kind.of(GenerateHttp.READS, GenerateHttp::new, GenerateHttp::release),
            QueryHttp.class.getName(), Kind.of(QueryHttp.READS, QueryHttp::new, QueryHttp::release),
            Health.class.getName(), Kind.of(Health.READS, Health::new, Health::release),
            Upkeep.class.getName(), Kind.of(Upkeep.READS, Upkeep::new, Upkeep::release),
            MigrateSchema.class.getName(), Kind.of(MigrateSchema.READS, MigrateSchema::new, _ -> {}));

    private Makers() {}

    private record Kind(Set<Variable> reads, BiFunction<Template.LambdaFunction, Surroundings, Functions.Made> maker) {
        static <T extends RequestStreamHandler> Kind of(
                Set<Variable> reads,
                BiFunction<Map<String, String>, Consumer<String>, T> constructor,
                Consumer<T> release) {
            return new Kind(reads, (function, surroundings) -> {
                T handler = constructor.apply(surroundings.environment(function), surroundings.log());
                return new Functions.Made(function, handler, () -> release.accept(handler));
            });
        }
    }

    /**
     * What a function finds around it.
     *
     * @param overrides what takes the place of a variable's value in the template, by name and by role of the database
     * @param concurrency invocations at once
     */
    record Surroundings(
            BiFunction<Variable, Map<String, String>, Optional<String>> overrides,
            int concurrency,
            Consumer<String> log) {
        Map<String, String> environment(Template.LambdaFunction function) {
            Map<String, String> environment = new LinkedHashMap<>(function.environment());
            for (Variable variable : Variable.values()) {
                if (environment.containsKey(variable.name())) {
                    overrides
                            .apply(variable, function.environment())
                            .ifPresent(value -> environment.put(variable.name(), value));
                }
            }
            environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
            environment.put("AWS_LAMBDA_MAX_CONCURRENCY", Integer.toString(concurrency));
            environment.put("AWS_REGION", Template.REGION);
            return environment;
        }
    }

    static Functions.Made make(Template.LambdaFunction function, Surroundings surroundings) {
        return Optional.ofNullable(KINDS.get(function.handler()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "The template names a handler that does not exist: " + function.handler()))
                .maker()
                .apply(function, surroundings);
    }

    /** The variables that a handler class reads; empty when there is no such class. */
    static Optional<Set<Variable>> reads(String handler) {
        return Optional.ofNullable(KINDS.get(handler)).map(Kind::reads);
    }
}
