package dossier.ownership;

import dossier.language.Diagnostic;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why a question cannot be answered. */
final class Refusals {
    private static final int LONGEST_QUOTE = 128;
    private static final int NEAREST = 3;
    private static final int MOST_COMPARED = 10_000;
    private static final int MOST_EDGES = 50;

    private Refusals() {}

    static Diagnostic unknown(String code, String kind, String id, List<String> known) {
        return Diagnostic.error(code, "There is no " + kind + " " + quoted(id))
                .found(shortened(id))
                .nearest(nearest(id, known));
    }

    static String quoted(String id) {
        return '"' + shortened(id) + '"';
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_QUOTE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE)) + "...";
    }

    private static List<String> nearest(String id, List<String> known) {
        String wanted = id.toLowerCase(Locale.ROOT);
        if (wanted.isEmpty() || wanted.length() > LONGEST_QUOTE) {
            return List.of();
        }
        return known.stream()
                .limit(MOST_COMPARED)
                .filter(name -> !name.isEmpty() && Math.abs(name.length() - wanted.length()) <= 2)
                .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) <= 2)
                .limit(NEAREST)
                .toList();
    }

    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] now = new int[b.length() + 1];
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(same, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[b.length()];
    }

    /** One for every entity and axis of which more than everything is held. */
    static List<Diagnostic> overHeld(InForce facts, BitSet reached) {
        List<Diagnostic> found = new ArrayList<>();
        for (Axis axis : Axis.values()) {
            Holdings holdings = facts.on(axis);
            for (int i = holdings.over.nextSetBit(0); i >= 0; i = holdings.over.nextSetBit(i + 1)) {
                if (reached.get(i) && found.size() < MOST_EDGES && !(axis == Axis.VOTES && sharesTell(facts, i))) {
                    found.add(
                            Diagnostic.error("RUL-OVER-100", overHeld(facts, axis, i))
                                    .hint(
                                            "End or correct one of these links: on one axis at one date at most 100 % can be held"));
                }
            }
        }
        return found;
    }

    /** Votes that merely follow the shares need not be named again. */
    private static boolean sharesTell(InForce facts, int entity) {
        return facts.on(Axis.SHARES).over.get(entity);
    }

    static String overHeld(InForce facts, Axis axis, int entity) {
        Holdings holdings = facts.on(axis);
        List<String> edges = edges(holdings, entity).stream()
                .limit(MOST_EDGES)
                .map(e -> facts.linkId(holdings.link[e]) + " ("
                        + holdings.share(e).words() + ")")
                .toList();
        return (holdings.sumLow[entity].compareTo(Fraction.ONE) > 0 ? "At least " : "More than ")
                + holdings.sumLow[entity].percent() + " % of the " + axis.name().toLowerCase(Locale.ROOT) + " of "
                + facts.ids[entity] + " is held: " + edges.stream().collect(Collectors.joining(", "));
    }

    static List<Integer> edges(Holdings holdings, int entity) {
        List<Integer> edges = new ArrayList<>();
        for (int e = holdings.start[entity]; e < holdings.start[entity + 1]; e++) {
            edges.add(e);
        }
        return edges;
    }
}
