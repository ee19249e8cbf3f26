package dossier.local;

import java.util.concurrent.Callable;

/** Tells a person what takes time, as it happens. Thread-safe. */
@FunctionalInterface
public interface Progress {
    /** Says nothing. */
    Progress SILENT = (what, millis) -> {};

    /** @param millis how long it took; negative when it only begins */
    void tell(String what, long millis);

    /** Does something and tells how long it took. */
    default <T> T time(String what, Callable<T> work) throws Exception {
        tell(what, -1);
        long start = System.nanoTime();
        T result = work.call();
        tell(what, (System.nanoTime() - start) / 1_000_000);
        return result;
    }
}
