package dossier.ownership;

import java.math.BigInteger;

/** Binary logarithms in fixed point, good for comparing products by sums of whole numbers. */
final class Logarithm {
    private static final int PLACES = 40;
    private static final int MANTISSA = 61;

    private Logarithm() {}

    /** How far a share of at most one is below one: zero for the whole, 2^40 for a half. */
    static long weakness(Fraction share) {
        return Math.max(0, of(share.denominator()) - of(share.numerator()));
    }

    private static long of(BigInteger value) {
        int whole = value.bitLength() - 1;
        long mantissa = value.shiftLeft(MANTISSA).shiftRight(whole).longValueExact();
        long places = 0;
        for (int i = 0; i < PLACES; i++) {
            long high = Math.multiplyHigh(mantissa, mantissa);
            long low = mantissa * mantissa;
            mantissa = (high << (Long.SIZE - MANTISSA)) | (low >>> MANTISSA);
            places <<= 1;
            if (mantissa >>> (MANTISSA + 1) != 0) {
                mantissa >>>= 1;
                places |= 1;
            }
        }
        return ((long) whole << PLACES) + places;
    }
}
