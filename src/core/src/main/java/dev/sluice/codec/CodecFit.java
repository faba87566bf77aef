package dev.sluice.codec;

import java.util.Arrays;
import java.util.List;

/** Fits a {@link CodecState} on training records, which are those of one entity after the other, each in order. */
public final class CodecFit {

    /** Rows per frame where the odds of blocks are fitted. */
    private static final int BLOCK = 128;

    /** The newest rows are enough. */
    private static final int MOST_ROWS = 1 << 15;

    /** Of the odds of the grid alone, which foreign rows fall back to. */
    private static final double DOUBT = 0.1;

    private static final int[] LATENT_STEPS = {32, 64, 128};

    private static final FieldGrid[] NO_LATENT = {};

    private final int version;
    private final Records rows;
    private final int fields;
    private final FieldGrid[] grids;
    private LinearPredictor within;
    private LinearPredictor across;

    private CodecFit(int version, Records rows, List<Bound> bounds) {
        this.version = version;
        this.rows = rows.slice(Math.max(0, rows.size() - MOST_ROWS), rows.size());
        fields = bounds.size();
        grids = new FieldGrid[fields];
        for (int f = 0; f < fields; f++) {
            grids[f] = grid(rows, f, bounds.get(f));
        }
    }

    /**
     * @param version of the model that the state goes with, which every frame names
     * @param rows at least one record
     * @param bounds one for each field
     * @param autoencoder null to do without; it is used in those frames in which it pays for its bits
     */
    public static CodecState fit(int version, Records rows, List<Bound> bounds, Autoencoder autoencoder) {
        if (rows.size() == 0 || version < 0) {
            throw new IllegalArgumentException(
                    "a codec is fitted on at least one record and has a version of 0 or more, got " + rows.size()
                            + " and " + version);
        }
        CodecState.requireFields(bounds.size());
        CodecFit fit = new CodecFit(version, rows, bounds);
        fit.fitLines();
        Fitted[] best = fit.profiles(null, NO_LATENT);
        if (autoencoder == null) {
            return fit.state(null, NO_LATENT, best);
        }
        FieldGrid[] latents = NO_LATENT;
        for (int steps : LATENT_STEPS) {
            FieldGrid[] tried = fit.latentGrids(autoencoder, steps);
            Fitted[] with = fit.profiles(autoencoder, tried);
            double gain = Math.max(
                    best[CodecState.RECORD].bits - with[CodecState.RECORD].bits,
                    best[CodecState.BLOCK].bits - with[CodecState.BLOCK].bits);
            if (gain > 0) {
                best = with;
                latents = tried;
            }
        }
        return fit.settle(autoencoder, latents, best);
    }

    private record Fitted(Profile profile, double bits) {}

    /** Where only one of the modes gains by the latent, the other does without. */
    private CodecState settle(Autoencoder autoencoder, FieldGrid[] latents, Fitted[] best) {
        if (latents.length == 0) {
            return state(null, latents, best);
        }
        CodecState with = state(autoencoder, latents, best);
        for (int kind : new int[] {CodecState.RECORD, CodecState.BLOCK}) {
            Fitted plain = profile(with, kind, false, all() & ~(1 << Predictor.RECONSTRUCTION));
            if (plain.bits <= best[kind].bits) {
                best[kind] = plain;
            }
        }
        return state(autoencoder, latents, best);
    }

    private static int all() {
        return (1 << Predictor.COUNT) - 1;
    }

    private static FieldGrid grid(Records rows, int f, Bound bound) {
        double[] values = new double[rows.size()];
        int count = 0;
        for (int r = 0; r < rows.size(); r++) {
            double value = rows.value(r, f);
            if (Double.isFinite(value)) {
                values[count++] = value;
            }
        }
        if (count == 0) {
            return FieldGrid.of(0, bound.relative() ? 0 : bound.size());
        }
        FieldKind kind = FieldKind.of(values, count);
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        double origin = sorted[count / 2] + 0.0;
        double error = bound.of(sorted[count - 1] - sorted[0]);
        // Whole values that are not to change at all are worth their bits where they jump about.
        boolean byBits = kind == FieldKind.INTEGER
                && error < 1
                && !ExactCost.isGridCheaper(Arrays.copyOf(values, count), origin);
        return byBits ? FieldGrid.exact(kind, origin) : FieldGrid.of(kind, origin, error);
    }

