package dossier.edge;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Prepares a function for the snapshot that later instances start from: loads the classes of a first request, then
 * lets go of every connection. Whoever registers must keep the returned object, since the registry holds it weakly.
 */
public final class Snapshots implements Resource {
    private final Runnable prime;
    private final Runnable release;

    private Snapshots(Runnable prime, Runnable release) {
        this.prime = prime;
        this.release = release;
    }

    /**
     * @param prime work like a first request's that leaves no trace
     * @param release closes what a snapshot must not hold
     */
    public static Snapshots register(Runnable prime, Runnable release) {
        Snapshots snapshots = new Snapshots(prime, release);
        Core.getGlobalContext().register(snapshots);
        return snapshots;
    }

    /** Closes what a snapshot must not hold. */
    public void release() {
        release.run();
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        prime.run();
        release.run();
    }

    /** Nothing to do: connections, keys and random numbers are made on demand. */
    @Override
    public void afterRestore(Context<? extends Resource> context) {}
}
