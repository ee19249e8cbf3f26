package dossier.bench;

import java.util.ArrayList;
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
        List<Callable<List<Long>>> all = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            all.add(() -> {
                List<Long> nanos = new ArrayList<>();
                while (System.nanoTime() < end) {
                    nanos.add(work.once());
                }
                return nanos;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Long> nanos = new ArrayList<>();
            for (Future<List<Long>> one : threads.invokeAll(all)) {
                nanos.addAll(one.get());
            }
            long wall = System.nanoTime() - start;
            return Timings.of(nanos.stream().mapToLong(Long::longValue).toArray(), wall);
        }
    }
}
