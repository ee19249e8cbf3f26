package dossier.language;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds the names a writer may have meant. Near is what few single changes turn into each other: a letter more, less or
 * other, or two neighbours swapped. Case, and hyphen against underscore, do not count; a name is also near to its own
 * beginning and to its own last part.
 */
public final class Nearest {
    /** Longer input is no misspelling of any name. */
    private static final int LONGEST = 80;

    /** Shorter beginnings say too little. */
    private static final int BEGINNING = 3;

    private static final int MOST = 3;

    private Nearest() {}

    /** At most three of the names, as {@link #to(String, Collection, int)}. */
    public static List<String> to(String written, Collection<String> names) {
        return to(written, names, MOST);
    }

    /** At most this many of the names, nearest first, ties in alphabetical order. */
    public static List<String> to(String written, Collection<String> names, int most) {
        if (written.isEmpty() || written.length() > LONGEST) {
            return List.of();
        }
        String folded = fold(written);
        int bound = folded.length() <= 3 ? 1 : folded.length() <= 8 ? 2 : 3;
        return names.stream()
                .map(name -> new Ranked(name, distance(folded, name, bound)))
                .filter(ranked -> ranked.distance() <= bound)
                .sorted(Comparator.comparingInt(Ranked::distance).thenComparing(Ranked::name))
                .map(Ranked::name)
                .distinct()
                .limit(most)
                .toList();
    }

    private record Ranked(String name, int distance) {}

    private static int distance(String folded, String name, int bound) {
        String other = fold(name);
        int whole = changes(folded, other, bound);
        boolean part = other.endsWith("." + folded) || (folded.length() >= BEGINNING && other.startsWith(folded));
        return part ? Math.min(1, whole) : whole;
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Single changes between the two, or more than the bound. */
    static int changes(String one, String other, int bound) {
        if (Math.abs(one.length() - other.length()) > bound) {
            return bound + 1;
        }
        int[] twoBack = new int[other.length() + 1];
        int[] back = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        Arrays.setAll(back, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            row[0] = i;
            int best = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int least = Math.min(Math.min(row[j - 1], back[j]) + 1, back[j - 1] + change);
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                row[j] = swapped ? Math.min(least, twoBack[j - 2] + 1) : least;
                best = Math.min(best, row[j]);
            }
            if (best > bound) {
                return bound + 1;
            }
            int[] spare = twoBack;
            twoBack = back;
            back = row;
            row = spare;
        }
        return back[other.length()];
    }
}
