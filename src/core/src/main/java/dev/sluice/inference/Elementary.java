package dev.sluice.inference;

/**
 * Exponential, hyperbolic tangent and logistic function from additions, multiplications and divisions only, so that
 * every JVM gives the same bits. {@link Math} may use platform intrinsics, {@link StrictMath} is several times slower.
 *
 * <p>All work in double precision; the results, rounded to float, are within one unit in the last place of the exact
 * value.
 */
final class Elementary {

    private static final double LN2_HI = 0.6931471803691238;
    private static final double LN2_LO = 1.9082149292705877e-10;
    private static final double INV_LN2 = 1.4426950408889634;

    private Elementary() {}

    /** {@code e^x}; 0 below -708, infinity above 709, NaN for NaN. */
    static double exp(double x) {
        if (x < -708) {
            return 0;
        }
        if (x > 709) {
            return Double.POSITIVE_INFINITY;
        }
        if (Double.isNaN(x)) {
            return x;
        }
        // x = k ln 2 + r with |r| <= ln 2 / 2, then the Taylor series of e^r to r^12 (remainder below 2e-16), summed
        // in pairs (Estrin 1960) so that the processor can work on several terms at a time.
        long k = (long) (x * INV_LN2 + (x < 0 ? -0.5 : 0.5));
        double r = (x - k * LN2_HI) - k * LN2_LO;
        double r2 = r * r;
        double r4 = r2 * r2;
        double low = (1 + r) + r2 * (1.0 / 2 + r * (1.0 / 6));
        double middle = (1.0 / 24 + r * (1.0 / 120)) + r2 * (1.0 / 720 + r * (1.0 / 5_040));
        double high = (1.0 / 40_320 + r * (1.0 / 362_880))
                + r2 * (1.0 / 3_628_800 + r * (1.0 / 39_916_800))
                + r4 * (1.0 / 479_001_600);
        double p = low + r4 * (middle + r4 * high);
        return p * Double.longBitsToDouble((k + 1023) << 52);
    }

    /** Hyperbolic tangent, odd, saturating to exactly 1 beyond 20. */
    static double tanh(double x) {
        double a = x < 0 ? -x : x;
        if (a < 0.02) {
            double s = x * x;
            return x * (1 - s * (1.0 / 3 - s * (2.0 / 15 - s * (17.0 / 315))));
        }
        double t = a > 20 ? 1 : 1 - 2 / (exp(2 * a) + 1);
        return x < 0 ? -t : Double.isNaN(x) ? x : t;
    }

    /** Logistic function {@code 1 / (1 + e^-x)}. */
    static double sigmoid(double x) {
        return 1 / (1 + exp(-x));
    }
}
