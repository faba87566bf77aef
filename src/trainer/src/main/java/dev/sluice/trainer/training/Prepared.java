package dev.sluice.trainer.training;

import dev.sluice.feature.Derivation;
import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.Temporal;
import dev.sluice.trainer.detection.Contamination;
import dev.sluice.trainer.detection.DetectorTrainer;
import dev.sluice.trainer.detection.Distinct;
import dev.sluice.trainer.detection.Effort;
import dev.sluice.trainer.detection.Series;
import dev.sluice.trainer.engine.RowWindows;
import dev.sluice.trainer.engine.ScaledRows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The history as a model is made from it: features fitted, told to be a time series or a table; of a table without its
 * repeats, and told which rows are normal.
 */
final class Prepared {
    /** Of the autoencoder: a window of all columns. */
    private static final int MOST_INPUTS = 1 << 16;

    private final FeatureEncoder encoder;
    private final Observation[] observations; // [rows]
    private final ScaledRows rows;
    private final ScaledRows inputs;
    private final long[] runs; // [rows]
    private final boolean series;
    private final boolean[] kept; // [rows]
    private final Standing[] standings; // [rows]

    private Prepared(
            FeatureEncoder encoder,
            Observation[] observations,
            ScaledRows rows,
            long[] runs,
            int window,
            boolean series,
            boolean[] kept,
            Standing[] standings) {
        this.encoder = encoder;
        this.observations = observations;
        this.rows = rows;
        this.inputs = RowWindows.of(encoder, rows, runs, window);
        this.runs = runs;
        this.series = series;
        this.kept = kept;
        this.standings = standings;
    }

    static Prepared of(List<FeatureSpec> features, TrainingRows history, PipelineConfig config)
            throws RejectedModelException {
        Observation[] all = history.observations();
        derive(features, all, history.runs());
        Standing[] standings = history.standings();
        FeatureEncoder encoder = FeatureEncoder.fit(features, usual(all, standings));
        ScaledRows scaled = ScaledRows.of(encoder, all);
        int window = config.model().window();
        boolean wanted = config.temporal() == Temporal.ON || window > 1;
        if (wanted) {
            requireSeries(window, encoder.columns());
        }
        if (wanted || (config.temporal() == Temporal.AUTO && Series.isSeries(scaled, history.runs()))) {
            boolean[] kept = new boolean[all.length];
            Arrays.fill(kept, true);
            return new Prepared(encoder, all, scaled, history.runs(), window, true, kept, standings);
        }
        long seed = config.training().seed();
        Distinct distinct = Distinct.of(scaled);
        int[] rows = distinct.rows();
        boolean[] kept = Contamination.kept(scaled.select(rows), distinct.counts(), Effort.of(config.training()), seed);
        Standing[] distinctStandings =
                Arrays.stream(rows).mapToObj(i -> standings[i]).toArray(Standing[]::new);
        for (int i = 0; i < kept.length; i++) {
            kept[i] |= distinctStandings[i].isVouchedFor();
        }
        Observation[] observations = Arrays.stream(rows).mapToObj(i -> all[i]).toArray(Observation[]::new);
        Observation[] normal = IntStream.range(0, kept.length)
                .filter(i -> kept[i] && distinctStandings[i] != Standing.UNUSUAL)
                .mapToObj(i -> observations[i])
                .toArray(Observation[]::new);
        FeatureEncoder refitted = normal.length == all.length ? encoder : FeatureEncoder.fit(features, normal);
        long[] runs = Arrays.stream(rows).mapToLong(i -> history.runs()[i]).toArray();
        return new Prepared(
                refitted, observations, ScaledRows.of(refitted, observations), runs, 1, false, kept, distinctStandings);
    }

    /** What scales are fitted to; all there is where nothing is usual. */
    private static Observation[] usual(Observation[] all, Standing[] standings) {
        Observation[] usual = IntStream.range(0, all.length)
                .filter(i -> standings[i] != Standing.UNUSUAL)
                .mapToObj(i -> all[i])
                .toArray(Observation[]::new);
        return usual.length == 0 ? all : usual;
    }

    private static void requireSeries(int window, int columns) throws RejectedModelException {
        String asked = window > 1 ? "model.window: " + window : "model.temporal: on";
        if (!DetectorTrainer.takesSeries(columns)) {
            throw new RejectedModelException(asked + " is for at most " + DetectorTrainer.MOST_SERIES_COLUMNS
                    + " columns, the features make " + columns + "; set it to "
                    + (window > 1 ? "1" : "off") + ", or list fewer features");
        }
        if (window * columns > MOST_INPUTS) {
            throw new RejectedModelException(asked + " makes " + window * columns + " inputs of " + columns
                    + " columns, at most " + MOST_INPUTS + " are allowed; set it to " + MOST_INPUTS / columns
                    + " or less");
        }
    }

    /** Fills in what is derived, each run on its own. */
    private static void derive(List<FeatureSpec> features, Observation[] rows, long[] runs) {
        Derivation derivation = new Derivation(features);
        if (derivation.memory() == 0) {
            return;
        }
        Map<Long, double[]> memories = new HashMap<>();
        for (int i = 0; i < rows.length; i++) {
            derivation.derive(rows[i], memories.computeIfAbsent(runs[i], run -> new double[derivation.memory()]));
        }
    }

    FeatureEncoder encoder() {
        return encoder;
    }

    /** {@code Observation[rows]}, in the order of time. */
    Observation[] observations() {
        return observations;
    }

    /** All rows, scaled. */
    ScaledRows rows() {
        return rows;
    }

    /** What the autoencoder takes: all rows, or a window that ends with each. */
    ScaledRows inputs() {
        return inputs;
    }

    /** {@code long[rows]}: rows of the same run follow each other. */
    long[] runs() {
        return runs;
    }

    /** Whether neighbours in time resemble each other. */
    boolean isSeries() {
        return series;
    }

    /** {@code boolean[rows]}: what is taken for normal. */
    boolean[] kept() {
        return kept;
    }

    /** Indexes of the rows that are taken for normal, in the order of time. */
    int[] normal() {
        return IntStream.range(0, kept.length).filter(i -> kept[i]).toArray();
    }

    /**
     * {@code boolean[rows]}: what is fitted on, of which is taken for normal; all of it where most is unusual: then the
     * champion that said so knows nothing of these rows.
     */
    boolean[] fitted() {
        boolean[] fitted = new boolean[kept.length];
        int count = 0;
        for (int i = 0; i < fitted.length; i++) {
            fitted[i] = kept[i] && standings[i] != Standing.UNUSUAL;
            count += fitted[i] ? 1 : 0;
        }
        return 2 * count < normal().length ? kept : fitted;
    }

    /** {@code boolean[rows]}: what did not look normal, and was decided to be. */
    boolean[] vouchedFor() {
        boolean[] vouchedFor = new boolean[standings.length];
        for (int i = 0; i < vouchedFor.length; i++) {
            vouchedFor[i] = standings[i].isVouchedFor();
        }
        return vouchedFor;
    }

    /** How many rows were left out as foreign. */
    int foreign() {
        return kept.length - normal().length;
    }
}
