package dossier.ownership;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Bounds for parts too large to be solved exactly, in fixed point with 62 binary places. Every step is rounded to the
 * safe side, so the truth always lies between the bounds; the answer says that it is an enclosure.
 */
final class Enclosure {
    private static final int PLACES = 62;
    private static final long ONE = 1L << PLACES;
    /** What may still be on its way when the pushing stops. */
    private static final long NEXT_TO_NOTHING = 1L << 12;

    private static final int MOST_ROUNDS = 40_000;

    private final Holdings holdings;
    private final Components region;

    Enclosure(Holdings holdings, Components region) {
        this.holdings = holdings;
        this.region = region;
    }

    /** Lets the whole flow up from the target at the lower bounds. Returns how much more any amount may be. */
    Fraction push(int target, Fraction[] amount) {
        long[] mass = new long[region.size()];
        mass[region.place[target]] = ONE;
        long lost = 0;
        for (int part = 0; part < region.parts(); part++) {
            int first = region.partStart[part];
            int end = region.partStart[part + 1];
            lost += end - first == 1 && !selfHeld(first)
                    ? pass(first, mass, mass[first], mass)
                    : circle(first, end, mass);
        }
        for (int i = 0; i < mass.length; i++) {
            amount[i] = fraction(mass[i]);
        }
        return fraction(lost);
    }

    private boolean selfHeld(int number) {
        int entity = region.node[number];
        for (int e = region.begin(entity); e < region.end(entity); e++) {
            if (holdings.holder[e] == entity) {
                return true;
            }
        }
        return false;
    }

    /** Sends an amount up the row of an entity; returns what rounding lost. */
    private long pass(int number, long[] inside, long amount, long[] outside) {
        int entity = region.node[number];
        int part = region.partOf[number];
        if (amount == 0 || region.begin(entity) == region.end(entity)) {
            return 0;
        }
        long gone = timesDown(amount, ONE - up(holdings.sumLow[entity]));
        for (int e = region.begin(entity); e < region.end(entity); e++) {
            long share = timesDown(amount, down(holdings.low[e]));
            int place = region.place[holdings.holder[e]];
            gone += share;
            if (place >= 0) {
                long[] into = region.partOf[place] == part ? inside : outside;
                into[place] += share;
            }
        }
        return amount - gone;
    }

