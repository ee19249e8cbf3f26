package dossier.ownership;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Tells where the most that bands allow is reached by some truth inside them and not just approached. An entity reaches
 * its most when its row can be filled, respecting every excluded bound, so that only those holders share whose worth is
 * highest, each of which reaches its own most; and when what it is filled with does not merely go round.
 */
final class Attainment {
    private final Best best;
    private final Holdings holdings;
    private final Components region;

    Attainment(Best best, Holdings holdings, Components region) {
        this.best = best;
        this.holdings = holdings;
        this.region = region;
    }

    /** The greatest set of numbers that reach their most. */
    BitSet attained(int[] order, BitSet goals) {
        BitSet holds = new BitSet();
        for (int number : order) {
            holds.set(number, best.valueOf(number).isPositive());
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = order.length - 1; i >= 0; i--) {
                int number = order[i];
                if (holds.get(number) && !goals.get(number) && !fillable(number, holds)) {
                    holds.clear(number);
                    changed = true;
                }
            }
            changed |= dropCircling(order, goals, holds);
        }
        return holds;
    }

    private boolean fillable(int number, BitSet holds) {
        int entity = region.node[number];
        List<Best.Item> row = new ArrayList<>(best.row(number));
        row.removeIf(item -> item.worth().isZero());
        row.sort((a, b) -> b.worth().compareTo(a.worth()));
        Fraction left = Fraction.ONE.minus(holdings.sumLow[entity]);
        int i = 0;
        while (i < row.size()) {
            int end = i;
            Fraction room = Fraction.ZERO;
            while (end < row.size() && row.get(end).worth().equals(row.get(i).worth())) {
                room = room.plus(row.get(end).room);
                end++;
            }
            if (room.compareTo(left) > 0) {
                return shared(row.subList(i, end), left, holds)
                        && atLeast(row.subList(end, row.size()), holds)
                        && restClosed(entity, row);
            }
            for (Best.Item item : row.subList(i, end)) {
                boolean gets = item.low.plus(item.room).isPositive();
                if (gets && (highOpen(item) || !reaches(item, holds))) {
                    return false;
                }
            }
            left = left.minus(room);
            i = end;
        }
        return left.isPositive() || restClosed(entity, row);
    }

    /** Equals share what is left; those that do not reach their own most must do without. */
    private boolean shared(List<Best.Item> equals, Fraction left, BitSet holds) {
        Fraction room = Fraction.ZERO;
        boolean lowOpen = false;
        boolean highOpen = false;
        for (Best.Item item : equals) {
            if (reaches(item, holds)) {
                room = room.plus(item.room);
                lowOpen |= item.lowOpen();
                highOpen |= highOpen(item);
            } else if (item.low.isPositive() || item.lowOpen()) {
                return false;
            }
        }
        int order = left.compareTo(room);
        return order < 0 ? left.isPositive() || !lowOpen : order == 0 && !highOpen;
    }

    private boolean atLeast(List<Best.Item> below, BitSet holds) {
        for (Best.Item item : below) {
            if (item.lowOpen() || (item.low.isPositive() && !reaches(item, holds))) {
                return false;
            }
        }
        return true;
    }

    /** Holders worth nothing must keep to their lower bounds, which must therefore be allowed. */
    private boolean restClosed(int entity, List<Best.Item> row) {
        BitSet mine = new BitSet();
        for (Best.Item item : row) {
            for (int e : item.edges) {
                mine.set(e);
            }
        }
        if (!holdings.sumLowOpen(entity)) {
            return true;
        }
        for (int e = holdings.start[entity]; e < holdings.start[entity + 1]; e++) {
            if (!mine.get(e) && holdings.lowOpen(e)) {
                return false;
            }
        }
        return true;
    }

    private static boolean highOpen(Best.Item item) {
        return item.highOpen() && item.room.isPositive();
    }

    private boolean reaches(Best.Item item, BitSet holds) {
        for (int e : item.edges) {
            int place = region.place[holdings.holder[e]];
            if (place >= 0 && holds.get(place) && best.valueOf(place).equals(item.worth())) {
                return true;
            }
        }
        return false;
    }

    /** Drops what cannot come from a goal through members that hold. */
    private boolean dropCircling(int[] order, BitSet goals, BitSet holds) {
        BitSet fed = new BitSet();
        boolean more = true;
        while (more) {
            more = false;
            for (int i = order.length - 1; i >= 0; i--) {
                int number = order[i];
                if (holds.get(number) && !fed.get(number) && (goals.get(number) || isFed(number, fed))) {
                    fed.set(number);
                    more = true;
                }
            }
        }
        boolean dropped = !fed.equals(holds);
        holds.and(fed);
        return dropped;
    }

    private boolean isFed(int number, BitSet fed) {
        for (Best.Item item : best.row(number)) {
            for (int e : item.edges) {
                int place = region.place[holdings.holder[e]];
                if (place >= 0 && fed.get(place)) {
                    return true;
                }
            }
        }
        return false;
    }
}
