package dev.sluice.codec;

import java.util.Arrays;

/** Fits the profiles of a state. */
final class ProfileFit {

    /** Rows per frame where the odds of blocks are fitted. */
    private static final int BLOCK = 128;

    /** Rows that tell what each predictor costs. */
    private static final int TOLD = 1 << 13;

    /** Share of these that predictors of single records are chosen by, and how much less one must cost to be chosen. */
    private static final double JUDGED = 0.25;

    private static final int FEWEST_JUDGED = 100;
    private static final double SURELY = 0.99;

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
        Told told = told(rows, predictors);
        return coded(rows, predictors, told.first, told.costs, doubt);
    }

    /**
     * As {@link #fit(Records, int)} for single records, but each field has the predictor whose decisions cost least on rows that
     * none of it was fitted on. That of the least entropy knows nothing of what the fields before tell.
     */
    Profile best(Records rows, int predictors) {
        Told told = told(rows, predictors);
        Records newest = newest(rows);
        int cut = newest.size() - (int) (JUDGED * newest.size());
        byte[] first = told.first.clone();
        if (newest.size() - cut >= FEWEST_JUDGED) {
            Records fitted = newest.slice(0, cut);
            Records judged = newest.slice(cut, newest.size());
            double[] least = byLane(coded(fitted, predictors, first, told.costs, 0), judged);
            for (int p = 0; p < Predictor.COUNT; p++) {
                if (((predictors & Predictor.ALONE) >> p & 1) == 1) {
                    byte[] all = first.clone();
                    Arrays.fill(all, state.latents.length, lanes, (byte) p);
                    double[] bits = byLane(coded(fitted, predictors, all, told.costs, 0), judged);
                    for (int lane = state.latents.length; lane < lanes; lane++) {
                        if (bits[lane] < SURELY * least[lane]) {
                            least[lane] = bits[lane];
                            first[lane] = (byte) p;
                        }
                    }
                }
            }
        }
        return coded(rows, predictors, first, told.costs, 0);
    }

    private static Records newest(Records rows) {
        return rows.slice(Math.max(0, rows.size() - TOLD), rows.size());
    }

    /** What each predictor would cost, and which would do best in a first record. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Told(byte[] first, int[][] costs) {}

    private Told told(Records rows, int predictors) {
        CostTally tally = new CostTally(lanes);
        count(
                profile(predictors, none(predictors), new int[lanes][Predictor.COUNT], noReferences()),
                newest(rows),
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
        return new Told(first, costs);
    }

    /** What residuals the choices leave tells the references, and with these the decisions are counted. */
    private Profile coded(Records rows, int predictors, byte[] first, int[][] costs, double doubt) {
        CostTally chosen = new CostTally(lanes);
        count(profile(predictors, first, costs, noReferences()), newest(rows), chosen);
        int[] references = chosen.references();
        BitCounter counter = count(profile(predictors, first, costs, references), rows, null);
        return profile(predictors, first, costs, references, counter.odds(state.contexts, doubt));
    }

    private Profile profile(int predictors, byte[] first, int[][] costs, int[] references) {
        return profile(predictors, first, costs, references, new byte[state.contexts.count(kind)]);
    }

    private static Profile profile(int predictors, byte[] first, int[][] costs, int[] references, byte[] odds) {
        boolean latent = (predictors & Predictor.LATENT) != 0;
        return new Profile(latent, predictors, first, costs, references, odds);
    }

    private int[] noReferences() {
        int[] references = new int[2 * lanes];
        Arrays.fill(references, -1);
        return references;
    }

    private byte[] none(int predictors) {
        byte[] first = new byte[lanes];
        Arrays.fill(first, state.latents.length, lanes, (byte) Integer.numberOfTrailingZeros(predictors));
        return first;
    }

    /** By the grid alone, and nothing is known of the fields, so that what one of them shows is taken for all. */
    Profile flat(Records rows) {
        byte[] first = new byte[lanes];
        int[][] costs = new int[lanes][Predictor.COUNT];
        byte[] counted =
                count(profile(0, first, costs, noReferences()), rows, null).odds(state.contexts, 0);
        // Of stamps and presence what the rows had; of fields nothing.
        byte[] odds = new byte[counted.length];
        System.arraycopy(counted, 0, odds, 0, state.contexts.lanes());
        Numbers.expectAnything(odds, state.contexts.lanes());
        return profile(0, first, costs, noReferences(), odds);
    }

    /** What rows cost by a profile. */
    double bits(Profile profile, Records rows) {
        return cost(profile, rows).bits();
    }

    private double[] byLane(Profile profile, Records rows) {
        return cost(profile, rows).byLane();
    }

    private CostMeter cost(Profile profile, Records rows) {
        AdaptiveOdds odds = new AdaptiveOdds(state.contexts.count());
        CostMeter meter = new CostMeter(odds, state.contexts, lanes);
        FrameWalk walk = new FrameWalk(state);
        for (int from = 0; from < rows.size(); from += length) {
            odds.reset(profile.one, length > 1, profile.isFlat());
            walk.write(profile, meter, rows.slice(from, Math.min(rows.size(), from + length)));
        }
        return meter;
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