    private long circle(int first, int end, long[] mass) {
        BitSet draining = new Flow(holdings, region).draining(first, end);
        long[] moving = new long[mass.length];
        long[] next = new long[mass.length];
        long[] passed = new long[end - first];
        System.arraycopy(mass, first, moving, first, end - first);
        long lost = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            long left = 0;
            for (int i = first; i < end; i++) {
                if (moving[i] != 0 && draining.get(i)) {
                    passed[i - first] += moving[i];
                    lost += pass(i, next, moving[i], mass);
                }
                moving[i] = 0;
            }
            long[] swap = moving;
            moving = next;
            next = swap;
            for (int i = first; i < end; i++) {
                left += draining.get(i) ? moving[i] : 0;
            }
            if (left <= NEXT_TO_NOTHING || round == MOST_ROUNDS - 1) {
                lost += left;
                break;
            }
        }
        System.arraycopy(passed, 0, mass, first, end - first);
        return lost;
    }

    /** Bounds the values of a question; returns how much more any of them may be. */
    Fraction value(Best best, int[] order, Fraction[] value) {
        long[] low = new long[region.size()];
        long[] high = new long[region.size()];
        Row[] rows = new Row[order.length];
        for (int i = order.length - 1; i >= 0; ) {
            int part = region.partOf[order[i]];
            int from = i;
            while (from > 0 && region.partOf[order[from - 1]] == part) {
                from--;
            }
            for (int k = from; k <= i; k++) {
                rows[k] = new Row(order[k], best);
                high[order[k]] = ONE;
                low[order[k]] = best.isGoal(order[k]) ? ONE : 0;
            }
            narrow(order, from, i + 1, rows, low, high);
            i = from - 1;
        }
        long widest = 0;
        for (int number : order) {
            value[number] = fraction(low[number]);
            widest = Math.max(widest, high[number] - low[number]);
        }
        return fraction(widest);
    }

    private static void narrow(int[] order, int from, int end, Row[] rows, long[] low, long[] high) {
        int rounds = end - from == 1 ? 2 : MOST_ROUNDS;
        for (int round = 0; round < rounds; round++) {
            boolean changed = false;
            for (int k = from; k < end; k++) {
                Row row = rows[k];
                if (!row.goal) {
                    long above = Math.min(high[order[k]], row.worth(high, true));
                    long below = Math.max(low[order[k]], row.worth(low, false));
                    changed |= high[order[k]] - above > NEXT_TO_NOTHING || below - low[order[k]] > NEXT_TO_NOTHING;
                    high[order[k]] = above;
                    low[order[k]] = below;
                }
            }
            if (!changed) {
                return;
            }
        }
    }

    /** The row of one entity in fixed point. */
    private final class Row {
        private final int[][] places;
        private final long[][] low;
        private final long[][] room;
        private final long[] budget;
        private final boolean rooms;
        private final boolean goal;

        Row(int number, Best best) {
            goal = best.isGoal(number);
            List<Best.Item> items = goal ? List.of() : best.row(number);
            places = new int[items.size()][];
            low = new long[2][items.size()];
            room = new long[2][items.size()];
            Fraction left = Fraction.ONE.minus(holdings.sumLow[region.node[number]]);
            budget = new long[] {down(left), up(left)};
            boolean any = false;
            for (int i = 0; i < items.size(); i++) {
                Best.Item item = items.get(i);
                places[i] = placesOf(item.edges);
                low[0][i] = down(item.low);
                low[1][i] = up(item.low);
                room[0][i] = down(item.room);
                room[1][i] = item.room.isZero() ? 0 : up(item.room);
                any |= !item.room.isZero();
            }
            rooms = best.isMost() && any;
        }

        private int[] placesOf(int[] edges) {
            int[] found = new int[edges.length];
            int count = 0;
            for (int e : edges) {
                int place = region.place[holdings.holder[e]];
                if (place >= 0) {
                    found[count++] = place;
                }
            }
            return Arrays.copyOf(found, count);
        }

        long worth(long[] value, boolean up) {
            long sum = 0;
            long[] worth = new long[places.length];
            for (int i = 0; i < places.length; i++) {
                for (int place : places[i]) {
                    worth[i] = Math.max(worth[i], value[place]);
                }
                sum += up ? timesUp(low[1][i], worth[i]) : timesDown(low[0][i], worth[i]);
            }
            return Math.min(ONE, rooms ? sum + rest(worth, up) : sum);
        }

        private long rest(long[] worth, boolean up) {
            Integer[] byWorth = new Integer[worth.length];
            Arrays.setAll(byWorth, i -> i);
            Arrays.sort(byWorth, (a, b) -> Long.compare(worth[b], worth[a]));
            long left = budget[up ? 1 : 0];
            long sum = 0;
            for (int i : byWorth) {
                long more = Math.min(left, room[up ? 1 : 0][i]);
                left -= more;
                sum += up ? timesUp(more, worth[i]) : timesDown(more, worth[i]);
            }
            return sum;
        }
    }

    private static long timesDown(long a, long b) {
        return (Math.multiplyHigh(a, b) << (Long.SIZE - PLACES)) | ((a * b) >>> PLACES);
    }

    private static long timesUp(long a, long b) {
        return Math.min(ONE, timesDown(a, b) + 1);
    }

    private static long down(Fraction share) {
        if (share.isZero()) {
            return 0;
        }
        return share.numerator().shiftLeft(PLACES).divide(share.denominator()).longValueExact();
    }

    private static long up(Fraction share) {
        return Math.min(ONE, down(share) + 1);
    }

    private static Fraction fraction(long fixed) {
        return Fraction.of(BigInteger.valueOf(fixed), BigInteger.ONE.shiftLeft(PLACES));
    }
}
