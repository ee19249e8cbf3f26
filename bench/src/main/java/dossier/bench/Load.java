package dossier.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same over and over, by one worker or by many at once. */
final class Load {
    private Load() {}

    @FunctionalInterface
    interface Work {
        /** @return nanoseconds it took */
        long once() throws Exception;
    }

    static Timings times(int times, Work work) throws Exception {
        long[] nanos = new long[times];
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            nanos[i] = work.once();
        }
        return Timings.of(nanos, System.nanoTime() - start);
    }

    /** As many workers, each as often as it can in the time. */
    static Timings during(int workers, long millis, Work work) throws Exception {
        long start = System.nanoTime();
        long end = start + millis * 1_000_000;
        List<Long> nanos = new ArrayList<>();
        for (List<Long> one : workers(workers, () -> {
            List<Long> own = new ArrayList<>();
            while (System.nanoTime() < end) {
                own.add(work.once());
            }
            return own;
        })) {
            nanos.addAll(one);
        }
        long wall = System.nanoTime() - start;
        return Timings.of(nanos.stream().mapToLong(Long::longValue).toArray(), wall);
    }

    /** The same work by as many workers; what each of them came to. */
    static <T> List<T> workers(int workers, Callable<T> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> all = new ArrayList<>();
            for (Future<T> one : threads.invokeAll(Collections.nCopies(workers, work))) {
                all.add(one.get());
            }
            return all;
        }
    }
}
