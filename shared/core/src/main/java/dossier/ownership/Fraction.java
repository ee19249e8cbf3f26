package dossier.ownership;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An exact rational number in lowest terms. Immutable and safe to share between threads.
 *
 * <p>Small values live in two longs; a result that does not fit moves to {@link BigInteger} and comes back when it
 * fits again, so that equal numbers always have equal representations.
 */
public final class Fraction implements Comparable<Fraction> {
    public static final Fraction ZERO = new Fraction(0, 1);
    public static final Fraction ONE = new Fraction(1, 1);
    public static final Fraction HALF = new Fraction(1, 2);

    private static final int MAX_TEXT = 200;

    private final long num;
    private final long den;
    private final @Nullable BigInteger bigNum;
    private final @Nullable BigInteger bigDen;

    private Fraction(long num, long den) {
        this.num = num;
        this.den = den;
        this.bigNum = null;
        this.bigDen = null;
    }

    private Fraction(BigInteger num, BigInteger den) {
        this.num = 0;
        this.den = 0;
        this.bigNum = num;
        this.bigDen = den;
    }

    public static Fraction of(long value) {
        return value == 0 ? ZERO : value == 1 ? ONE : new Fraction(value, 1);
    }

    /** @throws ArithmeticException when the denominator is zero */
    public static Fraction of(long num, long den) {
        if (den == Long.MIN_VALUE || num == Long.MIN_VALUE) {
            return of(BigInteger.valueOf(num), BigInteger.valueOf(den));
        }
        if (den == 0) {
            throw new ArithmeticException("A fraction needs a denominator");
        }
        long gcd = gcd(Math.abs(num), Math.abs(den));
        long sign = den < 0 ? -1 : 1;
        return small(sign * (num / gcd), sign * (den / gcd));
    }

    /** @throws ArithmeticException when the denominator is zero */
    public static Fraction of(BigInteger num, BigInteger den) {
        if (den.signum() == 0) {
            throw new ArithmeticException("A fraction needs a denominator");
        }
        BigInteger gcd = num.gcd(den);
        BigInteger n = gcd.equals(BigInteger.ONE) ? num : num.divide(gcd);
        BigInteger d = gcd.equals(BigInteger.ONE) ? den : den.divide(gcd);
        return d.signum() < 0 ? lowest(n.negate(), d.negate()) : lowest(n, d);
    }

    public static Fraction of(BigDecimal value) {
        return value.scale() <= 0
                ? of(value.toBigIntegerExact(), BigInteger.ONE)
                : of(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
    }

    /** {@code 25} gives a quarter. */
    public static Fraction ofPercent(BigDecimal percent) {
        return of(percent.movePointLeft(2));
    }

    /** Reads {@code 1/3}, {@code 0.25}, {@code 25%} or {@code 33 1/3%}; empty for anything else. */
    public static Optional<Fraction> parse(String text) {
        String body = text.strip();
        if (body.isEmpty() || body.length() > MAX_TEXT) {
            return Optional.empty();
        }
        boolean percent = body.endsWith("%");
        if (percent) {
            body = body.substring(0, body.length() - 1).strip();
        }
        int space = body.indexOf(' ');
        Optional<Fraction> whole = space < 0 ? Optional.of(ZERO) : decimal(body.substring(0, space));
        Optional<Fraction> rest =
                quotient(space < 0 ? body : body.substring(space + 1).strip());
        return whole.flatMap(w -> rest.map(r -> percent ? w.plus(r).times(of(1, 100)) : w.plus(r)));
    }

    private static Optional<Fraction> quotient(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return decimal(text);
        }
        Optional<Fraction> below = decimal(text.substring(slash + 1).strip()).filter(value -> value.signum() != 0);
        return below.flatMap(d -> decimal(text.substring(0, slash).strip()).map(n -> n.dividedBy(d)));
    }

    private static Optional<Fraction> decimal(String text) {
        boolean plain = !text.isEmpty()
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')
                && text.charAt(0) != '.'
                && text.charAt(text.length() - 1) != '.'
                && text.indexOf('.') == text.lastIndexOf('.');
        return plain ? Optional.of(of(new BigDecimal(text))) : Optional.empty();
    }

    public Fraction plus(Fraction other) {
        if (bigNum == null && other.bigNum == null) {
            if (num == 0) {
                return other;
            }
            if (other.num == 0) {
                return this;
            }
            Fraction fast = fastPlus(other);
            if (fast != null) {
                return fast;
            }
        }
        BigInteger d1 = denominator();
        BigInteger d2 = other.denominator();
        if (d1.equals(d2)) {
            return of(numerator().add(other.numerator()), d1);
        }
        BigInteger gcd = d1.gcd(d2);
        BigInteger left = d2.divide(gcd);
        BigInteger n = numerator().multiply(left).add(other.numerator().multiply(d1.divide(gcd)));
        BigInteger d = d1.multiply(left);
        BigInteger common = n.gcd(gcd);
        return common.equals(BigInteger.ONE) ? lowest(n, d) : lowest(n.divide(common), d.divide(common));
    }

