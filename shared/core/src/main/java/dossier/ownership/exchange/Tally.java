package dossier.ownership.exchange;

import dossier.ownership.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Findings of which there may be very many alike: how often, and the first few of whom they speak. Not thread-safe. */
final class Tally {
    private static final int NAMED = 5;

    private static final class Count {
        long times;
        final List<String> first = new ArrayList<>(NAMED);
    }

    private record What(String code, String message) {}

    private final Map<What, Count> counts = new LinkedHashMap<>();

    /** @param who the record or link it speaks of */
    void add(String code, String message, String who) {
        Count count = counts.computeIfAbsent(new What(code, message), key -> new Count());
        count.times++;
        if (count.first.size() < NAMED && !count.first.contains(who)) {
            count.first.add(who);
        }
    }

    void tell(Consumer<Finding> findings) {
        counts.forEach((what, count) -> {
            String whom = String.join(", ", count.first) + (count.times > count.first.size() ? ", ..." : "");
            findings.accept(new Finding(
                    what.code(),
                    what.message() + " (" + (count.times == 1 ? "" : count.times + " times: ") + whom + ")",
                    List.of()));
        });
        counts.clear();
    }
}
