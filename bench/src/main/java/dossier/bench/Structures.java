package dossier.bench;

import dossier.ownership.Fraction;
import dossier.ownership.Graph;
import dossier.ownership.Interval;
import java.util.Random;
import java.util.stream.IntStream;

/** Structures of owners of any size; the same arguments always make the same one. */
final class Structures {
    private Structures() {}

    private static Graph.Builder people(int count) {
        Graph.Builder builder = Graph.builder();
        IntStream.range(0, count).forEach(i -> builder.entity("P" + i, "PROPER_PERSON"));
        return builder;
    }

    /** Layers of companies, each held in equal parts by all of the layer above, over one company. */
    static Graph lattice(int depth, int width) {
        Graph.Builder builder = people(width);
        for (int layer = 0; layer <= depth; layer++) {
            for (int i = 0; i < (layer == depth ? 1 : width); i++) {
                String owned = layer == depth ? "T" : "L" + layer + "-" + i;
                builder.entity(owned, "LIMITED_COMPANY");
                for (int k = 0; k < width; k++) {
                    String holder = layer == 0 ? "P" + k : "L" + (layer - 1) + "-" + k;
                    builder.owns("l" + layer + "-" + i + "-" + k, holder, owned, Fraction.of(1, width));
                }
            }
        }
        return builder.build();
    }

    /** Thirty companies of a case and six people; with bands, a third of the links is one. */
    static Graph ofCase(boolean bands) {
        Random random = new Random(1);
        Graph.Builder builder = people(6);
        for (int i = 0; i < 30; i++) {
            builder.entity("C" + i, "LIMITED_COMPANY");
            for (int k = 0; k < 3; k++) {
                boolean person = i < 4 || random.nextInt(3) == 0;
                String holder = person ? "P" + random.nextInt(6) : "C" + Math.max(0, i - 1 - random.nextInt(6));
                int first = 10 + random.nextInt(24);
                Interval share = bands && k == 0
                        ? Interval.band(percent(25), percent(50))
                        : Interval.exactly(percent(k == 0 ? first : 20 + k));
                builder.owns("l" + i + "-" + k, holder, "C" + i, share);
            }
        }
        return builder.build();
    }

    /** A hierarchy of companies of which each thirty hold each other in a ring too. */
    static Graph group(int size) {
        int ring = 30;
        Graph.Builder builder = people(50);
        Random random = new Random(5);
        for (int i = 0; i < size; i++) {
            builder.entity("C" + i, "LIMITED_COMPANY");
            builder.owns("p" + i, "P" + random.nextInt(50), "C" + i, percent(1 + random.nextInt(10)));
            if (i >= ring) {
                builder.owns("h" + i, "C" + (i - 1 - random.nextInt(ring)), "C" + i, percent(51));
                builder.owns("g" + i, "C" + (i - 1 - random.nextInt(ring)), "C" + i, percent(15));
            }
            int base = i / ring * ring;
            int across = base + (i - base + 1) % ring;
            if (across < size && i % 3 != 0) {
                builder.owns("x" + i, "C" + across, "C" + i, percent(5));
            }
        }
        return builder.build();
    }

    /** Companies in one ring, with chords across it. */
    static Graph ring(int size, int chords) {
        Graph.Builder builder = people(10);
        Random random = new Random(7);
        for (int i = 0; i < size; i++) {
            builder.entity("C" + i, "LIMITED_COMPANY");
            builder.owns("r" + i, "C" + (i + 1) % size, "C" + i, percent(40));
            builder.owns("p" + i, "P" + random.nextInt(10), "C" + i, percent(1 + random.nextInt(20)));
            for (int k = 0; k < chords; k++) {
                builder.owns("x" + i + "-" + k, "C" + random.nextInt(size), "C" + i, percent(1 + random.nextInt(4)));
            }
        }
        return builder.build();
    }

    /** One company over another, each but for a thousandth part held by the one above. */
    static Graph chain(int length) {
        Graph.Builder builder = people(1);
        for (int i = 0; i < length; i++) {
            builder.entity("C" + i, "LIMITED_COMPANY");
            builder.owns("l" + i, i == 0 ? "P0" : "C" + (i - 1), "C" + i, Fraction.of(999, 1000));
        }
        return builder.build();
    }

    /** Ten layers of companies, each held by several of the layer above, with one company below all. */
    static Graph layers(int edges) {
        int width = edges / 100;
        Graph.Builder builder = people(1000);
        Random random = new Random(3);
        builder.entity("T", "LIMITED_COMPANY");
        for (int k = 0; k < 100; k++) {
            builder.owns("t" + k, "L9-" + random.nextInt(width), "T", percent(1));
        }
        for (int layer = 0; layer < 10; layer++) {
            for (int i = 0; i < width; i++) {
                String owned = "L" + layer + "-" + i;
                builder.entity(owned, "LIMITED_COMPANY");
                for (int k = 0; k < 10; k++) {
                    String holder =
                            layer == 0 ? "P" + random.nextInt(1000) : "L" + (layer - 1) + "-" + random.nextInt(width);
                    builder.owns("e" + layer + "-" + i + "-" + k, holder, owned, percent(1 + random.nextInt(9)));
                }
            }
        }
        return builder.build();
    }

    private static Fraction percent(int share) {
        return Fraction.of(share, 100);
    }
}
