package dev.sluice.inference;

/**
 * Exponential, hyperbolic tangent and their kin from additions, multiplications and divisions only, so that every JVM
 * gives the same bits. {@link Math} may use platform intrinsics, {@link StrictMath} is several times slower.
 *
 * <p>Those that return a float are for loops over many values, at a fraction of the cost.
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

    /**
     * Hyperbolic tangent, odd, exactly 1 from 9 on; within 2e-7 of the exact value, and within 4e-7 of it as a share of it.
     *
     * <p>Without branches and conversions, so that a loop over it is vectorized. {@code tanh(x / 2) = a / b} by a rational
     * minimax approximation (relative error 2.3e-8, by Lawson's iteration on 120 nodes), then {@code tanh(2v) = 2 tanh(v) /
     * (1 + tanh(v)^2)}, which flattens the rounding errors of a and b where the function itself is flat.
     */
    static float tanh(float x) {
        float v = Math.max(-4.5f, Math.min(4.5f, 0.5f * x));
        float u = v * v;
        float a = v * (1f + u * (0.12596399f + u * (0.0025577822f + u * 5.4975862e-06f)));
        float b = 1f + u * (0.4592971f + u * (0.022323925f + u * 0.0001750909f));
        return 2 * a * b / (a * a + b * b);
    }

    /** {@code 1 / (1 + e^-x)}, within 2e-7, by the hyperbolic tangent. */
    static float sigmoid(float x) {
        return 0.5f + 0.5f * tanh(0.5f * x);
    }

    /** {@code e^x - 1} for {@code x <= 0}, within 3e-7, by the hyperbolic tangent. */
    static float expm1(float x) {
        float t = tanh(0.5f * x);
        return 2 * t / (1 - t);
    }
}
