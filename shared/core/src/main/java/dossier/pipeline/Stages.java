package dossier.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Orders things that wait for each other into stages; those of one stage may go on together. Stateless. */
final class Stages {
    private Stages() {}

    sealed interface Outcome {
        /** @param stages from 1, in the order in which the things were named */
        record Ordered(Map<String, Integer> stages) implements Outcome {}

        /** @param names each waits for the next one, the last for the first */
        record Cycle(List<String> names) implements Outcome {}
    }

    /**
     * Linear in the number of things and of what they wait for.
     *
     * @param after what each thing waits for; things that are not among its keys do not count
     */
    static Outcome of(Map<String, Set<String>> after) {
        Map<String, Set<String>> waiting = new LinkedHashMap<>();
        Map<String, List<String>> waiters = new LinkedHashMap<>();
        after.forEach((name, others) -> {
            Set<String> known = new LinkedHashSet<>(others);
            known.retainAll(after.keySet());
            waiting.put(name, known);
            known.forEach(other ->
                    waiters.computeIfAbsent(other, _ -> new ArrayList<>()).add(name));
        });
        Map<String, Integer> stages = new LinkedHashMap<>();
        after.keySet().forEach(name -> stages.put(name, 1));
        Deque<String> ready = new ArrayDeque<>();
        waiting.forEach((name, others) -> {
            if (others.isEmpty()) {
                ready.add(name);
            }
        });
        while (!ready.isEmpty()) {
            String done = ready.remove();
            waiting.remove(done);
            for (String waiter : waiters.getOrDefault(done, List.of())) {
                stages.merge(waiter, stages.getOrDefault(done, 1) + 1, Math::max);
                Set<String> left = waiting.getOrDefault(waiter, Set.of());
                if (left.remove(done) && left.isEmpty()) {
                    ready.add(waiter);
                }
            }
        }
        return waiting.isEmpty() ? new Outcome.Ordered(stages) : new Outcome.Cycle(cycle(waiting));
    }

    /** Everything left waits for something left, so following it comes round. */
    private static List<String> cycle(Map<String, Set<String>> waiting) {
        Set<String> path = new LinkedHashSet<>();
        String at = waiting.keySet().iterator().next();
        while (path.add(at)) {
            at = waiting.getOrDefault(at, Set.of()).iterator().next();
        }
        List<String> all = List.copyOf(path);
        return all.subList(all.indexOf(at), all.size());
    }
}
