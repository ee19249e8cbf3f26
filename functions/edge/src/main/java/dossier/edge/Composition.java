package dossier.edge;

import dossier.pipeline.Outside;
import dossier.store.Faults;
import dossier.store.Pool;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What every composition root begins with: one environment, one clock, one place for log lines and measurements, and
 * what is made of them. Making it opens nothing.
 */
public record Composition(Environment environment, Clock clock, Telemetry telemetry) {
    /**
     * @param reads what the function says it reads of its environment
     * @param out takes log lines and measurements
     */
    public static Composition of(Map<String, String> variables, Set<Variable> reads, Consumer<String> out) {
        Environment environment = Environment.of(variables, reads);
        Clock clock = Clock.systemUTC();
        return new Composition(environment, clock, Telemetry.of(environment, clock, out));
    }

    public Pool pool() {
        return Databases.pool(environment);
    }

    public Faults faults() {
        return Databases.faults(telemetry.log());
    }

    /** For a function that only plans: services of the outside world are asked when a document runs. */
    public Pipeline pipeline() {
        return pipeline(Outside.NONE);
    }

    /** @param outside answers what documents ask of the outside world */
    public Pipeline pipeline(Outside outside) {
        return Pipeline.of(this, outside);
    }

    public HttpEdge http(Routes routes) {
        return new HttpEdge(routes, IdentitySettings.of(environment).identity(clock), telemetry);
    }
}
