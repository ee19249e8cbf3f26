package dossier.generation;

import java.util.Arrays;

/**
 * Blends how near verbs are by meaning and by words: each measure is spread over its best values, so that it tells verbs
 * apart as much as any other whatever its unit, and they are added up. Immutable.
 */
final class Blend {
    private static final double COSINE = 0.45;
    private static final double CENTRE = 0.30;
    private static final double BM25 = 0.25;
    private static final double HEAD = 0.20;
    /** Over how many of the best values a measure is spread. */
    private static final int BEST = 50;

    private final Understanding understanding;

    Blend(Understanding understanding) {
        this.understanding = understanding;
    }

    /**
     * Of each verb, 0 to 1; the best has 1.
     *
     * @param cosine by verb, with the nearest phrase
     * @param centre by verb, with the mean of its phrases
     * @param documents by verb, BM25
     * @param heads by verb, how much the word that orders says for it, 0 to 1
     */
    double[] of(double[] cosine, double[] centre, double[] documents, double[] heads) {
        double[] out = new double[cosine.length];
        add(understanding.weight(Part.COSINE, COSINE), spread(cosine), out);
        add(understanding.weight(Part.CENTRE, CENTRE), spread(centre), out);
        add(understanding.weight(Part.BM25, BM25), spread(documents), out);
        add(understanding.weight(Part.HEAD, HEAD), heads, out);
        double most = Math.max(1e-9, Arrays.stream(out).max().orElse(0));
        return Arrays.stream(out).map(score -> score / most).toArray();
    }

    private static void add(double weight, double[] measure, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] += weight * measure[i];
        }
    }

    /** The best as 1, the last of the best, and all below, as 0. */
    private static double[] spread(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double low = sorted[Math.max(0, sorted.length - BEST)];
        double range = sorted[sorted.length - 1] - low;
        return Arrays.stream(values)
                .map(value -> range < 1e-9 ? 0 : Math.max(0, (value - low) / range))
                .toArray();
    }
}
