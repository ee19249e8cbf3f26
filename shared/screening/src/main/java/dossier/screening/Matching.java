package dossier.screening;

import dossier.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/**
 * How alike two names are, whatever the order of their words. Words are paired off, the likest first, by their
 * Jaro-Winkler similarity; a pair counts by the letters it covers. A word without a partner counts against it fully where
 * only one pair holds, and in part where more do: less in a person's name, as people leave out middle names, than in a
 * company's. Thread-safe.
 */
final class Matching {
    private static final int PLACES = 4;

    /** What a word without a partner weighs where two others agree. */
    private static final double LEFT_OUT_OF_A_PERSON = 0.25;

    private static final double LEFT_OUT_OF_A_COMPANY = 0.5;

    private final JaroWinklerSimilarity alike = new JaroWinklerSimilarity();
    private final NormalName normal;
    private final BigDecimal threshold;
    private final double wordThreshold;

    private Matching(NormalName normal, BigDecimal threshold, BigDecimal wordThreshold) {
        this.normal = normal;
        this.threshold = threshold;
        this.wordThreshold = wordThreshold.doubleValue();
    }

    /** @param score from the threshold to 1; 1 only where the normal names are the same */
    record Match(ScreeningList.Listed listed, BigDecimal score) {}

    /** Two words that may be the same. */
    private record Pair(int left, int right, double similarity) {}

    static Matching of(Json.Object settings) {
        return new Matching(
                NormalName.of(settings),
                settings.number("threshold").orElseThrow(),
                settings.number("wordThreshold").orElseThrow());
    }

    /** Names that are less alike than this are no hits. */
    BigDecimal threshold() {
        return threshold;
    }

    List<String> normal(String name) {
        return normal.words(name);
    }

    Optional<Match> match(List<String> words, ScreeningList.Listed listed, boolean person) {
        BigDecimal score = score(words, listed.words(), person ? LEFT_OUT_OF_A_PERSON : LEFT_OUT_OF_A_COMPANY);
        return score.compareTo(threshold) < 0 ? Optional.empty() : Optional.of(new Match(listed, score));
    }

    private BigDecimal score(List<String> left, List<String> right, double leftOut) {
        if (left.isEmpty() || right.isEmpty()) {
            return BigDecimal.ZERO;
        }
        if (same(left, right)) {
            return BigDecimal.ONE;
        }
        double score = paired(left, right, leftOut);
        // Only what is the same is 1, however near the rest comes.
        BigDecimal most = BigDecimal.ONE.subtract(BigDecimal.ONE.movePointLeft(PLACES));
        return BigDecimal.valueOf(score).setScale(PLACES, RoundingMode.HALF_UP).min(most);
    }

    /** The same words in any order, or the same letters parted otherwise. */
    private static boolean same(List<String> left, List<String> right) {
        return left.stream().sorted().toList().equals(right.stream().sorted().toList())
                || String.join("", left).equals(String.join("", right));
    }

    private double paired(List<String> left, List<String> right, double leftOut) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            for (int j = 0; j < right.size(); j++) {
                double similarity = alike.apply(left.get(i), right.get(j));
                if (similarity >= wordThreshold) {
                    pairs.add(new Pair(i, j, similarity));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::similarity)
                .reversed()
                .thenComparing(Comparator.comparingInt(
                                (Pair pair) -> left.get(pair.left()).length())
                        .reversed())
                .thenComparingInt(Pair::left)
                .thenComparingInt(Pair::right));
        boolean[] leftTaken = new boolean[left.size()];
        boolean[] rightTaken = new boolean[right.size()];
        double agreeing = 0;
        double covered = 0;
        int held = 0;
        for (Pair pair : pairs) {
            if (!leftTaken[pair.left()] && !rightTaken[pair.right()]) {
                leftTaken[pair.left()] = true;
                rightTaken[pair.right()] = true;
                int letters =
                        left.get(pair.left()).length() + right.get(pair.right()).length();
                agreeing += pair.similarity() * letters;
                covered += letters;
                held++;
            }
        }
        double rest = letters(left, leftTaken) + letters(right, rightTaken);
        return held == 0 ? 0 : agreeing / (covered + rest * (held > 1 ? leftOut : 1));
    }

    private static int letters(List<String> words, boolean[] taken) {
        int letters = 0;
        for (int i = 0; i < taken.length; i++) {
            letters += taken[i] ? 0 : words.get(i).length();
        }
        return letters;
    }
}
