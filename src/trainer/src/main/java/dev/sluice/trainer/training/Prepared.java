package dev.sluice.trainer.training;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.pipeline.Temporal;
import dev.sluice.trainer.detection.Contamination;
import dev.sluice.trainer.detection.DetectorTrainer;
import dev.sluice.trainer.detection.Distinct;
import dev.sluice.trainer.detection.Effort;
import dev.sluice.trainer.detection.Series;
import dev.sluice.trainer.engine.ScaledRows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The history as a model is made from it: features fitted, told to be a time series or a table; of a table without its
 * repeats, and told which rows are normal.
 */
final class Prepared {
    private final FeatureEncoder encoder;
    private final Observation[] observations; // [rows]
    private final ScaledRows rows;
    private final long[] runs; // [rows]
    private final boolean series;
    private final boolean[] kept; // [rows]

    private Prepared(FeatureEncoder encoder, Observation[] observations, long[] runs, boolean series, boolean[] kept) {
        this.encoder = encoder;
        this.observations = observations;
        this.rows = ScaledRows.of(encoder, observations);
        this.runs = runs;
        this.series = series;
        this.kept = kept;
    }

    static Prepared of(List<FeatureSpec> features, TrainingRows history, Temporal temporal, Effort effort, long seed)
            throws RejectedModelException {
        Observation[] all = history.observations();
        FeatureEncoder encoder = FeatureEncoder.fit(features, all);
        ScaledRows scaled = ScaledRows.of(encoder, all);
        if (temporal == Temporal.ON && !DetectorTrainer.takesSeries(encoder.columns())) {
            throw new RejectedModelException("model.temporal: on is for at most " + DetectorTrainer.MOST_SERIES_COLUMNS
                    + " columns, the features make " + encoder.columns() + "; set it to off, or list fewer features");
        }
        boolean series = switch (temporal) {
            case AUTO -> Series.isSeries(scaled, history.runs());
            case ON -> true;
            case OFF -> false;
        };
        if (series) {
            boolean[] kept = new boolean[all.length];
            Arrays.fill(kept, true);
            return new Prepared(encoder, all, history.runs(), true, kept);
        }
        Distinct distinct = Distinct.of(scaled);
        int[] rows = distinct.rows();
        boolean[] kept = Contamination.kept(scaled.select(rows), distinct.counts(), effort, seed);
        Observation[] observations = Arrays.stream(rows).mapToObj(i -> all[i]).toArray(Observation[]::new);
        Observation[] normal = IntStream.range(0, kept.length)
                .filter(i -> kept[i])
                .mapToObj(i -> observations[i])
                .toArray(Observation[]::new);
        FeatureEncoder refitted = normal.length == all.length ? encoder : FeatureEncoder.fit(features, normal);
        long[] runs = Arrays.stream(rows).mapToLong(i -> history.runs()[i]).toArray();
        return new Prepared(refitted, observations, runs, false, kept);
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

    /** How many rows were left out as foreign. */
    int foreign() {
        return kept.length - normal().length;
    }
}
