package dev.sluice.codec;

import java.util.Arrays;

/**
 * How the frames of a kind are coded: which predictors there are, which is tried first, and the odds of every decision at the
 * beginning of a frame. Immutable.
 */
public final class Profile {

    /** Above what any residual costs. */
    private static final int MOST_COST = 1 << 12;

    final boolean latent;
    final int predictors; // a bit for each
    final byte[] first; // [lanes]: the predictor of the first record
    final int[][] costs; // [lanes][predictors]: what each is expected to cost, as Predictor.cost
    final byte[] odds; // [contexts], as stored
    final int[] one; // [contexts], as used

    /**
     * @param latent whether there is a latent
     * @param predictors a bit for each, see {@code docs/codec.md}
     * @param first {@code byte[lanes]}: the predictor of a first record, by its number
     * @param costs {@code int[lanes][5]}: what each predictor is expected to cost, in sixteenths of a bit
     * @param odds {@code byte[contexts]}
     */
    public Profile(boolean latent, int predictors, byte[] first, int[][] costs, byte[] odds) {
        this.latent = latent;
        this.predictors = predictors;
        this.first = first.clone();
        this.costs = new int[costs.length][];
        Arrays.setAll(this.costs, lane -> costs[lane].clone());
        this.odds = odds.clone();
        one = Odds.expand(odds);
    }

    public boolean latent() {
        return latent;
    }

    public int predictors() {
        return predictors;
    }

    public byte[] first() {
        return first.clone();
    }

    /** {@code int[lanes][5]}. */
    public int[][] costs() {
        int[][] copy = new int[costs.length][];
        Arrays.setAll(copy, lane -> costs[lane].clone());
        return copy;
    }

    public byte[] odds() {
        return odds.clone();
    }

    /** @throws IllegalArgumentException where it is not one for so many latents and fields */
    void require(int kind, int latents, int fields, int contexts) {
        int lanes = latents + fields;
        require(first.length == lanes && costs.length == lanes && odds.length == contexts, kind, "is of another size");
        boolean grid = kind == CodecState.RECORD_GRID || kind == CodecState.BLOCK_GRID;
        int known = latents > 0
                ? (1 << Predictor.COUNT) - 1
                : (1 << Predictor.COUNT) - 1 & ~(1 << Predictor.RECONSTRUCTION);
        require((predictors & 1) == 1 && (predictors & ~known) == 0, kind, "has predictors that are not known");
        require(!latent || latents > 0, kind, "has a latent, of which there is none");
        require(!grid || (predictors == 1 && !latent), kind, "is not the grid's alone");
        for (int lane = 0; lane < lanes; lane++) {
            int may = lane < latents ? 1 : predictors & Predictor.ALONE;
            boolean chosen = first[lane] >= 0 && first[lane] < Predictor.COUNT && (may >> first[lane] & 1) == 1;
            require(chosen, kind, "begins with a predictor that it does not have");
            require(costs[lane].length == Predictor.COUNT, kind, "is of another size");
            for (int cost : costs[lane]) {
                require(cost >= 0 && cost <= MOST_COST, kind, "expects a cost of " + cost);
            }
        }
    }

    private static void require(boolean holds, int kind, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("profile " + kind + " of the codec " + otherwise);
        }
    }

    /** What it takes to store. */
    int bytes() {
        return 2 + first.length * (1 + Predictor.COUNT) + odds.length;
    }
}
