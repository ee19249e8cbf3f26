package dossier.ownership;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * The exact solution of {@code x = M x + b}, where {@code I - M} can be inverted.
 *
 * <p>Small systems are eliminated. Larger ones are solved by p-adic lifting: one inverse modulo a prime, then one digit
 * of every unknown a round, until there are enough digits to know each fraction. Elimination would let the numbers of
 * a dense part of 200 entities grow at every step; lifting keeps them short to the end.
 */
final class Linear {
    private static final int SMALL = 12;
    private static final List<Long> PRIMES = List.of(2147483647L, 2147483629L, 2147483587L, 2147483579L, 2147483563L);

    private Linear() {}

    /**
     * @param column the columns of each row of M that are not zero
     * @param value their values
     */
    static Fraction[] solve(int[][] column, Fraction[][] value, Fraction[] b) {
        return b.length <= SMALL ? eliminate(column, value, b) : new Lifting(column, value, b).solve();
    }

    private static Fraction[] eliminate(int[][] column, Fraction[][] value, Fraction[] b) {
        int n = b.length;
        Fraction[][] a = new Fraction[n][n + 1];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= n; j++) {
                a[i][j] = i == j ? Fraction.ONE : Fraction.ZERO;
            }
            for (int k = 0; k < column[i].length; k++) {
                int j = column[i][k];
                a[i][j] = a[i][j].minus(value[i][k]);
            }
            a[i][n] = b[i];
        }
        for (int p = 0; p < n; p++) {
            int pivot = p;
            while (a[pivot][p].isZero()) {
                pivot++;
            }
            Fraction[] row = a[pivot];
            a[pivot] = a[p];
            a[p] = row;
            clear(a, row, p);
        }
        return back(a, n);
    }

    private static void clear(Fraction[][] a, Fraction[] row, int p) {
        for (int i = p + 1; i < a.length; i++) {
            if (a[i][p].isZero()) {
                continue;
            }
            Fraction factor = a[i][p].dividedBy(row[p]);
            for (int j = p; j < row.length; j++) {
                if (!row[j].isZero()) {
                    a[i][j] = a[i][j].minus(factor.times(row[j]));
                }
            }
        }
    }

    private static Fraction[] back(Fraction[][] a, int n) {
        Fraction[] x = new Fraction[n];
        for (int i = n - 1; i >= 0; i--) {
            Fraction rest = a[i][n];
            for (int j = i + 1; j < n; j++) {
                if (!a[i][j].isZero()) {
                    rest = rest.minus(a[i][j].times(x[j]));
                }
            }
            x[i] = rest.dividedBy(a[i][i]);
        }
        return x;
    }

    private static final class Lifting {
        private final int n;
        private final int[][] column;
        private final BigInteger[][] wide;
        private final long[][] narrow;
        private final boolean fits;
        private final BigInteger[] right;
        private final BigInteger scale;
        private final int bitsBelow;
        private final int bitsAbove;

        Lifting(int[][] offDiagonal, Fraction[][] value, Fraction[] b) {
            n = b.length;
            column = new int[n][];
            wide = new BigInteger[n][];
            narrow = new long[n][];
            right = new BigInteger[n];
            BigInteger common = BigInteger.ONE;
            for (Fraction entry : b) {
                common = lcm(common, entry.denominator());
            }
            scale = common;
            boolean allFit = true;
            BigInteger[] columnSum = new BigInteger[n];
            Arrays.fill(columnSum, BigInteger.ZERO);
            for (int i = 0; i < n; i++) {
                allFit &= row(i, offDiagonal[i], value[i], b[i], columnSum);
            }
            fits = allFit;
            int below = 1;
            for (BigInteger sum : columnSum) {
                below += sum.bitLength();
            }
            BigInteger rightSum = BigInteger.ONE;
            for (BigInteger entry : right) {
                rightSum = rightSum.add(entry.abs());
            }
            bitsBelow = below;
            bitsAbove = below + rightSum.bitLength();
        }

        /** Row i of I - M, multiplied until it holds whole numbers only. */
        private boolean row(int i, int[] columns, Fraction[] values, Fraction b, BigInteger[] columnSum) {
            BigInteger by = BigInteger.ONE;
            for (Fraction entry : values) {
                by = lcm(by, entry.denominator());
            }
            TreeMap<Integer, BigInteger> entries = new TreeMap<>();
            entries.put(i, by);
            for (int k = 0; k < columns.length; k++) {
                BigInteger whole = values[k].numerator().multiply(by.divide(values[k].denominator()));
                entries.merge(columns[k], whole.negate(), BigInteger::add);
            }
            column[i] = new int[entries.size()];
            wide[i] = new BigInteger[entries.size()];
            narrow[i] = new long[entries.size()];
            BigInteger sum = BigInteger.ZERO;
            int k = 0;
            for (var entry : entries.entrySet()) {
                column[i][k] = entry.getKey();
                wide[i][k] = entry.getValue();
                narrow[i][k] = entry.getValue().longValue();
                BigInteger size = entry.getValue().abs();
                columnSum[entry.getKey()] = columnSum[entry.getKey()].add(size);
                sum = sum.add(size);
                k++;
            }
            right[i] = b.numerator().multiply(by).multiply(scale.divide(b.denominator()));
            return sum.bitLength() < 31;
        }

        private static BigInteger lcm(BigInteger a, BigInteger b) {
            return a.equals(b) ? a : a.divide(a.gcd(b)).multiply(b);
        }

        Fraction[] solve() {
            for (long prime : PRIMES) {
                long[][] inverse = inverse(prime);
                if (inverse.length == n) {
                    return lift(prime, inverse);
                }
            }
            throw new ArithmeticException("The system cannot be inverted");
        }

        private Fraction[] lift(long prime, long[][] inverse) {
            int rounds = (bitsBelow + bitsAbove + 2) / 30 + 1;
            int[][] digits = new int[rounds][n];
            BigInteger[] rest = right.clone();
            BigInteger modulus = BigInteger.valueOf(prime);
            long[] residue = new long[n];
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < n; i++) {
                    residue[i] = rest[i].mod(modulus).longValue();
                }
                for (int i = 0; i < n; i++) {
                    digits[round][i] = (int) dot(inverse[i], residue, prime);
                }
                for (int i = 0; i < n; i++) {
                    rest[i] = rest[i].subtract(product(i, digits[round])).divide(modulus);
                }
            }
            return reconstruct(digits, modulus);
        }

        private static long dot(long[] row, long[] vector, long prime) {
            long sum = 0;
            for (int j = 0; j < row.length; j++) {
                sum = (sum + row[j] * vector[j]) % prime;
            }
            return sum;
        }

        private BigInteger product(int i, int[] x) {
            if (fits) {
                long sum = 0;
                for (int k = 0; k < column[i].length; k++) {
                    sum += narrow[i][k] * x[column[i][k]];
                }
                return BigInteger.valueOf(sum);
            }
            BigInteger sum = BigInteger.ZERO;
            for (int k = 0; k < column[i].length; k++) {
                sum = sum.add(wide[i][k].multiply(BigInteger.valueOf(x[column[i][k]])));
            }
            return sum;
        }

        private Fraction[] reconstruct(int[][] digits, BigInteger modulus) {
            BigInteger power = modulus.pow(digits.length);
            BigInteger limit = BigInteger.ONE.shiftLeft(bitsAbove);
            BigInteger largest = BigInteger.ONE.shiftLeft(bitsBelow);
            BigInteger known = BigInteger.ONE;
            Fraction[] x = new Fraction[n];
            for (int i = 0; i < n; i++) {
                BigInteger value = BigInteger.ZERO;
                for (int round = digits.length - 1; round >= 0; round--) {
                    value = value.multiply(modulus).add(BigInteger.valueOf(digits[round][i]));
                }
                BigInteger shared = centred(value.multiply(known), power);
                if (shared.abs().compareTo(limit) > 0 || known.compareTo(largest) > 0) {
                    BigInteger below = denominator(value, power, limit);
                    known = below;
                    shared = centred(value.multiply(below), power);
                }
                x[i] = Fraction.of(shared, known.multiply(scale));
            }
            return x;
        }

        private static BigInteger centred(BigInteger value, BigInteger power) {
            BigInteger rest = value.mod(power);
            return rest.shiftLeft(1).compareTo(power) > 0 ? rest.subtract(power) : rest;
        }

        /** The smallest multiplier that brings the value under the limit: Euclid's algorithm, stopped half way. */
        private static BigInteger denominator(BigInteger value, BigInteger power, BigInteger limit) {
            BigInteger r0 = power;
            BigInteger r1 = value;
            BigInteger t0 = BigInteger.ZERO;
            BigInteger t1 = BigInteger.ONE;
            while (r1.compareTo(limit) > 0) {
                BigInteger[] step = r0.divideAndRemainder(r1);
                BigInteger t2 = t0.subtract(step[0].multiply(t1));
                r0 = r1;
                r1 = step[1];
                t0 = t1;
                t1 = t2;
            }
            return t1.abs();
        }

        /** Modulo the prime; empty when there is none. */
        private long[][] inverse(long prime) {
            BigInteger modulus = BigInteger.valueOf(prime);
            long[][] a = new long[n][n];
            long[][] inverse = new long[n][n];
            for (int i = 0; i < n; i++) {
                inverse[i][i] = 1;
                for (int k = 0; k < column[i].length; k++) {
                    a[i][column[i][k]] = wide[i][k].mod(modulus).longValue();
                }
            }
            for (int p = 0; p < n; p++) {
                int pivot = p;
                while (pivot < n && a[pivot][p] == 0) {
                    pivot++;
                }
                if (pivot == n) {
                    return new long[0][0];
                }
                swap(a, pivot, p);
                swap(inverse, pivot, p);
                long by = BigInteger.valueOf(a[p][p]).modInverse(modulus).longValue();
                scaleRow(a[p], by, prime);
                scaleRow(inverse[p], by, prime);
                for (int i = 0; i < n; i++) {
                    long factor = a[i][p];
                    if (i != p && factor != 0) {
                        subtract(a[i], a[p], factor, prime);
                        subtract(inverse[i], inverse[p], factor, prime);
                    }
                }
            }
            return inverse;
        }

        private static void swap(long[][] rows, int i, int j) {
            long[] row = rows[i];
            rows[i] = rows[j];
            rows[j] = row;
        }

        private static void scaleRow(long[] row, long by, long prime) {
            for (int j = 0; j < row.length; j++) {
                row[j] = row[j] * by % prime;
            }
        }

        private static void subtract(long[] row, long[] other, long factor, long prime) {
            for (int j = 0; j < row.length; j++) {
                if (other[j] != 0) {
                    row[j] = (row[j] + (prime - factor) * other[j]) % prime;
                }
            }
        }
    }
}