    private void fitLines() {
        LinearFit lines = new LinearFit(fields);
        double[] numbers = new double[3 * fields];
        for (int r = 0; r < rows.size(); r++) {
            System.arraycopy(numbers, 0, numbers, fields, 2 * fields);
            for (int f = 0; f < fields; f++) {
                double steps = grids[f].exact() ? 0 : grids[f].units(rows.value(r, f)) / (1 << FieldGrid.SHIFT);
                if (Math.abs(steps) < 1e6) {
                    numbers[f] = steps;
                }
            }
            if (r >= 2) {
                lines.add(numbers);
            }
        }
        within = lines.fit(f -> !grids[f].exact(), false);
        across = lines.fit(f -> !grids[f].exact(), true);
    }

    /** Grids of latents: a range of training rows in so many steps. */
    private FieldGrid[] latentGrids(Autoencoder autoencoder, int steps) {
        double[] least = new double[autoencoder.latents()];
        double[] most = new double[autoencoder.latents()];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        double[] row = new double[fields];
        for (int r = 0; r < rows.size(); r++) {
            for (int f = 0; f < fields; f++) {
                row[f] = rows.value(r, f);
            }
            float[] z = autoencoder.encode(row);
            for (int l = 0; l < z.length; l++) {
                least[l] = Math.min(least[l], z[l]);
                most[l] = Math.max(most[l], z[l]);
            }
        }
        FieldGrid[] latents = new FieldGrid[least.length];
        for (int l = 0; l < latents.length; l++) {
            double range = Math.max(1e-6, most[l] - least[l]);
            latents[l] = FieldGrid.of((least[l] + most[l]) / 2, range / (2 * steps));
        }
        return latents;
    }

    private Fitted[] profiles(Autoencoder autoencoder, FieldGrid[] latents) {
        CodecState state = state(autoencoder, latents, new Fitted[CodecState.PROFILES]);
        boolean latent = autoencoder != null;
        int predictors = latent ? all() : all() & ~(1 << Predictor.RECONSTRUCTION);
        Fitted[] fitted = new Fitted[CodecState.PROFILES];
        fitted[CodecState.RECORD] = profile(state, CodecState.RECORD, latent, predictors & Predictor.ALONE);
        fitted[CodecState.BLOCK] = profile(state, CodecState.BLOCK, latent, predictors);
        fitted[CodecState.RECORD_GRID] = profile(state, CodecState.RECORD_GRID, false, 1);
        fitted[CodecState.BLOCK_GRID] = profile(state, CodecState.BLOCK_GRID, false, 1);
        return fitted;
    }

    private CodecState state(Autoencoder autoencoder, FieldGrid[] latents, Fitted[] fitted) {
        Profile[] profiles = new Profile[CodecState.PROFILES];
        for (int p = 0; p < profiles.length; p++) {
            profiles[p] = fitted[p] == null ? null : fitted[p].profile;
        }
        return new CodecState(version, grids, latents, autoencoder, within, across, profiles);
    }

    private Fitted profile(CodecState state, int kind, boolean latent, int predictors) {
        int lanes = state.grids.length + state.latents.length;
        int length = kind == CodecState.RECORD || kind == CodecState.RECORD_GRID ? 1 : BLOCK;
        Profile profile = new Profile(
                latent, predictors, new byte[lanes], new int[lanes][Predictor.COUNT], new byte[state.contexts.count()]);
        // First what each predictor would cost, then the odds under the choices that follow from it.
        CostTally tally = new CostTally(lanes);
        count(state, profile, length, tally);
        byte[] first = new byte[lanes];
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
        Profile chosen = new Profile(latent, predictors, first, costs, profile.odds);
        BitCounter counter = count(state, chosen, length, null);
        return new Fitted(
                new Profile(
                        latent,
                        predictors,
                        first,
                        costs,
                        counter.odds(state.contexts.lanes(), predictors == 1 ? DOUBT : 0)),
                counter.bits());
    }

    private BitCounter count(CodecState state, Profile profile, int length, CostTally tally) {
        BitCounter counter = new BitCounter(state.contexts.count());
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
