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
    final int[] references; // [2 x lanes]: two lanes before, whose residuals tell of a lane's; -1 for none
    final byte[] odds; // [contexts], as stored
    final int[] one; // [contexts], as used

    /**
     * @param latent whether there is a latent
     * @param predictors a bit for each, see {@code docs/codec.md}; none where lanes share their odds
     * @param first {@code byte[lanes]}: the predictor of a first record, by its number
     * @param costs {@code int[lanes][6]}: what each predictor is expected to cost, in sixteenths of a bit
     * @param references {@code int[2 x lanes]}: two lanes before each, whose residuals tell of its; -1 for none
     * @param odds {@code byte[contexts]}
     */
    public Profile(boolean latent, int predictors, byte[] first, int[][] costs, int[] references, byte[] odds) {
        this.latent = latent;
        this.predictors = predictors;
        this.first = first.clone();
        this.costs = new int[costs.length][];
        Arrays.setAll(this.costs, lane -> costs[lane].clone());
        this.references = references.clone();
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

    /** {@code int[lanes][6]}. */
    public int[][] costs() {
        int[][] copy = new int[costs.length][];
        Arrays.setAll(copy, lane -> costs[lane].clone());
        return copy;
    }

    /** {@code int[2 x lanes]}. */
    public int[] references() {
        return references.clone();
    }

    /** Whether nothing is known of lanes, so that they share their odds. */
    boolean isFlat() {
        return predictors == 0;
    }

    public byte[] odds() {
        return odds.clone();
    }

    /** @throws IllegalArgumentException where it is not one for so many latents and fields */
    void require(int kind, int latents, int fields, int contexts) {
        int lanes = latents + fields;
        require(first.length == lanes && costs.length == lanes && odds.length == contexts, kind, "is of another size");
        require(references.length == 2 * lanes, kind, "is of another size");
        int needed = kind == CodecState.RECORD_FLAT ? 0 : 1;
        boolean grid =
                kind == CodecState.RECORD_GRID || kind == CodecState.RECORD_FLAT || kind == CodecState.BLOCK_GRID;
        int known = latents > 0 ? (1 << Predictor.COUNT) - 1 : ((1 << Predictor.COUNT) - 1) & ~Predictor.LATENT;
        require((predictors & 1) == needed && (predictors & ~known) == 0, kind, "has predictors that are not known");
        require(!latent || latents > 0, kind, "has a latent, of which there is none");
        require(latent || (predictors & Predictor.LATENT) == 0, kind, "predicts from a latent that it does not have");
        require(!grid || (predictors == needed && !latent), kind, "is not the grid's alone");
        for (int lane = 0; lane < lanes; lane++) {
            int may = lane < latents ? 1 : 1 | (predictors & Predictor.ALONE);
            boolean chosen = first[lane] >= 0 && first[lane] < Predictor.COUNT && (may >> first[lane] & 1) == 1;
            require(chosen, kind, "begins with a predictor that it does not have");
            for (int r = 2 * lane; r < 2 * lane + 2; r++) {
                require(references[r] >= -1 && references[r] < lane, kind, "refers to a lane that is not known yet");
            }
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
        return 2 + first.length * (1 + 2 * Predictor.COUNT + 4) + odds.length;
    }
}
