package dev.sluice.codec;

import java.util.Arrays;

/** Adds up what decisions cost under given odds: how a profile does on rows that it was not fitted on. */
final class CostMeter extends BitCoder {

    private static final double BIT = StrictMath.log(2);

    private final AdaptiveOdds odds;
    private final Contexts contexts;
    private final double[] bits; // [lanes + 1]: of each lane, and of all else
    private int lane;

    CostMeter(AdaptiveOdds odds, Contexts contexts, int lanes) {
        this.odds = odds;
        this.contexts = contexts;
        bits = new double[lanes + 1];
        lane = lanes;
    }

    @Override
    int bit(int context, int bit) {
        // Escaped values have contexts of their own, and are of the lane before.
        lane = context < contexts.lanes() ? lane : contexts.laneOf(context);
        decide(odds.one(context), bit);
        odds.seen(context, bit);
        return bit;
    }

    @Override
    int decide(int one, int bit) {
        double p = one / 65_536.0;
        bits[lane] -= StrictMath.log(bit == 1 ? p : 1 - p) / BIT;
        return bit;
    }

    @Override
    long raw(int count, long number) {
        bits[lane] += count;
        return number;
    }

    double bits() {
        return Arrays.stream(bits).sum();
    }

    /** {@code double[lanes]}, and what is of none added to some. */
    double[] byLane() {
        return bits.clone();
    }
}
