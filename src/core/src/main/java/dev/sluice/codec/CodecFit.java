package dev.sluice.codec;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fits a {@link CodecState} on training records, which are those of one entity after the other, each in order. */
public final class CodecFit {

    /** The newest rows are enough. */
    public static final int MOST_ROWS = 1 << 15;

    /** Whether a latent pays is judged on the newest of these, by what is fitted to the others. */
    private static final int JUDGING_ROWS = 10_240;

    private static final double JUDGED = 0.2;

    private static final int FEWEST_JUDGED = 32;

    private static final FieldGrid[] NO_LATENT = {};
    private static final int ALL = (1 << Predictor.COUNT) - 1;

    private final int version;
    private final Records rows;
    private final Records fitted;
    private final Records judged;
    private final int fields;
    private final FieldGrid[] grids;
    private final LinearPredictor within;
    private final LinearPredictor across;

    private CodecFit(int version, Records all, List<Bound> bounds) {
        this.version = version;
        rows = all.slice(Math.max(0, all.size() - MOST_ROWS), all.size());
        Records newest = rows.slice(Math.max(0, rows.size() - JUDGING_ROWS), rows.size());
        int cut = newest.size() - (int) (JUDGED * newest.size());
        boolean few = newest.size() - cut < FEWEST_JUDGED;
        fitted = few ? newest : newest.slice(0, cut);
        judged = few ? newest : newest.slice(cut, newest.size());
        fields = bounds.size();
        grids = new FieldGrid[fields];
        for (int f = 0; f < fields; f++) {
            grids[f] = grid(all, f, bounds.get(f));
        }
        LinearFit lines = lines();
        within = lines.fit(f -> !grids[f].exact(), 1);
        across = lines.fit(f -> !grids[f].exact(), 3);
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
        return new CodecFit(version, rows, bounds).fit(autoencoder);
    }

    /**
     * States that code records alone, all fields by one predictor: what the choice among predictors is measured against.
     *
     * @return by what they predict from
     */
    public static Map<String, CodecState> singles(
            int version, Records rows, List<Bound> bounds, Autoencoder autoencoder) {
        CodecFit fit = new CodecFit(version, rows, bounds);
        Map<String, CodecState> singles = new LinkedHashMap<>();
        singles.put("grid", fit.single(null, Predictor.GRID));
        singles.put("linear", fit.single(null, Predictor.WITHIN));
        if (autoencoder != null) {
            Latents best = null;
            double least = Double.POSITIVE_INFINITY;
            for (Latents latents : Latents.candidates(autoencoder, fit.rows, fit.grids)) {
                double bits = fit.judge(fit.state(latents), CodecState.RECORD, 1 << Predictor.RECONSTRUCTION);
                best = bits < least ? latents : best;
                least = Math.min(least, bits);
            }
            singles.put("latent", fit.single(best, Predictor.RECONSTRUCTION));
        }
        return singles;
    }

    private CodecState single(Latents latents, int predictor) {
        CodecState state = state(latents);
        Profile profile = new ProfileFit(state, CodecState.RECORD).fit(rows, 1 << predictor);
        Profile[] profiles = new Profile[CodecState.PROFILES];
        Arrays.fill(profiles, profile);
        return state.with(profiles);
    }

    private CodecState fit(Autoencoder autoencoder) {
        Latents best = null;
        int plain = ALL & ~Predictor.LATENT;
        boolean inRecords = false;
        boolean inBlocks = false;
        if (autoencoder != null) {
            CodecState without = state(null);
            double records = judge(without, CodecState.RECORD, plain & Predictor.ALONE);
            double blocks = judge(without, CodecState.BLOCK, plain);
            double gain = 0;
            for (Latents latents : Latents.candidates(autoencoder, rows, grids)) {
                CodecState with = state(latents);
                double byRecord = records - judge(with, CodecState.RECORD, ALL & Predictor.ALONE);
                double byBlock = blocks - judge(with, CodecState.BLOCK, ALL);
                if (Math.max(byRecord, byBlock) > gain) {
                    gain = Math.max(byRecord, byBlock);
                    best = latents;
                    inRecords = byRecord > 0;
                    inBlocks = byBlock > 0;
                }
                if (gain == 0) {
                    break;
                }
            }
        }
        CodecState state = state(best);
        Profile[] profiles = new Profile[CodecState.PROFILES];
        int inRecord = (inRecords ? ALL : plain) & Predictor.ALONE;
        profiles[CodecState.RECORD] = new ProfileFit(state, CodecState.RECORD).best(rows, inRecord);
        profiles[CodecState.RECORD_GRID] = new ProfileFit(state, CodecState.RECORD_GRID).grid(rows);
        profiles[CodecState.RECORD_FLAT] = new ProfileFit(state, CodecState.RECORD_FLAT).flat(rows);
        profiles[CodecState.BLOCK] = new ProfileFit(state, CodecState.BLOCK).fit(rows, inBlocks ? ALL : plain);
        profiles[CodecState.BLOCK_GRID] = new ProfileFit(state, CodecState.BLOCK_GRID).grid(rows);
        return state.with(profiles);
    }

    /** Bits of the judged rows by a profile that is fitted to the others. */
    private double judge(CodecState state, int kind, int predictors) {
        ProfileFit fit = new ProfileFit(state, kind);
        return fit.bits(fit.fit(fitted, predictors), judged);
    }

    /** One without profiles. */
    private CodecState state(Latents latents) {
        return new CodecState(
                version,
                grids,
                latents == null ? NO_LATENT : latents.grids(),
                latents == null ? null : latents.autoencoder(),
                within,
                across,
                latents == null ? LinearPredictor.none(fields) : latents.joint(),
                new Profile[CodecState.PROFILES]);
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

    private LinearFit lines() {
        LinearFit lines = new LinearFit(fields, 3, 3);
        double[] numbers = new double[3 * fields];
        for (int r = 0; r < rows.size(); r++) {
            System.arraycopy(numbers, 0, numbers, fields, 2 * fields);
            for (int f = 0; f < fields; f++) {
                double steps = LinearFit.steps(grids[f], rows.value(r, f));
                if (!Double.isNaN(steps)) {
                    numbers[f] = steps;
                }
            }
            if (r >= 2) {
                lines.add(numbers);
            }
        }
        return lines;
    }
}