    private @Nullable Fraction fastPlus(Fraction other) {
        if (den == other.den) {
            long sum = num + other.num;
            return ((num ^ sum) & (other.num ^ sum)) < 0 ? null : of(sum, den);
        }
        long gcd = gcd(den, other.den);
        long left = other.den / gcd;
        long right = den / gcd;
        if (overflows(num, left) || overflows(other.num, right) || overflows(den, left)) {
            return null;
        }
        long a = num * left;
        long b = other.num * right;
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0 || sum == Long.MIN_VALUE) {
            return null;
        }
        long common = gcd(Math.abs(sum), gcd);
        return small(sum / common, den * left / common);
    }

    public Fraction minus(Fraction other) {
        return plus(other.negated());
    }

    public Fraction negated() {
        return bigNum == null ? small(-num, den) : lowest(numerator().negate(), denominator());
    }

    public Fraction times(Fraction other) {
        if (bigNum == null && other.bigNum == null) {
            if (num == 0 || other.num == 0) {
                return ZERO;
            }
            long g1 = gcd(Math.abs(num), other.den);
            long g2 = gcd(Math.abs(other.num), den);
            long n1 = num / g1;
            long n2 = other.num / g2;
            long d1 = den / g2;
            long d2 = other.den / g1;
            if (!overflows(n1, n2) && !overflows(d1, d2) && n1 * n2 != Long.MIN_VALUE) {
                return small(n1 * n2, d1 * d2);
            }
            return lowest(
                    BigInteger.valueOf(n1).multiply(BigInteger.valueOf(n2)),
                    BigInteger.valueOf(d1).multiply(BigInteger.valueOf(d2)));
        }
        if (isZero() || other.isZero()) {
            return ZERO;
        }
        BigInteger g1 = numerator().gcd(other.denominator());
        BigInteger g2 = other.numerator().gcd(denominator());
        return lowest(
                divided(numerator(), g1).multiply(divided(other.numerator(), g2)),
                divided(denominator(), g2).multiply(divided(other.denominator(), g1)));
    }

    /** @throws ArithmeticException when the other is zero */
    public Fraction dividedBy(Fraction other) {
        if (other.isZero()) {
            throw new ArithmeticException("Division by zero");
        }
        return times(other.inverse());
    }

    private Fraction inverse() {
        if (bigNum == null) {
            return num < 0 ? small(-den, -num) : small(den, num);
        }
        BigInteger above = denominator();
        BigInteger below = numerator();
        return below.signum() < 0 ? lowest(above.negate(), below.negate()) : lowest(above, below);
    }

    public Fraction min(Fraction other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Fraction max(Fraction other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public int signum() {
        return bigNum == null ? Long.signum(num) : numerator().signum();
    }

    public boolean isZero() {
        return signum() == 0;
    }

    public boolean isPositive() {
        return signum() > 0;
    }

    public BigInteger numerator() {
        BigInteger big = bigNum;
        return big == null ? BigInteger.valueOf(num) : big;
    }

    public BigInteger denominator() {
        BigInteger big = bigDen;
        return big == null ? BigInteger.valueOf(den) : big;
    }

    /** How long the denominator is; zero for a whole number. */
    int denominatorBits() {
        return bigNum == null
                ? Long.SIZE - Long.numberOfLeadingZeros(den - 1)
                : denominator().bitLength();
    }

    @Override
    public int compareTo(Fraction other) {
        if (bigNum == null && other.bigNum == null) {
            if (den == other.den) {
                return Long.compare(num, other.num);
            }
            int high = Long.compare(Math.multiplyHigh(num, other.den), Math.multiplyHigh(other.num, den));
            return high != 0 ? high : Long.compareUnsigned(num * other.den, other.num * den);
        }
        int signs = Integer.compare(signum(), other.signum());
        return signs != 0
                ? signs
                : numerator()
                        .multiply(other.denominator())
                        .compareTo(other.numerator().multiply(denominator()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Fraction that
                && num == that.num
                && den == that.den
                && (bigNum == null
                        ? that.bigNum == null
                        : that.bigNum != null
                                && numerator().equals(that.numerator())
                                && denominator().equals(that.denominator()));
    }

    @Override
    public int hashCode() {
        return numerator().hashCode() * 31 + denominator().hashCode();
    }

    /** In lowest terms, such as {@code 1/4}, {@code 0} or {@code 1}. */
    @Override
    public String toString() {
        if (bigNum == null) {
            return den == 1 ? Long.toString(num) : num + "/" + den;
        }
        return denominator().equals(BigInteger.ONE) ? numerator().toString() : numerator() + "/" + denominator();
    }

    /** In percent as a decimal with at most six places, rounded half up, without trailing zeros. */
    public String percent() {
        BigDecimal hundredfold = new BigDecimal(numerator().multiply(BigInteger.valueOf(100)));
        BigDecimal rounded = hundredfold
                .divide(new BigDecimal(denominator()), 6, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return rounded.toPlainString();
    }

    private static Fraction small(long num, long den) {
        if (den == 1) {
            if (num == 0) {
                return ZERO;
            }
            if (num == 1) {
                return ONE;
            }
        }
        return new Fraction(num, den);
    }

    private static Fraction lowest(BigInteger num, BigInteger den) {
        return num.bitLength() < Long.SIZE - 1 && den.bitLength() < Long.SIZE - 1
                ? small(num.longValue(), den.longValue())
                : new Fraction(num, den);
    }

    private static BigInteger divided(BigInteger value, BigInteger by) {
        return by.equals(BigInteger.ONE) ? value : value.divide(by);
    }

    private static boolean overflows(long a, long b) {
        return Math.multiplyHigh(a, b) != (a * b) >> 63;
    }

    private static long gcd(long a, long b) {
        long x = a;
        long y = b;
        while (y != 0) {
            long rest = x % y;
            x = y;
            y = rest;
        }
        return x;
    }
}
