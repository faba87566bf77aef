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
        double one = odds.one(context) / 65_536.0;
        bits -= StrictMath.log(bit == 1 ? one : 1 - one) / StrictMath.log(2);
        odds.seen(context, bit);
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
