package dev.sluice.feature;

/**
 * The identity up to {@value #KNEE} scaled units, and a logarithm beyond: heavy tails neither dominate the loss nor
 * disappear.
 */
final class SoftClip {

    static final double KNEE = 10;

    private SoftClip() {}

    /** Finite also where {@code z} is infinite. */
    static float of(double z) {
        if (Math.abs(z) <= KNEE) {
            return (float) z;
        }
        double finite = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, z));
        if (finite > KNEE) {
            return (float) (KNEE * (1 + StrictMath.log(finite / KNEE)));
        }
        return (float) (finite < -KNEE ? -KNEE * (1 + StrictMath.log(-finite / KNEE)) : finite);
    }

    static double undo(double c) {
        if (c > KNEE) {
            return KNEE * StrictMath.exp(c / KNEE - 1);
        }
        return c < -KNEE ? -KNEE * StrictMath.exp(-c / KNEE - 1) : c;
    }
}
