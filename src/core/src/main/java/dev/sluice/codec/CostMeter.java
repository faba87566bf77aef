package dev.sluice.codec;

/** Adds up what decisions cost under given odds: how a profile does on rows that it was not fitted on. */
final class CostMeter extends BitCoder {

    private final AdaptiveOdds odds;
    private double bits;

    CostMeter(AdaptiveOdds odds) {
        this.odds = odds;
    }

    @Override
    int bit(int context, int bit) {
        decide(odds.one(context), bit);
        odds.seen(context, bit);
        return bit;
    }

    @Override
    int decide(int one, int bit) {
        double p = one / 65_536.0;
        bits -= StrictMath.log(bit == 1 ? p : 1 - p) / StrictMath.log(2);
        return bit;
    }

    @Override
    long raw(int count, long number) {
        bits += count;
        return number;
    }

    double bits() {
        return bits;
    }
}
