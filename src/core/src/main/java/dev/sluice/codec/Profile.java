package dev.sluice.codec;

/**
 * How the frames of a kind are coded: which predictors there are, which is tried first, and the odds of every decision at the
 * beginning of a frame.
 */
final class Profile {

    final boolean latent;
    final int predictors; // a bit for each
    final byte[] first; // [lanes]: the predictor of the first record
    final int[][] costs; // [lanes][predictors]: what each is expected to cost, as Predictor.cost
    final byte[] odds; // [contexts], as stored
    final int[] one; // [contexts], as used

    Profile(boolean latent, int predictors, byte[] first, int[][] costs, byte[] odds) {
        this.latent = latent;
        this.predictors = predictors;
        this.first = first;
        this.costs = costs;
        this.odds = odds;
        one = Odds.expand(odds);
    }

    boolean has(int predictor) {
        return (predictors >> predictor & 1) == 1;
    }

    /** What it takes to store. */
    int bytes() {
        return 2 + first.length * (1 + Predictor.COUNT) + odds.length;
    }
}
