package dev.sluice.codec;

import java.util.Arrays;

/** Fits the profiles of a state. */
final class ProfileFit {

    /** Rows per frame where the odds of blocks are fitted. */
    private static final int BLOCK = 128;

    /** Rows that tell what each predictor costs. */
    private static final int TOLD = 1 << 13;

    /** Of the odds of the grid alone, which foreign rows fall back to. */
    private static final double DOUBT = 0.1;

    private final CodecState state;
    private final int kind;
    private final int lanes;
    private final int length;

    ProfileFit(CodecState state, int kind) {
        this.state = state;
        this.kind = kind;
        lanes = state.grids.length + state.latents.length;
        length = kind < CodecState.BLOCK ? 1 : BLOCK;
    }

    /** @param predictors a bit for each */
    Profile fit(Records rows, int predictors) {
        return fit(rows, predictors, 0);
    }

    /** By the grid alone: what is for foreign rows must not be sure of what was seen. */
    Profile grid(Records rows) {
        return fit(rows, 1 << Predictor.GRID, DOUBT);
    }

    private Profile fit(Records rows, int predictors, double doubt) {
        boolean latent = (predictors & Predictor.LATENT) != 0;
        byte[] odds = new byte[state.contexts.count(kind)];
        int[] references = new int[2 * lanes];
        Arrays.fill(references, -1);
        Records newest = rows.slice(Math.max(0, rows.size() - TOLD), rows.size());
        // First what each predictor would cost, then what residuals the choices that follow from it leave, then their
        // odds.
        CostTally tally = new CostTally(lanes);
        count(
                new Profile(latent, predictors, none(predictors), new int[lanes][Predictor.COUNT], references, odds),
                newest,
                tally);
        byte[] first = none(predictors);
        int[][] costs = new int[lanes][Predictor.COUNT];
        for (int lane = 0; lane < lanes; lane++) {
            for (int p = 0; p < Predictor.COUNT; p++) {
                costs[lane][p] = tally.cost(lane, p);
                boolean may = lane >= state.latents.length && ((predictors & Predictor.ALONE) >> p & 1) == 1;
                if (may && tally.entropy(lane, p) < tally.entropy(lane, first[lane])) {
                    first[lane] = (byte) p;
                }
            }
        }
        CostTally chosen = new CostTally(lanes);
        count(new Profile(latent, predictors, first, costs, references, odds), newest, chosen);
        Profile profile = new Profile(latent, predictors, first, costs, chosen.references(), odds);
        BitCounter counter = count(profile, rows, null);
        return new Profile(latent, predictors, first, costs, chosen.references(), counter.odds(state.contexts, doubt));
    }

    private byte[] none(int predictors) {
        byte[] first = new byte[lanes];
        Arrays.fill(first, state.latents.length, lanes, (byte) Integer.numberOfTrailingZeros(predictors));
        return first;
    }

    /** By the grid alone, and nothing is known of the fields, so that what one of them shows is taken for all. */
    Profile flat(Records rows) {
        int[] references = new int[2 * lanes];
        Arrays.fill(references, -1);
        byte[] odds = new byte[state.contexts.count(kind)];
        Profile profile = new Profile(false, 0, new byte[lanes], new int[lanes][Predictor.COUNT], references, odds);
        byte[] counted = count(profile, rows, null).odds(state.contexts, 0);
        // Of stamps and presence what the rows had; of fields nothing.
        System.arraycopy(counted, 0, odds, 0, state.contexts.lanes());
        Numbers.expectAnything(odds, state.contexts.lanes());
        return new Profile(false, 0, new byte[lanes], new int[lanes][Predictor.COUNT], references, odds);
    }

    /** What rows cost by a profile. */
    double bits(Profile profile, Records rows) {
        AdaptiveOdds odds = new AdaptiveOdds(state.contexts.count());
        CostMeter meter = new CostMeter(odds);
        FrameWalk walk = new FrameWalk(state);
        for (int from = 0; from < rows.size(); from += length) {
            odds.reset(profile.one, length > 1, profile.isFlat());
            walk.write(profile, meter, rows.slice(from, Math.min(rows.size(), from + length)));
        }
        return meter.bits();
    }

    private BitCounter count(Profile profile, Records rows, CostTally tally) {
        BitCounter counter = new BitCounter(state.contexts.count(kind));
        expectStamps(counter);
        FrameWalk walk = new FrameWalk(state);
        walk.listen(tally);
        for (int from = 0; from < rows.size(); from += length) {
            walk.write(profile, counter, rows.slice(from, Math.min(rows.size(), from + length)));
        }
        return counter;
    }

    /** Without rows that tell better: first stamps of any length, later ones that mostly keep their interval. */
    private static void expectStamps(BitCounter counter) {
        for (int column = 0; column < Records.MOST_STAMPS; column++) {
            for (int length = 0; length < Long.SIZE; length++) {
                Numbers.signed(counter, Contexts.stamp(column, true), 1L << length >>> 1);
                Numbers.signed(
                        counter, Contexts.stamp(column, false), length < Long.SIZE / 2 ? 0 : 1L << (length - 32) >>> 1);
            }
        }
    }
}
