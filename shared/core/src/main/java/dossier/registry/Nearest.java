package dossier.registry;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names a writer may have meant: few edits away, or one the other's beginning. */
final class Nearest {
    private static final int MOST = 3;
    private static final int LONGEST = 128;

    private Nearest() {}

    private record Scored(String name, int distance) {}

    /** At most three, best first; none for a text too long to be a slip. */
    static List<String> to(String wanted, Collection<String> names) {
        if (wanted.length() > LONGEST) {
            return List.of();
        }
        String folded = fold(wanted);
        int limit = Math.max(2, folded.length() / 3);
        return names.stream()
                .map(name -> new Scored(name, distance(folded, fold(name))))
                .filter(scored -> scored.distance <= limit)
                .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::name))
                .map(Scored::name)
                .distinct()
                .limit(MOST)
                .toList();
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Edits (insert, delete, replace, swap of neighbours) between two short names; a shared beginning counts as one. */
    private static int distance(String a, String b) {
        if (a.length() >= 3 && b.startsWith(a)) {
            return 1;
        }
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] now = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int best = Math.min(replace, Math.min(last[j], now[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, before[j - 2] + 1);
                }
                now[j] = best;
            }
            int[] oldest = before;
            before = last;
            last = now;
            now = oldest;
        }
        return last[b.length()];
    }
}
