package dossier.ownership;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in plain English what a rule found. */
final class Prose {
    private static final int SHOWN = 3;
    private static final int LONGEST = 8;

    private final Standing standing;
    private final InForce facts;
    private final BitSet stops;

    Prose(Standing standing, BitSet stops) {
        this.standing = standing;
        this.facts = standing.facts;
        this.stops = stops;
    }

    /** Such as {@code 60 % x 50 % = 30 %, and at least 25 % is asked for}. */
    String product(Axis axis, int who, Interval share, Threshold threshold) {
        Chains.Found found = standing.chains(axis, stops).from(who);
        List<String> terms = new ArrayList<>();
        for (int[] chain :
                found.chains().subList(0, Math.min(SHOWN, found.chains().size()))) {
            terms.add(chain.length > LONGEST ? "a chain of " + chain.length + " links" : factors(axis, chain));
        }
        int more = found.chains().size() - terms.size();
        String sum = String.join(" + ", terms) + (more > 0 ? " + " + more + " more chains" : "");
        boolean plain = terms.size() == 1 && found.chains().getFirst().length == 1 && !found.truncated();
        String of = word(axis);
        return (plain ? share.words() : sum + " = " + share.words()) + of + ", and " + threshold.words()
                + " is asked for";
    }

    private String factors(Axis axis, int[] chain) {
        List<String> factors = new ArrayList<>();
        for (int link : chain) {
            factors.add(share(axis, link));
        }
        return String.join(" x ", factors);
    }

    private String share(Axis axis, int link) {
        Holdings holdings = facts.on(axis);
        int e = holdings.ofLink(link);
        if (e < 0) {
            return "?";
        }
        Interval share = holdings.share(e);
        return share.low().equals(share.high()) ? share.words() : "(" + share.percent() + " %)";
    }

    private static String word(Axis axis) {
        return axis == Axis.SHARES ? "" : " of the " + axis.name().toLowerCase(Locale.ROOT);
    }

    String jointly(Axis axis, Interval share, Threshold threshold) {
        return "each party to a joint arrangement is treated as holding the whole of it, " + share.words() + word(axis)
                + ", and " + threshold.words() + " is asked for";
    }

    String controls(int who, boolean certain, Pack.Power power) {
        return "it " + (certain ? "controls " : "may control ") + facts.called(standing.target) + " by a majority ("
                + power.majority().words() + ") or a link of control, directly or through what it controls";
    }

    String controlled(int who, Control.Held held, Axis axis, Interval together, Threshold threshold, boolean own) {
        return "entities under its control (" + holders(who, held, axis) + ") hold " + together.words() + word(axis)
                + " of " + facts.called(standing.target) + " directly" + (own ? ", its own holding added" : "")
                + ", and "
                + threshold.words() + " is asked for";
    }

    String held(int who, Control.Held held, Axis axis, Interval together, Threshold threshold) {
        String through = holders(who, held, axis);
        return "it holds " + together.words() + word(axis)
                + (through.isEmpty() ? "" : " through majority stakes in " + through)
                + ", never multiplied, and " + threshold.words() + " is asked for"
                + (held.joint() ? "; a joint arrangement counts as a whole for each party" : "");
    }

    private String holders(int who, Control.Held held, Axis axis) {
        Holdings holdings = facts.on(axis);
        return held.edges.stream()
                .map(e -> holdings.holder[e])
                .filter(holder -> holder != who)
                .distinct()
                .limit(LONGEST)
                .map(facts::called)
                .collect(Collectors.joining(", "));
    }
}
