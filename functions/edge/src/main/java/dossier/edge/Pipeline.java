package dossier.edge;

import dossier.json.Json;
import dossier.pipeline.Caller;
import dossier.pipeline.Manager;
import dossier.pipeline.Outside;
import dossier.pipeline.Policy;
import dossier.pipeline.Rebuilder;
import dossier.pipeline.Request;
import dossier.pipeline.Requests;
import dossier.registry.Registry;
import dossier.registry.RegistryLoader;
import dossier.store.Pool;
import dossier.store.PostgresLedger;
import dossier.store.Replay;
import dossier.store.Texts;
import java.util.Optional;
import java.util.Set;

/**
 * The core pipeline as a function composes it: registry, pool, ledger and manager. Making one opens no connection.
 * Thread-safe.
 */
public final class Pipeline {
    private final Registry registry;
    private final Pool pool;
    private final PostgresLedger ledger;
    private final Manager manager;
    private final Replay replay;

    private Pipeline(Registry registry, Pool pool, PostgresLedger ledger, Manager manager, Replay replay) {
        this.registry = registry;
        this.pool = pool;
        this.ledger = ledger;
        this.manager = manager;
        this.replay = replay;
    }

    /** Reads {@code DATABASE_URL}, {@code DATABASE_USER} and {@code DOSSIER_CONFIRM}. */
    static Pipeline of(Composition composition, Outside outside) {
        Registry registry = RegistryLoader.shipped();
        Pool pool = composition.pool();
        PostgresLedger ledger = new PostgresLedger(pool, registry.kinds(), Texts.PLAIN, composition.faults());
        Manager manager = new Manager(
                registry,
                ledger,
                outside,
                policy(composition.environment()),
                composition.clock(),
                composition.telemetry().nanos());
        Replay replay = new Replay(pool, new Rebuilder(), Texts.PLAIN, composition.faults());
        return new Pipeline(registry, pool, ledger, manager, replay);
    }

    private static Policy policy(Environment environment) {
        String said = environment.text(Variable.DOSSIER_CONFIRM).orElse("generated");
        return switch (said) {
            case "generated" -> Policy.DEFAULT;
            case "always" -> new Policy(true, true);
            case "never" -> new Policy(false, false);
            default ->
                throw new IllegalStateException(
                        Variable.DOSSIER_CONFIRM + " must be generated, always or never, not " + said);
        };
    }

    public Manager manager() {
        return manager;
    }

    public Replay replay() {
        return replay;
    }

    public Registry registry() {
        return registry;
    }

    public PostgresLedger ledger() {
        return ledger;
    }

    public Pool pool() {
        return pool;
    }

    /** Loads what a first request needs, by reading a document that needs no database. */
    public void prime() {
        Json.Object body = Json.object()
                .put("operation", "parse")
                .put("document", registry.generalCase())
                .build();
        Requests.Outcome read =
                Requests.read(body, new Caller("prime", "prime", Set.of(), "command"), "prime", Optional.empty());
        if (read instanceof Requests.Outcome.Read(Request request)) {
            manager.handle(request);
        }
    }

    /** Closes idle connections. */
    public void release() {
        pool.evict();
    }
}
